"""The programme's year: its stages for a cohort, and the days off that staff add."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from bot.rules.programme import ProgrammeStage
from db.tables.base import checked


class StageDate(SQLModel, table=True):
    """When a stage of the programme is for one cohort, and what regions prepare for it."""

    __tablename__ = "stage_date"
    __table_args__ = (UniqueConstraint("cohort", "stage"),)
    id: int | None = Field(default=None, primary_key=True)
    cohort: int
    stage: ProgrammeStage = Field(sa_type=checked(ProgrammeStage))
    begins_on: date
    ends_on: date | None = None
    preparation: str = Field(default="", sa_type=Text)
    set_by_staff_id: int | None = Field(default=None, foreign_key="staff.id")
    set_at: datetime


class DayOff(SQLModel, table=True):
    """A day on which nobody is reminded, besides national holidays and cuti bersama."""

    __tablename__ = "day_off"
    on: date = Field(primary_key=True)
    name: str = Field(max_length=100)
    added_by_staff_id: int | None = Field(default=None, foreign_key="staff.id")
    added_at: datetime
