"""The cells of a file somebody sent: CSV here, XLSX in a process of its own, both within limits."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import sys
from collections.abc import Sequence
from datetime import timedelta

from bot.pictures.cells import read_csv_text, unguarded
from bot.pictures.sheet_worker import (
    LONGEST_CELL,
    MOST_BYTES,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    Answer,
    Cell,
)
from bot.rules.errors import UserMistake

MOST_TIME = timedelta(seconds=20)
#: Of officials, meetings, cohorts or thresholds, the headings among them.
MOST_OTHER_ROWS = 5_001
#: Two workbooks at a time: the machine has other things to do.
_turns = asyncio.Semaphore(2)

_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")  #: "Unicode Text" as Excel saves it
_DELIMITERS = ",;\t|"


class SheetUnreadable(UserMistake):
    """Neither CSV nor a workbook we read. ``reason``: not_xlsx, old_office, macros or not_text."""

    def __init__(self, filename: str, reason: str) -> None:
        super().__init__(reason)
        self.filename = filename[:80]
        self.reason = reason


class SheetTooBig(UserMistake):
    """More bytes, rows or inflated data than a sheet filled by hand has."""

    def __init__(self) -> None:
        super().__init__()
        self.megabytes = MOST_BYTES >> 20
        self.values = MOST_ROWS - 1
        self.others = MOST_OTHER_ROWS - 1
        self.columns = MOST_COLUMNS


def check_other_rows(rows: Sequence[object]) -> None:
    """A sheet of anything but values: every row of it costs far more. Raises SheetTooBig."""
    if len(rows) > MOST_OTHER_ROWS:
        raise SheetTooBig


async def read_sheet(filename: str, content: bytes) -> list[list[Cell]]:
    """Rows of cells, the headings first. Raises SheetUnreadable, SheetTooBig."""
    if len(content) > MOST_BYTES:
        raise SheetTooBig
    if content.startswith(_OLD_OFFICE):
        raise SheetUnreadable(filename, "old_office")
    if content.startswith(_ZIP):
        return await _read_xlsx(filename, content)
    if filename.lower().endswith((".xlsx", ".xlsm", ".xls")):
        raise SheetUnreadable(filename, "not_xlsx")
    return await asyncio.to_thread(_read_csv, filename, content)


def _read_csv(filename: str, content: bytes) -> list[list[Cell]]:
    """Comma, semicolon, tab or bar: whichever the headings have most of."""
    text = _decoded(filename, content)
    delimiter = max(_DELIMITERS, key=_heading(text).count)
    rows: list[list[Cell]] = []
    filled = 0
    try:
        # only an old Mac ends lines with a bare CR; elsewhere it belongs to a cell
        newline = "" if "\n" in text else None
        for row in csv.reader(io.StringIO(text, newline=newline), delimiter=delimiter):
            filled += sum(map(bool, row))
            if len(rows) == MOST_ROWS or len(row) > MOST_COLUMNS or filled > MOST_CELLS:
                raise SheetTooBig
            rows.append([read_csv_text(cell)[:LONGEST_CELL] for cell in row])
    except csv.Error as error:
        raise SheetUnreadable(filename, "not_text") from error
    return rows


def _heading(text: str) -> str:
    return next((line for line in io.StringIO(text, newline=None) if line.strip()), "")


def _decoded(filename: str, content: bytes) -> str:
    if content.startswith(_UTF_16):
        try:
            return content.decode("utf-16")
        except UnicodeDecodeError as error:
            raise SheetUnreadable(filename, "not_text") from error
    if b"\x00" in content:
        raise SheetUnreadable(filename, "not_text")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")  # what Excel writes on an Indonesian Windows


async def _read_xlsx(filename: str, content: bytes) -> list[list[Cell]]:
    async with _turns:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot.pictures.sheet_worker",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
        try:
            async with asyncio.timeout(MOST_TIME.total_seconds()):
                output, _ = await process.communicate(content)
        except TimeoutError as error:
            raise SheetTooBig from error
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
    return await asyncio.to_thread(answered_rows, filename, output)


def answered_rows(filename: str, output: bytes) -> list[list[Cell]]:
    """Nothing, or half an answer: the worker died, of hunger or of a fault in the parser."""
    try:
        answer: Answer = json.loads(output)
    except ValueError as error:
        raise SheetUnreadable(filename, "not_xlsx") from error
    if "rows" in answer:
        return [
            [unguarded(cell) if isinstance(cell, str) else cell for cell in row] for row in answer["rows"]
        ]
    if answer["refused"] == "too_big":
        raise SheetTooBig
    raise SheetUnreadable(filename, answer["refused"])
