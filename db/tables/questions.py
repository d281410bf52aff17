"""Tanya: what officials ask Dit Permas, and what is answered, one thread a question."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Index, Text, text
from sqlmodel import Field, SQLModel

from bot.rules.questions import QuestionState
from db.tables.base import checked

_LIVE = "state IN ('open', 'answered')"


class Question(SQLModel, table=True):
    """One thread. ``version`` grows with every change: a button of an earlier one says so."""

    __tablename__ = "question"
    __table_args__ = (
        Index("ix_question_live", "state", sqlite_where=text(_LIVE), postgresql_where=text(_LIVE)),
    )
    id: int | None = Field(default=None, primary_key=True)
    region_code: str = Field(foreign_key="region.code", max_length=5, index=True)
    seat_id: int = Field(foreign_key="seat.id")
    contact_id: int = Field(foreign_key="contact.id", index=True)
    state: QuestionState = Field(sa_type=checked(QuestionState))
    version: int = 1
    assigned_staff_id: int | None = Field(default=None, foreign_key="staff.id")
    assigned_at: datetime | None = None
    opened_at: datetime
    waiting_since: datetime | None = None  #: the oldest word of the official that staff have not answered
    last_entry_at: datetime
    reminded_at: datetime | None = None
    closed_at: datetime | None = None
    closed_by_staff_id: int | None = Field(default=None, foreign_key="staff.id")


class QuestionEntry(SQLModel, table=True):
    """What one side said, with at most one file. Exactly one of contact and staff is its author."""

    __tablename__ = "question_entry"
    id: int | None = Field(default=None, primary_key=True)
    question_id: int = Field(foreign_key="question.id", index=True)
    contact_id: int | None = Field(default=None, foreign_key="contact.id", index=True)
    staff_id: int | None = Field(default=None, foreign_key="staff.id")
    said: str = Field(default="", sa_type=Text)  #: plain text
    file_kind: str = Field(default="", max_length=12)  #: photo, document, or none
    file_id: str = Field(default="", max_length=200)
    filename: str = Field(default="", max_length=200)
    #: In the chat of its author.
    message_id: int | None = Field(default=None, sa_type=BigInteger, index=True)
    about_code: str = Field(default="", max_length=16)  #: proof code of our message that it replies to
    outbox_key: str = Field(default="", max_length=120)  #: of the message that carried it to the other side
    said_at: datetime
    purged_at: datetime | None = None
