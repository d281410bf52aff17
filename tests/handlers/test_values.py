"""/nilai and sheets over a fake Telegram: card, Konfirmasi, and everything that can be wrong."""

from __future__ import annotations

import io
from importlib.resources import files

import pytest
from openpyxl import Workbook, load_workbook
from python_calamine import CalamineWorkbook
from sqlalchemy import func, select

from bot.messages.render import mistake
from bot.rules.errors import Forbidden, Stale
from db.tables import AuditEntry, ImportRow, Measurement
from tests.builders import JOKO, SARI, STRANGER, joko, sari
from tests.criteria import (
    INSPEKTUR_MAROS,
    SEKDA_MAROS,
    alert_states,
    confirm_thresholds,
    maros,
    record_example,
)
from tests.fakes import World

HEAD = "region_code,criterion,instrument,year,value,grade,status,published_on,source\n"


async def recorded(world: World) -> int:
    async with world.sessions.reading() as session:
        return await session.scalar(select(func.count()).select_from(Measurement)) or 0


def workbook(*lines: list[object]) -> bytes:
    book = Workbook()
    for line in lines:
        book.worksheets[0].append(line)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


async def test_one_value_is_shown_then_recorded_then_told(both_worlds: World) -> None:
    world = both_worlds
    await joko(world.sessions)
    await maros(world)
    await record_example(world)
    await confirm_thresholds(world, "mcp")
    before = await recorded(world)
    [card] = await world.say(JOKO, "/nilai maros mcp 2025 74,9 terbit 3-3-2025 sumber Uji")
    assert card == (
        "<b>Pemeriksaan nilai</b>\n"
        "1 baru, 0 berubah, 0 tidak berubah\n"
        "Kabupaten Maros: MCSP (dahulu MCP) 2025 <b>74,9</b> (baru)\n"
        "\n<b>Di bawah ambang, belum pernah diberitahukan (1)</b>\n"
        "Kabupaten Maros: MCSP (dahulu MCP) 2025 <b>74,9</b>, ambang 75 (-0,1)\n"
        "\n<b>Akan diberi tahu</b>\n"
        "Inspektur Kabupaten Maros dan Pj. Sekretaris Daerah Kabupaten Maros: segera setelah Konfirmasi\n"
        "\nBelum ada yang dicatat. Silakan memilih <b>Konfirmasi</b>."
    )
    assert world.last(JOKO).labels == ["Konfirmasi", "Catat tanpa memberi tahu", "Batal"]
    assert (await recorded(world), world.texts(INSPEKTUR_MAROS)) == (before, [])
    [receipt] = await world.press(JOKO, "Konfirmasi")
    assert receipt.startswith("<b>Telah dicatat</b>: 1 baru, 0 berubah, 0 tidak berubah")
    assert await recorded(world) == before + 1
    assert world.last(INSPEKTUR_MAROS).labels == [
        "Terima pemberitahuan",
        "Rencana",
        "Nilai keliru",
        "Mengapa saya menerima ini?",
    ]
    assert world.last(SEKDA_MAROS).labels == ["Mengapa saya menerima ini?"]
    assert world.texts(SEKDA_MAROS)[0].startswith("<b>Tembusan: pemberitahuan capaian kriteria</b>")


async def test_the_card_and_the_receipt_say_when_regions_are_told(world: World) -> None:
    await joko(world.sessions)
    await maros(world)
    await confirm_thresholds(world, "spi")
    world.clock.forward(hours=10)  # Monday 18.00 WIB
    [card] = await world.say(JOKO, "/nilai maros spi 2024 60")
    when = "Pj. Sekretaris Daerah Kabupaten Maros: Selasa, 4 Maret 2025, pukul 09.00 WITA\n"
    assert when in card
    [receipt] = await world.press(JOKO, "Konfirmasi")
    assert receipt.endswith("<b>Diberi tahu</b>\nInspektur Kabupaten Maros dan " + when.strip())
    world.clock.forward(hours=14)
    await world.say(JOKO, "/nilai maros spi 2024 61")
    [receipt] = await world.press(JOKO, "Konfirmasi")
    assert receipt.endswith("Pj. Sekretaris Daerah Kabupaten Maros: sekarang")


