"""A promise about a value below its threshold: asked for, corrected, silent until its day, asked about."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlmodel import col

from bot.rules.alert_lives import FollowUp
from db.tables import AlertResponse
from tests.builders import JOKO
from tests.criteria import INSPEKTUR_MAROS, SEKDA_MAROS
from tests.fakes import World
from tests.handlers.alerting import ASKED, fallen, forget, heard, later, promised, states


@pytest.fixture
async def told(world: World) -> World:
    return await fallen(world)


async def test_after_a_promise_silence_until_its_day_then_one_question_and_a_call(told):
    await told.press(INSPEKTUR_MAROS, "Rencana")
    await promised(told)
    forget(told)
    await later(told, days=13, hours=23, minutes=59)
    assert heard(told, INSPEKTUR_MAROS) == []
    await later(told, minutes=1)  # Monday 17 March, 09.00 in Maros
    assert (heard(told, INSPEKTUR_MAROS), heard(told, SEKDA_MAROS)) == ([ASKED], [])
    assert told.last(INSPEKTUR_MAROS).labels == ["Sudah dilaksanakan", "Perbarui rencana"]
    assert "<b>Tanggal target telah tiba</b>" in told.texts(JOKO)[-1]
    forget(told)
    await later(told, days=7)
    assert (heard(told, INSPEKTUR_MAROS), await states(told)) == ([], [FollowUp.OFFICER])
    assert "belum ada kabar tentang rencana dengan target Senin, 17 Maret 2025" in told.texts(JOKO)[-1]


async def test_carried_out_is_told_to_the_officer_once(told):
    await told.press(INSPEKTUR_MAROS, "Rencana")
    await promised(told)
    await later(told, days=14)
    forget(told)
    for _ in range(2):
        [said] = await told.press(INSPEKTUR_MAROS, "Sudah dilaksanakan")
        assert said.startswith("Terima kasih, pelaksanaan rencana telah kami catat")
    assert heard(told, JOKO) == [
        "<b>Rencana dinyatakan sudah dilaksanakan oleh Inspektur Kabupaten Maros</b>"
    ]
    await later(told, days=60)
    assert len(heard(told, JOKO)) == 1
    assert await states(told) == [FollowUp.DONE]


async def test_a_plan_can_be_put_off_and_each_part_corrected(told):
    await told.press(INSPEKTUR_MAROS, "Rencana")
    await promised(told)
    await told.press(INSPEKTUR_MAROS, "Ubah tanggal")
    [shown] = await told.say(INSPEKTUR_MAROS, "31-03-2025")
    assert (
        "Penanggung jawab: <b>Rina, Sekretaris Inspektorat</b>\nTanggal target: <b>Senin, 31 Maret" in shown
    )
    await told.press(INSPEKTUR_MAROS, "Ubah isi rencana")
    [shown] = await told.say(INSPEKTUR_MAROS, "<b>Loket</b> & https://contoh.id\nbaris kedua")
    assert "Rencana: &lt;b&gt;Loket&lt;/b&gt; &amp; https://contoh.id baris kedua" in shown
    forget(told)
    await later(told, days=14)
    assert heard(told, INSPEKTUR_MAROS) == []
    async with told.sessions.reading() as session:
        kept = (await session.scalars(select(AlertResponse).order_by(col(AlertResponse.id)))).all()
    assert [row.promised_on.isoformat() for row in kept] == ["2025-03-17", "2025-03-31", "2025-03-31"]


async def test_received_after_a_promise_keeps_the_promise(told):
    await told.press(INSPEKTUR_MAROS, "Rencana")
    await promised(told)
    [said] = await told.press(INSPEKTUR_MAROS, "Terima pemberitahuan")
    assert "Rencana yang telah disampaikan tetap berlaku" in said
    assert await states(told) == [FollowUp.PROMISED]
