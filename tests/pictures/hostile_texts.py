"""Files nobody should send that are no workbooks: each with its name, and what becomes of it."""

from __future__ import annotations

from collections.abc import Callable

from bot.pictures.sheet_worker import MOST_BYTES
from tests.pictures.hostile_parts import zipped
from tests.pictures.hostile_workbooks import NOT_XLSX, ROWS, TOO_BIG

OLD, NOT_TEXT = "old_office", "not_text"

#: The name the file is sent with, how it is made, and what becomes of it.
TEXTS: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "too many bytes": ("a.csv", lambda: b"x" * (MOST_BYTES + 1), TOO_BIG),
    "nothing": ("a.csv", lambda: b"", ROWS),
    "a mark only": ("a.csv", lambda: b"\xef\xbb\xbf", ROWS),
    "a million columns": ("a.csv", lambda: b"," * 1_000_000, TOO_BIG),
    "five million blank rows": ("a.csv", lambda: b"\n" * MOST_BYTES, TOO_BIG),
    "NUL bytes": ("a.csv", lambda: b"kode,\0nilai\n", NOT_TEXT),
    "UTF-16 without a mark": ("a.csv", lambda: "kode,nilai\n".encode("utf-16-le"), NOT_TEXT),
    "half of UTF-16": ("a.csv", lambda: b"\xff\xfe\x00\xd8\x00", NOT_TEXT),
    "lone surrogates": ("a.csv", lambda: b"kode,nilai\n\xed\xa0\x80,\xed\xbf\xbf\n", ROWS),
    "UTF-7": ("a.csv", lambda: b"+AD0-cmd,kode\n+ACI-,1\n", ROWS),
    "a quote without end": (
        "a.csv",
        lambda: b'region_code,criterion,year,value\n"73.09,spi,2025,1\n' * 90,
        ROWS,
    ),
    "five million letters in quotes": ("a.csv", lambda: b'kode\n"' + b"x" * (MOST_BYTES - 9), NOT_TEXT),
    "every kind of line end": (
        "a.csv",
        lambda: "kode,nilai\r1,2\n\r3,4\r\n\x0b\x0c\u2028\u2029x".encode(),
        ROWS,
    ),
    "separators only": ("a.csv", lambda: b";,\t|\n" * 20_000, ROWS),
    "apostrophes": ("a.csv", lambda: b"kode,nilai\n" + b"'" * 100_000 + b",'=1;'=2;" * 20, ROWS),
    "blank rows before the headings": (
        "a.csv",
        lambda: b"\n" * 20_000 + b"region_code,criterion,year,value\n73.09,spi,2025,73.6\n",
        ROWS,
    ),
    "the headings again and again": ("a.csv", lambda: b"region_code,criterion,year,value\n" * 500, ROWS),
    "every heading twice": (
        "a.csv",
        lambda: b"kode,daerah,kriteria,kriteria,tahun,nilai,nilai\na,b,c,d,e,f,g\n",
        ROWS,
    ),
    "a column per criterion, a hundred times": (
        "a.csv",
        lambda: b"daerah" + b",SPI 2025" * 99 + b"\n" + (b"Maros" + b",1e400" * 99 + b"\n") * 50,
        ROWS,
    ),
    "columns of years that are none": (
        "a.csv",
        lambda: b"daerah,SPI 99999999999,MCP -1,SAKIP 0000,{{ 1 }} 2025\nMaros,1,2,3,4\n",
        ROWS,
    ),
    "values of every kind": (
        "a.csv",
        lambda: (
            b"region_code,criterion,year,value\n"
            + b"".join(
                b"73.09,spi,2025,%s\n" % value
                for value in (
                    b"1e400",
                    b"NaN",
                    b"inf",
                    b"-1",
                    b"9" * 5_000,
                    b"1_000",
                    b"0x1F",
                    b"\xd9\xa3",
                    b"<b>",
                )
            )
        ),
        ROWS,
    ),
    "years of every kind": (
        "a.csv",
        lambda: (
            b"region_code,criterion,year,value,published_on\n"
            + b"".join(
                b"73.09,spi,%s,1,%s\n" % (year, year)
                for year in (b"0", b"-1", b"99999999999999", b"2025-99-99", b"31/02/2025", b"2025.0", b"1e3")
            )
        ),
        ROWS,
    ),
    "an old workbook": ("a.xls", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4_096, OLD),
    "a locked workbook": ("a.xlsx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"EncryptedPackage", OLD),
    "a page as a workbook": (
        "a.xls",
        lambda: b"<html><table><tr><td>kode</td></tr></table></html>",
        NOT_XLSX,
    ),
    "a page as text": ("a.csv", lambda: b"<html><table>\n<tr><td>kode</td></tr></table></html>", ROWS),
    "a sheet of OpenDocument": (
        "a.ods",
        lambda: zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"}),
        NOT_XLSX,
    ),
    "a picture": ("a.png", lambda: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", NOT_TEXT),
    "a PDF": ("a.pdf", lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\n", ROWS),
    "a name that is none": ("\u202exslx.\0../../x", lambda: b"kode\n1\n", ROWS),
}
