"""What is left of promises and disputes when somebody is erased."""

from __future__ import annotations

from sqlalchemy import select
from sqlmodel import col

from bot.actions.erasing import erase
from bot.rules.alert_lives import ResponseKind
from db.tables import AlertEvidence, AlertResponse, Contact
from tests.builders import JOKO
from tests.criteria import INSPEKTUR_MAROS
from tests.fakes import World
from tests.handlers.alerting import fallen


async def test_words_and_files_go_and_that_the_post_answered_stays(world: World) -> None:
    await fallen(world)
    await world.press(INSPEKTUR_MAROS, "Rencana")
    for typed in ("Rahma, Inspektur", "30-06-2025", "Rahma melengkapi standar"):
        await world.say(INSPEKTUR_MAROS, typed)
    await world.press(INSPEKTUR_MAROS, "Nilai keliru")
    await world.say(INSPEKTUR_MAROS, "Nilai yang benar 70,26 menurut Rahma")
    await world.send_file(INSPEKTUR_MAROS, "surat.pdf", b"%PDF")
    await world.press(INSPEKTUR_MAROS, "Kirim")
    async with world.working() as work:
        contact = await work.session.scalar(
            select(col(Contact.id)).where(col(Contact.telegram_id) == INSPEKTUR_MAROS)
        )
        await erase(work, contact)
    async with world.sessions.reading() as session:
        kept = (await session.scalars(select(AlertResponse).order_by(col(AlertResponse.id)))).all()
        assert (await session.scalars(select(AlertEvidence))).all() == []
    assert [row.kind for row in kept] == [ResponseKind.PROMISED, ResponseKind.DISPUTED]
    assert "Rahma" not in "".join(row.person_in_charge + row.note for row in kept)
    assert kept[1].note == "" and "standar" in kept[0].note
    [card] = await world.press_data(JOKO, f"sangkal:{kept[1].id}")
    assert "70,26" not in card
