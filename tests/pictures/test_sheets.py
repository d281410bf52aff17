"""Sheets somebody sends: honest ones are read, hostile ones are refused within limits."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from bot.pictures.sheet_reading import SheetTooBig, SheetUnreadable, answered_rows, read_sheet
from bot.pictures.sheet_worker import (
    LONGEST_CELL,
    MOST_BYTES,
    MOST_COLUMNS,
    MOST_ROWS,
    Refused,
    cells_of,
    checked,
)

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TYPES = (
    f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)


def packed(**files: str | bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()


def workbook(*rows: list[object]) -> bytes:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def patched(content: bytes, name: str, replacement: bytes) -> bytes:
    """The workbook with one of its parts replaced."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            new.writestr(entry, replacement if entry == name else old.read(entry))
    return file.getvalue()


HONEST = workbook(["a", "b"], ["x", 1.5], [date(2025, 3, 3), True], [datetime(2025, 3, 3, 8, 0), None])  # noqa: DTZ001


async def test_a_workbook_is_read_cell_by_cell() -> None:
    assert await read_sheet("a.xlsx", HONEST) == [
        ["a", "b"],
        ["x", 1.5],
        ["2025-03-03", "ya"],
        ["2025-03-03", ""],
    ]


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        (b"a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
        (b"a;b\n1,5;2\n", [["a", "b"], ["1,5", "2"]]),
        (b"a\tb\n1\t2\n", [["a", "b"], ["1", "2"]]),
        ("\ufeffa,b\n1,2\n".encode(), [["a", "b"], ["1", "2"]]),
        (b'a,b\r\n1,"2\n3"\r\n', [["a", "b"], ["1", "2\n3"]]),
        ("a;b\ncaf\xe9;\x96\n".encode("latin-1"), [["a", "b"], ["caf\xe9", "\u2013"]]),
    ],
)
async def test_csv_of_every_kind(content: bytes, rows: list[list[str]]) -> None:
    assert await read_sheet("a.csv", content) == rows


def sheet_xml(body: str, dimension: str = "A1:B2") -> bytes:
    return f'{HEAD}<worksheet xmlns="{MAIN}"><dimension ref="{dimension}"/>{body}</worksheet>'.encode()


