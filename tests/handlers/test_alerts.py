"""Pemberitahuan capaian: told once, answered, ended; over a fake Telegram."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from bot.messages.render import mistake
from bot.rules.errors import NotRegistered, Stale
from bot.rules.promises import PromiseDate, WorkUnusable
from db.tables import AlertNotice, AlertResponse, AuditEntry
from tests.builders import JOKO, SARI, STRANGER, joko, sari
from tests.criteria import (
    INSPEKTUR_MAROS,
    SEKDA_MAROS,
    alert_states,
    confirm_thresholds,
    maros,
    record_example,
)
from tests.fakes import ADMIN, World

OVER = (
    "Pemberitahuan ini sudah selesai atau ditarik; tidak ada yang perlu ditindaklanjuti. "
    "Capaian terkini: /status"
)


@pytest.fixture
async def told(world: World) -> World:
    """An officer, the two officials of Maros, and SPI's threshold confirmed; nothing recorded yet."""
    await joko(world.sessions)
    await maros(world)
    await confirm_thresholds(world, "spi", "mcp")
    return world


async def record(world: World, typed: str) -> str:
    await world.say(JOKO, f"/nilai {typed}")
    [receipt] = await world.press(JOKO, "Konfirmasi")
    return receipt


def titles(world: World, user_id: int) -> list[str]:
    return [text.splitlines()[0] for text in world.texts(user_id)]


NOTICE = "<b>Pemberitahuan capaian kriteria</b>"
COPY = "<b>Tembusan: pemberitahuan capaian kriteria</b>"
RECOVERED = "<b>Capaian telah memenuhi ambang</b>"
WITHDRAWN = "<b>Penarikan pemberitahuan capaian</b>"


async def test_drop_silence_recovery(told: World) -> None:
    for typed in ("maros spi 2022 70", "maros spi 2023 67,99", "maros spi 2024 60", "maros spi 2025 68"):
        await record(told, typed)
    assert titles(told, INSPEKTUR_MAROS) == [NOTICE, RECOVERED]
    assert titles(told, SEKDA_MAROS) == [COPY, RECOVERED]
    assert await alert_states(told) == ["recovered"]


async def test_the_sekda_gets_a_copy_named_as_such_and_the_notice_names_it(told: World) -> None:
    await record(told, "maros spi 2024 60")
    assert "Tembusan: Pj. Sekretaris Daerah Kabupaten Maros." in told.texts(INSPEKTUR_MAROS)[0]
    copy = told.texts(SEKDA_MAROS)[0]
    assert "berikut tembusan pemberitahuan kepada Inspektur Kabupaten Maros" in copy


async def test_one_notice_for_all_that_fell_in_one_file(told: World) -> None:
    content = "region_code,criterion,year,value\n73.09,spi,2024,60\n73.09,mcp,2024,70\n"
    await told.send_file(JOKO, "nilai.csv", content.encode())
    await told.press(JOKO, "Konfirmasi")
    assert titles(told, INSPEKTUR_MAROS) == [NOTICE]
    assert "kami sampaikan dua capaian" in told.texts(INSPEKTUR_MAROS)[0]
    await told.press(INSPEKTUR_MAROS, "Terima pemberitahuan")
    async with told.sessions.reading() as session:
        kinds = (await session.scalars(select(AlertResponse.kind))).all()
    assert [kind.value for kind in kinds] == ["acknowledged", "acknowledged"]


async def test_unconfirmed_informs_staff_only(world: World) -> None:
    await joko(world.sessions)
    await maros(world)
    receipt = await record(world, "maros spi 2024 60")
    assert "Di bawah ambang yang belum dikonfirmasi, hanya untuk petugas (1)" in receipt
    assert (world.texts(INSPEKTUR_MAROS), await alert_states(world)) == ([], [])
    # the other officers hear of it too; the one who recorded it has read the receipt
    assert titles(world, ADMIN) == ["<b>Untuk petugas: capaian di bawah ambang yang belum dikonfirmasi</b>"]


async def test_older_years_interim_and_unset_thresholds_never_alarm(told: World) -> None:
    await confirm_thresholds(told, "spbe")
    for typed in (
        "maros spi 2024 77,69",
        "maros spi 2021 50",
        "maros spi 2025 50 sementara",
        "maros spbe 2024 1,2",
    ):
        await record(told, typed)
    assert (told.texts(INSPEKTUR_MAROS), await alert_states(told)) == ([], [])


async def test_a_correction_withdraws_by_name(told: World) -> None:
    await record(told, "maros spi 2024 60,9")
    receipt = await record(told, "maros spi 2024 69,6")
    assert "<b>Koreksi, pemberitahuan ditarik (1)</b>" in receipt
    assert titles(told, INSPEKTUR_MAROS) == [NOTICE, WITHDRAWN]
    text = told.texts(INSPEKTUR_MAROS)[1]
    assert (
        "Pemberitahuan tanggal <b>3 Maret 2025</b> ditarik\n"
        "Semula: SPI 2024: 60,9\nMenjadi: SPI 2024: <b>69,6</b>" in text
    )
    assert await alert_states(told) == ["withdrawn"]


async def test_outside_working_hours_the_notice_waits(told: World) -> None:
    told.clock.forward(hours=10)  # Monday 18.00 WIB, 19.00 in Maros
    await record(told, "maros spi 2024 60")
    assert told.texts(INSPEKTUR_MAROS) == []
    told.clock.forward(hours=13, minutes=59)
    await told.deliver()
    assert told.texts(INSPEKTUR_MAROS) == []
    told.clock.forward(minutes=1)  # Tuesday 08.00 WIB, 09.00 in Maros
    await told.deliver()
    assert titles(told, INSPEKTUR_MAROS) == [NOTICE]