async def test_a_big_change_is_named_and_confirmed_deliberately(world: World) -> None:
    await joko(world.sessions)
    await world.say(JOKO, "/nilai maros spi 2023 70,5")
    await world.press(JOKO, "Konfirmasi")
    [card] = await world.say(JOKO, "/nilai maros spi 2024 7,05")
    assert (
        "\n<b>Perubahan besar, mohon dipastikan (1)</b>\n"
        "Kabupaten Maros: SPI 2024 <b>7,05</b>, tahun 2023 70,5\n" in card
    )
    assert world.last(JOKO).labels == ["Konfirmasi", "Batal"]
    [sure] = await world.press(JOKO, "Konfirmasi")
    assert sure.startswith("<b>Mohon dipastikan: 1 nilai tampak tidak biasa.</b> Belum ada yang dicatat.")
    assert world.last(JOKO).labels == ["Yakin, catat semuanya", "Batal"]
    assert await recorded(world) == 1
    await world.press(JOKO, "Yakin, catat semuanya")
    assert await recorded(world) == 2


ODD = (
    "daerah;kriteria;tahun;nilai\nMaros;spi;2023;70,5\nMaros;spi;2024;7,05\nMaros;mcp;2024;80\n"
    "Maros;mcp;2012;81\nBontang;mcp;2024;80\n"
)


async def test_rows_that_look_like_a_slip_can_be_left_out(world: World) -> None:
    await joko(world.sessions)
    await maros(world)
    await confirm_thresholds(world, "mcp", "spi")
    await world.send_file(JOKO, "nilai.csv", ODD.encode())
    [sure] = await world.press(JOKO, "Konfirmasi")
    assert "Baris 3, Kabupaten Maros: SPI 2024 <b>7,05</b>, tahun 2023 70,5\n" in sure
    assert "(1)</b>\nBaris 5, Kabupaten Maros: <b>MCP 2012</b> 81\n" in sure
    assert world.last(JOKO).labels == ["Yakin, catat semuanya", "Catat tanpa 2 baris itu", "Batal"]
    data = str(world.last(JOKO).buttons[0]["callback_data"])
    [receipt] = await world.press(JOKO, "Catat tanpa 2 baris itu")
    assert receipt.startswith("<b>Telah dicatat</b>: 3 baru") and "2 nilai yang tampak tidak biasa" in receipt
    assert await recorded(world) == 3
    [late] = await world.press_data(JOKO, data)
    assert late.startswith("Nilai pada kartu ini sudah dicatat sebelumnya")


async def test_silence_is_kept_through_the_second_question(world: World) -> None:
    await joko(world.sessions)
    await maros(world)
    await confirm_thresholds(world, "spi")
    await world.send_file(JOKO, "nilai.csv", ODD.encode(), caption="diam")
    await world.press(JOKO, "Konfirmasi")
    [receipt] = await world.press(JOKO, "Yakin, catat semuanya")
    assert receipt.endswith("Daerah <b>tidak</b> diberi tahu.")
    assert (await recorded(world), world.texts(INSPEKTUR_MAROS)) == (5, [])


async def test_a_second_press_records_nothing(both_worlds: World) -> None:
    world = both_worlds
    await joko(world.sessions)
    await world.say(JOKO, "/nilai maros spi 2024 66,5")
    card = world.last(JOKO)
    data = str(card.buttons[0]["callback_data"])
    await world.press(JOKO, "Konfirmasi")
    [again] = await world.press_data(JOKO, data, on=card)
    assert again == "Nilai pada kartu ini sudah dicatat sebelumnya; tidak ada yang dicatat dua kali."
    assert await recorded(world) == 1


async def test_a_stale_card_is_shown_anew_and_records_nothing(world: World) -> None:
    await joko(world.sessions)
    await world.say(JOKO, "/nilai maros spi 2024 70")
    old = world.last(JOKO)
    await world.say(JOKO, "/nilai maros spi 2024 71")
    await world.press(JOKO, "Konfirmasi", on=world.last(JOKO))
    [anew] = await world.press(JOKO, "Konfirmasi", on=old)
    assert anew.startswith("Keadaan telah berubah sejak kartu sebelumnya; belum ada yang dicatat.")
    assert "0 baru, 1 berubah" in anew
    assert await recorded(world) == 1
    await world.press(JOKO, "Konfirmasi")
    assert await recorded(world) == 2


