"""Texts that spreadsheets would calculate: written as text, read back as they were."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from bot.pictures.audit_files import audit_csv, audit_xlsx
from bot.pictures.cells import csv_text, guarded, read_csv_text, unguarded
from bot.pictures.sheet_reading import read_sheet
from bot.pictures.tables import csv_file, new_book, put_table, saved
from bot.rules.sheets import AuditLine

_BODIES = (
    "1+1",
    "cmd|' /C calc'!A0",
    'HYPERLINK("http://127.0.0.1/?"&A1,"buka")',
    "SUM(1+1)*cmd|' /C calc'!A0",
    "@SUM(1,2)",
    '"&WEBSERVICE("http://127.0.0.1")',
    "62 812-0000-0000",
    "#N/A",
    "2+5+cmd|'/c notepad'!'A1'",
    "DDE",
)
_STARTS = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\n",
    "\r",
    "\0",
    "＝",
    "＋",
    "－",
    "＠",
    " =",
    "\u200b=",
    "'=",
    "''@",
    "\r\n=",
)
_TRAPS = (
    "Jl. Merdeka;=1+1",
    "satu\n=1+1",
    "satu\t@SUM(1)",
    "x\";=cmd|' /C calc'!A0;\"",
    "a\r-2+3",
    "a;\n\t=1",
)
_OTHERS = (
    "Kota Bontang",
    "O'Neil",
    "'t Hoen",
    "70,5",
    "_x0041_",
    "a_x000D_",
    "",
    "1e5",
    "TRUE",
    "中文 é Ł ẞ",
    "x" * 3,
)
PAYLOADS = [
    *(start + body for start in _STARTS for body in _BODIES),
    *(start * 2 + body for start in _STARTS for body in _BODIES),
    *(body + trap for body in _BODIES for trap in _TRAPS),
    *(start + trap for start in _STARTS for trap in _TRAPS),
    *(other + trap for other in _OTHERS for trap in ("", *_TRAPS)),
]
CALCULATED = re.compile(r"[\s\0]*[=+\-@＝＋－＠]")


def shown(text: str) -> str:
    """What is left of a text in a file: NUL cannot be written, and is shown as missing."""
    return guarded(text).replace("\0", "\ufffd")


def test_there_are_five_hundred_payloads():
    assert len(set(PAYLOADS)) > 500


def test_a_workbook_of_payloads_holds_no_formula_and_every_text():
    book, sheet = new_book("Uji")
    put_table(sheet, ["teks"], [[text] for text in PAYLOADS], widths=[40])
    content = saved(book)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
    assert re.findall(r"<f[ />]", xml) == []
    assert set(re.findall(r'<c r="A\d+"[^>]* t="(\w+)"', xml)) == {"inlineStr"}
    [heading, *rows] = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert heading == ["teks"]
    assert [row[0] for row in rows] == [shown(text) for text in PAYLOADS]
    assert [row[0] for row in rows if CALCULATED.match(str(row[0]))] == []


def test_a_csv_of_payloads_holds_no_formula_with_any_separator():
    content = csv_file(["teks", "lain"], [[text, text] for text in PAYLOADS]).decode("utf-8-sig")
    for delimiter in ",;\t":
        cells = [
            cell for row in csv.reader(io.StringIO(content, newline=""), delimiter=delimiter) for cell in row
        ]
        assert [cell for cell in cells if CALCULATED.match(cell)] == []


def test_a_csv_opened_without_regard_to_quotes_holds_no_formula():
    content = csv_file(["teks", "lain"], [[text, text] for text in PAYLOADS]).decode("utf-8-sig")
    pieces = re.split(r"[;\t\r\n]+", content.replace('"', ""))
    assert [piece for piece in pieces if CALCULATED.match(piece)] == []


async def test_what_is_exported_is_read_back_as_it_was():
    texts = [text for text in PAYLOADS if "\0" not in text and text.strip()]
    book, sheet = new_book("Uji")
    put_table(sheet, ["teks", "lain"], [[text, "x"] for text in texts], widths=[40, 9])
    written = {"a.xlsx": saved(book), "a.csv": csv_file(["teks", "lain"], [[text, "x"] for text in texts])}
    for name, content in written.items():
        [_, *rows] = await read_sheet(name, content)
        assert [row[0] for row in rows] == texts, name


@given(st.text(alphabet=st.sampled_from("'=+-@\t\r\n\0 ;a＝\u200b\""), max_size=12))
def test_the_apostrophe_goes_as_it_came(text):
    assert unguarded(guarded(text)) == text
    assert read_csv_text(csv_text(text)) == text.replace("\0", "\ufffd")


MOMENT = datetime(2026, 3, 31, 17, 30, tzinfo=UTC)
AUDIT = [
    AuditLine(1, MOMENT, "Sari (petugas)", "permohonan disetujui", "seat 12", "", "a" * 64),
    AuditLine(2, MOMENT, '=HYPERLINK("x")', "kode dibuat", "seat 13", "-1; =2", "b" * 64),
]


def test_the_audit_trail_as_csv():
    assert audit_csv(AUDIT).decode() == (
        "\ufeffnomor,waktu (WIB),pelaku,tindakan,objek,rincian,hash\r\n"
        f"1,2026-04-01T00:30:00+07:00,Sari (petugas),permohonan disetujui,seat 12,,{'a' * 64}\r\n"
        f'2,2026-04-01T00:30:00+07:00,"\'=HYPERLINK(""x"")",kode dibuat,seat 13,\'-1;\' =2,{"b" * 64}\r\n'
    )


def test_the_audit_trail_as_a_workbook():
    sheet = load_workbook(io.BytesIO(audit_xlsx(AUDIT))).worksheets[0]
    [_, first, second] = sheet.iter_rows(values_only=True)
    assert first == (
        1,
        datetime(2026, 4, 1, 0, 30),  # noqa: DTZ001
        "Sari (petugas)",
        "permohonan disetujui",
        "seat 12",
        None,
        "a" * 64,
    )
    assert second[2] == '\'=HYPERLINK("x")'
    assert (sheet.print_title_rows, sheet.print_area, sheet.freeze_panes) == (
        "$1:$1",
        "'Jejak audit'!$A$1:$G$3",
        "A2",
    )


@pytest.mark.parametrize("length", [32_767, 32_768, 100_000])
def test_a_text_longer_than_a_cell_is_cut_and_says_so(length):
    book, sheet = new_book("Uji")
    put_table(sheet, ["teks"], [["x" * length], [date(2026, 3, 3)]], widths=[40])
    [_, [text], [day]] = load_workbook(io.BytesIO(saved(book))).worksheets[0].iter_rows(values_only=True)
    assert text == ("x" * length if length == 32_767 else "x" * 32_766 + "…")
    assert day == datetime(2026, 3, 3)  # noqa: DTZ001
