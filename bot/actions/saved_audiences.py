"""Recipients kept under a name: saved, chosen, removed. Who they are is asked anew each time."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select, update
from sqlmodel import col

from bot.actions import dialogues
from bot.actions.broadcast_drafts import change, own_draft
from bot.actions.work import Work
from bot.messages import broadcast_choices as messages
from bot.rules.access import Action, require
from bot.rules.actors import Role
from bot.rules.audience_choices import LONGEST_NAME, SHORTEST_NAME, AudienceNameUnusable, Saved
from bot.rules.audiences import audience_of
from bot.rules.broadcasts import STEP, Piece
from bot.rules.errors import Stale
from bot.rules.visible import is_readable, without_unseen
from db.engine import affected
from db.queries.audience_options import saved_audiences
from db.tables import Broadcast, SavedAudience


async def saved(work: Work) -> Sequence[Saved]:
    """All there are; whoever saved one, and an admin, may remove it."""
    rows = await saved_audiences(work.session)
    return [Saved(row.id or 0, row.name, _may_remove(work, row)) for row in rows]


async def ask_name(work: Work, *, number: int, version: int) -> None:
    """Simpan penerima. Raises Forbidden, Stale."""
    draft = await own_draft(work, number)
    if draft.version != version or audience_of(draft.audience).is_empty:
        raise Stale
    await dialogues.ask(work, STEP, broadcast=draft.id, piece=Piece.NAME.value)
    await work.receipt(messages.ask_name(number=number))


async def keep(work: Work, *, number: int, typed: str) -> None:
    """The name. Raises Forbidden, Stale, AudienceNameUnusable."""
    draft = await own_draft(work, number)
    name = " ".join(without_unseen(typed).split())
    if not is_readable(name) or not SHORTEST_NAME <= len(name) <= LONGEST_NAME:
        raise AudienceNameUnusable
    if name.casefold() in {row.name.casefold() for row in await saved_audiences(work.session)}:
        raise AudienceNameUnusable(is_taken=True)
    row = SavedAudience(
        name=name,
        audience=draft.audience,
        created_by_staff_id=work.actor.staff_id or 0,
        created_at=work.now,
    )
    work.session.add(row)
    await work.session.flush()
    await work.audit("audience_saved", "saved_audience", row.id)
    await dialogues.close(work)
    await work.receipt(messages.kept(name, number=number, version=draft.version))


async def choose(work: Work, *, number: int, version: int, saved_id: int) -> Broadcast:
    """The recipients of the draft are those of this name. Raises Forbidden, Stale."""
    draft = await own_draft(work, number)
    row = await _known(work, saved_id)
    if draft.version != version:
        raise Stale
    return await change(work, draft, audience=row.audience, saved_audience_id=row.id)


async def remove(work: Work, *, saved_id: int) -> None:
    """Hapus. Raises Forbidden, Stale."""
    require(work.actor, Action.RUN_BROADCASTS)
    row = await _known(work, saved_id)
    if not _may_remove(work, row):
        raise Stale
    gone = await work.session.execute(
        update(SavedAudience)
        .where(col(SavedAudience.id) == saved_id, col(SavedAudience.removed_at).is_(None))
        .values(removed_at=work.now)
    )
    if affected(gone) != 1:
        raise Stale
    await work.audit("audience_removed", "saved_audience", saved_id)
    await work.receipt(messages.removed(row.name))


async def _known(work: Work, saved_id: int) -> SavedAudience:
    row: SavedAudience | None = await work.session.scalar(
        select(SavedAudience).where(
            col(SavedAudience.id) == saved_id, col(SavedAudience.removed_at).is_(None)
        )
    )
    if row is None:
        raise Stale
    return row


def _may_remove(work: Work, row: SavedAudience) -> bool:
    return row.created_by_staff_id == work.actor.staff_id or work.actor.at_least(Role.ADMIN)