LIE = patched(
    HONEST,
    "xl/worksheets/sheet1.xml",
    sheet_xml('<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>', "A1:XFD1048576"),
)
FAR = patched(
    HONEST,
    "xl/worksheets/sheet1.xml",
    sheet_xml(
        '<sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    ),
)
TALL = patched(
    HONEST,
    "xl/worksheets/sheet1.xml",
    sheet_xml("<sheetData>" + "<row><c><v>1</v></c></row>" * (MOST_ROWS + 1) + "</sheetData>"),
)
LAUGHS = patched(
    HONEST,
    "xl/worksheets/sheet1.xml",
    b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">'.encode() for n in range(9))
    + b"]><worksheet><sheetData><row><c t='str'><v>&j;</v></c></row></sheetData></worksheet>",
)
HOSTILE = {
    "empty": b"PK\x03\x04",
    "cut": HONEST[: len(HONEST) // 2],
    "other_zip": packed(**{"readme.txt": "hello"}),
    "no_sheets": packed(**{"[Content_Types].xml": TYPES, "xl/workbook.xml": "<workbook/>"}),
    "bad_xml": patched(HONEST, "xl/workbook.xml", b"<workbook"),
    "climbing": packed(**{"[Content_Types].xml": TYPES, "xl/workbook.xml": "", "../../etc/passwd": "x"}),
    "absolute": packed(**{"[Content_Types].xml": TYPES, "xl/workbook.xml": "", "/etc/passwd": "x"}),
    "macros": packed(**{"[Content_Types].xml": TYPES, "xl/workbook.xml": "", "xl/vbaProject.bin": b"x"}),
    "links": packed(**{"[Content_Types].xml": TYPES, "xl/externalLinks/externalLink1.xml": "x"}),
    "bomb": packed(**{"[Content_Types].xml": TYPES, "xl/worksheets/sheet1.xml": b" " * (40 << 20)}),
    "huge": packed(**{"[Content_Types].xml": TYPES, "xl/a.xml": b" " * (60 << 20)}),
    "many_parts": packed(**{"[Content_Types].xml": TYPES, **{f"xl/{n}.xml": "" for n in range(200)}}),
    "far_cell": FAR,
    "entities": LAUGHS,
}


@pytest.mark.parametrize("name", HOSTILE)
async def test_hostile_workbooks_are_refused(name: str) -> None:
    with pytest.raises((SheetUnreadable, SheetTooBig)):
        await read_sheet("a.xlsx", HOSTILE[name])


async def test_a_claimed_size_is_not_believed() -> None:
    assert await read_sheet("a.xlsx", LIE) == [[1.0]]


async def test_too_many_rows_are_refused_in_both_forms() -> None:
    with pytest.raises(SheetTooBig):
        await read_sheet("a.xlsx", TALL)
    with pytest.raises(SheetTooBig):
        await read_sheet("a.csv", b"x\n" * (MOST_ROWS + 1))
    with pytest.raises(SheetTooBig):
        await read_sheet("a.csv", b"x," * 120)
    with pytest.raises(SheetTooBig):
        await read_sheet("a.csv", b"x" * (MOST_BYTES + 1))


async def test_columns_beyond_the_limit_are_refused() -> None:
    [row] = await read_sheet("a.xlsx", workbook([*range(MOST_COLUMNS)]))
    assert len(row) == MOST_COLUMNS
    with pytest.raises(SheetTooBig):
        await read_sheet("a.xlsx", workbook([*range(MOST_COLUMNS + 1)]))


def test_the_checks_name_their_reason() -> None:
    reasons = {}
    for name in ("other_zip", "macros", "bomb", "climbing"):
        with pytest.raises(Refused) as refused:
            checked(HOSTILE[name])
        reasons[name] = refused.value.args[0]
    assert reasons == {"other_zip": "not_xlsx", "macros": "macros", "bomb": "too_big", "climbing": "not_xlsx"}


async def test_percent_cells_and_formulas_are_not_taken_for_figures() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (["nilai", 0.705], [0.705, 70.5], ["=SUM(A1:A2)", 0.7]):
        sheet.append(row)
    sheet["B1"].number_format = "0.0%"
    sheet["A2"].number_format = '0.00"%"'  # a sign in quotes is text: the figure is what is shown
    sheet["B3"].number_format = "0%"
    file = io.BytesIO()
    book.save(file)
    assert await read_sheet("a.xlsx", file.getvalue()) == [
        ["nilai", "70.5%"],
        [0.705, 70.5],
        ["=SUM(A1:A2)", "70%"],
    ]


async def test_a_csv_in_utf_16_is_read() -> None:
    text = "daerah\tnilai\nMaros\t70,5\n"
    for encoding in ("utf-16", "utf-16-be"):
        content = text.encode(encoding) if encoding == "utf-16" else b"\xfe\xff" + text.encode(encoding)
        assert await read_sheet("a.csv", content) == [["daerah", "nilai"], ["Maros", "70,5"]]
    with pytest.raises(SheetUnreadable):
        await read_sheet("a.csv", b"\xff\xfea")


@pytest.mark.parametrize("answer", [b"", b'{"rows": [["a', b"Killed", b"\xff\xfe"])
def test_half_an_answer_is_a_workbook_that_cannot_be_read(answer: bytes) -> None:
    with pytest.raises(SheetUnreadable):
        answered_rows("a.xlsx", answer)


async def test_a_cell_is_cut_in_both_forms() -> None:
    assert cells_of(workbook(["x" * 5_000])) == [["x" * LONGEST_CELL]]
    assert await read_sheet("a.csv", b"x" * 5_000) == [["x" * LONGEST_CELL]]


async def test_more_filled_cells_than_can_be_handed_back_are_too_many() -> None:
    with pytest.raises(SheetTooBig):
        await read_sheet("a.csv", b"1,2,3,4,5,6,7,8,9,0,1,2,3,4,5,6\n" * 30_000)
    assert len(await read_sheet("a.csv", b"1,2" + b"," * 40 + b"\n" + (b"," * 40 + b"\n") * 29_999)) == 30_000
