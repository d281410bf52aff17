"""The form ``/rapat baru``: labelled lines that become a draft, or a list of all that is wrong.

Labels are case-insensitive and their order is free; ``Sesi`` may stand as often as needed. Tautan,
ID rapat and Kode sandi hold for all sittings where each stands once. Where one stands more than
once, each belongs to the Sesi above it, and one above the first Sesi holds for the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.rules.errors import Problem, UserMistake
from bot.rules.meetings import Join
from bot.rules.regions import Place


class Label(StrEnum):
    """What a line of the form speaks of."""

    TITLE = "judul"
    LETTER = "surat"
    SITTING = "sesi"
    LINK = "tautan"
    MEETING_ID = "id rapat"
    PASSCODE = "kode sandi"


class FormProblem(StrEnum):
    """Codes of ``Problem`` for the form, besides those of ``typed_times.TimeMistake``."""

    LINE_UNREADABLE = "line_unreadable"
    LABEL_REPEATED = "label_repeated"
    TOO_LONG = "too_long"
    TITLE_MISSING = "title_missing"
    NO_SITTING = "no_sitting"
    SITTING_UNREADABLE = "sitting_unreadable"
    REGION_MISSING = "region_missing"
    REGION_UNKNOWN = "region_unknown"
    REGION_AMBIGUOUS = "region_ambiguous"
    REGION_OUTSIDE_COHORT = "region_outside_cohort"
    LINK_INVALID = "link_invalid"
    PAST = "past"
    FAR_AWAY = "far_away"
    OVERLAP = "overlap"
    OVERLAP_SITTING = "overlap_sitting"  #: the same with a sitting of the draft, not a line
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class SittingDraft:
    """One sitting as typed: who, when (in which zone it was typed), and how to get in."""

    starts_at: datetime
    ends_at: datetime
    zone: ZoneInfo
    regions: tuple[Place, ...]
    join: Join
    agenda: str = ""  #: what it is about, lines as typed


@dataclass(frozen=True, slots=True)
class MeetingDraft:
    """A meeting nobody has been told about yet."""

    title: str
    surat_undangan: str
    sittings: tuple[SittingDraft, ...]


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the form is read against."""

    now: datetime
    find: Callable[[str], Sequence[Place]]  #: all regions a text may mean; one is a hit, several are a doubt
    cohort: tuple[Place, ...]  #: whom ``semua`` means: the calon of the newest cohort
    invitable: frozenset[str]  #: codes of all regions that take part, of whatever cohort
    zone: ZoneInfo  #: of hours typed without one


class MeetingFormMistake(UserMistake):
    """The form cannot become a draft; carries every problem, in the order of the lines."""

    def __init__(self, problems: Sequence[Problem], *, day: str) -> None:
        super().__init__(", ".join(problem.code for problem in problems))
        self.problems = tuple(problems)
        self.day = day  #: an example of a date
