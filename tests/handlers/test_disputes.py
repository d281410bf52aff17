"""Nilai keliru: words and evidence, one decision, and what the region hears of it."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import select
from sqlmodel import col

from bot.messages.render import mistake
from bot.rules.alert_lives import FollowUp
from bot.rules.disputes import EvidenceFull, ExplanationMissing
from bot.rules.errors import NotRegistered, Stale
from bot.rules.promises import NoteUnusable
from db.tables import AlertEvidence, AlertResponse, OutboxMessage
from tests.builders import JOKO, SARI, STRANGER, joko, sari
from tests.criteria import INSPEKTUR_MAROS, SEKDA_MAROS, alert_states, confirm_thresholds, maros
from tests.fakes import ADMIN, World
from tests.handlers.alerting import TO_OFFICER, fallen, forget, heard, later, record, states

CARD = "<b>Nilai dinyatakan keliru oleh Inspektur Kabupaten Maros</b>"
WITHDRAWN = "<b>Penarikan pemberitahuan capaian</b>"
CHECKED = "<b>Hasil pemeriksaan keterangan nilai keliru</b>"
NOTE = "Nilai SPI 2024 adalah 70,26 <sumber: KPK>"
OFFICERS = (JOKO, ADMIN)


@pytest.fixture
async def told(world: World) -> World:
    return await fallen(world)


async def disputed(world: World) -> None:
    await world.press(INSPEKTUR_MAROS, "Nilai keliru")
    await world.say(INSPEKTUR_MAROS, NOTE)
    await world.press(INSPEKTUR_MAROS, "Kirim")
    for user in (INSPEKTUR_MAROS, SEKDA_MAROS):
        for shown in world.telegram.chats[user]:
            shown.html = ""


async def send_photo(world: World, user: int, number: int) -> list[str]:
    photo = {"file_id": f"foto{number}", "file_unique_id": f"f{number}", "width": 9, "height": 9}
    incoming = world._incoming(user, "Uji", photo=[{**photo, "file_size": 1234}])
    return await world._receive(user, "Uji", {"message": incoming})


async def test_evidence_before_and_after_the_words_and_then_sent(told):
    await told.press(INSPEKTUR_MAROS, "Nilai keliru")
    [first] = await told.send_file(INSPEKTUR_MAROS, "surat <b>.pdf", b"%PDF")
    assert "1. surat &lt;b&gt;.pdf" in first and told.last(INSPEKTUR_MAROS).labels == []
    assert await told.say(INSPEKTUR_MAROS, "?") == [mistake(NoteUnusable())]
    [second] = await told.say(INSPEKTUR_MAROS, NOTE)
    assert "<blockquote>Nilai SPI 2024 adalah 70,26 &lt;sumber: KPK&gt;</blockquote>" in second
    [third] = await send_photo(told, INSPEKTUR_MAROS, 1)
    assert "2. Gambar 2" in third and await states(told) == [FollowUp.TOLD]
    [sent] = await told.press(INSPEKTUR_MAROS, "Kirim")
    assert sent.startswith("Keterangan Bapak/Ibu mengenai <b>SPI</b> beserta 2 berkas telah kami terima")
    card = told.last(JOKO)
    assert card.html.startswith(CARD) and "SPI 2024: <b>60</b>" in card.html and "Dicatat: Joko" in card.html
    assert card.labels == ["Lihat bukti (2)", "Keliru, tarik", "Nilai benar"]
    files = await told.press(JOKO, "Lihat bukti (2)")
    assert len(files) == 3 and [s.method for s in told.telegram.chats[JOKO][-2:]] == [
        "sendDocument",
        "sendPhoto",
    ]
    async with told.sessions.reading() as session:
        kept = [row.file_id for row in await session.scalars(select(AlertEvidence))]
    assert kept == ["file-0", "foto1"]


async def test_without_words_it_is_not_sent_and_more_than_five_files_are_refused(told):
    await told.press(INSPEKTUR_MAROS, "Nilai keliru")
    for number in range(5):
        await send_photo(told, INSPEKTUR_MAROS, number)
    assert await send_photo(told, INSPEKTUR_MAROS, 9) == [mistake(EvidenceFull())]
    data = "keliru_kirim:1"
    assert await told.press_data(INSPEKTUR_MAROS, data) == [mistake(ExplanationMissing())]
    await told.say(INSPEKTUR_MAROS, NOTE)
    [sent] = await told.press(INSPEKTUR_MAROS, "Kirim")
    assert "beserta 5 berkas" in sent
    assert await told.press(INSPEKTUR_MAROS, "Kirim") == [mistake(Stale())]


async def test_one_value_of_several_is_disputed_and_the_others_go_on(world):
    await joko(world.sessions)
    await maros(world)
    await confirm_thresholds(world, "spi", "mcp")
    content = "region_code,criterion,year,value\n73.09,mcp,2024,70\n73.09,spi,2024,60\n"
    await world.send_file(JOKO, "nilai.csv", content.encode())
    await world.press(JOKO, "Konfirmasi")
    await world.press(INSPEKTUR_MAROS, "Nilai keliru")
    assert world.last(INSPEKTUR_MAROS).labels == ["MCP", "SPI"]
    await world.press(INSPEKTUR_MAROS, "SPI")
    await world.say(INSPEKTUR_MAROS, NOTE)
    await world.press(INSPEKTUR_MAROS, "Kirim")
    assert await states(world) == [FollowUp.TOLD, FollowUp.DISPUTED]
    await world.press(JOKO, "Keliru, tarik")
    assert await alert_states(world) == ["open", "withdrawn"]
    assert "<b>SPI</b>" in world.texts(SEKDA_MAROS)[-1] and "MCP" not in world.texts(SEKDA_MAROS)[-1]


async def test_repeats_rest_while_it_is_undecided_and_staff_are_reminded_once(told):
    await disputed(told)
    forget(told)
    await later(told, days=2, hours=23, minutes=59)
    assert heard(told, JOKO) == []
    await later(told, hours=2)  # Thursday, the third working day, 09.00 WIB
    assert heard(told, JOKO) == [TO_OFFICER]
    assert told.last(JOKO).labels == ["Buka: Kabupaten Maros, SPI"]
    await later(told, days=30)
    assert (heard(told, JOKO), heard(told, INSPEKTUR_MAROS)) == ([TO_OFFICER], [])
    [card] = await told.press(JOKO, "Buka: Kabupaten Maros, SPI")
    assert card.startswith(CARD)


async def test_upheld_it_is_withdrawn_by_name_to_those_told_and_staff_are_led_to_nilai(told):
    await disputed(told)
    [done] = await told.press(JOKO, "Keliru, tarik")
    assert "Pemberitahuan SPI Kabupaten Maros telah <b>ditarik</b>." in done
    assert "<code>/nilai 73.09 spi 2024 </code>" in done
    assert (heard(told, INSPEKTUR_MAROS), heard(told, SEKDA_MAROS)) == ([WITHDRAWN], [WITHDRAWN])
    assert (
        "Pemberitahuan tanggal <b>3 Maret 2025</b> ditarik\nNilai yang keliru: SPI 2024: 60"
        in (told.texts(SEKDA_MAROS)[-1])
    )
    assert await alert_states(told) == ["withdrawn"]
    assert (await told.press(JOKO, "Nilai benar"))[0].startswith("Permohonan koreksi SPI Kabupaten Maros")
    await record(told, "maros spi 2024 78")
    await later(told, days=30)
    assert (heard(told, INSPEKTUR_MAROS), await alert_states(told)) == ([WITHDRAWN], ["withdrawn"])


async def test_turned_down_the_region_hears_why_and_has_seven_days_again(told):
    await later(told, days=5)
    await disputed(told)
    await told.press(JOKO, "Nilai benar")
    assert await told.say(JOKO, "?") == [mistake(NoteUnusable())]
    [done] = await told.say(JOKO, "Sesuai pengumuman KPK <2024>")
    assert "Alasannya disampaikan kepada Inspektur Kabupaten Maros" in done
    await later(told, days=2)  # it was Saturday
    assert (heard(told, INSPEKTUR_MAROS), heard(told, SEKDA_MAROS)) == ([CHECKED], [])
    assert "Alasan: Sesuai pengumuman KPK &lt;2024&gt;" in told.texts(INSPEKTUR_MAROS)[-1]
    await later(told, days=6)
    assert heard(told, INSPEKTUR_MAROS) == [CHECKED]
    await later(told, days=1, hours=2)
    assert len(heard(told, INSPEKTUR_MAROS)) == 2 and await states(told) == [FollowUp.REPEATED]


async def test_a_correcting_value_recorded_first_decides_by_itself(told):
    await disputed(told)
    card = told.last(JOKO)
    await record(told, "maros spi 2024 78")
    assert len(heard(told, INSPEKTUR_MAROS)) == 1 and heard(told, INSPEKTUR_MAROS) == [WITHDRAWN]
    [late] = await told.press(JOKO, "Keliru, tarik", on=card)
    assert late.startswith("Permohonan koreksi SPI Kabupaten Maros sudah selesai: nilai keliru")
    async with told.sessions.reading() as session:
        assert (await session.scalars(select(col(AlertResponse.is_upheld)))).all() == [True]


async def test_a_right_value_that_is_low_too_goes_on_with_seven_days(told):
    await disputed(told)
    await record(told, "maros spi 2024 61")
    assert await states(told) == [FollowUp.TOLD]


async def test_two_officers_at_once_decide_once(both_worlds):
    world = both_worlds
    await joko(world.sessions)
    await maros(world)
    await confirm_thresholds(world, "spi")
    await record(world, "maros spi 2024 60")
    await disputed(world)
    data = "sangkal_y:1"
    await asyncio.gather(*(world.press_data(who, data) for who in OFFICERS for _ in range(3)))
    async with world.sessions.reading() as session:
        said = [str(payload["text"]) for payload in await session.scalars(select(OutboxMessage.payload))]
    assert sum(text.startswith(WITHDRAWN) for text in said) == 2  # Inspektur and Sekda
    assert sum("telah <b>ditarik</b>" in text for text in said) == 1
    assert sum(text.startswith("Permohonan koreksi") for text in said) == 5


async def test_nobody_else_disputes_decides_or_sees_the_files(told):
    await sari(told.sessions)
    await disputed(told)
    for data in ("sangkal:1", "sangkal_b:1", "sangkal_y:1", "sangkal_t:1"):
        for nobody in (INSPEKTUR_MAROS, STRANGER):
            assert await told.press_data(nobody, data) == [mistake(Stale())]
    assert await told.press_data(SARI, "keliru_k:1") == [mistake(Stale())]
    assert await told.press_data(STRANGER, "keliru_k:1") == [mistake(NotRegistered())]
    assert await told.press_data(JOKO, "sangkal_y:99") == [mistake(Stale())]


async def test_a_file_without_a_dispute_is_not_read(told):
    [said] = await told.send_file(INSPEKTUR_MAROS, "surat.pdf", b"%PDF")
    assert "tidak" in said
    async with told.sessions.reading() as session:
        assert (await session.scalars(select(AlertEvidence))).all() == []
