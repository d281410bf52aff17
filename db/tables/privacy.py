"""Who was erased, what the retention job removed, silent checks, and the key of this house."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, Index, text
from sqlmodel import Field, SQLModel


class HouseKey(SQLModel, table=True):
    """A random secret made once per database: tombstones are keyed by it, so nobody can guess them."""

    __tablename__ = "house_key"
    name: str = Field(primary_key=True, max_length=20)
    value: str = Field(max_length=64)  #: hex
    created_at: datetime


class Erasure(SQLModel, table=True):
    """A tombstone: this contact was erased, and must be erased again in a restored backup."""

    __tablename__ = "erasure"
    id: int | None = Field(default=None, primary_key=True)
    contact_id: int = Field(foreign_key="contact.id", unique=True)
    mac: str = Field(default="", max_length=64, index=True)  #: keyed hash of who it was
    erased_at: datetime


class RetentionRun(SQLModel, table=True):
    """What the retention job removed on one day."""

    __tablename__ = "retention_run"
    ran_on: date = Field(primary_key=True)
    ran_at: datetime
    removed: dict[str, int] = Field(sa_type=JSON)


class ReachCheck(SQLModel, table=True):
    """A silent check (uji sambung): a chat action to all of a cohort; the outbox has what came of it."""

    __tablename__ = "reach_check"
    __table_args__ = (
        Index(
            "uq_reach_check_one_open",
            "cohort",
            unique=True,
            sqlite_where=text("reported_at IS NULL"),
            postgresql_where=text("reported_at IS NULL"),
        ),
    )
    id: int | None = Field(default=None, primary_key=True)
    cohort: int
    started_by_staff_id: int | None = Field(default=None, foreign_key="staff.id")
    started_at: datetime
    reported_at: datetime | None = None
