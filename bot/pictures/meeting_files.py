"""The empty sheet of meetings, with an example, how to fill it, and the regions to choose from."""

from __future__ import annotations

from bot.pictures.tables import choices, new_book, put_headings, put_row, put_table, saved
from bot.rules.meeting_columns import MEETING_HEADINGS
from bot.rules.sheets import MeetingTemplate

TEMPLATE_NAME = "templat-rapat.xlsx"

_WIDTHS = (52, 30, 14, 9, 9, 8, 44, 36, 18, 16, 40)
#: All columns are text: Excel would make a day of 09.00, and another day of 11-03-2025.
_AS_TEXT = "ABCDEFGHIJK"
_ROWS = 100  #: prepared to be filled in
_ZONES = '"WIB,WITA,WIT"'


def meetings_template(parts: MeetingTemplate) -> bytes:
    from openpyxl.styles import Font

    book, sheet = new_book("Rapat")
    put_headings(sheet, MEETING_HEADINGS, widths=_WIDTHS)
    for column in _AS_TEXT:
        sheet.column_dimensions[column].number_format = "@"
    for at in range(2, _ROWS + 2):  # a column's format does not reach cells that Excel fills by pasting
        for number in range(1, len(MEETING_HEADINGS) + 1):
            sheet.cell(at, number).number_format = "@"
    put_row(sheet, 2, parts.example)
    for cell in sheet[2]:
        cell.font = Font(name="Calibri", size=11, italic=True, color="808080")
    how = book.create_sheet("Petunjuk")
    put_table(how, parts.notes[:1], [(note,) for note in parts.notes[1:]], widths=(110,))
    put_table(book.create_sheet("Daerah"), ("kode", "daerah"), parts.regions, widths=(14, 50))
    choices(sheet, "F", _ZONES)
    choices(sheet, "G", f"=Daerah!$B$2:$B${max(2, len(parts.regions) + 1)}")
    return saved(book)