async def test_batal_records_nothing(world: World) -> None:
    await joko(world.sessions)
    await world.say(JOKO, "/nilai maros spi 2024 70")
    card = world.last(JOKO)
    data = str(card.buttons[0]["callback_data"])
    assert await world.press(JOKO, "Batal") == ["Dibatalkan. Tidak ada yang dicatat."]
    [late] = await world.press_data(JOKO, data)
    assert late.startswith("Kartu ini sudah dibatalkan")
    assert await recorded(world) == 0


async def test_the_example_file_twice(world: World) -> None:
    await joko(world.sessions)
    content = (files("db.reference") / "measurements.csv").read_bytes()
    world.clock.forward(days=640)
    [card] = await world.send_file(JOKO, "nilai.csv", content)
    assert card.startswith("<b>Pemeriksaan berkas nilai.csv</b>\n77 baru, 0 berubah, 0 tidak berubah\n")
    await world.press(JOKO, "Konfirmasi")
    assert await recorded(world) == 77
    [again] = await world.send_file(JOKO, "lain.csv", content)
    assert again == (
        "<b>Tidak ada yang perlu dicatat</b>\n"
        "Berkas yang sama telah dicatat pada Kamis, 3 Desember 2026.\n"
        "77 nilai sudah tercatat dan tidak berubah."
    )


async def test_every_bad_row_is_named_and_only_good_ones_are_recorded(world: World) -> None:
    await joko(world.sessions)
    content = HEAD + (
        "73.09,mcp,,2024,880,,final,,\n"
        "blitar,mcp,,2024,80,,final,,\n"
        "73.09,spi,,2030,70,,final,,\n"
        "73.09,spi,,2024,1.234,,final,,\n"
        "73.09,spi,,2024,70.26,,final,,\n"
        "99.99,spi,,2024,70,,final,,\n"
        "73.09,perkara,,2024,1,,final,,\n"
    )
    caption, card = await world.send_file(JOKO, "nilai.csv", content.encode())
    assert caption.startswith("Berkas Bapak/Ibu dengan sel keliru ditandai merah")
    assert card == (
        "<b>Pemeriksaan berkas nilai.csv</b>\n"
        "1 baru, 0 berubah, 0 tidak berubah, 6 baris keliru\n"
        "Kabupaten Maros: SPI 2024 <b>70,26</b> (baru)\n"
        "\nTidak ada daerah yang diberi tahu.\n"
        "\n<b>Baris keliru (6), tidak ikut dicatat</b>\n"
        "Baris 2, kolom E: nilai <b>880</b> di luar skala MCP (0 sampai 100).\n"
        "Baris 3, kolom A: daerah <b>blitar</b> dapat berarti lebih dari satu: Kabupaten Blitar (35.05); "
        "Kota Blitar (35.72). Tuliskan kode wilayahnya.\n"
        "Baris 4, kolom D: tahun 2030 belum berlangsung; paling akhir 2025.\n"
        "Baris 5, kolom E: nilai <b>1.234</b> dapat dibaca dua cara; tuliskan dengan koma desimal "
        "tanpa titik ribuan, misalnya 73,6.\n"
        "Baris 7, kolom A: daerah <b>99.99</b> tidak ditemukan.\n"
        "Baris 8, kolom B: kriteria 8 (proses hukum) dikelola Dit. Permas secara terpisah "
        "dan tidak dicatat di sini.\n"
        "\nBelum ada yang dicatat. Silakan memilih <b>Konfirmasi</b> untuk mencatat baris yang benar, "
        "atau memperbaiki berkas dan mengirimnya kembali."
    )
    await world.press(JOKO, "Konfirmasi")
    assert await recorded(world) == 1


