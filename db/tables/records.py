"""What was said half, and who did what."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, BigInteger, Index, Text
from sqlmodel import Field, SQLModel


class Dialogue(SQLModel, table=True):
    """The one open question to a person, and what was said so far."""

    __tablename__ = "dialogue"
    telegram_id: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})
    step: str = Field(max_length=40)
    said: dict[str, object] = Field(sa_type=JSON)
    opened_at: datetime


class AuditEntry(SQLModel, table=True):
    """Who did what to what, when. Append-only; personal text sits in AuditText."""

    __tablename__ = "audit_entry"
    __table_args__ = (Index("ix_audit_entry_object", "object_type", "object_id"),)
    id: int | None = Field(default=None, primary_key=True)
    at: datetime
    actor_kind: str = Field(max_length=12)  #: staff, contact, stranger, system
    #: Of staff or contact; a stranger's is the Telegram id.
    actor_id: int | None = Field(default=None, sa_type=BigInteger)
    action: str = Field(max_length=40)
    object_type: str = Field(max_length=24)
    object_id: str = Field(default="", max_length=40)
    detail: dict[str, object] = Field(sa_type=JSON)
    update_id: int | None = Field(default=None, sa_type=BigInteger)


class AuditText(SQLModel, table=True):
    """Personal text of an audit entry; can be erased without touching the entry."""

    __tablename__ = "audit_text"
    audit_id: int = Field(
        primary_key=True, foreign_key="audit_entry.id", sa_column_kwargs={"autoincrement": False}
    )
    content: str = Field(sa_type=Text)
