"""A sheet of meetings: a row is a sitting, rows of one title a meeting; all that is wrong is said at once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.rules.columns import Row
from bot.rules.errors import Problem, UserMistake
from bot.rules.instruments import plain
from bot.rules.meeting_columns import NEEDED, both_names, meeting_cells, typed_span
from bot.rules.meeting_form import Circumstances, FormProblem, Label, MeetingDraft, SittingDraft
from bot.rules.meeting_lines import LONGEST, is_link, too_long
from bot.rules.meeting_pieces import LONGEST_AGENDA
from bot.rules.meeting_reading import ReadSitting, overlaps, read_regions, read_span
from bot.rules.meetings import Join
from bot.rules.typed_times import example_day

#: More sittings than any programme has; a longer sheet is something else.
MOST_SITTINGS = 600
#: After so many mistakes nobody reads on, and neither do we.
MOST_PROBLEMS = 500

_LONGEST = {
    "title": LONGEST[Label.TITLE],
    "letter": LONGEST[Label.LETTER],
    "link": LONGEST[Label.LINK],
    "meeting_id": LONGEST[Label.MEETING_ID],
    "passcode": LONGEST[Label.PASSCODE],
    "agenda": LONGEST_AGENDA,
}


class MeetingSheetMistake(UserMistake):
    """Rows that cannot be used; carries every problem, in the order of the rows."""

    def __init__(self, problems: Sequence[Problem], *, day: str) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = tuple(problems)
        self.day = day  #: an example of a date


@dataclass(slots=True)
class _Meeting:
    """Rows of one title, as they are found."""

    title: str
    letter: str
    sittings: list[ReadSitting] = field(default_factory=list)


def read_meetings(rows: Sequence[Row], *, circumstances: Circumstances) -> tuple[MeetingDraft, ...]:
    """Every meeting. Raises SheetEmpty, MeetingHeadings, MeetingSheetMistake with all problems at once."""
    table = meeting_cells(rows)
    day = example_day(circumstances.now)
    if len(table) > MOST_SITTINGS:
        problem = Problem("too_many_rows", str(len(table)), detail={"most": str(MOST_SITTINGS)})
        raise MeetingSheetMistake([problem], day=day)
    problems: list[Problem] = []
    found: dict[str, _Meeting] = {}
    title = ""
    for line, cells in table:
        title = cells.get("title", "") or title  # cells that Excel merged come as empty ones
        problems += _cell_problems(line, {**cells, "title": title})
        meeting = found.setdefault(plain(title), _Meeting(title, ""))
        _note_letter(meeting, cells.get("letter", ""), line, problems)
        values = {name: value for name, value in cells.items() if not value.startswith("=")}
        draft = _sitting(line, values, circumstances=circumstances, problems=problems)
        if draft is not None:
            meeting.sittings.append(ReadSitting(line, draft))
        if len(problems) >= MOST_PROBLEMS:
            break
    for meeting in found.values():
        problems += overlaps(meeting.sittings)
    if problems:
        raise MeetingSheetMistake(sorted(problems, key=lambda problem: problem.line or 0), day=day)
    return tuple(_draft(meeting) for meeting in found.values())


def _draft(meeting: _Meeting) -> MeetingDraft:
    ordered = sorted((read.draft for read in meeting.sittings), key=lambda draft: draft.starts_at)
    return MeetingDraft(title=meeting.title, surat_undangan=meeting.letter, sittings=tuple(ordered))


def _note_letter(meeting: _Meeting, letter: str, line: int, problems: list[Problem]) -> None:
    if letter and meeting.letter and letter != meeting.letter:
        problems.append(Problem("letter_differs", letter[:80], line, {"other": meeting.letter[:80]}))
    meeting.letter = meeting.letter or letter


def _cell_problems(line: int, cells: Mapping[str, str]) -> Iterator[Problem]:
    for name, value in cells.items():
        if value.startswith("="):
            yield Problem("cell_formula", value[:80], line, {"column": both_names(name)})
        elif name in _LONGEST and len(value) > _LONGEST[name]:
            yield too_long(value, _LONGEST[name], line=line)
    for name in NEEDED:
        if not cells.get(name) and not (name == "end" and "-" in cells.get("start", "")):
            yield Problem("cell_missing", line=line, detail={"column": both_names(name)})
    link = cells.get("link", "")
    if link and not link.startswith("=") and not is_link(link):
        yield Problem(FormProblem.LINK_INVALID, link[:80], line)


def _sitting(
    line: int, cells: Mapping[str, str], *, circumstances: Circumstances, problems: list[Problem]
) -> SittingDraft | None:
    """The sitting of a row, or None after adding what is wrong with what is filled in."""
    span, places = None, None
    if cells.get("date") and cells.get("start") and (cells.get("end") or "-" in cells["start"]):
        span = read_span(typed_span(cells), line=line, circumstances=circumstances, problems=problems)
    if who := re.sub(r"[;\n]", ",", cells.get("regions", "")):
        places = read_regions(who, line=line, circumstances=circumstances, problems=problems)
    if span is None or not places:
        return None
    join = Join(cells.get("link", ""), cells.get("meeting_id", ""), cells.get("passcode", ""))
    return SittingDraft(
        span.starts_at, span.ends_at, span.zone, tuple(places), join, agenda=cells.get("agenda", "")
    )
