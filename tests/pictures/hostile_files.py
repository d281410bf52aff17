"""Sheets made to hurt whoever reads them: each a name, the name of its file, its bytes, and the answer."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from openpyxl import Workbook

from bot.pictures.sheet_worker import MOST_ROWS

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_HEAD = "daerah,kriteria,tahun,nilai"
_SHEET = "xl/worksheets/sheet1.xml"
_TYPES = "[Content_Types].xml"
_MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Hostile:
    """``answer`` is the mistake it is refused with, or "rows" (some recordable) or "problems" (none)."""

    name: str
    filename: str
    make: Callable[[], bytes]
    answer: str


def book(*rows: list[object], title: str = "Nilai") -> bytes:
    made = Workbook()
    made.worksheets[0].title = title
    for row in rows:
        made.worksheets[0].append(row)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


@lru_cache(maxsize=1)
def honest() -> bytes:
    return book(_HEAD.split(","), ["Kabupaten Maros", "spi", 2024, 70.5])


def patched(parts: dict[str, str | bytes], *, twice: str = "") -> bytes:
    """An honest workbook with parts replaced or added; ``twice`` is written a second time."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(honest())) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        names = [*old.namelist(), *(name for name in parts if name not in old.namelist())]
        for name in names:
            new.writestr(name, parts[name] if name in parts else old.read(name))
        if twice:
            new.writestr(twice, old.read(twice))
    return file.getvalue()


def sheet(body: str, *, dimension: str = "A1:D2", before: str = "") -> str:
    rows = f"<sheetData>{body}</sheetData>"
    return f'{_XML}{before}<worksheet xmlns="{_MAIN}"><dimension ref="{dimension}"/>{rows}</worksheet>'


def cells(*values: str, row: int = 2) -> str:
    inline = "".join(f'<c t="inlineStr"><is><t>{value}</t></is></c>' for value in values)
    return f'<row r="{row}">{inline}</row>'


_HEADINGS = cells(*_HEAD.split(","), row=1)


def filled(*values: str, **more: str) -> bytes:
    return patched({_SHEET: sheet(_HEADINGS + cells(*values), **more)})


def csv(*lines: str, encoding: str = "utf-8") -> bytes:
    return "\n".join((_HEAD, *lines)).encode(encoding, errors="surrogatepass")


def entities() -> bytes:
    ladder = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    doctype = f'<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa">{ladder}]>'
    return filled("Maros", "spi", "2024", "&j;", before=doctype)


def quadratic() -> bytes:
    doctype = f'<!DOCTYPE l [<!ENTITY a "{"a" * 50_000}">]>'
    return filled("Maros", "spi", "2024", "&a;" * 5_000, before=doctype)


def outside(target: str) -> bytes:
    return filled("Maros", "spi", "2024", "&x;", before=f'<!DOCTYPE l [<!ENTITY x SYSTEM "{target}">]>')


def links(target: str) -> bytes:
    parts = "http://schemas.openxmlformats.org/package/2006/relationships"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    link = f'<Relationship Id="rId1" Type="{kind}" Target="{target}"/>'
    return patched(
        {"xl/_rels/workbook.xml.rels": f'{_XML}<Relationships xmlns="{parts}">{link}</Relationships>'}
    )


def lying_zip() -> bytes:
    """The directory says one byte where forty million come out."""
    content = bytearray(patched({_SHEET: sheet(" " * (40 << 20))}))
    at = content.rfind(b"PK\x01\x02")
    while at >= 0:
        size = struct.unpack_from("<I", content, at + 24)[0]
        if size > 1 << 20:
            struct.pack_into("<I", content, at + 24, 1)
        at = content.rfind(b"PK\x01\x02", 0, at)
    return bytes(content)


def flagged(bit: int) -> bytes:
    """Every part claims to be encrypted."""
    content = bytearray(honest())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + place] |= bit
            at = content.find(mark, at + 4)
    return bytes(content)


def strings(index: str) -> bytes:
    row = f'<row r="2"><c t="s"><v>{index}</v></c><c><v>1</v></c></row>'
    shared = f'{_XML}<sst xmlns="{_MAIN}" count="1"><si><t>x</t></si></sst>'
    return patched({_SHEET: sheet(_HEADINGS + row), "xl/sharedStrings.xml": shared})


def number(value: str, kind: str = "n") -> bytes:
    start = "".join(f'<c t="inlineStr"><is><t>{each}</t></is></c>' for each in ("Maros", "spi", "2024"))
    return patched({_SHEET: sheet(f'{_HEADINGS}<row r="2">{start}<c t="{kind}"><v>{value}</v></c></row>')})


def styled(date: str) -> bytes:
    """A cell with the format of a date and a number no calendar has."""
    made = Workbook()
    page = made.worksheets[0]
    page.append([*_HEAD.split(","), "terbit"])
    page.append(["Maros", "spi", 2024, 70, float(date)])
    page["E2"].number_format = "yyyy-mm-dd"
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def ods() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<office/>")
    return file.getvalue()


