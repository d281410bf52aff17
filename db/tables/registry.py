"""Regions, seats, and who holds them."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import BigInteger, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from bot.rules.access import Role, TenureKind
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


class RequestState(StrEnum):
    PENDING = "pending"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


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


class Seat(SQLModel, table=True):
    """A post in a region; it outlives whoever holds it."""

    __tablename__ = "seat"
    __table_args__ = (UniqueConstraint("region_code", "post"),)
    id: int | None = Field(default=None, primary_key=True)
    region_code: str = Field(foreign_key="region.code")
    post: str = Field(max_length=40)
    title: str = Field(max_length=120)


class Contact(SQLModel, table=True):
    """A registered official, usually with a Telegram id."""

    __tablename__ = "contact"
    id: int | None = Field(default=None, primary_key=True)
    telegram_id: int | None = Field(default=None, sa_type=BigInteger, unique=True)
    name: str = Field(max_length=120)
    reachability: Reachability = Field(
        default=Reachability.REACHABLE,
        sa_type=checked(Reachability),
    )
    unreachable_at: datetime | None = None
    last_seen_at: datetime | None = None
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
    started_at: datetime
    ended_at: datetime | None = None


class InvitationCode(SQLModel, table=True):
    """A single-use code for one seat. Only its SHA-256 is kept."""

    __tablename__ = "invitation_code"
    id: int | None = Field(default=None, primary_key=True)
    code_hash: str = Field(max_length=64, unique=True)
    seat_id: int = Field(foreign_key="seat.id", index=True)
    created_by_staff_id: int | None = Field(default=None, foreign_key="staff.id")
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None = None
    used_by_contact_id: int | None = Field(default=None, foreign_key="contact.id")
    revoked_at: datetime | None = None


class WrongCode(SQLModel, table=True):
    """A code that did not open anything; five in an hour, and the bot falls silent about codes."""

    __tablename__ = "wrong_code"
    __table_args__ = (Index("ix_wrong_code_telegram_id_tried_at", "telegram_id", "tried_at"),)
    id: int | None = Field(default=None, primary_key=True)
    telegram_id: int = Field(sa_type=BigInteger)
    tried_at: datetime


class Consent(SQLModel, table=True):
    """Who read which privacy notice, when agreed, when withdrawn."""

    __tablename__ = "consent"
    id: int | None = Field(default=None, primary_key=True)
    telegram_id: int = Field(sa_type=BigInteger, index=True)
    notice_version: str = Field(max_length=20)
    given_at: datetime
    withdrawn_at: datetime | None = None


class RegistrationRequest(SQLModel, table=True):
    """Somebody without a code asks for a seat; staff decide."""

    __tablename__ = "registration_request"
    __table_args__ = (
        Index(
            "uq_registration_request_one_open",
            "telegram_id",
            unique=True,
            sqlite_where=text("state = 'pending'"),
            postgresql_where=text("state = 'pending'"),
        ),
    )
    id: int | None = Field(default=None, primary_key=True)
    telegram_id: int = Field(sa_type=BigInteger, index=True)
    name: str = Field(max_length=120)
    seat_id: int = Field(foreign_key="seat.id")
    kind: TenureKind = Field(sa_type=checked(TenureKind))
    state: RequestState = Field(sa_type=checked(RequestState))
    requested_at: datetime
    expires_at: datetime
    decided_by_staff_id: int | None = Field(default=None, foreign_key="staff.id")
    decided_at: datetime | None = None
