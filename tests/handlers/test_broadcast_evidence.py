"""/bukti of a siaran: also whom it did not reach, what was edited since, and who is not the holder."""

from __future__ import annotations

import io

import openpyxl

from db.tables import BroadcastState
from tests.builders import JOKO, SARI
from tests.fakes import World
from tests.handlers.broadcasting import RINA, TUTI, reachable, registered, row_of, sent, set_state
from tests.handlers.test_broadcast_corrections import corrected


async def lines_of(world: World, typed: str) -> list[dict[str, object]]:
    """The rows of the workbook, by heading."""
    await world.say(JOKO, f"/bukti {typed}")
    await world.press(JOKO, "Berkas XLSX")
    rows = openpyxl.load_workbook(io.BytesIO(world.last(JOKO).content)).active.iter_rows(values_only=True)
    headings, *lines = rows
    return [dict(zip(headings, line, strict=True)) for line in lines]


async def test_whom_it_did_not_reach_stands_in_it_with_the_reason(both_worlds):
    world = await registered(both_worlds)
    broadcast = await sent(world)
    (page,) = await world.say(JOKO, f"/bukti siaran {broadcast}")
    assert "<b>Tidak dikirimi: 1 penerima</b>" in page
    assert (
        "- Sekretaris Daerah Kota Bontang, Tuti: "
        "tidak dapat dihubungi lewat Telegram ketika siaran dimulai" in page
    )
    lines = await lines_of(world, f"siaran {broadcast}")
    assert len(lines) == 4
    assert lines[-1]["nama"] == "Tuti" and str(lines[-1]["hasil"]).startswith("tidak dikirim: tidak dapat")
    await world.press(JOKO, "Berkas PDF")
    assert world.last(JOKO).content.startswith(b"%PDF")


async def test_an_assistant_is_named_as_the_way_and_not_as_the_post(both_worlds):
    world = await registered(both_worlds)
    broadcast = await sent(world)
    (page,) = await world.say(JOKO, f"/bukti siaran {broadcast}")
    assert "Kepada: Inspektur Kota Bontang, melalui Rina" in page
    assert "Kepada: Inspektur Kota Bontang, Sari" in page
    assert "melalui Rina" in {line["nama"] for line in await lines_of(world, f"siaran {broadcast}")}
    await world.press_data(JOKO, f"kirim_baca:{broadcast}:b:0")
    assert "- Inspektur Kota Bontang (melalui Rina)" in world.last(JOKO).html


async def test_an_edit_and_a_ralat_are_named_as_what_they_are(both_worlds):
    world = await registered(both_worlds)
    first = await sent(world)
    await set_state(world, first, RINA, message_id=None)
    await corrected(world, first)
    lines = await lines_of(world, "kota bontang")
    hers = [line for line in lines if line["nama"] == "Sari" and line["nomor cek"]]
    number = hers[0]["nomor pesan Telegram"]
    assert [line["hasil"] for line in hers] == [
        "diperbarui",
        f"terkirim. Sejak 4 Maret 2025, pukul 09.00 WITA, pesan nomor {number} memuat isi yang diperbarui, "
        "bukan isi ini",
    ]
    ralat = [line["jenis pesan"] for line in lines if line["nama"] == "melalui Rina" and line["nomor cek"]]
    assert ralat == ["RALAT: Permintaan data dukung", "Permintaan data dukung"]
    (page,) = await world.say(JOKO, "/bukti kota bontang")
    assert f"08.00 WIB: diperbarui, nomor pesan {number}" in page and "<b>RALAT: Permintaan" in page
    assert "memuat isi yang diperbarui, bukan isi ini" in page
    (page,) = await world.say(JOKO, f"/bukti siaran {first}")
    assert page.count("memuat isi yang diperbarui, bukan isi ini") == 2


async def test_who_never_had_the_first_is_told_apart_in_the_correction(world: World):
    await registered(world)
    first = await sent(world)
    await reachable(world, TUTI)
    correction = await corrected(world, first)
    (page,) = await world.say(JOKO, f"/bukti siaran {correction}")
    assert "Tuti: belum pernah menerima siaran yang dikoreksi" in page
    assert (await row_of(world, correction)).state is BroadcastState.FINISHED


async def test_the_day_in_the_name_of_the_file_is_that_of_jakarta(world: World):
    await registered(world)
    broadcast = await sent(world)
    world.clock.forward(hours=22, minutes=30)  # 06.30 WIB of the next day
    assert world.clock().day == 3
    await world.say(JOKO, f"/bukti siaran {broadcast}")
    await world.press(JOKO, "Berkas PDF")
    assert world.last(JOKO).filename == f"bukti-siaran-{broadcast}-2025-03-04.pdf"
    await world.say(JOKO, f"/bukti {SARI}")
    await world.press(JOKO, "Berkas XLSX")
    assert world.last(JOKO).filename.startswith("bukti-orang-")
    assert world.last(JOKO).filename.endswith("-2025-03-04.xlsx")
