"""Siaran in the making: own drafts, changed by their author only, each change by a conditional update."""

from __future__ import annotations

from sqlalchemy import and_, or_, select, update
from sqlmodel import col

from bot.actions import dialogues
from bot.actions.broadcast_audiences import found
from bot.actions.broadcast_bodies import content_of
from bot.actions.broadcast_choices import chosen_words
from bot.actions.work import Work
from bot.messages import broadcast_drafts as messages
from bot.rules.access import Action, require
from bot.rules.audiences import audience_of
from bot.rules.broadcasts import BroadcastOutdated, Draft, Line
from bot.rules.outbox import Text
from db.engine import affected
from db.tables import Broadcast, BroadcastState, Staff

_MOST_LISTED = 10


async def listed(work: Work) -> Text:
    """Own drafts and everybody's confirmed ones, the newest first. Raises Forbidden."""
    require(work.actor, Action.RUN_BROADCASTS)
    mine = col(Broadcast.created_by_staff_id) == work.actor.staff_id
    rows = await work.session.execute(
        select(
            col(Broadcast.id),
            col(Broadcast.title),
            col(Broadcast.state),
            col(Broadcast.created_by_staff_id),
            col(Broadcast.starts_at),
            col(Staff.name),
            col(Broadcast.corrects_id),
        )
        .join(Staff, col(Staff.id) == col(Broadcast.created_by_staff_id))
        .where(
            col(Broadcast.state) != BroadcastState.DISCARDED,
            or_(mine, col(Broadcast.state) != BroadcastState.DRAFT),
        )
        .order_by(col(Broadcast.id).desc())
        .limit(_MOST_LISTED)
    )
    lines = [
        Line(number or 0, title, state.value, author == work.actor.staff_id, starts_at, name, corrects)
        for number, title, state, author, starts_at, name, corrects in rows
    ]
    return messages.listed(lines)


async def create(
    work: Work, *, html: str = "", file_kind: str = "", file_id: str = "", filename: str = ""
) -> Broadcast:
    """A new draft of whoever acts. Raises Forbidden."""
    require(work.actor, Action.RUN_BROADCASTS)
    draft = Broadcast(
        state=BroadcastState.DRAFT,
        audience={},
        html=html,
        file_kind=file_kind,
        file_id=file_id,
        filename=filename,
        created_by_staff_id=work.actor.staff_id or 0,
        created_at=work.now,
    )
    work.session.add(draft)
    await work.session.flush()
    await work.audit("broadcast_draft", "broadcast", draft.id)
    return draft


async def own_draft(work: Work, number: int) -> Broadcast:
    """The own draft with this number. Raises Forbidden, Stale (it is another's, or no draft any more)."""
    require(work.actor, Action.RUN_BROADCASTS)
    draft: Broadcast | None = await work.session.scalar(
        select(Broadcast).where(
            col(Broadcast.id) == number,
            col(Broadcast.created_by_staff_id) == work.actor.staff_id,
            col(Broadcast.state) == BroadcastState.DRAFT,
        )
    )
    if draft is None:
        raise BroadcastOutdated
    return draft


async def change(work: Work, draft: Broadcast, **values: object) -> Broadcast:
    """The draft with these values: for whoever finds it as it was read. Raises Stale."""
    changed = await work.session.execute(
        update(Broadcast)
        .where(
            and_(
                col(Broadcast.id) == draft.id,
                col(Broadcast.version) == draft.version,
                col(Broadcast.state) == BroadcastState.DRAFT,
                col(Broadcast.created_by_staff_id) == work.actor.staff_id,
            )
        )
        .values(version=draft.version + 1, **values)
        .execution_options(synchronize_session=False)
    )
    if affected(changed) != 1:
        raise BroadcastOutdated
    await work.session.refresh(draft)
    return draft


async def card(work: Work, draft: Broadcast) -> Text:
    """What is written so far, for whom, and what is still missing."""
    audience = audience_of(draft.audience)
    return messages.draft(
        draft_view(draft), who=await chosen_words(work, audience), found=await found(work, audience)
    )


def draft_view(row: Broadcast) -> Draft:
    """The same with what only staff see."""
    return Draft(
        content=content_of(row),
        version=row.version,
        filename=row.filename,
        starts_at=row.starts_at,
        expires_at=row.expires_at,
        has_audience=not audience_of(row.audience).is_empty,
    )


async def discard(work: Work, *, number: int, version: int) -> None:
    """Buang konsep. Raises Forbidden, Stale."""
    await _turn(work, number, version, BroadcastState.DRAFT, BroadcastState.DISCARDED)
    if (question := await dialogues.open_question(work)) and question.said.get("broadcast") == number:
        await dialogues.close(work)  # or everything typed from now on would be for a draft that is none
    await work.audit("broadcast_discarded", "broadcast", number)
    await work.receipt(messages.discarded(number=number, version=version + 1))


async def restore(work: Work, *, number: int, version: int) -> None:
    """Kembalikan. Raises Forbidden, Stale."""
    await _turn(work, number, version, BroadcastState.DISCARDED, BroadcastState.DRAFT)
    await work.audit("broadcast_restored", "broadcast", number)
    await work.receipt(await card(work, await own_draft(work, number)))


async def _turn(work: Work, number: int, version: int, old: BroadcastState, new: BroadcastState) -> None:
    require(work.actor, Action.RUN_BROADCASTS)
    changed = await work.session.execute(
        update(Broadcast)
        .where(
            col(Broadcast.id) == number,
            col(Broadcast.version) == version,
            col(Broadcast.state) == old,
            col(Broadcast.created_by_staff_id) == work.actor.staff_id,
        )
        .values(state=new, version=version + 1)
        .execution_options(synchronize_session=False)
    )
    if affected(changed) != 1:
        raise BroadcastOutdated
