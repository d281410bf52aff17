"""Officials as a file: the export, and the empty sheet that comes back filled in.

Both begin with the same headings, so an export can be corrected and read again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.pictures.tables import Row, choices, csv_file, new_book, put_headings, put_table, saved
from bot.rules.sheets import CONTACT_HEADINGS, ContactLine

TEMPLATE_NAME = "templat-kontak.xlsx"

#: What an export says besides; a reader of the sheet passes over these.
_FURTHER = ("kapasitas", "sejak", "keterhubungan", "terakhir aktif")
_WIDTHS = (15, 44, 30, 32, 10, 20, 20, 16)
_FURTHER_WIDTHS = (28, 14, 22, 16)
_PREFIXES = ("Pj.", "Plt.", "Plh.")
#: Columns whose figures are text: 13.10 is not 13.1, and 0812… begins with a nought.
_AS_TEXT = "AFG"


def contacts_xlsx(lines: Sequence[ContactLine], *, title: str) -> bytes:
    book, sheet = new_book("Kontak")
    sheet.oddHeader.left.text = title.replace("&", "&&")
    book.properties.title = title
    put_table(sheet, CONTACT_HEADINGS + _FURTHER, _rows(lines), widths=_WIDTHS + _FURTHER_WIDTHS)
    return saved(book)


def contacts_csv(lines: Sequence[ContactLine]) -> bytes:
    return csv_file(CONTACT_HEADINGS + _FURTHER, _rows(lines))


def contacts_template(*, posts: Sequence[str], regions: Sequence[tuple[str, str]]) -> bytes:
    """The empty sheet, with lists to choose from. ``regions`` are codes and names."""
    book, sheet = new_book("Kontak")
    put_headings(sheet, CONTACT_HEADINGS, widths=_WIDTHS)
    for column in _AS_TEXT:
        sheet.column_dimensions[column].number_format = "@"
    put_table(book.create_sheet("Jabatan"), ("jabatan",), [(post,) for post in posts], widths=(50,))
    put_table(book.create_sheet("Daerah"), CONTACT_HEADINGS[:2], regions, widths=(14, 50))
    choices(sheet, "A", f"=Daerah!$A$2:$A${len(regions) + 1}")
    choices(sheet, "B", f"=Daerah!$B$2:$B${len(regions) + 1}")
    choices(sheet, "C", f"=Jabatan!$A$2:$A${len(posts) + 1}")
    choices(sheet, "E", f'"{",".join(_PREFIXES)}"')
    return saved(book)


def _rows(lines: Sequence[ContactLine]) -> Iterator[Row]:
    for line in lines:
        yield (
            line.region_code,
            line.region,
            line.title,
            line.name,
            line.prefix,
            line.office_phone,
            line.phone,
            line.until_on,
            line.kind,
            line.since,
            line.reachability,
            line.last_seen_on,
        )