async def test_the_same_workbook_comes_back_with_every_wrong_cell_marked(world: World) -> None:
    await joko(world.sessions)
    wrong: list[list[object]] = [[73.09, "mcp", 2024, 880, None, "entah"] for _ in range(40)]
    head: list[object] = ["region_code", "criterion", "year", "value", "grade", "status"]
    sheet = workbook(head, [64.74, "spi", 2024, 70.234, None, "final"], *wrong)
    _, card = await world.send_file(JOKO, "capaian.xlsx", sheet)
    assert "<b>Baris keliru (40), tidak ikut dicatat</b>" in card
    assert card.count("Baris 3, kolom ") == 2
    assert "Selebihnya ditandai pada berkas yang dikirim kembali." in card
    handed = world.telegram.chats[JOKO][-2]
    assert handed.filename == "capaian-ditandai.xlsx"
    page = load_workbook(io.BytesIO(handed.content)).worksheets[0]
    red = {cell.coordinate for row in page for cell in row if cell.fill.fill_type == "solid"}
    assert red == {f"{column}{row}" for row in range(3, 43) for column in "DF"}
    notes = [cell.value for cell in page["G"]]
    assert notes[:2] == ["keterangan pemeriksaan", None] and page["D2"].value == 70.234
    assert {str(note) for note in notes[2:]} == {
        "nilai 880 di luar skala MCP (0 sampai 100). "
        "status entah tidak dikenal; tuliskan final atau sementara."
    }
    for row in range(3, 43):
        page.cell(row, 4).value, page.cell(row, 6).value = 80, "final"
    mended = io.BytesIO()
    page.parent.save(mended)
    [card] = await world.send_file(JOKO, handed.filename, mended.getvalue())
    assert card.startswith("<b>Pemeriksaan berkas capaian-ditandai.xlsx</b>\n2 baru, 0 berubah")


async def test_a_column_per_criterion_is_read_marked_and_recorded(world: World) -> None:
    await joko(world.sessions)
    sheet = workbook(
        ["No", "Daerah", "MCP 2024", "SPI 2024", "Predikat SAKIP 2024", "Opini BPK 2023"],
        [1, "Kabupaten Maros", 88.5, 70.26, "BB", "WTP"],
        [2, "Kota Bontang", 880, "-", "77,90 (BB)", "belum terbit"],
    )
    _, card = await world.send_file(JOKO, "lebar.xlsx", sheet)
    assert "4 baru, 0 berubah, 0 tidak berubah, 1 baris keliru" in card
    assert "Baris 3, kolom C: nilai <b>880</b> di luar skala MCP (0 sampai 100).\n" in card
    assert "Baris 3, kolom E" in card
    page = load_workbook(io.BytesIO(world.telegram.chats[JOKO][-2].content)).worksheets[0]
    red = {cell.coordinate for row in page for cell in row if cell.fill.fill_type == "solid"}
    assert red == {"C3", "E3"} and str(page["G3"].value).startswith("nilai 880 di luar skala")
    await world.press(JOKO, "Konfirmasi")
    assert await recorded(world) == 4
    [said] = await world.send_file(JOKO, "lebar.csv", b"daerah;SPI 2024;Proses Hukum\nMaros;70;1\n")
    assert "kriteria 8 (proses hukum) dikelola Dit. Permas secara terpisah" in said


async def test_semicolons_decimal_commas_names_and_a_workbook(world: World) -> None:
    await joko(world.sessions)
    text = "daerah;kriteria;tahun;nilai\nKabupaten Maros;SPI;2024;70,26\n"
    [card] = await world.send_file(JOKO, "nilai.csv", text.encode("cp1252"))
    assert "Kabupaten Maros: SPI 2024 <b>70,26</b> (baru)" in card
    sheet = workbook(
        ["region_code", "criterion", "year", "value", "grade"],
        [64.74, "sakip", 2024, None, "BB"],
        [73.09, "spi", 2024, 70.26, None],
    )
    [card] = await world.send_file(JOKO, "nilai.xlsx", sheet)
    assert "Kota Bontang: SAKIP 2024 <b>BB</b> (baru)" in card
    assert "Kabupaten Maros: SPI 2024 <b>70,26</b> (baru)" in card


