"""Updates as they were stored, and which of them are done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, literal, literal_column, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import SQLModel, col

from db.engine import affected
from db.failpoints import Point, reached
from db.inserting import insert_into
from db.tables import InboxState, InboxUpdate, Instance

#: Inlined, or SQLite does not see that the partial index fits.
_NEW = literal("new", literal_execute=True)


@dataclass(frozen=True, slots=True)
class StoredUpdate:
    """An update that was stored and not finished; ``tries`` counts the restarts that tried it."""

    update_id: int
    payload: str
    tries: int


async def store(
    session: AsyncSession, updates: Sequence[tuple[int, str]], *, now: datetime, owner: str | None = None
) -> set[int]:
    """Keep these updates (id and JSON) as this process's. Returns the ids that were not known before."""
    if not updates:
        return set()
    rows = [
        {
            "update_id": update_id,
            "payload": payload,
            "state": InboxState.NEW,
            "owner": owner,
            "tries": 0,
            "received_at": now,
        }
        for update_id, payload in updates
    ]
    statement = (
        insert_into(session, InboxUpdate).values(rows).on_conflict_do_nothing(index_elements=["update_id"])
    )
    new = set((await session.execute(statement.returning(col(InboxUpdate.update_id)))).scalars())
    reached(Point.STORED)
    return new


async def mark_done(session: AsyncSession, update_id: int, *, now: datetime) -> bool:
    """Finish an update in the transaction of its effects. False: somebody has finished it already."""
    is_first = await _finish(session, [update_id], state=InboxState.DONE, now=now) == 1
    reached(Point.DONE_MARKED)
    return is_first


async def one_at_a_time(session: AsyncSession, telegram_id: int) -> None:
    """Let one transaction at a time act for this person (SQLite has one writer anyway).

    Lanes do that too, within one process; this holds while one process takes over from another.
    """
    if session.get_bind().dialect.name == "postgresql":
        await session.execute(select(func.pg_advisory_xact_lock(telegram_id)))


async def mark_failed(session: AsyncSession, update_id: int, *, now: datetime) -> bool:
    """Give an update up. False: somebody has finished it already."""
    return await _finish(session, [update_id], state=InboxState.FAILED, now=now) == 1


async def forget_words(session: AsyncSession, update_id: int) -> None:
    """Keep nothing of what an update said, in the transaction that finishes it."""
    await session.execute(
        update(InboxUpdate).where(col(InboxUpdate.update_id) == update_id).values(payload="{}")
    )


async def mark_shown(session: AsyncSession, update_ids: Sequence[int], *, now: datetime) -> None:
    """Finish those of these updates that nobody has finished: their handlers only showed something."""
    if update_ids:
        await _finish(session, update_ids, state=InboxState.DONE, now=now)
        reached(Point.SHOWN_MARKED)


async def count_try(session: AsyncSession, update_id: int) -> None:
    """One more restart will try this update; committed before it is tried."""
    tried = update(InboxUpdate).where(col(InboxUpdate.update_id) == update_id)
    await session.execute(tried.values(tries=col(InboxUpdate.tries) + 1))


async def adopt(session: AsyncSession, *, owner: str) -> list[StoredUpdate]:
    """What nobody alive has in hand, in the order it came; from now on it is this process's."""
    orphaned = or_(
        col(InboxUpdate.owner).is_(None), col(InboxUpdate.owner).not_in(select(col(Instance.owner)))
    )
    mine = update(InboxUpdate).where(col(InboxUpdate.state) == _NEW, orphaned).values(owner=owner)
    columns = (col(InboxUpdate.update_id), col(InboxUpdate.payload), col(InboxUpdate.tries))
    rows = await session.execute(mine.returning(*columns))
    return sorted((StoredUpdate(*row) for row in rows.all()), key=lambda one: one.update_id)


async def _finish(
    session: AsyncSession, update_ids: Sequence[int], *, state: InboxState, now: datetime
) -> int:
    values = {"ids": list(update_ids), "to_state": state, "at": now}
    return affected(await session.execute(_FINISH, values))


_INBOX = SQLModel.metadata.tables["inbox"]
#: Built once: building a statement costs more than running it.
_FINISH = (
    update(_INBOX)
    .where(
        _INBOX.c.update_id.in_(bindparam("ids", expanding=True)), _INBOX.c.state == literal_column("'new'")
    )
    .values(
        state=bindparam("to_state", type_=_INBOX.c.state.type),
        finished_at=bindparam("at", type_=_INBOX.c.finished_at.type),
    )
)
