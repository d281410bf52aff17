"""Named points of delivery at which a test may let the process die.

Nothing outside switches them on: no setting, no variable of the environment, no file. A test calls ``arm`` in
the very process that is to die; ``bot``, ``db`` and ``handlers`` never do (``tests/test_house.py`` sees to
that), so in service a point is one comparison with None.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum


class Point(StrEnum):
    """Where; in the order of a message's or an update's way."""

    # a message is put in the outbox
    ENQUEUED = "enqueued"  #: in the transaction of its decision
    MANY_ENQUEUED = "many_enqueued"
    # a turn of the postman
    TURN = "turn"  #: before it
    SETTLED = "settled"  #: what came back is written, not committed
    CLAIMED = "claimed"  #: what leaves is announced, not committed
    BEFORE_TURN_COMMIT = "before_turn_commit"
    AFTER_TURN_COMMIT = "after_turn_commit"  #: announced on the disk, nothing has left
    # a request
    BEFORE_REQUEST = "before_request"
    BODY_BEGUN = "body_begun"
    ANSWER_BEGUN = "answer_begun"
    ANSWERED = "answered"  #: the whole answer is there, nothing of it is written
    LANDED = "landed"
    FOLLOWED = "followed"  #: a group that moved is followed, not committed
    # the gate
    GATE_CLOSING = "gate_closing"  #: Telegram said 429; nothing of it is written
    GATE_WRITTEN = "gate_written"  #: not committed
    GATE_CLOSED = "gate_closed"
    # recovery
    RECOVERING = "recovering"  #: the rows of a gone sender are read
    RECOVERED = "recovered"  #: they are changed, their tries not written
    EXPIRED = "expired"
    BEFORE_TIDY_COMMIT = "before_tidy_commit"
    # an update
    FETCHED = "fetched"
    STORED = "stored"  #: not committed
    KEPT = "kept"  #: on the disk, handed to nobody
    CONFIRMING = "confirming"  #: handed to its lane, not confirmed to Telegram
    CONFIRMED = "confirmed"
    HANDLING = "handling"
    DONE_MARKED = "done_marked"  #: in the transaction of its effects
    HANDLED = "handled"
    SHOWN_MARKED = "shown_marked"  #: not committed
    # what a crash left
    REPLAYING = "replaying"
    TRY_COUNTED = "try_counted"
    REPLAYED = "replayed"


_strike: Callable[[Point], None] | None = None


def reached(point: Point) -> None:
    """Here may die what a test has armed."""
    if _strike is not None:
        _strike(point)


def arm(strike: Callable[[Point], None] | None) -> None:
    """Call this at every point from now on, in this process; None disarms. For tests and campaigns only."""
    global _strike
    _strike = strike
