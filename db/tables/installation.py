"""Where this database lives and who works with it: notices a restored copy, and shares the pace."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger
from sqlmodel import Field, SQLModel


class Installation(SQLModel, table=True):
    """One row. A database that was copied, restored, or asleep for hours is fenced at its next start."""

    __tablename__ = "installation"
    id: int | None = Field(default=None, primary_key=True)
    identity: str = Field(max_length=200)  #: of the file or of the server's database; a copy has another
    seen_at: datetime  #: House time at which a process last worked with it
    fence_number: int = 0  #: how often there was one; its buttons name it
    fenced_at: datetime | None = None
    fence_reason: str = Field(default="", max_length=40)
    asleep_since: datetime | None = None  #: ``seen_at`` as the fence found it
    lifted_at: datetime | None = None
    lifted_by_staff_id: int | None = Field(default=None, foreign_key="staff.id")


class Instance(SQLModel, table=True):
    """One running process: who has a row is alive, for everybody. Its times are the database's own clock."""

    __tablename__ = "instance"
    owner: str = Field(primary_key=True, max_length=40)
    started_at: datetime
    seen_at: datetime
    is_leading: bool = False  #: fetches and ticks
    trouble: str = Field(default="", max_length=200)  #: what it says of itself, for `doctor`


class ChatPace(SQLModel, table=True):
    """Until when a chat rests, where several processes send. The database's own clock."""

    __tablename__ = "chat_pace"
    chat_id: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})
    rests_until: datetime
