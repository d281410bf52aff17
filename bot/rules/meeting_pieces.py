"""One piece of a meeting by itself, as one answer to one question: the very readers of the form.

Each raises PieceMistake with everything that is wrong, so that the question stays open and says why.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from enum import StrEnum

from bot.rules.errors import Problem, UserMistake
from bot.rules.meeting_form import Circumstances, FormProblem, Label, SittingDraft
from bot.rules.meeting_lines import LONGEST, too_long
from bot.rules.meeting_reading import read_regions, read_span
from bot.rules.meetings import Join
from bot.rules.new_join import EMPTY
from bot.rules.regions import Place
from bot.rules.sittings import SittingView
from bot.rules.typed_times import Span, example_day

_SIGNS = "+-−–"  #: telephones make a dash of a minus
LONGEST_AGENDA = 1000  #: characters: a few lines, so that an invitation still fits one message


class Piece(StrEnum):
    """What of a draft one question asks for."""

    TITLE = "judul"
    LETTER = "surat"
    PDF = "pdf"
    SITTING = "sesi"  #: one more
    TIME = "waktu"
    REGIONS = "daerah"
    LINK = "tautan"
    AGENDA = "agenda"


OF_MEETING = (Piece.TITLE, Piece.LETTER, Piece.PDF, Piece.SITTING)
OF_SITTING = (Piece.TIME, Piece.REGIONS, Piece.LINK, Piece.AGENDA)


class PieceMistake(UserMistake):
    """The answer cannot be used; carries every problem."""

    def __init__(self, problems: Sequence[Problem], *, day: str = "") -> None:
        super().__init__(", ".join(problem.code for problem in problems))
        self.problems = tuple(problems)
        self.day = day  #: an example of a date


def read_title(typed: str) -> str:
    """One line. Raises PieceMistake."""
    title = " ".join(typed.split())
    if not title:
        raise PieceMistake([Problem(FormProblem.EMPTY)])
    return _within(title, LONGEST[Label.TITLE])


def read_letter(typed: str) -> str:
    """The number of the letter; "-" means none. Raises PieceMistake."""
    letter = " ".join(typed.split())
    return "" if letter == EMPTY else _within(letter, LONGEST[Label.LETTER])


def read_agenda(typed: str) -> str:
    """A few lines; "-" means none. Raises PieceMistake."""
    lines = [" ".join(line.split()) for line in typed.strip().splitlines()]
    agenda = "\n".join(line for line in lines if line)
    return "" if agenda == EMPTY else _within(agenda, LONGEST_AGENDA)


def _within(value: str, longest: int) -> str:
    if len(value) > longest:
        raise PieceMistake([too_long(value, longest)])
    return value


def read_when(typed: str, *, circumstances: Circumstances) -> Span:
    """Date and hours. Raises PieceMistake."""
    problems: list[Problem] = []
    span = read_span(typed, line=None, circumstances=circumstances, problems=problems)
    if span is None:
        raise PieceMistake(problems, day=example_day(circumstances.now))
    return span


def read_who(typed: str, *, circumstances: Circumstances) -> tuple[Place, ...]:
    """Regions between commas, or on lines of their own. Raises PieceMistake."""
    problems: list[Problem] = []
    joined = ",".join(typed.splitlines())
    places = read_regions(joined, line=None, circumstances=circumstances, problems=problems)
    if problems:
        raise PieceMistake(problems)
    return tuple(places)


def read_change_of_regions(
    typed: str, *, old: Collection[str], circumstances: Circumstances
) -> tuple[str, ...]:
    """Codes: all regions anew, or lines with + and - that change the ``old`` ones. Raises PieceMistake."""
    lines = [line.strip() for line in typed.splitlines() if line.strip()]
    if not lines or not all(line[0] in _SIGNS for line in lines):
        return tuple(place.code for place in read_who(typed, circumstances=circumstances))
    codes = dict.fromkeys(old)
    for line in lines:
        for place in read_who(line[1:], circumstances=circumstances):
            if line[0] == "+":
                codes[place.code] = None
            else:
                codes.pop(place.code, None)
    if not codes:
        raise PieceMistake([Problem(FormProblem.REGION_MISSING)])
    return tuple(codes)


def read_sitting(typed: str, *, join: Join, circumstances: Circumstances) -> SittingDraft:
    """``time; regions``, as on a line of the form, with or without its ``Sesi:``. Raises PieceMistake."""
    label, colon, rest = typed.partition(":")
    value = rest if colon and label.strip().lower() == Label.SITTING else typed
    when, semicolon, who = value.partition(";")
    if not semicolon:
        raise PieceMistake([Problem(FormProblem.SITTING_UNREADABLE, value=value.strip()[:80])])
    problems: list[Problem] = []
    span = read_span(when, line=None, circumstances=circumstances, problems=problems)
    places = read_regions(who, line=None, circumstances=circumstances, problems=problems)
    if span is None or problems:
        raise PieceMistake(problems, day=example_day(circumstances.now))
    return SittingDraft(span.starts_at, span.ends_at, span.zone, tuple(places), join)


def check_meets_none(sitting: SittingView, others: Iterable[SittingView]) -> None:
    """No region can sit in two sittings of one meeting at a time. Raises PieceMistake."""
    problems = [
        Problem(FormProblem.OVERLAP_SITTING, region, detail={"other_sitting": str(other.number)})
        for other in others
        if other.item != sitting.item
        and other.starts_at < sitting.ends_at
        and other.ends_at > sitting.starts_at
        for region in _shared(sitting.regions, other.regions)
    ]
    if problems:
        raise PieceMistake(problems[:20])


def _shared(regions: Sequence[str], others: Collection[str]) -> list[str]:
    return [region for region in regions if region in others]


def in_zone_of(circumstances: Circumstances, sitting: SittingView) -> Circumstances:
    """Hours typed without a zone are meant in the one the sitting was typed in."""
    return replace(circumstances, zone=sitting.zone)
