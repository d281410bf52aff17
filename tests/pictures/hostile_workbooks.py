"""Workbooks nobody should send: each with its name, and what becomes of it."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Callable, Iterator

from bot.pictures.sheet_worker import MOST_ROWS
from tests.pictures.hostile_parts import (
    HEAD,
    LINKS,
    MAIN,
    SHEET,
    STYLES,
    book,
    claiming,
    listed,
    locked,
    parts,
    row,
    sheet,
    sheet_named,
    strings,
    value_row,
    with_part,
    zipped,
)

#: Rows came out; SheetUnreadable with its reason; SheetTooBig.
ROWS, NOT_XLSX, TOO_BIG = "rows", "not_xlsx", "too_big"
MACROS = "macros"

LONG = "Maros" * 6_000
GOOD = value_row(73.6)
SHARED = '<c t="s"><v>0</v></c>'
LAUGHS = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
OUTSIDE = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
SYMLINK = zipfile.ZipInfo("xl/media/link")
SYMLINK.external_attr = 0o120777 << 16


def deep(levels: int) -> str:
    return f'{HEAD}<worksheet xmlns="{MAIN}">{"<x>" * levels}{"</x>" * levels}</worksheet>'


def typed(document: str, body: str) -> str:
    inside = f'<row><c t="str"><v>{body}</v></c></row>'
    data = f"<sheetData>{inside}</sheetData>"
    return f'<?xml version="1.0"?>{document}<worksheet xmlns="{MAIN}">{data}</worksheet>'


def addressed(*places: str) -> str:
    """A sheet with a 1 in each of these cells and nothing else."""
    cells = "".join(
        f'<row r="{place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")}"><c r="{place}"><v>1</v></c></row>'
        for place in places
    )
    return f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>{cells}</sheetData></worksheet>'


def crowded(rows: int, columns: int) -> Iterator[str]:
    """Rows of figures that do not compress like a bomb."""
    some = random.Random(7)
    kinds = [row(*(some.randrange(100) / 10 for _ in range(columns))) for _ in range(500)]
    return (some.choice(kinds) for _ in range(rows))


#: How it is made, and what becomes of it.
WORKBOOKS: dict[str, tuple[Callable[[], bytes], str]] = {
    "bomb, one entry": (lambda: with_part("xl/media/a.bin", b"\0" * (12 << 20)), TOO_BIG),
    "bomb, many entries": (
        lambda: zipped(parts() | {f"xl/media/{n}.bin": b"\0" * (1 << 18) for n in range(40)}),
        TOO_BIG,
    ),
    "bomb, a zip in a zip": (
        lambda: with_part("xl/media/inner.zip", zipped({"a": b"\0" * (12 << 20)})),
        ROWS,  # nobody opens it
    ),
    "a thousand entries": (lambda: zipped(parts() | {f"xl/{n}.xml": "" for n in range(1000)}), TOO_BIG),
    "billion laughs": (
        lambda: book(sheet=typed(f'<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa">{LAUGHS}]>', "&j;")),
        NOT_XLSX,
    ),
    "billion laughs in the styles": (
        lambda: book(GOOD, styles=typed(f'<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa">{LAUGHS}]>', "&j;")),
        NOT_XLSX,
    ),
    "an external entity": (lambda: book(sheet=typed(OUTSIDE, "&x;")), NOT_XLSX),
    "links to another workbook": (lambda: with_part("xl/externalLinks/externalLink1.xml", "x"), MACROS),
    "macros": (lambda: with_part("xl/vbaProject.bin", b"x"), MACROS),
    "embedded objects": (lambda: with_part("xl/embeddings/oleObject1.bin", b"x"), MACROS),
    "ActiveX": (lambda: with_part("xl/activeX/activeX1.xml", "x"), MACROS),
    "formulas in texts": (
        lambda: book(*(row(f, f, f, f, f) for f in ("=cmd|' /C calc'!A0", "@SUM(1+1)", "+1", "-2+3"))),
        ROWS,
    ),
    "a dimension over everything": (
        lambda: book(sheet=sheet(GOOD, before='<dimension ref="A1:XFD1048576"/>')),
        ROWS,
    ),
    "the last row only": (lambda: book(sheet=addressed("A1048576")), ROWS),
    "the last column only": (lambda: book(sheet=addressed("XFD1")), TOO_BIG),
    "the first and the last row": (lambda: book(sheet=addressed("A1", "A1048576")), TOO_BIG),
    "the first and the last cell": (lambda: book(sheet=addressed("A1", "XFD1048576")), NOT_XLSX),
    "30,000 rows of 16,384 columns": (lambda: book(sheet=addressed("A1", "XFD30000")), NOT_XLSX),
    "columns beyond XFD": (lambda: book(sheet=addressed("A1", "ZZZZZZ1")), NOT_XLSX),
    "50,000 columns": (lambda: book("<row>" + "<c><v>1</v></c>" * 50_000 + "</row>"), TOO_BIG),
    "a row without number": (lambda: book('<row r="-5"><c r="A-5"><v>1</v></c></row>'), NOT_XLSX),
    "too many rows": (lambda: book(row(1) * (MOST_ROWS + 1)), TOO_BIG),
    "one shared string in 6,000 rows": (
        lambda: book(row("73.09", "spi", 2025, 1, SHARED) * 6_000, strings=strings(LONG)),
        ROWS,
    ),
    "one shared string in 30,000 rows": (
        lambda: book(row(SHARED) * 30_000, strings=strings(LONG)),
        NOT_XLSX,
    ),
    "a thousand letters in 30,000 rows": (
        lambda: book(row(SHARED) * 30_000, strings=strings(LONG[:1_000])),
        TOO_BIG,
    ),
    "a string of five million letters": (lambda: book(row("Maros" * 1_000_000)), TOO_BIG),
    "a shared string that is not there": (lambda: book(row('<c t="s"><v>99</v></c>')), NOT_XLSX),
    "a shared string below nought": (lambda: book(row('<c t="s"><v>-1</v></c>')), ROWS),
    "a name of a sheet without end": (lambda: book(GOOD, book=sheet_named("n" * 100_000)), ROWS),
    "cut in half": (lambda: book(GOOD)[:1_000], NOT_XLSX),
    "without its directory": (lambda: book(GOOD)[:-200], NOT_XLSX),
    "four bytes": (lambda: b"PK\x03\x04", NOT_XLSX),
    "locked entries": (lambda: locked(book(GOOD)), NOT_XLSX),
    "an entry twice": (lambda: zipped([*parts().items(), (SHEET, sheet(GOOD))]), NOT_XLSX),
    "a path that climbs": (lambda: with_part("../../etc/passwd", "x"), NOT_XLSX),
    "an absolute path": (lambda: with_part("/etc/passwd", "x"), NOT_XLSX),
    "a path of Windows": (lambda: with_part("\\windows\\x", "x"), NOT_XLSX),
    "a link instead of a file": (lambda: zipped([*parts().items(), (SYMLINK, "/etc/passwd")]), ROWS),
    "a size below nought": (lambda: claiming(book(GOOD), -1), TOO_BIG),
    "a size above the limit": (lambda: claiming(book(GOOD), 60 << 20), TOO_BIG),
    "a size that is too small": (lambda: claiming(book(GOOD * 3_000), 10), NOT_XLSX),
    "a bomb that says it is small": (lambda: claiming(book(row(1) * 3_000_000), 10), NOT_XLSX),
    "dates beyond the calendar": (
        lambda: book(*(value_row(f'<c s="1"><v>{n}</v></c>') for n in ("1e10", "-1e10", "2958466", "1e400"))),
        ROWS,
    ),
    "numbers that are none": (
        lambda: book(*(value_row(f"<c><v>{n}</v></c>") for n in ("1e400", "-1e400", "NaN", "inf", "1e300"))),
        ROWS,
    ),
    "percentages that are none": (
        lambda: book(*(value_row(f'<c s="2"><v>{n}</v></c>') for n in ("1e400", "NaN", "1e300", "-0"))),
        ROWS,
    ),
    "yes, no and mistakes": (
        lambda: book(
            *(value_row(f'<c t="{t}"><v>{v}</v></c>') for t, v in (("b", 1), ("b", 0), ("e", "#REF!")))
        ),
        ROWS,
    ),
    "a number that is a word": (lambda: book(value_row("<c><v>tujuh</v></c>")), ROWS),
    "everything merged": (
        lambda: book(sheet=sheet(GOOD, after='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')),
        ROWS,
    ),
    "a hidden sheet": (lambda: book(GOOD, book=sheet_named("x", 'state="veryHidden"')), ROWS),
    "a chart only": (
        lambda: book(GOOD, links=LINKS.replace("/worksheet", "/chartsheet", 1)),
        NOT_XLSX,
    ),
    "no sheets": (lambda: book(GOOD, book=listed()), NOT_XLSX),
    "a sheet that is not there": (
        lambda: book(GOOD, links=LINKS.replace("sheet1.xml", "sheet9.xml")),
        NOT_XLSX,
    ),
    "XML 100,000 deep": (lambda: book(sheet=deep(100_000)), ROWS),
    "wrong types of contents": (lambda: book(GOOD, types="<Types><x/>"), ROWS),
    "an encoding nobody knows": (lambda: book(sheet=sheet(GOOD).replace("UTF-8", "utf-7", 1)), ROWS),
    "styles that are numbered wrongly": (
        lambda: book(value_row('<c s="-7"><v>1</v></c>'), value_row('<c s="999999999999"><v>1</v></c>')),
        ROWS,
    ),
    "styles with a million percentages": (
        lambda: book(GOOD, styles=STYLES.replace('<xf numFmtId="10"/>', '<xf numFmtId="10"/>' * 500_000)),
        TOO_BIG,
    ),
    "NUL and marks in names": (
        lambda: book(
            row("Ma&#8238;ros\u202e", "spi\u200b", 2025, "7\u0663,6", "_x0000_\ufffe".replace("\ufffe", ""))
        ),
        ROWS,
    ),
    "markup of our own": (
        lambda: book(
            row("&lt;b&gt;Maros{{ 7*7 }}{% raw %}", "&lt;a href='x'&gt;spi", 2025, "&amp;#36;{7*7}", "")
        ),
        ROWS,
    ),
    "everything filled": (lambda: book(*crowded(30_000, 50)), TOO_BIG),
}
