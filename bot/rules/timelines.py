"""The programme's year: when each stage is, as staff type it and as a region reads it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.rules.errors import Problem, UserMistake
from bot.rules.fingerprints import fingerprint
from bot.rules.programme import ProgrammeStage
from bot.rules.typed_times import TimeUnreadable, parse_date
from bot.rules.visible import is_readable, without_unseen

LONGEST = 500  #: characters of what a stage asks a region to prepare
#: A cohort is proposed at most so many years before its own, and declared at most so many after.
_BEFORE, _AFTER = 3, 2
COHORTS = range(2020, 2100)

#: What is typed for "no dates yet".
_NO_DATES = frozenset({"-", "\u2013", "\u2014", "belum ditetapkan", "hapus"})
_UNTIL = re.compile(
    r"\s+(?:s\s?[./]?\s?d\.?|sampai(?:\s+dengan)?|hingga|[-\u2013\u2014])\s+|\s*[\u2013\u2014]\s*"
)
_STAGE_FIRST = re.compile(
    rf"^(?:\d\.\s*)?({'|'.join(ProgrammeStage)})\b\s*[:;,]?\s*(.*)$", re.IGNORECASE | re.DOTALL
)
_DAY_ONLY = re.compile(r"^\d{1,2}$")
_DAY_AND_MONTH = re.compile(r"^\d{1,2}\s+[A-Za-z]+$")


class StageMistake(StrEnum):
    """Codes of ``Problem`` for the dates of a stage."""

    STAGE_UNKNOWN = "stage_unknown"
    STAGE_TWICE = "stage_twice"
    DATES_UNREADABLE = "dates_unreadable"
    ENDS_BEFORE_START = "ends_before_start"
    OUTSIDE_COHORT = "outside_cohort"
    TOO_LONG = "too_long"


class StageDatesMistake(UserMistake):
    """Dates of stages that cannot be read, every line of them; nothing is stored."""

    def __init__(self, problems: Sequence[Problem], *, cohort: int) -> None:
        super().__init__(", ".join(problem.code for problem in problems))
        self.problems, self.cohort, self.longest = tuple(problems), cohort, LONGEST


class StageStanding(StrEnum):
    """Where a stage lies on the reader's own calendar."""

    PAST = "past"
    NOW = "now"
    NEXT = "next"
    LATER = "later"
    NOT_SET = "not_set"


@dataclass(frozen=True, slots=True)
class StageDates:
    """From which day to which (one day only without an end), and what regions prepare."""

    begins_on: date
    ends_on: date | None = None
    preparation: str = ""

    @property
    def last_day(self) -> date:
        return self.ends_on or self.begins_on


#: What is to hold for a stage; None: no dates any more.
Change = Mapping[ProgrammeStage, StageDates | None]


def standings(
    stages: Mapping[ProgrammeStage, StageDates], *, today: date
) -> list[tuple[ProgrammeStage, StageDates | None, StageStanding]]:
    """Every stage in its order; ``NEXT`` is the one (or ones, on the same day) that begins soonest."""
    ahead = [dates.begins_on for dates in stages.values() if dates.begins_on > today]
    soonest = min(ahead, default=None)
    return [
        (stage, stages.get(stage), _standing(stages.get(stage), today, soonest)) for stage in ProgrammeStage
    ]


def _standing(dates: StageDates | None, today: date, soonest: date | None) -> StageStanding:
    if dates is None:
        return StageStanding.NOT_SET
    if dates.last_day < today:
        return StageStanding.PAST
    if dates.begins_on <= today:
        return StageStanding.NOW
    return StageStanding.NEXT if dates.begins_on == soonest else StageStanding.LATER


def read_stages(
    typed: str, *, cohort: int, stage: ProgrammeStage | None = None
) -> dict[ProgrammeStage, StageDates | None]:
    """What was typed for one ``stage``, or for several, each on a line that begins with its name.

    Raises StageDatesMistake with every line that cannot be read.
    """
    lines = [line.strip() for line in without_unseen(typed).splitlines() if is_readable(line)]
    if stage is not None and not (lines and _STAGE_FIRST.match(lines[0])):
        joined = " ".join(lines) if any(";" in line for line in lines) else "; ".join(lines)
        lines = [f"{stage}: {joined}"]
    found: dict[ProgrammeStage, StageDates | None] = {}
    problems: list[Problem] = []
    for number, line in enumerate(lines, start=1):
        try:
            _take(line, found, cohort)
        except _Unreadable as unreadable:
            problems.append(
                Problem(unreadable.mistake, unreadable.typed[:60], number if len(lines) > 1 else None)
            )
    if problems or not found:
        raise StageDatesMistake(problems or [Problem(StageMistake.DATES_UNREADABLE)], cohort=cohort)
    return found


class _Unreadable(ValueError):
    def __init__(self, mistake: StageMistake, typed: str) -> None:
        super().__init__(mistake)
        self.mistake, self.typed = mistake, typed


def _take(line: str, found: dict[ProgrammeStage, StageDates | None], cohort: int) -> None:
    named = _STAGE_FIRST.match(line)
    if named is None:
        raise _Unreadable(StageMistake.STAGE_UNKNOWN, line)
    stage = ProgrammeStage(named[1].lower())
    if stage in found:
        raise _Unreadable(StageMistake.STAGE_TWICE, named[1])
    found[stage] = _dates(named[2], cohort)


def _dates(typed: str, cohort: int) -> StageDates | None:
    when, _, rest = typed.partition(";")
    preparation = " ".join(rest.split())
    if when.strip().lower() in _NO_DATES and not preparation:
        return None
    begins, ends = _span(when.strip())
    if ends is not None and ends < begins:
        raise _Unreadable(StageMistake.ENDS_BEFORE_START, when.strip())
    if not all(cohort - _BEFORE <= day.year <= cohort + _AFTER for day in (begins, ends or begins)):
        raise _Unreadable(StageMistake.OUTSIDE_COHORT, when.strip())
    if len(preparation) > LONGEST:
        raise _Unreadable(StageMistake.TOO_LONG, preparation)
    return StageDates(begins, None if ends == begins else ends, preparation)


def _span(typed: str) -> tuple[date, date | None]:
    """A day, or two with "s.d." between them; the first may leave out what the second says."""
    first, *more = _UNTIL.split(typed)
    try:
        if not more:
            return parse_date(first), None
        last = parse_date(more[-1])
        return parse_date(_completed(" s.d. ".join([first, *more[:-1]]).strip(), last)), last
    except TimeUnreadable:
        raise _Unreadable(StageMistake.DATES_UNREADABLE, typed) from None


def _completed(first: str, last: date) -> str:
    if _DAY_ONLY.match(first):
        return f"{first}-{last.month}-{last.year}"
    return f"{first} {last.year}" if _DAY_AND_MONTH.match(first) else first


def version_of(before: Mapping[ProgrammeStage, StageDates], change: Change) -> str:
    """Eight characters that change with what is stored and what is to be: an old button stores nothing."""
    said = [f"{stage}|{before.get(stage)}|{after}" for stage, after in sorted(change.items())]
    return fingerprint("\n".join(said))
