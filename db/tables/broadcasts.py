"""Siaran: one text for many, who is to have it, and who has read it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, BigInteger, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from db.tables.base import checked


class BroadcastState(StrEnum):
    DRAFT = "draft"
    WAITING = "waiting"  #: confirmed by its author; a second officer has to agree
    SCHEDULED = "scheduled"  #: confirmed; leaves at ``starts_at``, and can be taken back until then
    SENDING = "sending"
    PAUSED = "paused"
    STOPPED = "stopped"  #: what had not left does not leave
    FINISHED = "finished"  #: nothing of it waits any more
    DISCARDED = "discarded"  #: nothing of it ever left


class SavedAudience(SQLModel, table=True):
    """A named choice of recipients; who they are is asked anew each time."""

    __tablename__ = "saved_audience"
    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(max_length=80)
    audience: dict[str, object] = Field(sa_type=JSON)
    created_by_staff_id: int = Field(foreign_key="staff.id")
    created_at: datetime
    removed_at: datetime | None = None


class Broadcast(SQLModel, table=True):
    """One siaran. ``version`` grows with every change: a button of an earlier one says so."""

    __tablename__ = "broadcast"
    id: int | None = Field(default=None, primary_key=True)
    state: BroadcastState = Field(sa_type=checked(BroadcastState), index=True)
    version: int = 1
    title: str = Field(default="", max_length=120)  #: what a stranger hears of it from /cek
    html: str = Field(default="", sa_type=Text)
    file_kind: str = Field(default="", max_length=12)  #: photo, document, or none
    file_id: str = Field(default="", max_length=200)
    filename: str = Field(default="", max_length=200)
    wants_read: bool = True  #: carries the button Sudah dibaca
    link_text: str = Field(default="", max_length=64)
    link_url: str = Field(default="", max_length=500)
    audience: dict[str, object] = Field(sa_type=JSON)
    previewed: list[int] | None = Field(default=None, sa_type=JSON)  #: contacts its last preview counted
    saved_audience_id: int | None = Field(default=None, foreign_key="saved_audience.id")
    created_by_staff_id: int = Field(foreign_key="staff.id")
    created_at: datetime
    starts_at: datetime | None = None  #: House time; with a draft the wished one, None for at once
    expires_at: datetime | None = None  #: what has not left by then does not leave
    confirmed_by_staff_id: int | None = Field(default=None, foreign_key="staff.id")
    confirmed_at: datetime | None = None
    recipient_count: int | None = None  #: as counted at the confirmation
    approved_by_staff_id: int | None = Field(default=None, foreign_key="staff.id")
    approved_at: datetime | None = None
    body_id: int | None = Field(default=None, foreign_key="broadcast_body.id")
    started_at: datetime | None = None
    finished_at: datetime | None = None
    vacant_seats: list[int] | None = Field(default=None, sa_type=JSON)  #: nobody acted for them when it left
    corrects_id: int | None = Field(default=None, foreign_key="broadcast.id")  #: this one is its RALAT
    sends_anew: bool = False  #: of a RALAT: nothing is edited, everybody gets a new message
    corrected_at: datetime | None = None
    reminded_at: datetime | None = None  #: the gentle second ask


class BroadcastRecipient(SQLModel, table=True):
    """Who was to have a broadcast, frozen when it left; also those who could not be reached."""

    __tablename__ = "broadcast_recipient"
    __table_args__ = (UniqueConstraint("broadcast_id", "contact_id"),)
    id: int | None = Field(default=None, primary_key=True)
    broadcast_id: int = Field(foreign_key="broadcast.id")
    contact_id: int = Field(foreign_key="contact.id", index=True)
    seat_id: int = Field(foreign_key="seat.id")
    region_code: str = Field(foreign_key="region.code", max_length=5)
    is_reachable: bool  #: when it left
    read_at: datetime | None = None
    asked_at: datetime | None = None  #: the gentle second ask


class BroadcastCard(SQLModel, table=True):
    """The message in which an officer follows a broadcast; edited as it goes on."""

    __tablename__ = "broadcast_card"
    __table_args__ = (UniqueConstraint("broadcast_id", "chat_id"),)
    id: int | None = Field(default=None, primary_key=True)
    broadcast_id: int = Field(foreign_key="broadcast.id")
    chat_id: int = Field(sa_type=BigInteger)
    outbox_id: int = Field(foreign_key="outbox.id")
    version: int = 0
    shown_hash: str = Field(default="", max_length=64)
    shown_at: datetime | None = None
