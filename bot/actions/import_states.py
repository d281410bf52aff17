"""A file that waits for its Konfirmasi: staged once, decided once, and known again."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select, update
from sqlmodel import col

from bot.actions.work import Work
from bot.rules.clocks import WIB, local_date
from bot.rules.errors import Stale
from db.engine import affected
from db.tables import Import, ImportState

MEASUREMENTS, CONTACTS = "measurements", "contacts"


async def new_import(
    work: Work, *, filename: str, sha256: str, is_quiet: bool, state: ImportState, kind: str = MEASUREMENTS
) -> int:
    """A row for a batch, staged or confirmed at once."""
    row = Import(
        kind=kind,
        filename=filename[:200],
        sha256=sha256,
        state=state,
        is_quiet=is_quiet,
        staged_by_staff_id=work.actor.staff_id,
        staged_at=work.now,
        decided_at=None if state is ImportState.STAGED else work.now,
    )
    work.session.add(row)
    await work.session.flush()
    if row.id is None:
        raise Stale
    return row.id


async def import_to_decide(work: Work, import_id: int, *, kind: str) -> Import:
    """The import of a card of this kind, locked. Raises Stale."""
    found = await work.session.get(Import, import_id, with_for_update=True)
    if found is None or found.kind != kind:
        raise Stale
    return found


async def decide_import(work: Work, import_id: int, state: ImportState, *, is_quiet: bool = False) -> bool:
    """Conditional: an import is decided once."""
    done = await work.session.execute(
        update(Import)
        .where(col(Import.id) == import_id, col(Import.state) == ImportState.STAGED)
        .values(state=state, is_quiet=is_quiet, decided_at=work.now)
    )
    return affected(done) == 1


async def recorded_before(work: Work, sha256: str) -> date | None:
    """When the very same file was recorded, if it was."""
    at = await work.session.scalar(
        select(col(Import.decided_at))
        .where(col(Import.sha256) == sha256, col(Import.state) == ImportState.CONFIRMED)
        .order_by(col(Import.id).desc())
        .limit(1)
    )
    return local_date(at, WIB) if at else None