async def test_a_notice_that_has_not_left_is_taken_back_instead_of_corrected(told: World) -> None:
    told.clock.forward(hours=10)
    await record(told, "maros spi 2024 60")
    await record(told, "maros spi 2024 70")
    told.clock.forward(days=1)
    await told.deliver()
    assert told.texts(INSPEKTUR_MAROS) == []
    assert await alert_states(told) == ["withdrawn"]


async def test_terima_is_kept_once(told: World) -> None:
    await record(told, "maros spi 2024 60")
    for _ in range(2):
        [said] = await told.press(INSPEKTUR_MAROS, "Terima pemberitahuan")
        assert said.startswith("Terima kasih, penerimaan pemberitahuan telah kami catat.")
    async with told.sessions.reading() as session:
        assert len((await session.scalars(select(AlertResponse))).all()) == 1


async def test_rencana_asks_who_and_when_and_tells_the_officer(told: World) -> None:
    await record(told, "maros spi 2024 60")
    [first] = await told.press(INSPEKTUR_MAROS, "Rencana")
    assert "nama dan jabatan penanggung jawab" in first
    [second] = await told.say(INSPEKTUR_MAROS, "Rina, Sekretaris Inspektorat")
    assert "Penanggung jawab: <b>Rina, Sekretaris Inspektorat</b>." in second
    for typed in ("besok", "31-02-2025", "01-01-2020", "01-01-2040"):
        assert await told.say(INSPEKTUR_MAROS, typed) == [mistake(PromiseDate(typed, today=date(2025, 3, 3)))]
    [third] = await told.say(INSPEKTUR_MAROS, "30 Juni 2025")
    assert "Tanggal target: <b>Senin, 30 Juni 2025</b>" in third
    assert await told.say(INSPEKTUR_MAROS, "?") == [mistake(WorkUnusable())]
    [shown] = await told.say(INSPEKTUR_MAROS, "Melengkapi standar pelayanan")
    assert "Rencana: Melengkapi standar pelayanan" in shown
    assert told.texts(JOKO)[-1] == (
        "<b>Rencana tindak lanjut dari Inspektur Kabupaten Maros</b>\nKriteria: SPI\n"
        "Penanggung jawab: Rina, Sekretaris Inspektorat\nTanggal target: <b>Senin, 30 Juni 2025</b>\n"
        "Rencana: Melengkapi standar pelayanan"
    )


async def test_answers_after_the_end_are_answered_sensibly(told: World) -> None:
    await record(told, "maros spi 2023 60")
    notice = told.last(INSPEKTUR_MAROS)
    await record(told, "maros spi 2024 70")
    for label in ("Terima pemberitahuan", "Rencana", "Nilai keliru"):
        assert await told.press(INSPEKTUR_MAROS, label, on=notice) == [OVER]


async def test_nobody_answers_for_another_region(told: World) -> None:
    await sari(told.sessions)
    await record(told, "maros spi 2024 60")
    data = str(told.last(INSPEKTUR_MAROS).buttons[0]["callback_data"])
    assert await told.press_data(SARI, data) == [mistake(Stale())]
    assert await told.press_data(STRANGER, data) == [mistake(NotRegistered())]
    batch = data.split(":")[1]
    assert await told.press_data(SARI, f"terima:{batch}:64.74") == [mistake(Stale())]
    async with told.sessions.reading() as session:
        assert (await session.scalars(select(AlertResponse))).all() == []


async def test_only_those_told_of_the_fall_hear_of_the_recovery(told: World) -> None:
    await record(told, "maros spi 2023 60")
    async with told.sessions.writing() as session:
        for notice in (await session.scalars(select(AlertNotice))).all():
            if notice.contact_id != 1:
                await session.delete(notice)
    await record(told, "maros spi 2024 70")
    assert sorted([len(told.texts(INSPEKTUR_MAROS)), len(told.texts(SEKDA_MAROS))]) == [1, 2]


async def test_maros_of_the_example_by_the_real_rows(both_worlds: World) -> None:
    """Ombudsman 70,37 (2022) is below B; SPI 70,26 (2025) is above its floor, in the red band."""
    world = both_worlds
    await joko(world.sessions)
    await maros(world)
    await confirm_thresholds(world, "spi", "kepatuhan", "mcp")
    world.clock.forward(days=289)  # Wednesday 17 December 2025
    for typed in (
        "maros kepatuhan 2021 68,1 terbit 29-12-2021",
        "maros kepatuhan 2022 70,37 terbit 22-12-2022",
        "maros spi 2025 70,26 terbit 9-12-2025",
        "maros mcp 2024 80",
    ):
        await record(world, typed)
    assert titles(world, INSPEKTUR_MAROS) == [NOTICE]
    assert (
        "Kepatuhan 2022: <b>70,37</b>, kategori C\n"
        "Ambang: kategori B, mulai 78,00\nSelisih: <b>7,63</b> di bawah ambang"
        in (world.texts(INSPEKTUR_MAROS)[0])
    )


async def test_the_example_data_under_confirmed_thresholds_tells_nobody_when_quiet(told: World) -> None:
    await record_example(told)
    assert told.texts(INSPEKTUR_MAROS) == []


async def test_alerts_are_audited(told: World) -> None:
    await record(told, "maros spi 2023 60")
    await told.press(INSPEKTUR_MAROS, "Terima pemberitahuan")
    await record(told, "maros spi 2024 70")
    async with told.sessions.reading() as session:
        actions = (await session.scalars(select(AuditEntry.action).order_by(AuditEntry.id))).all()
    assert [a for a in actions if a.startswith("alert")] == [
        "alert_opened",
        "alert_acknowledged",
        "alert_recovered",
    ]
