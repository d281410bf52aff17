"""The end of a sheet of codes: what was not used opens nothing any more."""

from __future__ import annotations

from sqlalchemy import update
from sqlmodel import col

from bot.actions.code_batches import may_print
from bot.actions.invitations import is_open
from bot.actions.work import Work
from bot.messages import code_batches as messages
from bot.rules.code_batches import is_batch_name
from bot.rules.errors import Stale
from bot.rules.outbox import Text
from db.queries.code_batches import batch_named
from db.tables import InvitationCode


async def ask_revoke(work: Work, *, name: str) -> Text:
    """Batalkan lembar ini: what that means, before it is done. Raises Forbidden, Stale."""
    may_print(work)
    batch = await batch_named(work.session, name, now=work.now) if is_batch_name(name) else None
    if batch is None or not batch.open:
        raise Stale
    return messages.ask_revoke(batch)


async def revoke(work: Work, *, name: str) -> int:
    """Every unused code of the sheet opens nothing any more; returns how many. Raises Forbidden, Stale."""
    may_print(work)
    if not is_batch_name(name):
        raise Stale
    rows = await work.session.execute(
        update(InvitationCode)
        .where(col(InvitationCode.batch) == name, *is_open(work.now))
        .values(revoked_at=work.now)
        .returning(col(InvitationCode.id), col(InvitationCode.seat_id))
    )
    gone = rows.all()
    if not gone:
        raise Stale
    await work.audit("revoke_sheet", "sheet", name, codes=len(gone))
    for code_id, seat_id in gone:
        await work.audit("revoke_code", "seat", seat_id, code_id=code_id)
    return len(gone)