@pytest.mark.parametrize(
    ("filename", "content", "says"),
    [
        ("nilai.xlsx", b"ini bukan excel", "bukan berkas Excel (.xlsx) yang dapat dibaca"),
        ("nilai.xlsx", b"PK\x03\x04 rusak", "bukan berkas Excel (.xlsx) yang dapat dibaca"),
        ("nilai.xls", b"\xd0\xcf\x11\xe0" + b"x" * 600, "format Excel lama"),
        ("nilai.csv", b"\x00\x01\x02", "bukan CSV yang dapat dibaca"),
        ("nilai.csv", b"", "tidak memuat satu baris pun"),
        ("nilai.csv", HEAD.encode(), "tidak memuat satu baris pun"),
        ("nilai.csv", b"a,b,c\n1,2,3\n", "Judul kolom pada baris pertama belum lengkap"),
        ("nilai.csv", (HEAD + "73.09,spi,,2024,70,,,,\n" * 30_001).encode(), "Berkas terlalu besar"),
    ],
)
async def test_a_file_that_cannot_be_read(world: World, filename: str, content: bytes, says: str) -> None:
    await joko(world.sessions)
    [shown] = await world.send_file(JOKO, filename, content)
    assert says in shown
    async with world.sessions.reading() as session:
        assert await session.scalar(select(func.count()).select_from(ImportRow)) == 0


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("/nilai maros mcp 2024 880", "di luar skala MCP (0 sampai 100)"),
        ("/nilai maros spi 2024 1.234", "dapat dibaca dua cara"),
        ("/nilai maros spi 2031 70", "belum berlangsung"),
        ("/nilai blitar spi 2024 70", "dapat berarti lebih dari satu"),
        ("/nilai bontng spi 2024 70", "Mungkin yang dimaksud: Kota Bontang (64.74)"),
        ("/nilai maros ipm 2024 70", "Kriteria <b>ipm</b> tidak dikenal"),
        ("/nilai maros sakip 2024 Z", "Kategori <b>Z</b> tidak dikenal"),
        ("/nilai maros perkara 2024 1", "dikelola Dit. Permas"),
        ("/nilai maros kepatuhan 2022 70,37 B", "bertentangan dengan nilai 70,37"),
        ("/nilai maros spi 2024 70 terbit 31-02-2025", "tidak ada atau tidak terbaca"),
        ("/nilai maros spi 2024", "Nilai belum disebut."),
        ("/nilai maros spi 25 66,5", "Tahun <b>25</b> tidak dapat dibaca"),
        ("/nilai maros spi 2024 70,5%", "tulis 70,5 tanpa tanda persen"),
    ],
)
async def test_a_typed_value_that_cannot_be_recorded(world: World, typed: str, says: str) -> None:
    await joko(world.sessions)
    [shown] = await world.say(JOKO, typed)
    assert shown.startswith("Nilai belum dicatat:\n")
    assert says in shown


async def test_staff_learn_which_files_can_be_sent(world: World) -> None:
    await joko(world.sessions)
    [shown] = await world.send_file(JOKO, "foto.docx", b"PK\x03\x04")
    assert shown.startswith("Berkas <b>foto.docx</b> tidak dapat dibaca, dan tidak disimpan.")
    assert "<b>CSV</b> atau <b>XLSX</b> untuk nilai" in shown and "<b>PDF</b> untuk surat undangan" in shown


async def test_contradicting_rows_are_all_left_out(world: World) -> None:
    await joko(world.sessions)
    content = "kode_wilayah,kriteria,tahun,nilai\n73.09,spi,2024,70\n73.09,spi,2024,71\n73.09,spi,2024,70\n"
    _, shown = await world.send_file(JOKO, "nilai.csv", content.encode("utf-16"))
    assert "<b>Baris keliru (3), tidak ikut dicatat</b>" in shown
    assert "Baris 3, kolom D: bertentangan dengan baris 2, 4 untuk daerah" in shown
    assert await recorded(world) == 0


