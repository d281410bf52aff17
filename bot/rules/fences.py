"""When a database must not send by itself what fell due: it is a copy, was restored, or slept for hours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.rules.clocks import ZONES, at_local, local_date
from bot.rules.outbox import MessageClass
from bot.rules.working_days import MORNING_HOUR, NO_DAYS, WORK_UNTIL, is_working_day

#: A new server, a network that is down, a night's maintenance take less, and what they delay is still of
#: this half day. After more somebody has to look first. Our own choice.
GAP = timedelta(hours=3)
#: How often it is written down that somebody works with the database.
SEEN_EVERY = timedelta(minutes=1)
#: What `restore` writes in the place of an identity: no database has this one.
RESTORED_MARK = "restored"


class FenceReason(StrEnum):
    """Why a person has to decide about what is overdue."""

    RESTORED = "restored"  #: by `restore`
    COPIED = "copied"  #: the file, or the server's database, is another one than last time
    ASLEEP = "asleep"  #: nobody worked with it for hours


@dataclass(frozen=True, slots=True)
class Known:
    """What the database remembers of the place it was last used in. ``seen_at`` is House time."""

    identity: str
    seen_at: datetime


def reason_for(known: Known | None, *, identity: str, now: datetime) -> FenceReason | None:
    """Why the fence goes up at this start; None: go on. A database nobody has used yet needs none."""
    if known is None:
        return None
    if known.identity == RESTORED_MARK:
        return FenceReason.RESTORED
    if known.identity != identity:
        return FenceReason.COPIED
    return FenceReason.ASLEEP if now - known.seen_at > GAP else None


def missed_ends(since: datetime, now: datetime, *, extra: AbstractSet[date] = NO_DAYS) -> Sequence[datetime]:
    """The last ends of working hours in the time that was missed, from the oldest.

    What keeps working hours is silent when the fence goes up at night; as of then it says what it would
    have said. None of a place where it is working hours now: there it speaks. Not everything knows the
    days off that staff have added (``extra``), so both calendars count.
    """
    ends = (
        _missed_end(since, now, zone=zone, extra=days) for zone in ZONES.values() for days in (NO_DAYS, extra)
    )
    return sorted({end for end in ends if end is not None})


def _missed_end(
    since: datetime, now: datetime, *, zone: ZoneInfo, extra: AbstractSet[date]
) -> datetime | None:
    day = local_date(now, zone)
    if is_working_day(day, extra=extra) and time(MORNING_HOUR) <= now.astimezone(zone).time() <= WORK_UNTIL:
        return None
    while (end := at_local(day, WORK_UNTIL.hour, WORK_UNTIL.minute, zone)) > since:
        if end <= now and is_working_day(day, extra=extra):
            return end
        day -= timedelta(days=1)
    return None


@dataclass(frozen=True, slots=True)
class Fence:
    """What is held. ``number`` counts the fences of this database; a button names the one it is of."""

    number: int
    reason: FenceReason
    raised_at: datetime
    seen_at: datetime  #: when the database was last in use before
    counts: Mapping[MessageClass, int]
    oldest: datetime
    newest: datetime

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def may_have_left(self) -> bool:
        """Whether the original may have sent some of it already."""
        return self.reason is not FenceReason.ASLEEP


@dataclass(frozen=True, slots=True)
class HeldMessage:
    """One message that is held. ``name`` is empty for somebody who was erased."""

    number: int
    message_class: MessageClass
    title: str
    name: str
    post: str
    made_at: datetime
