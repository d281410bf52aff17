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
    """Who did what to what, when. Append-only and chained: ``hash`` covers the row and the hash before it.

    Triggers in the database refuse UPDATE and DELETE. Personal text sits in AuditText; only its salted
    hash is in the chain, so that it can be erased without breaking it.
    """

    __tablename__ = "audit_entry"
    __table_args__ = (Index("ix_audit_entry_object", "object_type", "object_id"),)
    id: int | None = Field(default=None, primary_key=True)
    number: int = Field(unique=True)  #: place in the chain, from 1, without gaps
    at: datetime
    actor_kind: str = Field(max_length=12)  #: staff, contact, stranger, system
    #: Of staff or contact; a stranger's Telegram id stands in the text, which can be erased.
    actor_id: int | None = Field(default=None, sa_type=BigInteger)
    action: str = Field(max_length=40)
    object_type: str = Field(max_length=24)
    object_id: str = Field(default="", max_length=40)
    #: The contact whose data were changed or read, if one person's were.
    about_contact_id: int | None = Field(default=None, index=True)
    detail: dict[str, object] = Field(sa_type=JSON)
    update_id: int | None = Field(default=None, sa_type=BigInteger)
    text_hash: str = Field(default="", max_length=64)
    hash: str = Field(max_length=64)


class AuditText(SQLModel, table=True):
    """Personal text of an audit entry; can be erased without touching the entry."""

    __tablename__ = "audit_text"
    audit_id: int = Field(
        primary_key=True, foreign_key="audit_entry.id", sa_column_kwargs={"autoincrement": False}
    )
    salt: str = Field(default="", max_length=32)
    content: str = Field(sa_type=Text)


class AuditHead(SQLModel, table=True):
    """The end of the chain: one row, locked while entries are added."""

    __tablename__ = "audit_head"
    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    number: int
    hash: str = Field(max_length=64)