async def test_nilai_alone_hands_out_a_template_and_an_example(world: World) -> None:
    await joko(world.sessions)
    [shown] = await world.say(JOKO, "/nilai")
    assert shown.startswith("<b>Mencatat nilai</b>")
    template = world.last(JOKO)
    assert template.filename == "templat-nilai.xlsx"
    sheets = CalamineWorkbook.from_filelike(io.BytesIO(template.content))
    assert sheets.sheet_names == ["Nilai", "Lebar", "Petunjuk", "Kriteria", "Daerah"]
    book = load_workbook(io.BytesIO(template.content))
    assert [len(book[name].data_validations.dataValidation) for name in ("Nilai", "Lebar")] == [5, 3]
    [empty] = await world.send_file(JOKO, template.filename, template.content)
    assert empty.startswith("Berkas tidak memuat satu baris pun")
    await world.press(JOKO, "Contoh CSV")
    example = world.last(JOKO)
    assert example.filename == "contoh-nilai.csv"
    [card] = await world.send_file(JOKO, "contoh-nilai.csv", example.content)
    assert "6 baru" in card


async def test_the_template_of_a_cohort_has_its_regions_and_is_read_where_it_is_filled(world: World) -> None:
    await joko(world.sessions)
    await world.say(JOKO, "/nilai")
    await world.press(JOKO, "Templat angkatan 2026")
    template = world.last(JOKO)
    assert template.filename == "templat-nilai-2026.xlsx"
    [empty] = await world.send_file(JOKO, template.filename, template.content)
    assert empty.startswith("Berkas tidak memuat satu baris pun")
    book = load_workbook(io.BytesIO(template.content))
    page = book["Lebar"]
    names = [page.cell(row, 2).value for row in range(2, page.max_row + 1)]
    assert "Kota Bontang" in names and len(names) == 4
    row = names.index("Kota Bontang") + 2
    page.cell(row, 3).value, page.cell(row, 5).value, page.cell(row, 10).value = 2024, 77.6, "WTP"
    file = io.BytesIO()
    book.save(file)
    [card] = await world.send_file(JOKO, template.filename, file.getvalue())
    assert "Kota Bontang: SPI 2024 <b>77,6</b> (baru)" in card and card.count("(baru)") == 2


async def test_diam_records_without_telling(world: World) -> None:
    await joko(world.sessions)
    await maros(world)
    await confirm_thresholds(world, "spi")
    [card] = await world.say(JOKO, "/nilai maros spi 2024 60 diam")
    assert "Dicatat <b>tanpa memberi tahu</b> daerah." in card
    await world.press(JOKO, "Konfirmasi")
    assert (world.texts(INSPEKTUR_MAROS), await alert_states(world)) == ([], ["open"])
    # nobody was told of the fall, so nobody is told of the recovery
    await world.say(JOKO, "/nilai maros spi 2025 70")
    await world.press(JOKO, "Konfirmasi")
    assert (world.texts(INSPEKTUR_MAROS), await alert_states(world)) == ([], ["recovered"])


async def test_only_officers_record_values(world: World) -> None:
    await sari(world.sessions)
    assert await world.say(SARI, "/nilai bontang spi 2024 70") == [mistake(Forbidden())]
    assert await world.say(STRANGER, "/nilai bontang spi 2024 70") == [mistake(Forbidden())]
    await joko(world.sessions)
    await world.say(JOKO, "/nilai bontang spi 2024 70")
    data = str(world.last(JOKO).buttons[0]["callback_data"])
    assert await world.press_data(SARI, data) == [mistake(Stale())]
    assert await recorded(world) == 0


async def test_everything_is_audited(world: World) -> None:
    await joko(world.sessions)
    await world.say(JOKO, "/nilai bontang spi 2024 70")
    await world.press(JOKO, "Konfirmasi")
    async with world.sessions.reading() as session:
        actions = (await session.scalars(select(AuditEntry.action).order_by(AuditEntry.id))).all()
    assert [a for a in actions if a.startswith(("import", "values"))] == ["import_staged", "values_recorded"]


async def test_values_published_later_are_announced_as_such(world: World) -> None:
    await joko(world.sessions)
    content = (files("db.reference") / "measurements.csv").read_bytes()
    [card] = await world.send_file(JOKO, "nilai.csv", content)
    assert "11 nilai terbit kemudian: akan dicatat, dan baru ditampilkan mulai tanggal terbitnya.\n" in card
