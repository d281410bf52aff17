"""How people come in: codes, wrong tries, consent, requests that staff decide."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Index, text
from sqlmodel import Field, SQLModel

from bot.rules.actors import TenureKind
from bot.rules.requests import NoteKind, RequestPurpose, RequestState
from db.tables.base import checked


class InvitationCode(SQLModel, table=True):
    """A single-use code for one seat. Only its SHA-256 is kept.

    ``kind`` is set where a holder invites somebody to act for the own seat: staff still approve.
    """

    __tablename__ = "invitation_code"
    id: int | None = Field(default=None, primary_key=True)
    code_hash: str = Field(max_length=64, unique=True)
    seat_id: int = Field(foreign_key="seat.id", index=True)
    kind: TenureKind | None = Field(default=None, sa_type=checked(TenureKind))
    created_by_staff_id: int | None = Field(default=None, foreign_key="staff.id")
    invited_by_contact_id: int | None = Field(default=None, foreign_key="contact.id")
    batch: str = Field(default="", max_length=40)  #: printed together on one sheet
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
    is_check: bool = False  #: of a message, with /cek; those are counted by themselves


class Consent(SQLModel, table=True):
    """Who read which privacy notice, when agreed, when withdrawn."""

    __tablename__ = "consent"
    id: int | None = Field(default=None, primary_key=True)
    telegram_id: int = Field(sa_type=BigInteger, index=True)
    notice_version: str = Field(max_length=20)
    given_at: datetime
    withdrawn_at: datetime | None = None


class RegistrationRequest(SQLModel, table=True):
    """Somebody asks for a seat, for a new account or a corrected name; staff decide.

    A seat that is held needs a second approval, by an admin other than the first approver.
    """

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
    purpose: RequestPurpose = Field(default=RequestPurpose.SEAT, sa_type=checked(RequestPurpose))
    name: str = Field(max_length=120)
    telegram_name: str = Field(default="", max_length=200)  #: as the account has it; a claim
    username: str = Field(default="", max_length=40)
    seat_id: int = Field(foreign_key="seat.id")
    kind: TenureKind = Field(sa_type=checked(TenureKind))
    state: RequestState = Field(sa_type=checked(RequestState))
    requested_at: datetime
    answer_by: datetime | None = None  #: what the asker was promised
    reminded_at: datetime | None = None  #: staff were reminded that it has passed
    expires_at: datetime
    #: The holder at the time of the request; whose account is to change, or whose name.
    replaces_contact_id: int | None = Field(default=None, foreign_key="contact.id")
    #: The account a new one is to replace, as it was told; and, once it has, the account that was left.
    old_telegram_id: int | None = Field(default=None, sa_type=BigInteger)
    former_name: str = Field(
        default="", max_length=120
    )  #: that was to be corrected, or of the record that was merged
    invited_by_contact_id: int | None = Field(default=None, foreign_key="contact.id")
    first_approved_by_staff_id: int | None = Field(default=None, foreign_key="staff.id")
    first_approved_at: datetime | None = None
    decided_by_staff_id: int | None = Field(default=None, foreign_key="staff.id")
    decided_at: datetime | None = None


class RequestNote(SQLModel, table=True):
    """What was said about a request while it waited: the holder's objection, a question and its answer."""

    __tablename__ = "request_note"
    id: int | None = Field(default=None, primary_key=True)
    request_id: int = Field(foreign_key="registration_request.id", index=True)
    kind: NoteKind = Field(sa_type=checked(NoteKind))
    staff_id: int | None = Field(default=None, foreign_key="staff.id")
    text: str = Field(default="", max_length=1000)
    said_at: datetime
