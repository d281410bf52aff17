"""Sixty hostile files: each is refused in words or becomes rows, within twenty seconds."""

from __future__ import annotations

import time
from datetime import date

import pytest

from bot.messages.marked_sheets import answer, plain_problem
from bot.messages.render import mistake
from bot.pictures.marked_sheets import marked_xlsx
from bot.pictures.sheet_reading import MOST_TIME, read_sheet
from bot.rules.entry_reading import Reader
from bot.rules.errors import UserMistake
from bot.rules.value_rows import understand
from db.reference import gazetteer, scales
from tests.pictures.hostile_files import FILES, Hostile

READER = Reader(scales(), gazetteer(), date(2026, 3, 2))


async def answered(hostile: Hostile) -> str:
    """The mistake, rendered without a fault; or what became of the rows, marked and written out."""
    try:
        rows = await read_sheet(hostile.filename, hostile.make())
        understood = understand(rows, READER)
    except UserMistake as error:
        assert "<script" not in mistake(error)
        return type(error).__name__
    handed = answer(rows, understood.problems, filename=hostile.filename)
    if handed.marked is not None:
        said = marked_xlsx(handed.marked)
        assert said.startswith(b"PK") and len(said) < 5 << 20
    assert all(plain_problem(problem) for problem in understood.problems[:20])
    return "rows" if understood.drafts else "problems"


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("hostile", FILES, ids=lambda hostile: hostile.name)
async def test_it_is_answered(hostile: Hostile) -> None:
    began = time.monotonic()
    assert await answered(hostile) == hostile.answer
    assert time.monotonic() - began < MOST_TIME.total_seconds()


def test_there_are_sixty() -> None:
    assert len(FILES) >= 60
    assert len({hostile.name for hostile in FILES}) == len(FILES)
