"""Open alerts as staff and the clock see them: whose turn it is, since when, and what was promised."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.rules.actors import TenureKind
from bot.rules.clocks import WIB, local_date
from bot.rules.criteria import CriterionKey
from bot.rules.errors import UserMistake


class FollowUp(StrEnum):
    """Who has the next step of an open alert."""

    TOLD = "told"  #: the region was told and has not answered
    REPEATED = "repeated"  #: told once more after seven days
    OFFICER = "officer"  #: still no answer, or nobody could be told: the officer calls
    ACKNOWLEDGED = "acknowledged"
    PROMISED = "promised"  #: silence until the promised date
    ASKED = "asked"  #: on the promised date it was asked how it stands
    DONE = "done"  #: the region says that it is carried out; the value is what counts
    DISPUTED = "disputed"  #: staff decide; repeats rest
    SNOOZED = "snoozed"  #: put off by staff, with a reason and an end
    QUIET = "quiet"  #: opened without a word


class ResponseKind(StrEnum):
    """What an official, or staff who heard him, said to an alert."""

    ACKNOWLEDGED = "acknowledged"
    PROMISED = "promised"
    DISPUTED = "disputed"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class LiveAlert:
    """An open alert, and who has its next step since when."""

    id: int
    region_code: str
    region_name: str
    zone: ZoneInfo
    criterion: CriterionKey
    name: str  #: of the criterion, short
    batch: str
    measurement_id: int
    opened_at: datetime
    follow_up: FollowUp
    due_at: datetime | None = None
    snoozed_until: date | None = None
    snooze_reason: str = ""
    snoozed_by: str = ""
    snoozed_at: datetime | None = None

    @property
    def opened_on(self) -> date:
        """On the clock of the capital, as every text about it says."""
        return local_date(self.opened_at, WIB)


@dataclass(frozen=True, slots=True)
class PlanMade:
    """The last promise about an alert."""

    person: str
    on: date | None
    what: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """One thing that was said to an alert."""

    seat_id: int
    kind: ResponseKind
    at: datetime
    capacity: TenureKind | None = None
    person: str = ""  #: in charge of the plan
    on: date | None = None
    note: str = ""
    is_upheld: bool | None = None  #: of a dispute; None: not decided
    recorded_by: str = ""  #: staff who heard it; empty: said in the bot


class WatchUnknown(UserMistake):
    """/pantau of something that is no cohort; names the ones there are."""

    def __init__(self, typed: str, cohorts: Sequence[int]) -> None:
        super().__init__(typed)
        self.typed = typed[:40]
        self.cohorts = tuple(cohorts)
