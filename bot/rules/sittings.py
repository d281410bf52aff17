"""What a text about a sitting needs to know; facts, no words."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from bot.rules.actors import HeldSeat, TenureKind
from bot.rules.answers import Choice, Given, Presence
from bot.rules.clocks import local_date, zone_named
from bot.rules.meetings import Edition, Join, Sitting
from bot.rules.wording import post
from bot.rules.working_days import working_days_before

#: Posts invited where a form names only regions: the practice of Dit. Permas (rakor of March 2025).
INVITED_POSTS = ("sekda", "inspektur")

_ANSWER_BY = 2  #: working days before the sitting
_PLATFORMS = {"zoom.us": "Zoom", "meet.google.com": "Google Meet", "teams.microsoft.com": "Microsoft Teams"}


@dataclass(frozen=True, slots=True)
class SittingView:
    """One sitting as it stands now."""

    item: int
    number: int
    starts_at: datetime
    ends_at: datetime
    zone: ZoneInfo  #: in which it was typed
    time_revision: int
    sequence: int
    join: Join
    regions: tuple[str, ...]  #: names, of the seats invited
    seats: tuple[int, ...]
    is_cancelled: bool = False
    is_postponed: bool = False  #: the announced time does not hold, a new one is not known yet
    agenda: str = ""  #: what it is about, in the words of staff
    reveal_minutes: int | None = None  #: the way in is told so long before the start; None: from H-1 on
    revealed_at: datetime | None = None  #: staff opened the way in

    @property
    def is_standing(self) -> bool:
        """It takes place at its time, as far as anybody knows."""
        return not (self.is_cancelled or self.is_postponed)

    def as_published(self) -> Sitting:
        return Sitting(
            self.item,
            self.starts_at,
            self.ends_at,
            frozenset(self.seats),
            self.join,
            self.agenda,
            self.is_postponed,
        )

    def as_it_was(self, then: Sitting) -> SittingView:
        """This sitting with the time, way in and agenda of another revision."""
        return replace(
            self,
            starts_at=then.starts_at,
            ends_at=then.ends_at,
            join=then.join,
            agenda=then.agenda,
            is_postponed=then.is_postponed,
        )


@dataclass(frozen=True, slots=True)
class MeetingView:
    """A meeting with all its sittings, the cancelled ones included."""

    meeting: int
    uid: str
    title: str
    surat_undangan: str
    revision: int
    is_draft: bool
    is_published: bool
    letter_attachment_id: int | None
    publish_at: datetime | None
    sittings: tuple[SittingView, ...]
    ladder: tuple[str, ...] | None = None  #: steps of its reminders; None: the usual ones
    days_off: frozenset[date] = frozenset()  #: that staff added to the holidays

    @property
    def standing(self) -> tuple[SittingView, ...]:
        """The sittings that are neither cancelled nor postponed."""
        return tuple(sitting for sitting in self.sittings if sitting.is_standing)

    @property
    def shared_join(self) -> Join:
        """The way in that all standing sittings have; an empty one where they differ."""
        joins = {sitting.join for sitting in self.standing}
        return next(iter(joins)) if len(joins) == 1 else Join()

    def sitting(self, item: int) -> SittingView | None:
        return next((sitting for sitting in self.sittings if sitting.item == item), None)

    def edition(self) -> Edition:
        """As this revision says it; a postponed sitting is in it, a cancelled one is not."""
        return Edition(
            self.title,
            tuple(sitting.as_published() for sitting in self.sittings if not sitting.is_cancelled),
        )


@dataclass(frozen=True, slots=True)
class Addressee:
    """To whom a text speaks: the post, and through whom where somebody else reads for it."""

    seat: int
    post: str  #: "Pj. Sekretaris Daerah Kabupaten Maros"
    region: str
    zone: ZoneInfo
    via: str = ""


def addressee(seat: HeldSeat, *, name: str = "") -> Addressee:
    """The seat's post; an assistant or delegate is named as the way there."""
    return Addressee(
        seat=seat.seat_id,
        post=post(seat.title, seat.region_name, prefix=seat.prefix),
        region=seat.region_name,
        zone=zone_named(seat.zone),
        via="" if seat.kind is TenureKind.HOLDER else name,
    )


def answer_by(
    starts_at: datetime, *, zone: ZoneInfo, now: datetime, extra: Collection[date] = ()
) -> date | None:
    """Until when an answer is asked for, or None when that day has come: then as soon as possible."""
    day = working_days_before(local_date(starts_at, zone), _ANSWER_BY, extra=frozenset(extra))
    return day if day > local_date(now, zone) else None


def platform(join: Join) -> str:
    """Zoom, Google Meet, Microsoft Teams, or nothing for any other host."""
    host = urlsplit(join.link).hostname or ""
    names = [name for known, name in _PLATFORMS.items() if host == known or host.endswith(f".{known}")]
    return names[0] if names else ""


@dataclass(frozen=True, slots=True)
class Mark:
    """What was marked when a sitting began: in which capacity, when, and by which method."""

    presence: Presence
    through: TenureKind | None = None
    at: datetime | None = None
    method: str = ""


@dataclass(frozen=True, slots=True)
class SeatAnswer:
    """A seat of a sitting and what it said last."""

    seat: HeldSeat
    answer: Given | None
    mark: Mark | None = None  #: what was pressed when the sitting began
    is_unreached: bool = False  #: whoever holds the seat cannot be written to

    @property
    def choice(self) -> Choice | None:
        return self.answer.choice if self.answer else None

    @property
    def presence(self) -> Presence | None:
        return self.mark.presence if self.mark else None


@dataclass(frozen=True, slots=True)
class Tally:
    """One sitting with the answers of its seats, for staff."""

    sitting: SittingView
    answers: tuple[SeatAnswer, ...]

    def count(self, choice: Choice | None) -> int:
        return sum(1 for each in self.answers if each.choice is choice)

    @property
    def answered(self) -> int:
        return len(self.answers) - self.count(None)
