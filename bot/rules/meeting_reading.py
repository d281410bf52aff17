"""From the text of the form to a draft.

Reads everything before it complains, so that nobody is sent back twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import combinations

from bot.rules.errors import Problem
from bot.rules.meeting_form import (
    Circumstances,
    FormProblem,
    Label,
    MeetingDraft,
    MeetingFormMistake,
    SittingDraft,
)
from bot.rules.meeting_lines import FormLine, JoinLines, read_lines, single
from bot.rules.regions import Place
from bot.rules.typed_times import Span, TimeUnreadable, example_day, parse_span

FARTHEST = timedelta(days=550)  #: a sitting later than this is a mistyped year
EVERY_REGION = "semua"


@dataclass(frozen=True, slots=True)
class ReadSitting:
    """A sitting, and the line of the form or the row of the sheet it stands on."""

    line: int
    draft: SittingDraft


def read_form(text: str, *, circumstances: Circumstances) -> MeetingDraft:
    """The draft. Raises MeetingFormMistake with all problems at once."""
    lines, problems = read_lines(text)
    title, repeated_titles = single(lines, Label.TITLE)
    letter, repeated_letters = single(lines, Label.LETTER)
    joins = JoinLines(lines)
    problems += repeated_titles + repeated_letters + joins.problems

    sittings: list[ReadSitting] = []
    for line in lines:
        if line.label is Label.SITTING:
            read = _read_sitting(line, joins=joins, circumstances=circumstances, problems=problems)
            sittings += [read] if read else []
    problems += overlaps(sittings)

    if not title:
        problems.append(Problem(FormProblem.TITLE_MISSING))
    if not any(line.label is Label.SITTING for line in lines):
        problems.append(Problem(FormProblem.NO_SITTING))
    if problems:
        in_order = sorted(problems, key=lambda problem: problem.line or 0)
        raise MeetingFormMistake(in_order, day=example_day(circumstances.now))
    ordered = sorted((read.draft for read in sittings), key=lambda draft: draft.starts_at)
    return MeetingDraft(title=title, surat_undangan=letter, sittings=tuple(ordered))


def _read_sitting(
    line: FormLine, *, joins: JoinLines, circumstances: Circumstances, problems: list[Problem]
) -> ReadSitting | None:
    """The sitting, or None after adding what is wrong with it to ``problems``."""
    when, semicolon, who = line.value.partition(";")
    if not semicolon:
        problems.append(Problem(FormProblem.SITTING_UNREADABLE, value=line.value[:80], line=line.number))
        return None
    span = read_span(when, line=line.number, circumstances=circumstances, problems=problems)
    regions = read_regions(who, line=line.number, circumstances=circumstances, problems=problems)
    if span is None or not regions:
        return None
    join = joins.of(line.number)
    return ReadSitting(
        line.number, SittingDraft(span.starts_at, span.ends_at, span.zone, tuple(regions), join)
    )


def read_span(
    typed: str, *, line: int | None, circumstances: Circumstances, problems: list[Problem]
) -> Span | None:
    """When, with a zone or in the one of ``circumstances``; None after adding what is wrong with it."""
    try:
        span = parse_span(typed, zone=circumstances.zone)
    except TimeUnreadable as mistake:
        problems.append(Problem(mistake.mistake, value=mistake.typed, line=line))
        return None
    if misplaced := misplaced_start(span.starts_at, now=circumstances.now):
        problems.append(Problem(misplaced, value=typed.strip(), line=line))
        return None
    return span


def misplaced_start(starts_at: datetime, *, now: datetime) -> FormProblem | None:
    """A start that has passed, or lies so far ahead that the year must be wrong."""
    if starts_at <= now:
        return FormProblem.PAST
    return FormProblem.FAR_AWAY if starts_at > now + FARTHEST else None


def read_regions(
    typed: str, *, line: int | None, circumstances: Circumstances, problems: list[Problem]
) -> list[Place]:
    """Names or codes between commas, each region once; what is wrong with them is added."""
    names = [name.strip() for name in typed.split(",") if name.strip()]
    if not names:
        problems.append(Problem(FormProblem.REGION_MISSING, line=line))
    found: dict[str, Place] = {}
    for name in names:
        if name.lower() == EVERY_REGION:
            found |= {place.code: place for place in circumstances.cohort}
            continue
        place = _read_region(name, line=line, circumstances=circumstances, problems=problems)
        if place is not None:
            found[place.code] = place
    return list(found.values())


def _read_region(
    name: str, *, line: int | None, circumstances: Circumstances, problems: list[Problem]
) -> Place | None:
    hits = circumstances.find(name)
    if not hits:
        problems.append(Problem(FormProblem.REGION_UNKNOWN, value=name[:80], line=line))
        return None
    if len(hits) > 1:
        options = "; ".join(hit.name for hit in hits)
        problems.append(Problem(FormProblem.REGION_AMBIGUOUS, name[:80], line, {"options": options}))
        return None
    place = hits[0]
    if place.code not in circumstances.invitable:
        problems.append(Problem(FormProblem.REGION_OUTSIDE_COHORT, value=place.name, line=line))
        return None
    return place


def overlaps(sittings: Sequence[ReadSitting]) -> Iterator[Problem]:
    """Regions that would sit in two sittings of one meeting at a time."""
    for one, other in combinations(sittings, 2):
        if one.draft.starts_at >= other.draft.ends_at or other.draft.starts_at >= one.draft.ends_at:
            continue
        codes = {place.code for place in one.draft.regions}
        for place in other.draft.regions:
            if place.code in codes:
                yield Problem(FormProblem.OVERLAP, place.name, other.line, {"other_line": str(one.line)})
