"""A sheet that is handed back: which cells are wrong, and a sentence beside each wrong row."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import unescape

from bot.messages.render import render
from bot.rules.columns import Row
from bot.rules.errors import Problem
from bot.rules.import_outcomes import MarkedSheet, SheetAnswer
from bot.rules.names import safe_name

_TAG = re.compile(r"<[^>]+>")
#: What is not handed back in the name of a file: it came from outside and goes into the head of a request.
_NOT_IN_NAME = re.compile(r"[^\w .()-]")
#: Characters of a name of a file.
_LONGEST_NAME = 60


def plain_problem(of: Problem) -> str:
    """One bad row without markup, for a file."""
    return unescape(_TAG.sub("", render("problem", problem=of)))


def marked_name(filename: str) -> str:
    """What the sheet is called when it goes back."""
    stem = _NOT_IN_NAME.sub("_", safe_name(filename.rpartition(".")[0] or filename))
    return f"{stem[:_LONGEST_NAME]}-ditandai.xlsx"


def marked(
    rows: Sequence[Row], problems: Sequence[Problem], column_of: Callable[[Problem], int | None]
) -> MarkedSheet:
    """The sheet with every mistake; one that stands in no column marks the first."""
    notes: dict[int, list[str]] = {}
    cells = set()
    for problem in problems:
        at = (problem.line or 1) - 1
        said = plain_problem(Problem(problem.code, problem.value, detail=problem.detail))
        notes.setdefault(at, []).append(said)
        cells.add((at, column_of(problem) or 0))
    return MarkedSheet(rows, frozenset(cells), {at: " ".join(said) for at, said in notes.items()})


def answer(rows: Sequence[Row], problems: Sequence[Problem], *, filename: str) -> SheetAnswer:
    """What goes beside the card of a sheet of values: itself, if something in it is wrong."""
    if not problems:
        return SheetAnswer()
    return SheetAnswer(marked(rows, problems, lambda problem: problem.column), marked_name(filename))
