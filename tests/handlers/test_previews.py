"""/pratinjau: what is shown is what comes, letter for letter and minute for minute."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import update

from bot.messages.previews import MARK
from bot.messages.render import mistake
from bot.rules.actors import Role, TenureKind
from bot.rules.clocks import WIB, WITA
from bot.rules.errors import Forbidden, Stale
from bot.rules.reminders import Step
from db.tables import Meeting
from tests import builders
from tests.builders import BUDI, JOKO, SARI
from tests.fakes import World
from tests.handlers.rakor import FORM, PDF, published, registered

LIA = 900_000_005
RINA = 7_000_000_051
DEWI = 7_000_000_011


@pytest.fixture
async def drafted(world: World) -> World:
    """Bontang has both seats filled, and Sari an assistant; the draft has its letter."""
    await registered(world)
    await builders.official(
        world.sessions, RINA, "64.74", "inspektur", name="Rina", kind=TenureKind.ASSISTANT
    )
    await builders.official(world.sessions, DEWI, "64.74", "sekda", name="Dewi")
    await world.say(JOKO, FORM)
    await world.send_file(JOKO, "surat.pdf", PDF)
    return world


async def read_through(world: World, seat: str) -> list[tuple[str, str]]:
    """(who and when, text) of every message the preview shows for a seat of Bontang."""
    await world.say(JOKO, "/pratinjau 1 kota bontang")
    await world.press(JOKO, f"Teks: {seat}")
    found = []
    while True:
        card = world.last(JOKO)
        head, text, _tail = card.html.split(f"\n{MARK}\n")
        found.append((head, text))
        if "Berikutnya" not in card.labels:
            return found
        await world.press(JOKO, "Berikutnya", on=card)


def without_proof(text: str) -> str:
    return text.rpartition("\n\n")[0] if "/cek_" in text else text


async def test_every_text_shown_is_the_text_that_comes(drafted):
    shown = {
        "inspektur": await read_through(drafted, "Inspektur"),
        "sekda": await read_through(drafted, "Sekretaris Daerah"),
    }
    draft = next(one for one in drafted.telegram.chats[JOKO] if "Terbitkan" in one.labels)
    await drafted.press(JOKO, "Terbitkan", on=draft)
    drafted.clock.forward(seconds=31)
    await drafted.tick()
    for day, hour, minute in [(6, 9, 0), (7, 9, 0), (10, 9, 0), (11, 13, 45), (11, 18, 0)]:
        drafted.clock.at = datetime(2025, 3, day, hour, minute, tzinfo=WITA)
        await drafted.tick()
    for who, heads in ((SARI, "inspektur"), (RINA, "inspektur"), (DEWI, "sekda")):
        is_via = "melalui Sdr./Sdri. Rina" if who == RINA else ""
        expected = [
            text for head, text in shown[heads] if (is_via in head if is_via else "melalui" not in head)
        ]
        came = [without_proof(one) for one in drafted.texts(who)]
        assert came == expected
        assert len(came) == 6  # letter, invitation, three and two and one day before, 15 minutes before
    assert "Kamis, 6 Maret 2025, pukul 08.00 WIB / 09.00 WITA" in shown["sekda"][2][0]


async def test_so_it_is_with_another_ladder_a_late_link_and_a_day_off(drafted):
    await drafted.say(JOKO, "/libur 10-03-2025 Hari Jadi Praktik")
    async with drafted.sessions.writing() as session:
        ladder = [Step.SEVEN_DAYS, Step.ONE_DAY, Step.TWO_HOURS, Step.MINUTES]
        await session.execute(update(Meeting).values(ladder=list(map(str, ladder)), reveal_minutes=60))
    shown = await read_through(drafted, "Sekretaris Daerah")
    draft = next(one for one in drafted.telegram.chats[JOKO] if "Terbitkan" in one.labels)
    await drafted.press(JOKO, "Terbitkan", on=draft)
    drafted.clock.forward(seconds=31)
    await drafted.tick()
    for day, hour, minute in [(7, 9, 0), (11, 12, 0), (11, 13, 0), (11, 13, 45)]:
        drafted.clock.at = datetime(2025, 3, day, hour, minute, tzinfo=WITA)
        await drafted.tick()
    assert [without_proof(one) for one in drafted.texts(DEWI)] == [text for _head, text in shown]
    assert (
        "H-1, pengingat, sudah dikirim kepada 3 orang (lebih awal karena hari libur tambahan)"
        in "\n".join(await drafted.say(JOKO, "/pratinjau 1"))
    )
    assert [head.splitlines()[2].partition(": ")[0] for head, _text in shown] == [
        "setelah diterbitkan",
        "setelah diterbitkan",
        "Jumat, 7 Maret 2025, pukul 08.00 WIB / 09.00 WITA",
        "Selasa, 11 Maret 2025, pukul 11.00 WIB / 12.00 WITA",
        "Selasa, 11 Maret 2025, pukul 12.00 WIB / 13.00 WITA",
        "Selasa, 11 Maret 2025, pukul 12.45 WIB / 13.45 WITA",
    ]
    assert ["zoom.us/j" in text for _head, text in shown] == [False, False, False, False, True, True]


async def test_the_timeline_counts_people_and_names_who_gets_nothing(drafted):
    (card,) = await drafted.say(JOKO, "/pratinjau 1")
    assert "- Setelah diterbitkan: undangan dan surat, 3 orang" in card
    assert ("- Kamis, 6 Maret 2025, pukul 08.00 WIB / 09.00 WITA: H-3, meminta konfirmasi, 3 orang\n") in card
    assert "Sekretaris Daerah Kabupaten Bangka Tengah" in card
    assert drafted.last(JOKO).labels[:2] == ["Kabupaten Bangka Tengah", "Kabupaten Manggarai Barat"]


async def test_a_step_that_is_past_says_so(world):
    await registered(world)
    world.clock.at = datetime(2025, 3, 10, 12, 0, tzinfo=WIB)
    await world.say(JOKO, FORM)
    (card,) = await world.press(JOKO, "Pratinjau")
    assert "H-3, meminta konfirmasi; tidak dikirim untuk 1 jabatan: waktunya sudah lewat" in card
    (region,) = await world.say(JOKO, "/pratinjau 1 64.74")
    assert (
        "08.00 WIB / 09.00 WITA: sesi 2: H-3, meminta konfirmasi; tidak dikirim: waktunya sudah lewat"
        in region
    )


async def test_of_a_published_meeting_what_is_still_to_come_by_the_answers_of_now(world):
    await published(await registered(world))
    await world.press(SARI, "Hadir")
    await world.press(BUDI, "Tidak hadir")
    (region,) = await world.say(JOKO, "/pratinjau 1 kota bontang")
    assert "undangan" not in region
    assert "sesi 2: H-3, meminta konfirmasi; tidak dikirim: sudah ada jawaban" in region
    (other,) = await world.say(JOKO, "/pratinjau 1 bangka tengah")
    assert "sesi 1: pertanyaan apakah ada yang mewakili" in other
    world.clock.at = datetime(2025, 3, 10, 9, 0, tzinfo=WITA)
    await world.tick()
    (card,) = await world.say(JOKO, "/pratinjau 1")
    assert "H-1, pengingat, sudah dikirim kepada 1 orang" in card


async def test_somebody_with_two_seats_is_shown_what_comes_and_no_more(world):
    await registered(world)
    await builders.official(world.sessions, SARI, "64.74", "sekda")
    await world.say(JOKO, FORM)
    await world.send_file(JOKO, "surat.pdf", PDF)
    first, second = await read_through(world, "Sekretaris Daerah"), await read_through(world, "Inspektur")
    draft = next(one for one in world.telegram.chats[JOKO] if "Terbitkan" in one.labels)
    await world.press(JOKO, "Terbitkan", on=draft)
    world.clock.forward(seconds=31)
    await world.tick()
    for day, hour, minute in [(6, 9, 0), (7, 9, 0), (10, 9, 0), (11, 13, 45)]:
        world.clock.at = datetime(2025, 3, day, hour, minute, tzinfo=WITA)
        await world.tick()
    came = sorted(without_proof(one) for one in world.texts(SARI))
    assert came == sorted(text for _head, text in [*first, *second])


async def test_a_region_typed_that_is_not_invited_or_unclear(drafted):
    (none,) = await drafted.say(JOKO, "/pratinjau 1 kota blitar")
    assert none.startswith("<code>kota blitar</code> bukan daerah yang diundang ke rapat 1.")
    (which,) = await drafted.say(JOKO, "/pratinjau 1 bontng")
    assert which == "Daerah mana yang dimaksud dengan <code>bontng</code>?"
    assert drafted.last(JOKO).labels == ["Kota Bontang"]


async def test_staff_alone_and_only_what_is_there(drafted):
    await builders.staff(drafted.sessions, LIA, Role.VIEWER, name="Lia")
    assert (await drafted.say(LIA, "/pratinjau"))[0].startswith("<b>Pratinjau rapat</b>")
    assert await drafted.say(SARI, "/pratinjau 1") == [mistake(Forbidden())]
    for data in ("pratinjau_hal:1:7", "pratinjau_daerah:1:99.99", "pratinjau_teks:1:4:99"):
        assert await drafted.press_data(JOKO, data) == [mistake(Stale())]
