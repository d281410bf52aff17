"""Criterion 8: set by two officers together. No names, no reasons; never in an export or log."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field, SQLModel

from db.tables.base import checked


class CaseState(StrEnum):
    PROPOSED = "proposed"  #: one officer has said so; it counts for nothing yet
    STANDING = "standing"  #: the second officer agreed
    REPLACED = "replaced"  #: a newer one stands
    DECLINED = "declined"  #: the second officer did not agree, or the first took it back
    LAPSED = "lapsed"  #: nobody decided in time


class CaseDecision(SQLModel, table=True):
    """Whether criterion 8 is met for a region, as two officers decided."""

    __tablename__ = "case_decision"
    __table_args__ = (
        Index(
            "uq_case_decision_proposed",
            "region_code",
            unique=True,
            sqlite_where=text("state = 'proposed'"),
            postgresql_where=text("state = 'proposed'"),
        ),
        Index(
            "uq_case_decision_standing",
            "region_code",
            unique=True,
            sqlite_where=text("state = 'standing'"),
            postgresql_where=text("state = 'standing'"),
        ),
        CheckConstraint(
            "decided_by_staff_id <> proposed_by_staff_id OR state <> 'standing'", name="two_officers"
        ),
    )
    id: int | None = Field(default=None, primary_key=True)
    region_code: str = Field(foreign_key="region.code")
    is_met: bool
    state: CaseState = Field(sa_type=checked(CaseState))
    proposed_by_staff_id: int = Field(foreign_key="staff.id")
    proposed_at: datetime
    decided_by_staff_id: int | None = Field(default=None, foreign_key="staff.id")
    decided_at: datetime | None = None
