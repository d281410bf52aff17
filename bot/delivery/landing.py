"""From the outcome of a try to what the ledger writes down."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta

from bot.delivery.outcome import Outcome
from bot.rules.outbox import MessageClass
from bot.rules.transitions import FIRST_WAIT, MOVED, Flight, OutcomeKind, after
from db.claimed import Claimed
from db.settlement import Landed
from db.tables import Reachability

log = logging.getLogger(__name__)


def came_of(task: asyncio.Task[Outcome], message: Claimed) -> Outcome:
    """What came of the task that carried this message; a fault of ours leaves it in doubt."""
    if task.cancelled():
        return Outcome(kind=OutcomeKind.AMBIGUOUS, description="cancelled")
    if (fault := task.exception()) is not None:
        log.error("A fault while sending outbox message %d", message.id, exc_info=fault)
        return Outcome(kind=OutcomeKind.AMBIGUOUS, description=f"fault: {type(fault).__name__}")
    outcome = task.result()
    if outcome.alarm and outcome.kind is not OutcomeKind.UNPARSABLE:
        log.error("Outbox message %d: %s %s", message.id, outcome.code, outcome.description)
    return outcome


def landing(
    message: Claimed, outcome: Outcome, *, jitter: float, first_wait: timedelta = FIRST_WAIT
) -> Landed:
    """What becomes of this message after this try. ``jitter`` from 0 to 1 spreads the next tries."""
    wait = None if outcome.retry_after is None else timedelta(seconds=outcome.retry_after)
    flight = Flight(
        message_class=message.message_class,
        attempts=message.attempts,
        ambiguous_count=message.ambiguous_count,
        may_be_duplicate=message.may_be_duplicate,
        is_edit=message.is_edit,
        has_moved=message.reason == MOVED,
    )
    change = after(
        flight, outcome.kind, reason=outcome.reason, retry_after=wait, jitter=jitter, first_wait=first_wait
    )
    return Landed(
        claimed=message,
        change=change,
        kind=outcome.kind,
        code=outcome.code,
        description=outcome.description,
        retry_after=outcome.retry_after,
        message_id=outcome.message_id,
        file_id=outcome.file_id,
        migrate_to=outcome.migrate_to if change.reason == MOVED else None,
        reachability=_reachability(message, outcome),
    )


def _reachability(message: Claimed, outcome: Outcome) -> Reachability | None:
    """What this try tells of the person; a probe that finds no chat met somebody who never pressed Mulai."""
    if outcome.reach is not None:
        return Reachability(outcome.reach.value)
    is_probe = message.message_class is MessageClass.PROBE
    return Reachability.NEVER_STARTED if is_probe and outcome.reason == "chat_not_found" else None
