"""Mistakes are the user's to mend; everything else is a fault of ours.

A subclass lives beside the rule that raises it. Its docstring tells us, and the template
``templates/errors/<ClassName>.html.j2`` tells the user (it is rendered with ``error``).
"""

from __future__ import annotations

from dataclasses import dataclass, field


class UserMistake(Exception):
    """Something the user can mend. Rolls the transaction back; nothing is stored half."""


class NotRegistered(UserMistake):
    """Nobody we know: says how to register, and nothing about any region."""


class NotApprovedYet(UserMistake):
    """A request waits for staff: says so, and nothing about any region."""


class Forbidden(UserMistake):
    """Not allowed, or not there: both are answered alike, so that neither can be told from the other.

    A command nobody has is answered with it too; behind a button it is answered like Stale.
    """


class Stale(UserMistake):
    """The button or card speaks of something that has changed since; ask again."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with what was typed or uploaded. The words for ``code`` live in a template."""

    code: str
    value: str = ""
    line: int | None = None
    detail: dict[str, str] = field(default_factory=dict)
    column: int | None = None  #: of a sheet, from 0

    @property
    def letter(self) -> str:
        """The column as a spreadsheet calls it; empty where the mistake stands in none."""
        letters, left = "", 0 if self.column is None else self.column + 1
        while left:
            left, at = divmod(left - 1, 26)
            letters = chr(ord("A") + at) + letters
        return letters
