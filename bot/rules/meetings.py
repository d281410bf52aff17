"""What changed between two published revisions of a meeting, and whom each change touches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
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
    agenda: str = ""
    is_postponed: bool = False  #: its time does not hold, and there is no other one yet

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
    SITTING_POSTPONED = "sitting_postponed"  #: no time for now
    INVITEE_REMOVED = "invitee_removed"
    MOVED = "moved"
    TIME_SET = "time_set"  #: postponed before, now it has a time
    EXCHANGED = "exchanged"  #: invited to another sitting instead, as in a swap
    LINK_CHANGED = "link_changed"
    AGENDA_CHANGED = "agenda_changed"
    SITTING_ADDED = "sitting_added"
    INVITEE_ADDED = "invitee_added"
    RENAMED = "renamed"  #: tells nobody by itself


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed, and the seats that must hear of it.

    ``item`` is the sitting as the reader will know it: in an exchange the new one.
    """

    kind: ChangeKind
    item: int | None
    before: Sitting | None
    after: Sitting | None
    seats: frozenset[int]


_ORDER = {kind: place for place, kind in enumerate(ChangeKind)}


def changes(old: Edition, new: Edition) -> tuple[Change, ...]:
    """Everything that differs, in the order of the kinds, sittings in the order of their numbers."""
    before, after = old.by_item(), new.by_item()
    found = [
        change
        for item in sorted(before.keys() | after.keys())
        for change in _of_one(before.get(item), after.get(item))
    ]
    found = _with_exchanges(found)
    if old.title != new.title:
        found.append(Change(ChangeKind.RENAMED, None, None, None, frozenset()))
    return tuple(sorted(found, key=lambda change: _ORDER[change.kind]))


def _of_one(old: Sitting | None, new: Sitting | None) -> Iterator[Change]:
    if new is None:
        if old is not None:
            yield Change(ChangeKind.SITTING_CANCELLED, old.item, old, None, old.seats)
        return
    if old is None:
        if not new.is_postponed:  # what has no time yet is told when it has one
            yield Change(ChangeKind.SITTING_ADDED, new.item, None, new, new.seats)
        return
    if gone := old.seats - new.seats:
        yield Change(ChangeKind.INVITEE_REMOVED, new.item, old, new, gone)
    if (joined := new.seats - old.seats) and not new.is_postponed:
        yield Change(ChangeKind.INVITEE_ADDED, new.item, old, new, joined)
    if stayed := old.seats & new.seats:
        for kind in _for_those_who_stay(old, new):
            yield Change(kind, new.item, old, new, stayed)


def _for_those_who_stay(old: Sitting, new: Sitting) -> Iterator[ChangeKind]:
    if old.is_postponed or new.is_postponed:
        if not new.is_postponed:
            yield ChangeKind.TIME_SET
        elif not old.is_postponed:
            yield ChangeKind.SITTING_POSTPONED
        return
    if not old.same_time(new):
        yield ChangeKind.MOVED  # which tells of another link as well
    elif old.join != new.join:
        yield ChangeKind.LINK_CHANGED
    if old.agenda != new.agenda:
        yield ChangeKind.AGENDA_CHANGED


def _with_exchanges(found: Sequence[Change]) -> list[Change]:
    """A seat that left one sitting and came to one other is told both as one thing."""
    left, came = _once(found, ChangeKind.INVITEE_REMOVED), _once(found, ChangeKind.INVITEE_ADDED)
    pairs: dict[tuple[int, int], set[int]] = defaultdict(set)
    for seat in left.keys() & came.keys():
        before = found[left[seat]].before
        if before is not None and not before.is_postponed:
            pairs[left[seat], came[seat]].add(seat)
    exchanged = frozenset(seat for seats in pairs.values() for seat in seats)
    rest = [
        replace(change, seats=change.seats - exchanged)
        if change.kind in (ChangeKind.INVITEE_REMOVED, ChangeKind.INVITEE_ADDED)
        else change
        for change in found
    ]
    return [change for change in rest if change.seats] + [
        Change(
            ChangeKind.EXCHANGED, found[there].item, found[here].before, found[there].after, frozenset(seats)
        )
        for (here, there), seats in pairs.items()
    ]


def _once(found: Sequence[Change], kind: ChangeKind) -> dict[int, int]:
    """Seats that have exactly one change of this kind, with its place in the list."""
    places: dict[int, list[int]] = defaultdict(list)
    for place, change in enumerate(found):
        if change.kind is kind:
            for seat in change.seats:
                places[seat].append(place)
    return {seat: each[0] for seat, each in places.items() if len(each) == 1}
