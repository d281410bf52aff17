"""What becomes of a message after a try: state and outcome and class in, the change out.

Pure: the ledger writes what is decided here. Waits are real time, never the clock of the business.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from bot.rules.outbox import POLICIES, Ambiguity, MessageClass, OutboxState

#: Wait before the first try after a network fault; it doubles from try to try.
FIRST_WAIT = timedelta(seconds=1)
#: Longest wait between two tries after a network fault.
LONGEST_WAIT = timedelta(seconds=60)
#: Waits after the first, second and any later try nobody knows the end of, in first waits: 5, 30, 120 s.
#: An outage of Telegram lasts seconds to minutes; shorter waits would use up every try within it.
DOUBT = (5, 30, 120)
#: The group has another id now; its message follows once.
MOVED = "group_moved"
#: A refusal whose words we do not know is tried this often in all, then given up.
MOST_REFUSALS = 3
#: An edit does the same thing twice without harm; this only ends a loop.
MOST_AMBIGUOUS_EDITS = 5
#: Added to Telegram's own ``retry_after``: its clock starts before ours.
MARGIN = timedelta(seconds=1)


class OutcomeKind(StrEnum):
    """What came back from one try to send one message."""

    SENT = "sent"
    RETRY_AFTER = "retry_after"  #: 429: the whole bot, or one group, has to pause
    NOT_SENT = "not_sent"  #: it certainly did not leave
    REFUSED = "refused"  #: a refusal in words we do not know
    UNDELIVERABLE = "undeliverable"  #: a refusal for good
    UNPARSABLE = "unparsable"  #: Telegram could not read our HTML: our fault
    MIGRATED = "migrated"  #: the group has another id now
    WITHDRAWN = "withdrawn"  #: it did not leave: at the last moment it was no longer to be sent
    HELD = "held"  #: it did not leave: at the last moment its broadcast rests
    UNMARKED = "unmarked"  #: it did not leave: it may come twice, and has no room to say so
    AMBIGUOUS = "ambiguous"  #: it left, or may have, and no usable answer came back
    STOP = "stop"  #: the token or the address is wrong; nothing will ever be sent


@dataclass(frozen=True, slots=True, kw_only=True)
class Flight:
    """What of a message in flight matters for what comes next. Counts are those before this try."""

    message_class: MessageClass
    attempts: int = 0
    ambiguous_count: int = 0
    may_be_duplicate: bool = False
    is_edit: bool = False
    has_moved: bool = False  #: the try before this one has followed a group to its new id


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """How the row goes on. ``wait`` is how long until the next try, where there is one."""

    state: OutboxState
    attempts: int
    ambiguous_count: int
    may_be_duplicate: bool
    reason: str = ""
    wait: timedelta | None = None


def after(
    flight: Flight,
    kind: OutcomeKind,
    *,
    reason: str = "",
    retry_after: timedelta | None = None,
    jitter: float = 0.0,
    first_wait: timedelta = FIRST_WAIT,
) -> Change:
    """The change this outcome makes. ``jitter`` from 0 to 1 spreads tries after a network fault."""

    def wait(attempt: int) -> timedelta:
        return wait_before(attempt, jitter=jitter, first=first_wait)

    match kind:
        case OutcomeKind.SENT:
            return _change(flight, OutboxState.SENT, reason=reason, counts=True)
        case OutcomeKind.WITHDRAWN:
            return _change(flight, OutboxState.WITHDRAWN, reason=reason)
        case OutcomeKind.HELD:
            return _change(flight, OutboxState.HELD, reason=reason)
        case OutcomeKind.UNDELIVERABLE | OutcomeKind.UNPARSABLE:
            return _change(flight, OutboxState.UNDELIVERABLE, reason=reason or kind.value, counts=True)
        case OutcomeKind.RETRY_AFTER:
            return _change(flight, OutboxState.PENDING, wait=(retry_after or timedelta()) + MARGIN)
        case OutcomeKind.UNMARKED:
            return _change(flight, OutboxState.UNCERTAIN, reason="no_room_for_mark")
        case OutcomeKind.MIGRATED if flight.has_moved:
            return _change(flight, OutboxState.UNDELIVERABLE, reason="group_moved_again", counts=True)
        case OutcomeKind.MIGRATED:
            return _change(flight, OutboxState.PENDING, reason=MOVED, wait=timedelta())
        case OutcomeKind.STOP:
            return _change(flight, OutboxState.PENDING, wait=timedelta())
        case OutcomeKind.NOT_SENT if retry_after is not None:
            return _change(flight, OutboxState.PENDING, wait=retry_after)
        case OutcomeKind.NOT_SENT:
            return _change(flight, OutboxState.PENDING, counts=True, wait=wait(flight.attempts + 1))
        case OutcomeKind.REFUSED:
            return _after_refusal(flight, reason=reason, wait=wait(flight.attempts + 1))
        case OutcomeKind.AMBIGUOUS:
            return _after_ambiguity(flight, wait=wait_in_doubt(flight.ambiguous_count + 1, first=first_wait))


def wait_before(attempt: int, *, jitter: float = 0.0, first: timedelta = FIRST_WAIT) -> timedelta:
    """How long to wait before this attempt after a fault: 1, 2, 4 … 60 s, plus up to a quarter.

    ``attempt`` counts from 1, the first attempt after a failure.
    """
    return min(first * 2.0 ** min(attempt - 1, 10), LONGEST_WAIT) * (1 + jitter / 4)


def wait_in_doubt(count: int, *, first: timedelta = FIRST_WAIT) -> timedelta:
    """How long to wait after so many tries that nobody knows the end of: 5, 30, then 120 s. From 1."""
    return first * DOUBT[min(count, len(DOUBT)) - 1]


def _after_refusal(flight: Flight, *, reason: str, wait: timedelta) -> Change:
    if flight.attempts + 1 >= MOST_REFUSALS:
        return _change(flight, OutboxState.UNDELIVERABLE, reason=reason or "refused", counts=True)
    return _change(flight, OutboxState.PENDING, reason=reason, counts=True, wait=wait)


def _after_ambiguity(flight: Flight, *, wait: timedelta) -> Change:
    count = flight.ambiguous_count + 1
    policy = POLICIES[flight.message_class]
    if flight.is_edit:
        if count > MOST_AMBIGUOUS_EDITS:
            return _doubtful(flight, OutboxState.UNCERTAIN, reason="too_many_ambiguous")
        return _doubtful(flight, OutboxState.PENDING, wait=wait)
    if policy.ambiguity is Ambiguity.REPEAT and count <= policy.most_ambiguous_sends:
        return _doubtful(flight, OutboxState.PENDING, reason="ambiguous", wait=wait)
    if policy.ambiguity in (Ambiguity.DROP, Ambiguity.REPEAT):
        return _doubtful(flight, OutboxState.EXPIRED, reason="ambiguous")
    if policy.ambiguity is Ambiguity.HOLD:
        return _doubtful(flight, OutboxState.UNCERTAIN, reason="ambiguous")
    if count > policy.most_ambiguous_sends:
        return _doubtful(flight, OutboxState.UNCERTAIN, reason="too_many_ambiguous", doubled=True)
    return _doubtful(flight, OutboxState.PENDING, reason="ambiguous", wait=wait, doubled=True)


def _doubtful(
    flight: Flight,
    state: OutboxState,
    *,
    reason: str = "",
    wait: timedelta | None = None,
    doubled: bool = False,
) -> Change:
    return Change(
        state=state,
        attempts=flight.attempts + 1,
        ambiguous_count=flight.ambiguous_count + 1,
        may_be_duplicate=flight.may_be_duplicate or doubled,
        reason=reason,
        wait=wait,
    )


def _change(
    flight: Flight,
    state: OutboxState,
    *,
    reason: str = "",
    wait: timedelta | None = None,
    counts: bool = False,
) -> Change:
    return Change(
        state=state,
        attempts=flight.attempts + (1 if counts else 0),
        ambiguous_count=flight.ambiguous_count,
        may_be_duplicate=flight.may_be_duplicate,
        reason=reason,
        wait=wait,
    )
