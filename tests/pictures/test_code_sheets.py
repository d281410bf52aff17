"""Printed codes: what a camera reads is the link, and no card is broken."""

from __future__ import annotations

import io
from contextlib import closing
from dataclasses import dataclass

import pypdfium2
import zxingcpp
from openpyxl import load_workbook
from PIL import Image

from bot.pictures.code_files import drawn_by_process
from bot.pictures.code_sheets import code_sheet_pdf, code_sheet_xlsx
from bot.rules.codes import in_fours
from bot.rules.sheets import CodeLine, CodeSheet

TITLE = "Kode pendaftaran Telegram, angkatan 2026"
BOT = "permas_uji_bot"
MADE_ON = "Selasa, 3 Maret 2026"
UNTIL = "Kamis, 2 April 2026, pukul 23.59 WIB"


def line(number: int, region: str = "Kota Bontang", title: str = "Inspektur") -> CodeLine:
    code = f"K7M2Q9X4PA0B{number:04}"
    return CodeLine(region, title, in_fours(code), f"https://t.me/{BOT}?start={code}", UNTIL)


LONGEST = line(
    9,
    "Kabupaten Kepulauan Siau Tagulandang Biaro",
    "Kepala Badan Perencanaan Pembangunan, Riset, dan Inovasi Daerah",
)
NINE = [*(line(number) for number in range(8)), LONGEST]


@dataclass(frozen=True)
class Page:
    """A printed page: what a camera reads and what a person reads, from top to bottom."""

    links: list[str]
    words: list[str]


def sheet_of(lines: list[CodeLine]) -> CodeSheet:
    return CodeSheet(TITLE, BOT, MADE_ON, tuple(lines))


def printed(lines: list[CodeLine]) -> list[Page]:
    content = code_sheet_pdf(sheet_of(lines))
    with closing(pypdfium2.PdfDocument(content)) as document:
        return [page_of(document[at]) for at in range(len(document))]


def page_of(page: pypdfium2.PdfPage) -> Page:
    assert [round(side * 25.4 / 72) for side in page.get_size()] == [210, 297]
    codes = zxingcpp.read_barcodes(page.render(scale=2).to_pil(), formats=zxingcpp.BarcodeFormat.QRCode)
    found = sorted(codes, key=lambda code: code.position.top_left.y)
    words = page.get_textpage().get_text_range().split("\r\n")
    return Page([code.text for code in found], [part.strip() for part in words if part.strip()])


def test_every_card_is_whole_and_read_by_a_camera():
    pages = printed(NINE)
    groups = [NINE[:4], NINE[4:8], NINE[8:]]
    assert [page.links for page in pages] == [[seat.link for seat in group] for group in groups]
    codes = [[part for part in page.words if part.startswith("K7M2")] for page in pages]
    assert codes == [[seat.code for seat in group] for group in groups]
    last = "Rahasia: kode membuka pendaftaran bagi jabatan yang tertulis. Halaman"
    assert [page.words[-1] for page in pages] == [f"{last} {number} dari 3" for number in (1, 2, 3)]


def test_the_words_on_a_page():
    [page] = printed([LONGEST])
    assert page.words == [
        "Direktorat Pembinaan Peran Serta Masyarakat, KPK",
        "Kode pendaftaran Telegram, angkatan 2026",
        "Dibuat Selasa, 3 Maret 2026. Mohon digunting pada garis putus-putus. "
        "Setiap kartu disampaikan hanya kepada pejabat yang",
        "jabatannya tertulis di dalamnya.",
        "Direktorat Pembinaan Peran Serta Masyarakat, KPK",
        "Kepala Badan Perencanaan Pembangunan, Riset, dan Inovasi",
        "Daerah Kabupaten Kepulauan Siau Tagulandang Biaro",
        "Kode pendaftaran, Percontohan Kabupaten/Kota Antikorupsi",
        "K7M2 Q9X4 PA0B 0009",
        "Berlaku satu kali, sampai Kamis, 2 April 2026, pukul 23.59 WIB.",
        "Pindai kode QR dengan kamera telepon, atau buka @permas_uji_bot di Telegram dan kirimkan",
        "kode di atas. Cocokkan nama @permas_uji_bot dengan surat resmi dan laman kpk.go.id.",
        "Tanpa biaya. Kami tidak pernah meminta OTP atau kata sandi. Pindai, atau ketuk pada layar",
        "Rahasia: kode membuka pendaftaran bagi jabatan yang tertulis. Halaman 1 dari 1",
    ]


def test_names_keep_their_accents_and_a_letter_without_a_shape_is_not_passed_over():
    [page] = printed([line(1, "Kabupaten Łódź Ẽ", "Ελλάς Я 中")])
    assert "Ελλάς Я ? Kabupaten Łódź Ẽ" in page.words


async def test_a_process_of_its_own_draws_the_same():
    files = await drawn_by_process(sheet_of(NINE))
    assert files is not None
    with closing(pypdfium2.PdfDocument(files.pdf)) as document:
        pages = [page_of(document[at]) for at in range(len(document))]
    assert pages == printed(NINE)
    sheet = load_workbook(io.BytesIO(files.xlsx)).worksheets[0]
    assert [cell.value for cell in sheet["D"]][5:] == [seat.code for seat in NINE]


def test_a_sheet_without_codes_says_so():
    [page] = printed([])
    assert page.links == []
    assert "Tidak ada kode." in page.words


def test_the_workbook_has_a_row_and_a_picture_for_every_seat():
    content = code_sheet_xlsx(sheet_of(NINE))
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    assert [row[:6] for row in sheet.iter_rows(values_only=True)] == [
        (TITLE, None, None, None, None, None),
        (f"Direktorat Pembinaan Peran Serta Masyarakat, KPK. Dibuat {MADE_ON}.", *[None] * 5),
        (
            f"Cocokkan nama @{BOT} dengan surat resmi dan laman kpk.go.id. "
            "Tanpa biaya. Kami tidak pernah meminta OTP atau kata sandi.",
            *[None] * 5,
        ),
        (None,) * 6,
        ("nomor", "daerah", "jabatan", "kode", "berlaku satu kali, sampai", "tautan"),
        *(
            (at, seat.region, seat.title, seat.code, UNTIL, seat.link)
            for at, seat in enumerate(NINE, start=1)
        ),
    ]
    pictures = {
        picture.anchor._from.row + 1: zxingcpp.read_barcode(Image.open(picture.ref).convert("RGB")).text
        for picture in sheet._images
    }
    assert pictures == {at: seat.link for at, seat in enumerate(NINE, start=6)}
    assert (sheet.print_title_rows, sheet.print_area) == ("$5:$5", "'Kode pendaftaran'!$A$1:$G$14")
    assert sheet.protection.sheet
