"""Staff: changes that wait, links for colleagues, the first admin's code. Groups, and everybody's menu."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, Index, text
from sqlmodel import Field, SQLModel

from bot.rules.actors import Role
from bot.rules.groups import GroupState as GroupState
from db.tables.base import checked


class ChangeState(StrEnum):
    PENDING = "pending"
    DONE = "done"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class StaffChange(SQLModel, table=True):
    """A role to be given, changed or (``role`` empty) taken away, once a second admin agrees."""

    __tablename__ = "staff_change"
    __table_args__ = (
        Index(
            "uq_staff_change_one_open",
            "telegram_id",
            unique=True,
            sqlite_where=text("state = 'pending'"),
            postgresql_where=text("state = 'pending'"),
        ),
    )
    id: int | None = Field(default=None, primary_key=True)
    telegram_id: int = Field(sa_type=BigInteger, index=True)
    name: str = Field(default="", max_length=120)
    role: Role | None = Field(default=None, sa_type=checked(Role))
    state: ChangeState = Field(sa_type=checked(ChangeState))
    proposed_by_staff_id: int | None = Field(default=None, foreign_key="staff.id")
    proposed_at: datetime
    expires_at: datetime
    decided_by_staff_id: int | None = Field(default=None, foreign_key="staff.id")
    decided_at: datetime | None = None


class BootstrapCode(SQLModel, table=True):
    """A code printed once at start, by which the first admin comes in. Only its SHA-256 is kept."""

    __tablename__ = "bootstrap_code"
    id: int | None = Field(default=None, primary_key=True)
    code_hash: str = Field(max_length=64, unique=True)
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None = None
    used_by_telegram_id: int | None = Field(default=None, sa_type=BigInteger)


class StaffInvitation(SQLModel, table=True):
    """A single-use link for a colleague to come; it is for the first account that opens it."""

    __tablename__ = "staff_invitation"
    id: int | None = Field(default=None, primary_key=True)
    code_hash: str = Field(max_length=64, unique=True)
    role: Role = Field(sa_type=checked(Role))
    created_by_staff_id: int = Field(foreign_key="staff.id")
    created_at: datetime
    expires_at: datetime
    bound_telegram_id: int | None = Field(default=None, sa_type=BigInteger)
    used_at: datetime | None = None
    revoked_at: datetime | None = None


class GroupChat(SQLModel, table=True):
    """A group the bot is or was in. Nothing regional is ever said there."""

    __tablename__ = "group_chat"
    id: int | None = Field(default=None, primary_key=True)  #: for buttons: a chat id is too long a number
    chat_id: int = Field(sa_type=BigInteger, unique=True)
    title: str = Field(default="", max_length=255)
    state: GroupState = Field(sa_type=checked(GroupState))
    added_by_telegram_id: int | None = Field(default=None, sa_type=BigInteger)
    allowed_by_staff_id: int | None = Field(default=None, foreign_key="staff.id")
    first_seen_at: datetime
    changed_at: datetime
    #: The id it had before it became a supergroup; what comes late from there is of no account.
    migrated_from: int | None = Field(default=None, sa_type=BigInteger)


class ChatMenu(SQLModel, table=True):
    """What the command menu of a person's chat was last set to, and for which rights."""

    __tablename__ = "chat_menu"
    telegram_id: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})
    rights: str = Field(max_length=16)  #: as Rights.key
    menu_hash: str = Field(max_length=64)
    set_at: datetime
