"""Alerts from the drop to the recovery, early notices, and what people answered."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Index, Text, text
from sqlmodel import Field, SQLModel

from bot.rules.actors import TenureKind
from bot.rules.alert_lives import FollowUp, ResponseKind
from db.tables.base import checked


class AlertState(StrEnum):
    OPEN = "open"
    RECOVERED = "recovered"
    WITHDRAWN = "withdrawn"


class EarlyKind(StrEnum):
    """Why a region was told of a value that is no alarm."""

    FELL = "fell"  #: lower than before, still enough, same category
    BAND_DROPPED = "band_dropped"  #: still enough, in a lower category
    NEW_PERIOD = "new_period"  #: the first value by a new instrument or scale: not compared
    RULE_CHANGED = "rule_changed"  #: the threshold changed, not the value


class Alert(SQLModel, table=True):
    """Open from the drop to the recovery; at most one open per region and criterion."""

    __tablename__ = "alert"
    __table_args__ = (
        Index(
            "uq_alert_open",
            "region_code",
            "criterion",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
        Index(
            "ix_alert_due",
            "due_at",
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
    )
    id: int | None = Field(default=None, primary_key=True)
    region_code: str = Field(foreign_key="region.code")
    criterion: str = Field(foreign_key="criterion.key")
    measurement_id: int = Field(foreign_key="measurement.id")
    threshold_id: int = Field(foreign_key="threshold.id")
    batch: str = Field(max_length=40)  #: one recording of values: one message per region
    state: AlertState = Field(sa_type=checked(AlertState))
    opened_at: datetime
    closed_at: datetime | None = None
    closed_by_measurement_id: int | None = Field(default=None, foreign_key="measurement.id")
    #: recovered, corrected, disputed, rule_changed or left
    close_reason: str = Field(default="", max_length=24)
    follow_up: FollowUp = Field(default=FollowUp.TOLD, sa_type=checked(FollowUp))
    due_at: datetime | None = None  #: when the next step is due; None: nothing by itself
    snoozed_until: date | None = None
    snooze_reason: str = Field(default="", sa_type=Text)
    snoozed_by_staff_id: int | None = Field(default=None, foreign_key="staff.id")
    snoozed_at: datetime | None = None


class AlertNotice(SQLModel, table=True):
    """What each person was last told about an alert: recovery is said only to those told of the fall."""

    __tablename__ = "alert_notice"
    id: int | None = Field(default=None, primary_key=True)
    alert_id: int = Field(foreign_key="alert.id", index=True)
    seat_id: int = Field(foreign_key="seat.id")
    contact_id: int = Field(foreign_key="contact.id")
    told: AlertState = Field(sa_type=checked(AlertState))
    told_at: datetime
    outbox_key: str = Field(max_length=120)
    measurement_id: int | None = None  #: the value it spoke of


class AlertResponse(SQLModel, table=True):
    """What was said to an alert: received, a promise with a date, that it is carried out, or a dispute."""

    __tablename__ = "alert_response"
    id: int | None = Field(default=None, primary_key=True)
    alert_id: int = Field(foreign_key="alert.id", index=True)
    seat_id: int = Field(foreign_key="seat.id")
    contact_id: int | None = Field(default=None, foreign_key="contact.id")  #: None: staff heard it
    recorded_by_staff_id: int | None = Field(default=None, foreign_key="staff.id")
    capacity: TenureKind | None = Field(default=None, sa_type=checked(TenureKind))
    kind: ResponseKind = Field(sa_type=checked(ResponseKind))
    person_in_charge: str = Field(default="", max_length=120)
    promised_on: date | None = None
    note: str = Field(default="", sa_type=Text)  #: what will be done, or what is wrong
    responded_at: datetime
    decided_at: datetime | None = None  #: of a dispute
    decided_by_staff_id: int | None = Field(default=None, foreign_key="staff.id")
    is_upheld: bool | None = None
    decision_note: str = Field(default="", sa_type=Text)


class AlertEvidence(SQLModel, table=True):
    """A file that goes with a dispute. Telegram keeps the bytes."""

    __tablename__ = "alert_evidence"
    id: int | None = Field(default=None, primary_key=True)
    response_id: int = Field(foreign_key="alert_response.id", index=True)
    kind: str = Field(max_length=12)  #: document or photo
    file_id: str = Field(max_length=200)
    filename: str = Field(default="", max_length=200)
    size: int = 0  #: bytes
    sent_at: datetime


class EarlyNotice(SQLModel, table=True):
    """Who was told of a change that is no alarm: a correction of the value goes to these only."""

    __tablename__ = "early_notice"
    __table_args__ = (Index("ix_early_notice_region_code_criterion", "region_code", "criterion"),)
    id: int | None = Field(default=None, primary_key=True)
    region_code: str = Field(foreign_key="region.code")
    criterion: str = Field(foreign_key="criterion.key")
    kind: EarlyKind = Field(sa_type=checked(EarlyKind))
    measurement_id: int | None = Field(default=None, foreign_key="measurement.id")
    threshold_id: int | None = Field(default=None, foreign_key="threshold.id")
    seat_id: int = Field(foreign_key="seat.id")
    contact_id: int = Field(foreign_key="contact.id", index=True)
    told_at: datetime
    outbox_key: str = Field(max_length=120)
    withdrawn_at: datetime | None = None  #: what it said was wrong, and that was told
