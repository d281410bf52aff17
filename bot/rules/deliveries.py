"""What one person was sent and when: the facts a proof of delivery is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.rules.actors import TenureKind
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

    @property
    def in_a_filename(self) -> str:
        """daerah-64.74, jabatan-5, orang-12, siaran-3; semua for everybody's."""
        if self.broadcast_id is not None:
            return f"siaran-{self.broadcast_id}"
        if self.seat_id is not None:
            return f"jabatan-{self.seat_id}"
        if self.contact_id is not None:
            return f"orang-{self.contact_id}"
        return f"daerah-{self.region_code}" if self.region_code else "semua"


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
    kind: TenureKind | None = None  #: as what he acted for that seat then
    is_edit: bool = False  #: it changed a message that stood in the chat
    rewritten_at: datetime | None = None  #: since then that message carries another text
    read_at: datetime | None = None  #: Sudah dibaca, of a siaran
    answers: tuple[Given, ...] = ()  #: to this invitation, at this time of the sitting


@dataclass(frozen=True, slots=True)
class Unwritten:
    """One who was to have a siaran and was never written to: nobody could, or he joined with a correction."""

    post: str
    name: str
    contact_id: int
    zone: str  #: IANA name
    why: str


@dataclass(frozen=True, slots=True)
class DeliveryPaper:
    """Deliveries to be printed: whose, who printed them when, and whether these are all."""

    heading: str
    printed: str
    extent: str
    lines: Sequence[DeliveryLine]
