"""What an import from the command line did, or why it did nothing."""

from __future__ import annotations

from dataclasses import dataclass

from bot.rules.errors import Problem


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """Counts of rows; with problems nothing was stored, on a dry run nothing either.

    ``verdicts`` are (region, criterion, verdict), ``told`` are (region, posts); ``big`` are values far from
    the one before: (region, instrument and year, before, after). With ``is_quiet`` nobody is told.
    """

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    problems: tuple[Problem, ...] = ()
    is_dry_run: bool = False
    verdicts: tuple[tuple[str, str, str], ...] = ()
    told: tuple[tuple[str, tuple[str, ...]], ...] = ()
    is_quiet: bool = False
    big: tuple[tuple[str, str, str, str], ...] = ()
    left: tuple[Problem, ...] = ()  #: what a sheet may not change, and who may

    @property
    def is_ok(self) -> bool:
        return not self.problems
