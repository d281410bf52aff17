"""Files staff sent, row by row, until somebody decides."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from db.tables.base import checked


class ImportState(StrEnum):
    STAGED = "staged"
    CONFIRMED = "confirmed"
    DISCARDED = "discarded"


class Import(SQLModel, table=True):
    """A file of measurements or contacts: staged, then confirmed or discarded."""

    __tablename__ = "import"
    id: int | None = Field(default=None, primary_key=True)
    kind: str = Field(default="measurements", max_length=16)  #: or "contacts"
    filename: str = Field(max_length=200)
    sha256: str = Field(max_length=64, index=True)
    state: ImportState = Field(sa_type=checked(ImportState))
    is_quiet: bool = False
    staged_by_staff_id: int | None = Field(default=None, foreign_key="staff.id")
    staged_at: datetime
    decided_at: datetime | None = None


class ImportRow(SQLModel, table=True):
    """One row of a staged file, as understood."""

    __tablename__ = "import_row"
    id: int | None = Field(default=None, primary_key=True)
    import_id: int = Field(foreign_key="import.id", index=True)
    line: int
    understood: dict[str, object] = Field(sa_type=JSON)
