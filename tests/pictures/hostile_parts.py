"""Workbooks made part by part, so that every part can lie."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
from collections.abc import Iterable, Mapping

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATED = "http://schemas.openxmlformats.org/package/2006/relationships"
HEADINGS = ("region_code", "criterion", "year", "value", "source")
SHEET = "xl/worksheets/sheet1.xml"

TYPES = (
    f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
LINKS = (
    f'{HEAD}<Relationships xmlns="{RELATED}"><Relationship Id="rId1" Type="{OFFICE}/worksheet" '
    f'Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{OFFICE}/sharedStrings" '
    f'Target="sharedStrings.xml"/><Relationship Id="rId3" Type="{OFFICE}/styles" Target="styles.xml"/>'
    "</Relationships>"
)
ROOT = (
    f'{HEAD}<Relationships xmlns="{RELATED}"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>'
)
#: Style 1 is a date, style 2 a percentage.
STYLES = (
    f'{HEAD}<styleSheet xmlns="{MAIN}"><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14"/>'
    '<xf numFmtId="10"/></cellXfs></styleSheet>'
)


def listed(*sheets: str) -> str:
    """workbook.xml with these ``<sheet …>`` elements."""
    return f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{"".join(sheets)}</sheets></workbook>'


def sheet_named(name: str, more: str = "") -> str:
    return listed(f'<sheet name="{name}" sheetId="1" {more} r:id="rId1"/>')


def zipped(parts: Mapping[str, str | bytes] | Iterable[tuple[str | zipfile.ZipInfo, str | bytes]]) -> bytes:
    """A zip; given as pairs, names may come twice."""
    pairs = parts.items() if isinstance(parts, Mapping) else parts
    file = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")  # of names that come twice
        for name, content in pairs:
            archive.writestr(name, content)
    return file.getvalue()


def parts(**changed: str | bytes) -> dict[str, str | bytes]:
    """The parts of a small honest workbook, those named by ``changed`` replaced."""
    return {
        "[Content_Types].xml": changed.get("types", TYPES),
        "_rels/.rels": ROOT,
        "xl/workbook.xml": changed.get("book", sheet_named("Nilai")),
        "xl/_rels/workbook.xml.rels": changed.get("links", LINKS),
        "xl/styles.xml": changed.get("styles", STYLES),
        "xl/sharedStrings.xml": changed.get("strings", strings("a")),
        SHEET: changed.get("sheet", sheet(row("7.1", "spi", 2025, 73.6, "x"))),
    }


def book(*rows: str, **changed: str | bytes) -> bytes:
    """A workbook with the headings of values and these rows, some parts replaced."""
    return zipped(parts(**({"sheet": sheet(*rows)} | changed)))


def with_part(name: str, content: str | bytes) -> bytes:
    return zipped({**parts(), name: content})


def sheet(*rows: str, before: str = "", after: str = "") -> str:
    head = row(*HEADINGS)
    data = f"<sheetData>{head}{''.join(rows)}</sheetData>"
    return f'{HEAD}<worksheet xmlns="{MAIN}">{before}{data}{after}</worksheet>'


def row(*cells: object) -> str:
    return f"<row>{''.join(map(cell, cells))}</row>"


def cell(value: object) -> str:
    """A number, a text, or finished XML that begins with "<"."""
    if isinstance(value, str) and not value.startswith("<c"):
        return f'<c t="inlineStr"><is><t>{value}</t></is></c>'
    return str(value) if isinstance(value, str) else f"<c><v>{value}</v></c>"


def value_row(value: object) -> str:
    """A row of values that is honest but for its value."""
    return row("73.09", "spi", 2025, value, "Laporan SPI 2025")


def strings(*texts: str) -> str:
    items = "".join(f"<si><t>{text}</t></si>" for text in texts)
    return f'{HEAD}<sst xmlns="{MAIN}" count="{len(texts)}" uniqueCount="{len(texts)}">{items}</sst>'


def claiming(content: bytes, size: int, name: str = SHEET) -> bytes:
    """The zip whose headers say that the part has ``size`` bytes (mod 2^32) once it is inflated."""
    changed = bytearray(content)
    for mark, size_at, name_at in ((b"PK\x03\x04", 22, 30), (b"PK\x01\x02", 24, 46)):
        at = content.find(mark)
        while at >= 0:
            if content[at + name_at :].startswith(name.encode()):
                struct.pack_into("<I", changed, at + size_at, size & 0xFFFFFFFF)
            at = content.find(mark, at + 4)
    return bytes(changed)


def locked(content: bytes) -> bytes:
    """The zip whose entries say that they are encrypted."""
    changed = bytearray(content)
    for mark, flags_at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            changed[at + flags_at] |= 1
            at = content.find(mark, at + 4)
    return bytes(changed)
