"""When a value is to be expected, and who was asked to enter it."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Text, UniqueConstraint
from sqlmodel import Field, SQLModel


class Publication(SQLModel, table=True):
    """When the values of an instrument come out. January of the assessment year is month 1."""

    __tablename__ = "publication"
    __table_args__ = (UniqueConstraint("criterion", "instrument", "first_year"),)
    id: int | None = Field(default=None, primary_key=True)
    criterion: str = Field(foreign_key="criterion.key")
    instrument: str = Field(max_length=60)
    first_year: int = 0  #: 0 is open
    last_year: int | None = None
    publisher: str = Field(max_length=120)
    opens_month: int  #: 12 is December of the assessment year, 13 the January after it
    due_month: int  #: the last month in which it is expected
    stale_after_months: int  #: after due_month: without a newer value this one is kedaluwarsa
    source: str = Field(default="", sa_type=Text)


class PublicationDelay(SQLModel, table=True):
    """Staff know that the publisher is late with one year: nobody is asked before that date."""

    __tablename__ = "publication_delay"
    __table_args__ = (UniqueConstraint("criterion", "instrument", "assessment_year"),)
    id: int | None = Field(default=None, primary_key=True)
    criterion: str = Field(foreign_key="criterion.key")
    instrument: str = Field(max_length=60)
    assessment_year: int
    until_on: date
    note: str = Field(default="", sa_type=Text)
    set_by_staff_id: int | None = Field(default=None, foreign_key="staff.id")
    set_at: datetime


class ValueRequest(SQLModel, table=True):
    """An officer was asked to enter the values of one instrument and year that are due."""

    __tablename__ = "value_request"
    __table_args__ = (UniqueConstraint("criterion", "instrument", "assessment_year", "staff_id", "round"),)
    id: int | None = Field(default=None, primary_key=True)
    criterion: str = Field(foreign_key="criterion.key")
    instrument: str = Field(max_length=60)
    assessment_year: int
    staff_id: int = Field(foreign_key="staff.id")
    round: int = 1  #: asked for the how many-th time
    asked_at: datetime
    outbox_key: str = Field(max_length=120)
