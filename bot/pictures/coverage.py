"""Who can be reached: a picture for the meeting room, regions by posts, and a sheet for the file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from bot.pictures.coverage_marks import MARKS
from bot.pictures.coverage_picture import picture
from bot.pictures.tables import Row, emphasise, new_book, put, put_table, saved
from bot.rules.clocks import zone_label, zone_named
from bot.rules.sheets import CoverageLine, CoverageState

_HEADINGS = (
    "kode wilayah",
    "daerah",
    "zona waktu",
    "jabatan",
    "pejabat",
    "keadaan",
    "sejak (WIB)",
    "terakhir aktif (WIB)",
    "telepon",
    "ajudan dan wakil terjangkau",
    "kode berlaku sampai",
    "masa jabatan sampai",
)
_WIDTHS = (14, 44, 10, 30, 30, 18, 17, 17, 20, 18, 15, 15)
_HEADINGS_AT = 4


def coverage_png(lines: Sequence[CoverageLine], *, title: str, as_of: str) -> bytes:
    """Regions as rows, posts as columns; at most 20 million pixels."""
    return picture(lines, title=title, as_of=as_of)


def coverage_xlsx(lines: Sequence[CoverageLine], *, title: str, as_of: str) -> bytes:
    """A row a seat; the totals on a sheet of their own."""
    book, sheet = new_book("Cakupan")
    put_table(sheet, _HEADINGS, _rows(lines), widths=_WIDTHS, at=_HEADINGS_AT)
    put(sheet.cell(1, 1), title)
    emphasise(sheet["A1"], size=14)
    put(sheet.cell(2, 1), f"Keadaan per {as_of}")
    counts = Counter(line.state for line in lines)
    totals = [(MARKS[state].words, counts[state]) for state in CoverageState]
    put_table(
        book.create_sheet("Ringkasan"),
        ("keadaan", "banyaknya jabatan"),
        [*totals, ("Seluruhnya", len(lines))],
        widths=(24, 20),
    )
    return saved(book)


def _rows(lines: Sequence[CoverageLine]) -> Iterator[Row]:
    for line in lines:
        yield (
            line.region_code,
            line.region,
            zone_label(zone_named(line.zone)),
            line.title,
            line.holder,
            MARKS[line.state].words,
            line.since,
            line.last_seen_at,
            line.phone,
            line.others,
            line.code_until,
            line.until_on,
        )
