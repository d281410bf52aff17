"""Meetings, their sittings, who is invited, and which reminders are planned."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, BigInteger, Index, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from db.tables.base import checked


class MeetingState(StrEnum):
    DRAFT = "draft"  #: sends nothing
    PUBLISHING = "publishing"  #: Terbitkan was pressed; may be undone until publish_at
    PUBLISHED = "published"
    CANCELLED = "cancelled"  #: no meeting is: its sittings are, and old buttons go on answering
    DISCARDED = "discarded"


class ItemState(StrEnum):
    PLANNED = "planned"
    POSTPONED = "postponed"  #: not at the time announced; the new one is not known yet
    CANCELLED = "cancelled"


class PlanState(StrEnum):
    PLANNED = "planned"
    ENQUEUED = "enqueued"
    WITHDRAWN = "withdrawn"
    SKIPPED = "skipped"


class Meeting(SQLModel, table=True):
    """One meeting, of one or several days."""

    __tablename__ = "meeting"
    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(max_length=40, unique=True)
    title: str = Field(max_length=300)
    surat_undangan: str = Field(default="", max_length=120)  #: number of the official letter
    letter_attachment_id: int | None = Field(default=None, foreign_key="attachment.id")
    cohort: int | None = None
    state: MeetingState = Field(sa_type=checked(MeetingState))
    revision: int = 0  #: the newest published one; 0 before the first
    publish_at: datetime | None = None
    ladder: list[str] | None = Field(default=None, sa_type=JSON)  #: of reminders; None: the usual
    reveal_minutes: int | None = None  #: the way in is told so long before a sitting; None: from H-1 on
    created_by_staff_id: int | None = Field(default=None, foreign_key="staff.id")
    created_at: datetime


class Revision(SQLModel, table=True):
    """A published version of a meeting, as it stood then."""

    __tablename__ = "revision"
    __table_args__ = (UniqueConstraint("meeting_id", "number"),)
    id: int | None = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id")
    number: int
    snapshot: dict[str, object] = Field(sa_type=JSON)
    published_by_staff_id: int | None = Field(default=None, foreign_key="staff.id")
    published_at: datetime


class AgendaItem(SQLModel, table=True):
    """One sitting (sesi). ``time_revision`` grows when its time changes: reminders and answers hang on it."""

    __tablename__ = "agenda_item"
    id: int | None = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id", index=True)
    position: int
    starts_at: datetime = Field(index=True)
    ends_at: datetime
    zone: str = Field(max_length=40)  #: in which it was typed
    link: str = Field(default="", max_length=500)
    conference_id: str = Field(default="", max_length=60)
    passcode: str = Field(default="", max_length=60)
    agenda: str = Field(default="", sa_type=Text)  #: what it is about, in the words of staff
    state: ItemState = Field(default=ItemState.PLANNED, sa_type=checked(ItemState))
    time_revision: int = 1
    sequence: int = 0  #: of the calendar file
    revealed_at: datetime | None = None  #: staff opened the way in before its hour
    check_in_key: str | None = Field(default=None, max_length=64)  #: of the code on the screen, hex


class Invitation(SQLModel, table=True):
    """A seat invited to a sitting, since which revision and until which."""

    __tablename__ = "invitation"
    __table_args__ = (
        Index(
            "uq_invitation_active",
            "agenda_item_id",
            "seat_id",
            unique=True,
            sqlite_where=text("withdrawn_revision IS NULL"),
            postgresql_where=text("withdrawn_revision IS NULL"),
        ),
    )
    id: int | None = Field(default=None, primary_key=True)
    agenda_item_id: int = Field(foreign_key="agenda_item.id")
    seat_id: int = Field(foreign_key="seat.id", index=True)
    invited_revision: int
    withdrawn_revision: int | None = None
    calendar_uid: str = Field(default="", max_length=80)  #: kept in a swap; "": the sitting's


class ToldSitting(SQLModel, table=True):
    """One of the things that a message about several tells; one about a single thing says so itself."""

    __tablename__ = "told_sitting"
    __table_args__ = (Index("ix_told_sitting_item", "agenda_item_id", "seat_id"),)
    id: int | None = Field(default=None, primary_key=True)
    outbox_id: int = Field(foreign_key="outbox.id", ondelete="CASCADE", index=True)
    agenda_item_id: int = Field(foreign_key="agenda_item.id")
    seat_id: int = Field(foreign_key="seat.id")
    time_revision: int | None = None  #: that it names; None: that it is off, for all or for this seat
    step: str = Field(default="", max_length=12)  #: of the ladder, where the message reminds


class ReminderPlan(SQLModel, table=True):
    """One reminder for one seat about one time of one sitting; expanded to people when due."""

    __tablename__ = "reminder_plan"
    __table_args__ = (
        UniqueConstraint("agenda_item_id", "time_revision", "step", "seat_id"),
        Index(
            "ix_reminder_plan_due",
            "due_at",
            sqlite_where=text("state = 'planned'"),
            postgresql_where=text("state = 'planned'"),
        ),
    )
    id: int | None = Field(default=None, primary_key=True)
    agenda_item_id: int = Field(foreign_key="agenda_item.id")
    time_revision: int
    step: str = Field(max_length=12)
    seat_id: int = Field(foreign_key="seat.id")
    due_at: datetime
    state: PlanState = Field(default=PlanState.PLANNED, sa_type=checked(PlanState))
    reason: str = Field(default="", max_length=40)
    decided_at: datetime | None = None


class LiveCard(SQLModel, table=True):
    """A message that is edited as things change: which one, for whom, and what it said last."""

    __tablename__ = "live_card"
    __table_args__ = (
        Index(
            "uq_live_card_meeting",
            "meeting_id",
            "chat_id",
            unique=True,
            sqlite_where=text("agenda_item_id IS NULL"),
            postgresql_where=text("agenda_item_id IS NULL"),
        ),
        Index(
            "uq_live_card_sitting",
            "agenda_item_id",
            "chat_id",
            unique=True,
            sqlite_where=text("agenda_item_id IS NOT NULL"),
            postgresql_where=text("agenda_item_id IS NOT NULL"),
        ),
    )
    id: int | None = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id")
    agenda_item_id: int | None = Field(default=None, foreign_key="agenda_item.id")  #: its own board
    chat_id: int = Field(sa_type=BigInteger)
    outbox_id: int | None = Field(default=None, foreign_key="outbox.id")
    shown_hash: str = Field(default="", max_length=64)
    version: int = 0
    shown_at: datetime | None = None  #: edits wait a little after this
    is_stale: bool = False  #: something changed since, and an edit is to follow
