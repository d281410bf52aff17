"""What may be sent, in which order, and what happens when nobody knows whether it was.

Classes and policies: an ambiguous send (the request left, no answer came back) is repeated,
held for a person, or dropped, by class. There is no idempotency key in Telegram's Bot API, so
one of "never lost" and "never doubled" has to be chosen per class, and is, here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class MessageClass(StrEnum):
    """Why a message is sent; decides its priority and what ambiguity means for it."""

    REPLY = "reply"  #: shows something; the person can ask again
    RECEIPT = "receipt"  #: confirms a change that was made
    CORRECTION = "correction"  #: something told earlier is no longer true
    INVITATION = "invitation"  #: an invitation to a sitting; a lost one is worse than a doubled one
    ALERT = "alert"  #: a value fell below its threshold, changed without alarm, or recovered
    REQUEST = "request"  #: asks staff to decide
    REMINDER = "reminder"
    BROADCAST = "broadcast"
    DOCUMENT = "document"  #: an export somebody asked for
    PROBE = "probe"  #: a chat action that only asks whether somebody can be written to


class OutboxState(StrEnum):
    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    UNCERTAIN = "uncertain"  #: perhaps sent; a person decides
    UNDELIVERABLE = "undeliverable"  #: Telegram said no for good
    WITHDRAWN = "withdrawn"  #: no longer true, so not sent
    EXPIRED = "expired"  #: its hour passed before it could go
    HELD = "held"  #: does not leave until a person says so: its broadcast rests, or the database was restored


#: Not announced yet: taken back when it is no longer true, given up when its hour has passed.
WAITING = (OutboxState.PENDING, OutboxState.HELD)


class Ambiguity(StrEnum):
    """What to do when nobody knows whether a message went out."""

    AGAIN = "again"  #: send again, marked as possibly received twice
    HOLD = "hold"  #: keep as uncertain for a person
    DROP = "drop"  #: forget it
    REPEAT = "repeat"  #: doing it twice changes nothing: again, without a mark; then forget it


@dataclass(frozen=True, slots=True)
class Policy:
    """How one class is carried. ``priority`` counts from 0, the most urgent."""

    priority: int
    ambiguity: Ambiguity
    most_ambiguous_sends: int
    lasts: timedelta | None


POLICIES: dict[MessageClass, Policy] = {
    MessageClass.REPLY: Policy(0, Ambiguity.DROP, 0, timedelta(seconds=60)),
    MessageClass.RECEIPT: Policy(1, Ambiguity.AGAIN, 3, timedelta(hours=24)),
    MessageClass.CORRECTION: Policy(2, Ambiguity.AGAIN, 3, None),
    MessageClass.INVITATION: Policy(2, Ambiguity.AGAIN, 3, None),
    MessageClass.ALERT: Policy(2, Ambiguity.AGAIN, 3, timedelta(days=7)),
    MessageClass.REQUEST: Policy(3, Ambiguity.AGAIN, 3, timedelta(days=7)),
    MessageClass.REMINDER: Policy(3, Ambiguity.AGAIN, 2, None),
    MessageClass.DOCUMENT: Policy(4, Ambiguity.HOLD, 0, timedelta(minutes=10)),
    MessageClass.PROBE: Policy(4, Ambiguity.REPEAT, 3, timedelta(minutes=10)),
    MessageClass.BROADCAST: Policy(5, Ambiguity.HOLD, 1, None),
}


@dataclass(frozen=True, slots=True)
class Button:
    """One inline button; exactly one of ``data`` (<= 64 bytes), ``url`` and ``copy_text`` is set."""

    text: str
    data: str | None = None
    url: str | None = None
    copy_text: str | None = None
    style: str | None = None  #: "primary", "success" or "danger"; never the only sign


Keyboard = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class ReplyKeys:
    """Keys in the place of the keyboard for typing, one in a row; none at all takes them away again.

    A message has either these or inline buttons.
    """

    share_number: str = ""  #: sends the own telephone number as a contact card
    says: tuple[str, ...] = ()  #: each is sent as if it had been typed


@dataclass(frozen=True, slots=True)
class Text:
    """A finished text in Telegram HTML with its inline buttons, or with keys for the answer."""

    html: str
    buttons: Keyboard = ()
    keys: ReplyKeys | None = None
