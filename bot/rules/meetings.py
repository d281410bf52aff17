"""What changed between two published revisions of a meeting, and whom each change touches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Join:
    """How one gets in."""

    link: str = ""
    meeting_id: str = ""
    passcode: str = ""

    def __bool__(self) -> bool:
        return bool(self.link or self.meeting_id or self.passcode)


@dataclass(frozen=True, slots=True)
class Sitting:
    """One sitting of a published revision; ``item`` stays the same from revision to revision."""

    item: int
    starts_at: datetime
    ends_at: datetime
    seats: frozenset[int]
    join: Join = Join()

    def same_time(self, other: Sitting) -> bool:
        return (self.starts_at, self.ends_at) == (other.starts_at, other.ends_at)


@dataclass(frozen=True, slots=True)
class Edition:
    """A meeting as one revision says it. A cancelled sitting is simply not in it."""

    title: str
    sittings: tuple[Sitting, ...]

    def by_item(self) -> Mapping[int, Sitting]:
        return {sitting.item: sitting for sitting in self.sittings}


class ChangeKind(StrEnum):
    """In the order in which one notice tells them."""

    SITTING_CANCELLED = "sitting_cancelled"
    INVITEE_REMOVED = "invitee_removed"
    MOVED = "moved"
    LINK_CHANGED = "link_changed"
    SITTING_ADDED = "sitting_added"
    INVITEE_ADDED = "invitee_added"
    RENAMED = "renamed"  #: tells nobody by itself


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed, and the seats that must hear of it."""

    kind: ChangeKind
    item: int | None
    before: Sitting | None
    after: Sitting | None
    seats: frozenset[int]


_ORDER = {kind: place for place, kind in enumerate(ChangeKind)}


def changes(old: Edition, new: Edition) -> tuple[Change, ...]:
    """Everything that differs, sittings in the order of their numbers, a rename last."""
    before, after = old.by_item(), new.by_item()
    found = [
        change
        for item in sorted(before.keys() | after.keys())
        for change in _of_one(before.get(item), after.get(item))
    ]
    if old.title != new.title:
        found.append(Change(ChangeKind.RENAMED, None, None, None, frozenset()))
    return tuple(sorted(found, key=lambda change: _ORDER[change.kind]))


def _of_one(old: Sitting | None, new: Sitting | None) -> Iterator[Change]:
    if new is None:
        if old is not None:
            yield Change(ChangeKind.SITTING_CANCELLED, old.item, old, None, old.seats)
        return
    if old is None:
        yield Change(ChangeKind.SITTING_ADDED, new.item, None, new, new.seats)
        return
    stayed = old.seats & new.seats
    if gone := old.seats - new.seats:
        yield Change(ChangeKind.INVITEE_REMOVED, new.item, old, new, gone)
    if joined := new.seats - old.seats:
        yield Change(ChangeKind.INVITEE_ADDED, new.item, old, new, joined)
    if stayed and not old.same_time(new):
        yield Change(ChangeKind.MOVED, new.item, old, new, stayed)
    if stayed and old.join != new.join:
        yield Change(ChangeKind.LINK_CHANGED, new.item, old, new, stayed)


def time_changed(old: Sitting | None, new: Sitting) -> bool:
    """A new time asks for new answers and new reminders; a new link or invitee does not."""
    return old is not None and not old.same_time(new)
