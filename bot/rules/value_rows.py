"""The rows of a sheet of values, long or wide: those that can be recorded, and all that is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.rules.columns import Row, entries_of
from bot.rules.entries import Draft, Entry
from bot.rules.entry_reading import Reader
from bot.rules.errors import Problem
from bot.rules.progress import Phase, Progress
from bot.rules.recording import agreed
from bot.rules.wide_columns import is_wide, wide_entries


@dataclass(frozen=True, slots=True)
class Understood:
    """The rows that can be recorded, and everything wrong with the others."""

    drafts: tuple[Draft, ...]
    problems: tuple[Problem, ...]


def understand(rows: Sequence[Row], reader: Reader, progress: Progress | None = None) -> Understood:
    """Read a sheet, headings first. Raises SheetHeadings, UnclearHeadings, SheetEmpty."""
    sheet = wide_entries(rows) if is_wide(rows) else entries_of(rows)
    return read_all(sheet.entries, reader, sheet.problems, progress)


def read_all(
    entries: Sequence[Entry],
    reader: Reader,
    problems: Sequence[Problem] = (),
    progress: Progress | None = None,
) -> Understood:
    """Every row read; rows that contradict one another are all taken out."""
    so_far = progress or Progress()
    so_far.begin(Phase.CHECKING, len(entries))
    readings = []
    for entry in entries:
        readings.append(reader.read(entry))
        so_far.step()
    found = [*problems, *(p for result in readings if isinstance(result, tuple) for p in result)]
    drafts = [result for result in readings if isinstance(result, Draft)]
    good, contradictions = agreed(drafts)
    return Understood(good, _in_order([*found, *contradictions]))


def _in_order(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """By row and column, each once: every value of a wide row has the same wrong region."""
    once = {(p.line or 0, p.column or 0, p.code, p.value): p for p in problems}
    return tuple(once[key] for key in sorted(once))
