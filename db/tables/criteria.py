"""Criteria, scales, thresholds, measurements, and what fell."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import Index, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from bot.rules.criteria import Stage
from db.tables.base import DecimalText, checked


class MeasurementStatus(StrEnum):
    FINAL = "final"
    INTERIM = "interim"  #: provisional; never alarms


class Criterion(SQLModel, table=True):
    """One of the eight criteria."""

    __tablename__ = "criterion"
    key: str = Field(primary_key=True, max_length=12)
    number: int = Field(unique=True)
    name: str = Field(max_length=120)
    short_name: str = Field(max_length=40)
    publisher: str = Field(max_length=120)
    kind: str = Field(max_length=12)
    source: str = Field(default="", sa_type=Text)


class ScaleBand(SQLModel, table=True):
    """One band of the scale of an instrument in a span of years."""

    __tablename__ = "scale_band"
    __table_args__ = (UniqueConstraint("criterion", "instrument", "first_year", "band"),)
    id: int | None = Field(default=None, primary_key=True)
    criterion: str = Field(foreign_key="criterion.key")
    instrument: str = Field(max_length=60)
    first_year: int = 0  #: 0 is open
    last_year: int | None = None
    kind: str = Field(max_length=12)
    lowest: Decimal | None = Field(default=None, sa_type=DecimalText)
    highest: Decimal | None = Field(default=None, sa_type=DecimalText)
    band: str = Field(max_length=80)
    lower: Decimal | None = Field(default=None, sa_type=DecimalText)
    lower_included: bool = True
    rank: int | None = None
    colour: str = Field(default="", max_length=20)
    source: str = Field(default="", sa_type=Text)


class Threshold(SQLModel, table=True):
    """The least a region needs, for one criterion, cohort, stage and instrument ("" means any).

    A row is one version and its id is what alerts name; a change is a row with the next ``version``. In force
    is the highest version that was not withdrawn and whose ``effective_from`` has come.
    """

    __tablename__ = "threshold"
    __table_args__ = (UniqueConstraint("cohort", "stage", "criterion", "instrument", "version"),)
    id: int | None = Field(default=None, primary_key=True)
    cohort: int
    stage: Stage = Field(sa_type=checked(Stage))
    criterion: str = Field(foreign_key="criterion.key")
    instrument: str = Field(default="", max_length=60)
    minimum: str = Field(default="", max_length=40)  #: as typed: "75", "B", "WTP x 2"; "" is unset
    is_confirmed: bool = False
    source: str = Field(default="", sa_type=Text)
    document: str = Field(default="", sa_type=Text)  #: number of the KPK paper it rests on
    confirmed_by_staff_id: int | None = Field(default=None, foreign_key="staff.id")
    confirmed_at: datetime | None = None
    version: int = 1
    effective_from: date | None = None  #: None: ever since
    margin: Decimal | None = Field(default=None, sa_type=DecimalText)  #: points above it that are "waspada"
    recovery: Decimal | None = Field(default=None, sa_type=DecimalText)  #: where an alert closes
    reason: str = Field(default="", sa_type=Text)  #: why it was changed, as staff wrote it
    set_by_staff_id: int | None = Field(default=None, foreign_key="staff.id")
    set_at: datetime | None = None  #: None: came with the reference data
    withdrawn_at: datetime | None = None
    is_quiet: bool = False  #: what it turns is told to nobody
    told_at: datetime | None = None  #: its effect was judged and told (or kept quiet) once


class Measurement(SQLModel, table=True):
    """A value of a region, with its source. Append-only: a correction is a new row."""

    __tablename__ = "measurement"
    __table_args__ = (
        Index("ix_measurement_series", "region_code", "criterion", "assessment_year"),
        Index(
            "ix_measurement_not_yet",
            "published_on",
            sqlite_where=text("verdict = 'not_yet'"),
            postgresql_where=text("verdict = 'not_yet'"),
        ),
        Index(
            "ix_measurement_period",
            "criterion",
            "instrument",
            "assessment_year",
            sqlite_where=text("status = 'final'"),
            postgresql_where=text("status = 'final'"),
        ),
    )
    id: int | None = Field(default=None, primary_key=True)
    region_code: str = Field(foreign_key="region.code")
    criterion: str = Field(foreign_key="criterion.key")
    instrument: str = Field(max_length=60)
    assessment_year: int
    value: Decimal | None = Field(default=None, sa_type=DecimalText)
    grade: str | None = Field(default=None, max_length=80)
    status: MeasurementStatus = Field(sa_type=checked(MeasurementStatus))
    published_on: date | None = None
    year_inferred: bool = False
    published_inferred: bool = False
    source: str = Field(default="", sa_type=Text)
    note: str = Field(default="", sa_type=Text)
    verdict: str = Field(default="", max_length=24)  #: why we spoke, or why not (bot.rules.alerts.Verdict)
    recorded_by_staff_id: int | None = Field(default=None, foreign_key="staff.id")
    recorded_at: datetime
    import_id: int | None = Field(default=None, foreign_key="import.id")
    corrects_id: int | None = Field(default=None, foreign_key="measurement.id")
