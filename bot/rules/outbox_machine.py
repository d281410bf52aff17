"""The outbox as one pure machine: which message may leave, what follows, and what never happens.

The database does the same in SQL (``db/claims``, ``db/settlement``, ``db/recovery``, ``db/outbox``); the
tests drive both through the same histories. ``now`` is House time, ``real`` the database's own clock:
leases and waits are real, hours of the business are House time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.rules.outbox import POLICIES, WAITING, MessageClass, OutboxState
from bot.rules.transitions import MOVED, Flight, OutcomeKind, after

_S = OutboxState

#: What may follow what. Nothing follows a final state but, where nobody knew, a success that comes late.
ALLOWED: Mapping[OutboxState, frozenset[OutboxState]] = {
    _S.PENDING: frozenset({_S.SENDING, _S.SENT, _S.HELD, _S.WITHDRAWN, _S.EXPIRED}),
    _S.SENDING: frozenset(set(_S) - {_S.SENDING}),
    _S.HELD: frozenset({_S.PENDING, _S.SENT, _S.WITHDRAWN, _S.EXPIRED}),
    _S.UNCERTAIN: frozenset({_S.SENT}),
    _S.EXPIRED: frozenset({_S.SENT}),
    _S.SENT: frozenset(),
    _S.UNDELIVERABLE: frozenset(),
    _S.WITHDRAWN: frozenset(),
}
#: Where a success of the last try is believed, however late it comes.
HEARS_LATE_SUCCESS = (_S.SENDING, _S.PENDING, _S.HELD, _S.UNCERTAIN, _S.EXPIRED)


class NotAllowed(Exception):
    """A step the machine does not have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One message as the machine sees it. ``fence`` counts how often it was announced as leaving."""

    id: int
    chat_id: int
    message_class: MessageClass
    state: OutboxState = OutboxState.PENDING
    not_before: datetime | None = None
    expires_at: datetime | None = None
    retry_at: datetime | None = None
    attempts: int = 0
    ambiguous_count: int = 0
    may_be_duplicate: bool = False
    has_moved: bool = False
    owner: str | None = None
    fence: int = 0
    lease_until: datetime | None = None

    @property
    def place(self) -> tuple[int, int]:
        """Where it stands in its chat's line: the more urgent first, then the older."""
        return POLICIES[self.message_class].priority, self.id

    @property
    def flight(self) -> Flight:
        return Flight(
            message_class=self.message_class,
            attempts=self.attempts,
            ambiguous_count=self.ambiguous_count,
            may_be_duplicate=self.may_be_duplicate,
            has_moved=self.has_moved,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Try:
    """One announced try: what its sender knows of the message, and the fence it has to show."""

    id: int
    fence: int
    flight: Flight


Entries = dict[int, Entry]


def claim(
    entries: Entries, *, free: int, owner: str, lease: timedelta, now: datetime, real: datetime
) -> list[Try]:
    """Announce up to ``free`` messages as leaving, the most urgent first."""
    heads = [one for one in entries.values() if _may_leave(one, entries.values(), now=now, real=real)]
    tries: list[Try] = []
    for one in sorted(heads, key=lambda head: head.place)[:free]:
        tries.append(Try(id=one.id, fence=one.fence + 1, flight=one.flight))
        leaving = _step(one, _S.SENDING)
        entries[one.id] = replace(leaving, owner=owner, fence=one.fence + 1, lease_until=real + lease)
    return tries


def settle(entries: Entries, tried: Try, kind: OutcomeKind, *, real: datetime) -> None:
    """Write down what came of a try. Too late, or of an earlier announcement: nothing changes."""
    one = entries[tried.id]
    change = after(tried.flight, kind)
    heard = HEARS_LATE_SUCCESS if change.state is _S.SENT else (_S.SENDING,)
    if one.fence != tried.fence or one.state not in heard:
        return
    entries[one.id] = replace(
        _step(one, change.state),
        attempts=change.attempts,
        ambiguous_count=change.ambiguous_count,
        may_be_duplicate=change.may_be_duplicate,
        has_moved=change.reason == MOVED,
        retry_at=None if change.wait is None else real + change.wait,
        owner=None,
        lease_until=None,
    )


def recover(entries: Entries, *, owner: str, everything: bool, real: datetime) -> list[int]:
    """Decide about what a gone sender left in flight: nobody knows whether it left. Returns which.

    ``everything``: whoever asks has just become the only sender, so no lease is waited for.
    """
    over = [
        one.id
        for one in entries.values()
        if one.state is _S.SENDING and one.lease_until is not None
        if one.lease_until < real or (everything and one.owner != owner)
    ]
    for entry_id in over:
        one = entries[entry_id]
        settle(entries, Try(id=one.id, fence=one.fence, flight=one.flight), OutcomeKind.AMBIGUOUS, real=real)
    return over


def expire(entries: Entries, *, now: datetime) -> None:
    """What waited past its hour is not sent any more."""
    for one in list(entries.values()):
        if one.state in WAITING and one.expires_at is not None and one.expires_at <= now:
            entries[one.id] = _step(one, _S.EXPIRED)


def withdraw(entries: Entries, entry_id: int) -> bool:
    """Take back what is no longer true. False: it is on its way, or over."""
    return _turn(entries, entry_id, WAITING, _S.WITHDRAWN)


def hold(entries: Entries, entry_id: int) -> bool:
    """Let it wait for a person. False: it is on its way, held already, or over."""
    return _turn(entries, entry_id, (_S.PENDING,), _S.HELD)


def release(entries: Entries, entry_id: int) -> bool:
    """A person let it go. False: it is not held."""
    return _turn(entries, entry_id, (_S.HELD,), _S.PENDING)


def _turn(entries: Entries, entry_id: int, only: Iterable[OutboxState], to: OutboxState) -> bool:
    one = entries[entry_id]
    if one.state not in only:
        return False
    entries[entry_id] = _step(one, to)
    return True


def _step(one: Entry, to: OutboxState) -> Entry:
    if to not in ALLOWED[one.state]:
        raise NotAllowed(f"{one.state} -> {to}")
    return replace(one, state=to)


def _may_leave(one: Entry, entries: Iterable[Entry], *, now: datetime, real: datetime) -> bool:
    """Due, rested, first in its chat's line, with nothing of that chat in flight."""
    if not _is_due(one, now) or (one.retry_at is not None and one.retry_at > real):
        return False
    others = [other for other in entries if other.chat_id == one.chat_id and other.id != one.id]
    return not any(
        other.state is _S.SENDING or (_is_due(other, now) and other.place < one.place) for other in others
    )


def _is_due(one: Entry, now: datetime) -> bool:
    return (
        one.state is _S.PENDING
        and (one.not_before is None or one.not_before <= now)
        and (one.expires_at is None or one.expires_at > now)
    )
