"""Regions, seats, and who holds them."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import BigInteger, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from bot.rules.actors import Role, TenureEnd, TenureKind
from bot.rules.criteria import Stage
from db.tables.base import checked


class RegionKind(StrEnum):
    KABUPATEN = "kabupaten"
    KOTA = "kota"


class Reachability(StrEnum):
    """Whether Telegram lets us write to a person, as last seen."""

    REACHABLE = "reachable"
    NEVER_STARTED = "never_started"
    BLOCKED = "blocked"
    DEACTIVATED = "deactivated"


class Region(SQLModel, table=True):
    """A kabupaten or kota by its Kemendagri code."""

    __tablename__ = "region"
    code: str = Field(primary_key=True, max_length=5)
    name: str = Field(max_length=80)
    kind: RegionKind = Field(sa_type=checked(RegionKind))
    province_code: str = Field(max_length=2)
    province: str = Field(max_length=60)
    zone: str = Field(max_length=40)


class Staff(SQLModel, table=True):
    """A member of Dit Permas who works with the bot."""

    __tablename__ = "staff"
    id: int | None = Field(default=None, primary_key=True)
    telegram_id: int = Field(sa_type=BigInteger, unique=True)
    name: str = Field(default="", max_length=120)
    role: Role = Field(sa_type=checked(Role))
    is_active: bool = True
    reachability: Reachability = Field(
        default=Reachability.NEVER_STARTED,
        sa_type=checked(Reachability),
    )
    created_at: datetime
    last_seen_at: datetime | None = None


class Candidacy(SQLModel, table=True):
    """A region in a cohort (programme year) at a stage, with the officer who accompanies it."""

    __tablename__ = "candidacy"
    __table_args__ = (UniqueConstraint("region_code", "cohort"),)
    id: int | None = Field(default=None, primary_key=True)
    region_code: str = Field(foreign_key="region.code", index=True)
    cohort: int
    stage: Stage = Field(sa_type=checked(Stage))
    officer_id: int | None = Field(default=None, foreign_key="staff.id")


class Post(SQLModel, table=True):
    """A kind of seat: Sekretaris Daerah and Inspektur by default, others as staff add them."""

    __tablename__ = "post"
    key: str = Field(primary_key=True, max_length=40)
    title: str = Field(max_length=120)
    position: int  #: order in lists
    is_default: bool = False  #: every region of a cohort has this seat
    added_by_staff_id: int | None = Field(default=None, foreign_key="staff.id")
    added_at: datetime | None = None


class Seat(SQLModel, table=True):
    """A post in a region; it outlives whoever holds it."""

    __tablename__ = "seat"
    __table_args__ = (UniqueConstraint("region_code", "post"),)
    id: int | None = Field(default=None, primary_key=True)
    region_code: str = Field(foreign_key="region.code")
    post: str = Field(max_length=40)
    title: str = Field(max_length=120)
    office_phone: str = Field(default="", max_length=32)  #: of the office, as staff know it


class Contact(SQLModel, table=True):
    """An official, usually with a Telegram id; without one, staff record for the seat."""

    __tablename__ = "contact"
    id: int | None = Field(default=None, primary_key=True)
    telegram_id: int | None = Field(default=None, sa_type=BigInteger, unique=True)
    name: str = Field(max_length=120)
    reachability: Reachability = Field(
        default=Reachability.REACHABLE,
        sa_type=checked(Reachability),
    )
    unreachable_at: datetime | None = None  #: since when; kept until what still matters was told
    last_seen_at: datetime | None = None
    review_told_at: datetime | None = None  #: staff were told that this person stays unreachable
    phone: str = Field(default="", max_length=32)  #: own number, shared by Telegram's contact button
    phone_shared_at: datetime | None = None
    erased_at: datetime | None = None  #: name, Telegram id and phone are gone; only the row remains
    #: The same person had two records, each with an account: all that was this one's is that one's now.
    merged_into_id: int | None = Field(default=None, foreign_key="contact.id")
    created_at: datetime


class Tenure(SQLModel, table=True):
    """Who acts for a seat from when to when, in which capacity. At most one holder at a time."""

    __tablename__ = "tenure"
    __table_args__ = (
        Index(
            "uq_tenure_one_holder",
            "seat_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL AND kind = 'holder'"),
            postgresql_where=text("ended_at IS NULL AND kind = 'holder'"),
        ),
        Index("ix_tenure_contact_id_ended_at", "contact_id", "ended_at"),
    )
    id: int | None = Field(default=None, primary_key=True)
    seat_id: int = Field(foreign_key="seat.id", index=True)
    contact_id: int = Field(foreign_key="contact.id")
    kind: TenureKind = Field(sa_type=checked(TenureKind))
    prefix: str = Field(default="", max_length=5)
    until_on: date | None = None
    term_told_on: date | None = None  #: when this ``until_on`` was last spoken of; empty when it changes
    started_at: datetime
    ended_at: datetime | None = None
    end_reason: TenureEnd | None = Field(default=None, sa_type=checked(TenureEnd))
    invited_by_contact_id: int | None = Field(default=None, foreign_key="contact.id")
