"""A table as XLSX or as CSV. Every string that enters a file we hand out passes through here."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from copy import copy
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.pictures.cells import csv_text, workbook_text
from bot.rules.clocks import WIB

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.styles.cell_style import StyleArray
    from openpyxl.worksheet.worksheet import Worksheet

#: None is an empty cell; a moment is shown on the WIB clock, which its heading says.
Value = str | int | float | Decimal | date | datetime | None
Row = Sequence[Value]

_DATE_FORMAT = "dd/mm/yyyy"
_MOMENT_FORMAT = "dd/mm/yyyy hh:mm"
_BOM = "\ufeff"  #: without it Excel takes UTF-8 for the old encoding of the machine
_HEADING_FILL = "E7E6EA"
_HEADING_POINTS = 33  #: two lines
_ROWS_TO_FILL = 1000


def new_book(title: str) -> tuple[Workbook, Worksheet]:
    """A workbook and its first sheet."""
    from openpyxl import Workbook  # here and below: it would be half of the start of the bot

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    return book, sheet


def saved(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def put(cell: Cell, value: Value) -> None:
    """Text stays text whatever it begins with; a date is a date."""
    if isinstance(value, str):
        cell.value = workbook_text(value)
        cell.data_type = "s"
    elif isinstance(value, datetime):
        cell.value = value.astimezone(WIB).replace(tzinfo=None, microsecond=0)
        cell.number_format = _MOMENT_FORMAT
    elif isinstance(value, date):
        cell.value = value
        cell.number_format = _DATE_FORMAT
    else:
        cell.value = value


def put_row(sheet: Worksheet, at: int, values: Row) -> list[Cell]:
    """The cells of the row: asking the sheet for a row looks at every cell there is."""
    cells = [sheet.cell(at, column) for column in range(1, len(values) + 1)]
    for cell, value in zip(cells, values, strict=True):
        put(cell, value)
    return cells


def put_headings(sheet: Worksheet, headings: Sequence[str], *, widths: Sequence[float], at: int = 1) -> None:
    """Headings in row ``at``: they stay when the rows are scrolled, and stand on every printed page."""
    from openpyxl.styles import Alignment, Border, PatternFill, Side
    from openpyxl.utils import get_column_letter

    for cell in put_row(sheet, at, headings):
        emphasise(cell)
        cell.fill = PatternFill("solid", fgColor=_HEADING_FILL)
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        cell.border = Border(bottom=Side("thin"))
    sheet.row_dimensions[at].height = _HEADING_POINTS
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = f"A{at + 1}"
    _on_paper(sheet, heading_row=at)


def put_table(
    sheet: Worksheet, headings: Sequence[str], rows: Iterable[Row], *, widths: Sequence[float], at: int = 1
) -> None:
    """Headings, and the rows under them."""
    from openpyxl.styles import Alignment, Border, Side
    from openpyxl.utils import get_column_letter

    put_headings(sheet, headings, widths=widths, at=at)
    style, line = Alignment(horizontal="left", vertical="top", wrap_text=True), Border(bottom=Side("hair"))
    last = at
    looks: dict[str, StyleArray] = {}  # a style is looked up once for each format: a cell takes long for it
    for row in rows:
        last += 1
        for cell in put_row(sheet, last, row):
            known = looks.get(cell.number_format)
            if known is None:
                cell.alignment, cell.border = style, line
                looks[cell.number_format] = cell._style
            else:
                cell._style = copy(known)
    right = get_column_letter(len(headings))
    sheet.auto_filter.ref = f"A{at}:{right}{last}"
    sheet.print_area = f"A1:{right}{last}"


def _on_paper(sheet: Worksheet, *, heading_row: int) -> None:
    """A4, as wide as the page, as many pages as it takes."""
    sheet.print_title_rows = f"{heading_row}:{heading_row}"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.right.text = "Halaman &P dari &N"


def emphasise(cell: Cell, *, size: int = 11) -> None:
    from openpyxl.styles import Font

    cell.font = Font(name="Calibri", size=size, bold=True)


def put_picture(cell: Cell, png: bytes, *, pixels: int) -> None:
    """A square picture of ``pixels`` a side, a little away from the edges of its cell."""
    from openpyxl.drawing.image import Image
    from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor
    from openpyxl.drawing.xdr import XDRPositiveSize2D
    from openpyxl.utils.units import pixels_to_EMU

    picture = Image(io.BytesIO(png))
    away, side = pixels_to_EMU(4), pixels_to_EMU(pixels)
    corner = AnchorMarker(col=cell.column - 1, colOff=away, row=cell.row - 1, rowOff=away)
    picture.anchor = OneCellAnchor(_from=corner, ext=XDRPositiveSize2D(side, side))
    cell.parent.add_image(picture)


def choices(sheet: Worksheet, column: str, formula: str) -> None:
    """A list to choose from in every row; something else may be typed."""
    from openpyxl.worksheet.datavalidation import DataValidation

    choice = DataValidation(type="list", formula1=formula, allow_blank=True, showErrorMessage=False)
    sheet.add_data_validation(choice)
    choice.add(f"{column}2:{column}{_ROWS_TO_FILL}")


def csv_file(headings: Sequence[str], rows: Iterable[Row]) -> bytes:
    """RFC 4180 (commas, CRLF, quotes where needed) in UTF-8 with a mark that Excel understands."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow([csv_text(heading) for heading in headings])
    for row in rows:
        writer.writerow([_in_csv(value) for value in row])
    return (_BOM + file.getvalue()).encode()


def _in_csv(value: Value) -> str:
    """Dates as ISO 8601, moments on the WIB clock with their offset."""
    if isinstance(value, datetime):
        return value.astimezone(WIB).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    return csv_text(value) if isinstance(value, str) else "" if value is None else str(value)
