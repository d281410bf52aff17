"""What one person was sent and when: the facts a proof of delivery is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.rules.answers import Given
from bot.rules.outbox import OutboxState
from bot.rules.sheets import DeliveryLine


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose messages: of everybody who acted for a region, for one seat, or of one person."""

    region_code: str = ""
    seat_id: int | None = None
    contact_id: int | None = None
    broadcast_id: int | None = None  #: of everybody who was sent this siaran


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message as it stands in the outbox. ``at`` is when it left, or was decided where it did not."""

    number: int  #: its id; a later message has a higher one
    at: datetime
    contact_id: int | None
    name: str  #: whose chat; empty for somebody who was erased
    post: str  #: for which seat, with its region; empty where the message is for the person
    zone: str  #: of that region, by its IANA name
    title: str  #: empty for receipts and for cards that were only changed
    version: int | None  #: of the time of the sitting it is about
    state: OutboxState
    reason: str
    attempts: int
    may_be_duplicate: bool
    message_id: int | None  #: as Telegram numbers it in that chat
    proof_code: str
    html: str  #: as sent
    read_at: datetime | None = None  #: Sudah dibaca, of a siaran
    answers: tuple[Given, ...] = ()  #: to this invitation, at this time of the sitting


@dataclass(frozen=True, slots=True)
class DeliveryPaper:
    """Deliveries to be printed: whose, who printed them when, and whether these are all."""

    heading: str
    printed: str
    extent: str
    lines: Sequence[DeliveryLine]
