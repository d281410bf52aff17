"""What seats say about their sittings, who came, and what was handed out and agreed."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from bot.rules.action_points import ActionPointState
from bot.rules.actors import TenureKind
from bot.rules.answers import Choice
from db.tables.base import checked


class AttendanceMark(StrEnum):
    JOINED = "joined"
    TROUBLE = "trouble"
    ABSENT = "absent"  #: staff saw that nobody of the seat was there
    CLEARED = "cleared"  #: staff took the mark away


class Answer(SQLModel, table=True):
    """What a seat said about a sitting at one time of it. All are kept; the last one counts."""

    __tablename__ = "answer"
    __table_args__ = (Index("ix_answer_item_seat", "agenda_item_id", "seat_id", "id"),)
    id: int | None = Field(default=None, primary_key=True)
    agenda_item_id: int = Field(foreign_key="agenda_item.id")
    seat_id: int = Field(foreign_key="seat.id")
    time_revision: int
    choice: Choice = Field(sa_type=checked(Choice))
    note: str = Field(default="", sa_type=Text)  #: the substitute's name and post, or the reason
    contact_id: int | None = Field(default=None, foreign_key="contact.id")
    capacity: TenureKind = Field(sa_type=checked(TenureKind))
    recorded_by_staff_id: int | None = Field(default=None, foreign_key="staff.id")
    channel: str = Field(default="", max_length=16)  #: how staff heard it: telepon, surat; "" is the bot
    answered_at: datetime


class Attendance(SQLModel, table=True):
    """Who really came, or could not get in."""

    __tablename__ = "attendance"
    id: int | None = Field(default=None, primary_key=True)
    agenda_item_id: int = Field(foreign_key="agenda_item.id", index=True)
    seat_id: int = Field(foreign_key="seat.id")
    contact_id: int | None = Field(default=None, foreign_key="contact.id")
    capacity: TenureKind | None = Field(default=None, sa_type=checked(TenureKind))
    mark: AttendanceMark = Field(sa_type=checked(AttendanceMark))
    method: str = Field(max_length=24)
    marked_by_staff_id: int | None = Field(default=None, foreign_key="staff.id")
    marked_at: datetime


class CheckInTry(SQLModel, table=True):
    """How many wrong codes of the screen somebody typed for a sitting."""

    __tablename__ = "check_in_try"
    agenda_item_id: int = Field(foreign_key="agenda_item.id", primary_key=True)
    contact_id: int = Field(foreign_key="contact.id", primary_key=True)
    tries: int
    tried_at: datetime


class Acknowledgement(SQLModel, table=True):
    """Sudah saya ketahui: somebody of the seat has read of a change that came within 24 hours."""

    __tablename__ = "acknowledgement"
    __table_args__ = (UniqueConstraint("agenda_item_id", "revision", "seat_id"),)
    id: int | None = Field(default=None, primary_key=True)
    agenda_item_id: int = Field(foreign_key="agenda_item.id")
    revision: int  #: of the meeting, that told of the change
    seat_id: int = Field(foreign_key="seat.id")
    contact_id: int | None = Field(default=None, foreign_key="contact.id")  #: None: not yet
    asked_at: datetime
    acknowledged_at: datetime | None = None
    is_listed: bool = False  #: staff have the seat on their list of whom to call


class Material(SQLModel, table=True):
    """A file that belongs to a sitting; Telegram keeps it, we keep how to hand it out again."""

    __tablename__ = "material"
    id: int | None = Field(default=None, primary_key=True)
    agenda_item_id: int = Field(foreign_key="agenda_item.id", index=True)
    file_id: str = Field(max_length=300)
    file_unique_id: str = Field(max_length=64)
    filename: str = Field(max_length=200)
    is_photo: bool = False  #: sent as a picture: its id is good for pictures only
    added_by_staff_id: int = Field(foreign_key="staff.id")
    added_at: datetime
    removed_at: datetime | None = None


class ActionPoint(SQLModel, table=True):
    """What was agreed in a meeting: who does what by which day."""

    __tablename__ = "action_point"
    id: int | None = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id", index=True)
    seat_id: int = Field(foreign_key="seat.id", index=True)
    words: str = Field(sa_type=Text)
    due_on: date
    state: ActionPointState = Field(default=ActionPointState.OPEN, sa_type=checked(ActionPointState))
    created_by_staff_id: int | None = Field(default=None, foreign_key="staff.id")
    created_at: datetime
    closed_at: datetime | None = None
    closed_by_contact_id: int | None = Field(default=None, foreign_key="contact.id")
    reminded_at: datetime | None = None  #: when its seat, or staff, last heard of it
