"""The lines of Ubah tautan: a new way in, where what is not given stays as it was."""

from __future__ import annotations

from collections.abc import Sequence

from bot.rules.errors import Problem, UserMistake
from bot.rules.meeting_form import FormProblem, Label
from bot.rules.meeting_lines import is_link, read_lines, single
from bot.rules.meetings import Join

EMPTY = "-"  #: typed where something is to be left out
_LABELS = (Label.LINK, Label.MEETING_ID, Label.PASSCODE)


class JoinMistake(UserMistake):
    """The lines cannot become a way in; carries every problem, in the order of the lines."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(", ".join(problem.code for problem in problems))
        self.problems = tuple(problems)


def read_join(text: str, *, old: Join) -> Join:
    """The new way in: labelled lines, or a bare address. Raises JoinMistake with all problems."""
    lines, problems = read_lines("\n".join(_labelled(line) for line in text.splitlines()))
    for line in lines:
        if line.label not in _LABELS:
            problems.append(Problem(FormProblem.LINE_UNREADABLE, value=line.value[:80], line=line.number))
        elif line.label is Label.LINK and line.value != EMPTY and not is_link(line.value):
            problems.append(Problem(FormProblem.LINK_INVALID, value=line.value[:80], line=line.number))
    given: dict[Label, str] = {}
    for label in _LABELS:
        given[label], repeated = single(lines, label)
        problems += repeated
    if not problems and not any(given.values()):
        problems.append(Problem(FormProblem.LINE_UNREADABLE, value=text.strip()[:80], line=1))
    if problems:
        raise JoinMistake(sorted(problems, key=lambda problem: problem.line or 0))
    return Join(
        link=_chosen(given[Label.LINK], old.link),
        meeting_id=_chosen(given[Label.MEETING_ID], old.meeting_id),
        passcode=_chosen(given[Label.PASSCODE], old.passcode),
    )


def _labelled(line: str) -> str:
    """An address that stands alone is meant as the link."""
    typed = line.strip()
    return f"{Label.LINK}: {typed}" if typed.casefold().startswith(("http://", "https://")) else line


def _chosen(given: str, old: str) -> str:
    return "" if given == EMPTY else given or old
