"""A change of staff that waits for another admin: asked, decided, taken back, run out."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import select, update
from sqlmodel import col

from bot.actions.cards import overwrite_cards
from bot.actions.staff_endings import CHANGE, close_changes
from bot.actions.staff_roles import as_recipient, carry_out
from bot.actions.work import Subject, Work
from bot.messages import staff_changes as words
from bot.rules.access import Action, require
from bot.rules.actors import Role
from bot.rules.errors import Forbidden, Stale
from bot.rules.names import shown_name
from bot.rules.outbox import MessageClass, Text
from bot.rules.staff import (
    CHANGE_LASTS,
    ChangeWaiting,
    LastAdmin,
    Member,
    StaffEvent,
    WaitingChange,
    Way,
    may_decide,
    way_of_change,
)
from db.engine import affected
from db.queries import staff as queries
from db.tables import ChangeState, StaffChange


class Decision(StrEnum):
    """What became of a press on the card of a change."""

    DONE = "done"
    REFUSED = "refused"
    NEEDS_ANOTHER = "needs_another"  #: there is a second admin by now, who is asked


async def refuse_second_change(work: Work, telegram_id: int) -> None:
    """Raises ChangeWaiting when a change of this person waits already."""
    waiting = select(col(StaffChange.id)).where(
        col(StaffChange.telegram_id) == telegram_id,
        col(StaffChange.state) == ChangeState.PENDING,
    )
    if await work.session.scalar(waiting) is not None:
        raise ChangeWaiting


async def ask_another(
    work: Work, *, telegram_id: int, name: str, after: Role | None, by: int | None
) -> WaitingChange:
    """Let a change wait, and ask those who may decide. ``by`` is the staff id of whoever wants it."""
    await refuse_second_change(work, telegram_id)
    change = StaffChange(
        telegram_id=telegram_id,
        name=name,
        role=after,
        state=ChangeState.PENDING,
        proposed_by_staff_id=by,
        proposed_at=work.now,
        expires_at=work.now + CHANGE_LASTS,
    )
    work.session.add(change)
    await work.session.flush()
    await work.audit(
        "staff_change_proposed",
        CHANGE,
        change.id,
        text=f"ID Telegram {telegram_id}",
        role=after.value if after else "",
    )
    waiting = await queries.waiting_change(work.session, change.id or 0, now=work.now)
    assert waiting is not None  # noqa: S101 - flushed
    await _send_cards(work, waiting)
    return waiting


async def _send_cards(work: Work, change: WaitingChange) -> Way:
    """A card to every admin who may decide and has none yet."""
    way, by = await _way(work, change)
    for admin in await queries.admins(work.session):
        if admin.is_reachable and may_decide(admin.telegram_id, by=by, person=change.telegram_id, way=way):
            await work.tell(
                as_recipient(admin),
                words.change_card(change, may_decide=True, is_alone=way is Way.ALONE),
                key=f"stf:{change.change_id}:{admin.staff_id}",
                message_class=MessageClass.REQUEST,
                subject=Subject(CHANGE, change.change_id),
            )
    return way


async def _way(work: Work, change: WaitingChange) -> tuple[Way, int]:
    """How the change can come about as things are now, and who wants it."""
    by = change.proposed_by.telegram_id if change.proposed_by else 0
    admins = await queries.admins(work.session)
    return way_of_change(change.before, change.after, by=by, person=change.telegram_id, admins=admins), by


async def change_card(work: Work, change_id: int) -> Text:
    """The card of a waiting change once more, as it concerns whoever asks. Raises Forbidden, Stale."""
    require(work.actor, Action.SEE_STAFF)
    change = await queries.waiting_change(work.session, change_id, now=work.now)
    if change is None:
        raise Stale
    way, by = await _way(work, change)
    me = work.actor.telegram_id
    return words.change_card(
        change,
        may_decide=may_decide(me, by=by, person=change.telegram_id, way=way),
        is_alone=way is Way.ALONE,
        is_mine=me == by,
    )


async def decide(work: Work, change_id: int, *, me: Member, is_approved: bool) -> Decision:
    """An admin agrees or not, once, under the lock. Raises Stale, Forbidden, LastAdmin."""
    change = await queries.waiting_change(work.session, change_id, now=work.now)
    if change is None or change.proposed_by is None or change.before is change.after:
        raise Stale
    way, by = await _way(work, change)
    if not is_approved:
        await _decide_once(work, change_id, state=ChangeState.REFUSED)
        text = words.change_decided(change, is_approved=False, by=me.name)
        await overwrite_cards(work, subject_type=CHANGE, subject_id=change_id, text=text)
        return Decision.REFUSED
    if me.telegram_id == change.telegram_id:
        raise Forbidden
    if way is Way.LAST:
        raise LastAdmin
    if not may_decide(me.telegram_id, by=by, person=change.telegram_id, way=way):
        await _send_cards(work, change)
        return Decision.NEEDS_ANOTHER
    await _decide_once(work, change_id, state=ChangeState.DONE)
    text = words.change_decided(change, is_approved=True, by=me.name)
    await overwrite_cards(work, subject_type=CHANGE, subject_id=change_id, text=text)
    event = StaffEvent(
        shown_name(change.name),
        change.before,
        change.after,
        by=me.name,
        proposed_by=_other(change.proposed_by, me),
    )
    await carry_out(work, event, telegram_id=change.telegram_id)
    return Decision.DONE


def _other(proposer: Member, me: Member) -> str:
    return "" if proposer.staff_id == me.staff_id else proposer.name


async def _decide_once(work: Work, change_id: int, *, state: ChangeState) -> None:
    statement = (
        update(StaffChange)
        .where(col(StaffChange.id) == change_id, col(StaffChange.state) == ChangeState.PENDING)
        .values(state=state, decided_by_staff_id=work.actor.staff_id, decided_at=work.now)
    )
    if affected(await work.session.execute(statement)) != 1:
        raise Stale
    await work.audit(f"staff_change_{state.value}", CHANGE, change_id)


async def take_back(work: Work, change_id: int) -> None:
    """Whoever proposed it does not want it any more. Raises Stale."""
    mine = [col(StaffChange.id) == change_id, col(StaffChange.proposed_by_staff_id) == work.actor.staff_id]
    text = words.change_taken_back()
    if not await close_changes(work, mine, state=ChangeState.WITHDRAWN, text=text):
        raise Stale


async def expire_changes(work: Work) -> None:
    """A chore: what nobody decided in seven days is closed, and whoever proposed it is told."""
    late = [col(StaffChange.expires_at) <= work.now]
    for change in await close_changes(
        work, late, state=ChangeState.EXPIRED, text=words.change_lapsed(is_mine=False)
    ):
        proposer = await queries.member(work.session, change.proposed_by_staff_id)
        if proposer is not None:
            await work.tell(
                as_recipient(proposer),
                words.change_lapsed(is_mine=True, name=change.name),
                key=f"stfx:{change.id}",
                message_class=MessageClass.REQUEST,
            )