def wide(*headings: str, row: str = "") -> bytes:
    return (";".join(headings) + "\n" + (row or ";".join(["Maros", *["70"] * (len(headings) - 1)]))).encode()


_FAR = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
_HTML = "<script>alert(1)</script>{{ 7*7 }}{% raw %}"
_PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64

FILES = tuple(
    Hostile(*each)
    for each in (
        # archives
        ("bomb", "a.xlsx", lambda: patched({_SHEET: sheet(" " * (40 << 20))}), "SheetTooBig"),
        ("bomb of zeros", "a.xlsx", lambda: patched({"xl/media/a.bin": b"\0" * (60 << 20)}), "SheetTooBig"),
        ("lying directory", "a.xlsx", lying_zip, "SheetUnreadable"),
        ("many parts", "a.xlsx", lambda: patched({f"xl/{n}.xml": "" for n in range(5_000)}), "SheetTooBig"),
        ("part twice", "a.xlsx", lambda: patched({}, twice=_SHEET), "SheetUnreadable"),
        ("climbing name", "a.xlsx", lambda: patched({"../../etc/cron.d/x": "x"}), "SheetUnreadable"),
        ("absolute name", "a.xlsx", lambda: patched({"/etc/passwd": "x"}), "SheetUnreadable"),
        ("name with NUL", "a.xlsx", lambda: patched({"xl/a\0b.xml": "x"}), "rows"),
        ("cut in half", "a.xlsx", lambda: honest()[: len(honest()) // 2], "SheetUnreadable"),
        ("middle overwritten", "a.xlsx", lambda: honest()[:900] + b"\xff" * 200 + honest()[1100:], "rows"),
        ("zip behind text", "a.xlsx", lambda: b"halo" + honest(), "SheetUnreadable"),
        ("encrypted parts", "a.xlsx", lambda: flagged(1), "SheetUnreadable"),
        (
            "encrypted workbook",
            "a.xlsx",
            lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4096,
            "SheetUnreadable",
        ),
        (
            "old workbook",
            "a.xls",
            lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xfe" * 4096,
            "SheetUnreadable",
        ),
        ("open document", "a.ods", ods, "SheetUnreadable"),
        ("open document called xlsx", "a.xlsx", ods, "SheetUnreadable"),
        (
            "page called xls",
            "a.xls",
            lambda: b"<html><table><tr><td>1</td></tr></table></html>",
            "SheetUnreadable",
        ),
        ("page called csv", "a.csv", lambda: b"<html>\n<script>alert(1)</script>\n</html>", "SheetHeadings"),
        ("picture", "a.xlsx", lambda: _PNG, "SheetUnreadable"),
        ("picture called csv", "a.csv", lambda: _PNG, "SheetUnreadable"),
        ("nothing", "a.xlsx", lambda: b"", "SheetUnreadable"),
        ("nothing called csv", "a.csv", lambda: b"", "SheetEmpty"),
        ("other archive", "a.xlsx", lambda: patched({_TYPES: ""}), "rows"),
        # parts
        ("macros", "a.xlsm", lambda: patched({"xl/vbaProject.bin": b"x"}), "SheetUnreadable"),
        (
            "links outside",
            "a.xlsx",
            lambda: patched({"xl/externalLinks/externalLink1.xml": "x"}),
            "SheetUnreadable",
        ),
        (
            "embedded object",
            "a.xlsx",
            lambda: patched({"xl/embeddings/oleObject1.bin": "x"}),
            "SheetUnreadable",
        ),
        ("sheet outside the archive", "a.xlsx", lambda: links("../../../../etc/passwd"), "SheetUnreadable"),
        ("sheet on a server", "a.xlsx", lambda: links("http://127.0.0.1:9/x.xml"), "SheetUnreadable"),
        ("laughs", "a.xlsx", entities, "SheetUnreadable"),
        ("one long entity", "a.xlsx", quadratic, "SheetUnreadable"),
        ("entity of a file", "a.xlsx", lambda: outside("file:///etc/passwd"), "SheetUnreadable"),
        ("entity of a server", "a.xlsx", lambda: outside("http://127.0.0.1:9/"), "SheetUnreadable"),
        ("no workbook part", "a.xlsx", lambda: patched({"xl/workbook.xml": ""}), "SheetUnreadable"),
        (
            "broken sheet",
            "a.xlsx",
            lambda: patched({_SHEET: "<worksheet><sheetData><row>"}),
            "SheetUnreadable",
        ),
        ("broken styles", "a.xlsx", lambda: patched({"xl/styles.xml": "<<<"}), "SheetUnreadable"),
        ("deep nesting", "a.xlsx", lambda: filled("<a>" * 20_000 + "</a>" * 20_000), "SheetEmpty"),
        # sizes
        (
            "claims the largest sheet",
            "a.xlsx",
            lambda: filled("Maros", "spi", "2024", "70", dimension="A1:XFD1048576"),
            "rows",
        ),
        (
            "a cell in the last corner",
            "a.xlsx",
            lambda: patched({_SHEET: sheet(_HEADINGS + _FAR)}),
            "SheetUnreadable",
        ),
        (
            "a cell in the last column",
            "a.xlsx",
            lambda: patched({_SHEET: sheet(_HEADINGS + '<row r="2"><c r="XFD2"><v>1</v></c></row>')}),
            "SheetTooBig",
        ),
        (
            "row number beyond all",
            "a.xlsx",
            lambda: patched(
                {
                    _SHEET: sheet(
                        _HEADINGS + '<row r="99999999999999"><c r="ZZZZ99999999999"><v>1</v></c></row>'
                    )
                }
            ),
            "SheetUnreadable",
        ),
        (
            "too many rows",
            "a.xlsx",
            lambda: patched({_SHEET: sheet("<row><c><v>1</v></c></row>" * (MOST_ROWS + 1))}),
            "SheetTooBig",
        ),
        ("50,000 columns", "a.csv", lambda: b"," * 50_000 + b"\n1", "SheetTooBig"),
        ("cell of a million", "a.xlsx", lambda: filled("x" * _MILLION, "spi", "2024", "70"), "problems"),
        (
            "cell of a million called csv",
            "a.csv",
            lambda: csv("x" * _MILLION + ",spi,2024,70"),
            "SheetUnreadable",
        ),
        (
            "long name of a sheet",
            "a.xlsx",
            lambda: book(["daerah", "SPI 2024"], ["Maros", 70], title="x" * 31),
            "rows",
        ),
        ("more than five megabytes", "a.csv", lambda: b"x" * (5 * _MILLION + _MILLION), "SheetTooBig"),
        ("thousands of wrong rows", "a.csv", lambda: csv(*["=1,x,y,z"] * 1_000), "problems"),
        # cells
        ("string out of range", "a.xlsx", lambda: strings("99999"), "SheetUnreadable"),
        ("string with a sign", "a.xlsx", lambda: strings("-1"), "problems"),
        ("1e400", "a.xlsx", lambda: number("1e400"), "problems"),
        ("NaN", "a.xlsx", lambda: number("NaN"), "problems"),
        ("infinity", "a.xlsx", lambda: number("INF"), "problems"),
        ("error value", "a.xlsx", lambda: number("#REF!", "e"), "problems"),
        ("unknown kind of cell", "a.xlsx", lambda: number("1", "zzz"), "SheetUnreadable"),
        ("date beyond the calendar", "a.xlsx", lambda: styled("1e15"), "problems"),
        ("date before the calendar", "a.xlsx", lambda: styled("-5e9"), "problems"),
        (
            "formula that calls out",
            "a.csv",
            lambda: csv('"=HYPERLINK(""http://127.0.0.1"")",spi,2024,70'),
            "problems",
        ),
        (
            "formula in a value",
            "a.xlsx",
            lambda: filled("Maros", "spi", "2024", "=cmd|'/C calc'!A0"),
            "problems",
        ),
        ("NUL", "a.csv", lambda: csv("Ma\0ros,spi,2024,70"), "SheetUnreadable"),
        ("lone surrogate", "a.csv", lambda: csv("Maros\ud800,spi,2024,70"), "problems"),
        ("turned letters", "a.csv", lambda: csv("\u202eMaros\u202c,spi,2024,70"), "rows"),
        ("page in a name", "a.csv", lambda: csv(f'"{_HTML}",spi,2024,70'), "problems"),
        ("digits of another script", "a.csv", lambda: csv("Maros,spi,٢٠٢٤,٧٠"), "problems"),
        (
            "unclosed quote",
            "a.csv",
            lambda: csv('"Maros,spi,2024,70', *["Bontang,spi,2024,70"] * 9),
            "problems",
        ),
        ("unclosed quote, long", "a.csv", lambda: csv('"' + "x,\n" * 100_000), "SheetUnreadable"),
        (
            "mixed line ends",
            "a.csv",
            lambda: b"daerah,kriteria,tahun,nilai\rMaros,spi,2024,70\n\r\r\nBontang,spi,2024,70\r\n",
            "rows",
        ),
        ("half of UTF-16", "a.csv", lambda: b"\xff\xfeM", "SheetUnreadable"),
        # shapes
        (
            "long and wide at once",
            "a.csv",
            lambda: wide("daerah", "kriteria", "tahun", "nilai", "SPI 2023", row="Maros;mcp;2024;70;71"),
            "rows",
        ),
        (
            "the same heading fifty times",
            "a.csv",
            lambda: wide("daerah", *["SPI 2024"] * 50),
            "UnclearHeadings",
        ),
        (
            "criterion 8 in a heading",
            "a.csv",
            lambda: wide("daerah", "SPI 2024", "Proses Hukum 2024"),
            "UnclearHeadings",
        ),
        ("a page as a heading", "a.csv", lambda: wide("daerah", "SPI 2024", _HTML), "UnclearHeadings"),
        (
            "headings without an end",
            "a.csv",
            lambda: wide("daerah", "SPI 2024", "MCP " + "2024 " * 10_000),
            "rows",
        ),
    )
)
