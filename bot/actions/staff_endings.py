"""Somebody may do less than before: at once, in the transaction that says so, out of every queue and card."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, delete, exists, literal, or_, select, update
from sqlalchemy.orm import aliased
from sqlmodel import col

from bot.actions.cards import overwrite_cards
from bot.actions.case_ends import lapse_of
from bot.actions.work import Work
from bot.messages import staff as words
from bot.messages.staff_changes import change_void
from bot.rules.actors import Role, rank
from bot.rules.outbox import WAITING, MessageClass, OutboxState, Text
from bot.rules.staff import Member, keeps_card
from db.queries.people import Recipient
from db.tables import ChangeState, Dialogue, LiveCard, OutboxMessage, Staff, StaffChange, StaffInvitation

#: What a change that waits for a second admin is called in the outbox.
CHANGE = "staff_change"


async def lower(work: Work, person: Member, after: Role | None) -> None:
    """What is open to this person above the role ``after`` is closed. A message under way is left to end."""
    await work.session.execute(delete(Dialogue).where(col(Dialogue.telegram_id) == person.telegram_id))
    await _withdraw_waiting(work, person, after)
    await _close_cards(work, person, after)
    if rank(after) < rank(Role.OFFICER):
        await work.session.execute(delete(LiveCard).where(col(LiveCard.chat_id) == person.telegram_id))
        await lapse_of(work, person.staff_id)
    if person.role is Role.ADMIN:
        await _forget_proposals(work, person.staff_id)


async def _withdraw_waiting(work: Work, person: Member, after: Role | None) -> None:
    """What has not left yet. Whoever stays on the staff keeps what the new role gets as well."""
    mine = col(OutboxMessage.staff_id) == person.staff_id
    board = and_(
        col(OutboxMessage.chat_id) == person.telegram_id, col(OutboxMessage.key).like("card:%")
    )  # the edits of a board name no recipient
    waiting = select(OutboxMessage).where(col(OutboxMessage.state).in_(WAITING), or_(mine, board))
    gone = [
        message.id
        for message in (await work.session.scalars(waiting)).all()
        if not keeps_card(after, message.message_class, _pressable(message))
    ]
    await work.session.execute(
        update(OutboxMessage)
        .where(col(OutboxMessage.id).in_(gone), col(OutboxMessage.state).in_(WAITING))
        .values(state=OutboxState.WITHDRAWN, reason="left", finished_at=work.now)
    )


async def _close_cards(work: Work, person: Member, after: Role | None) -> None:
    """Cards this person holds and may not press any more say so, and lose their buttons."""
    later = aliased(OutboxMessage)
    is_closed = exists(
        select(literal(1)).where(
            col(later.edits_outbox_id) == col(OutboxMessage.id),
            col(later.key).like("over:%"),
            col(later.state) != OutboxState.WITHDRAWN,
        )
    )
    is_card = or_(
        col(OutboxMessage.message_class) == MessageClass.REQUEST, col(OutboxMessage.key).like("card:%:0")
    )
    held = select(OutboxMessage).where(
        col(OutboxMessage.staff_id) == person.staff_id,
        col(OutboxMessage.state).in_([OutboxState.SENT, OutboxState.SENDING]),
        col(OutboxMessage.edits_outbox_id).is_(None),
        is_card,
        ~is_closed,
    )
    for card in (await work.session.scalars(held.order_by(col(OutboxMessage.id)))).all():
        actions = _pressable(card)
        if actions and not keeps_card(after, card.message_class, actions):
            await work.tell(
                Recipient(chat_id=card.chat_id, name="", staff_id=person.staff_id),
                words.card_void(),
                key=f"over:{card.id}",
                message_class=MessageClass.RECEIPT,
                method="editMessageText",
                edits_outbox_id=card.id,
            )


def _pressable(message: OutboxMessage) -> list[str]:
    """The actions behind the buttons of a message, as ``req`` in ``req:7:yes``."""
    markup = message.payload.get("reply_markup")
    rows = markup.get("inline_keyboard", []) if isinstance(markup, dict) else []
    return [
        str(button["callback_data"]).partition(":")[0]
        for row in rows
        for button in row
        if "callback_data" in button
    ]


async def _forget_proposals(work: Work, staff_id: int) -> None:
    """What this admin proposed, and whom he invited, is no longer wanted by anybody."""
    await close_changes(
        work,
        [col(StaffChange.proposed_by_staff_id) == staff_id],
        state=ChangeState.WITHDRAWN,
        text=change_void(),
    )
    await work.session.execute(
        update(StaffInvitation)
        .where(
            col(StaffInvitation.created_by_staff_id) == staff_id,
            col(StaffInvitation.used_at).is_(None),
            col(StaffInvitation.revoked_at).is_(None),
        )
        .values(revoked_at=work.now)
    )


async def withdraw_changes_about(work: Work, telegram_id: int) -> None:
    """Nobody is added to the staff who has asked to be erased. About active staff it is decided as before."""
    is_staff = select(col(Staff.id)).where(
        col(Staff.telegram_id) == telegram_id, col(Staff.is_active).is_(True)
    )
    if await work.session.scalar(is_staff) is None:
        about = [col(StaffChange.telegram_id) == telegram_id]
        await close_changes(work, about, state=ChangeState.WITHDRAWN, text=change_void())


async def close_changes(
    work: Work, wanted: Sequence[ColumnElement[bool]], *, state: ChangeState, text: Text
) -> list[StaffChange]:
    """End waiting changes without carrying them out; the cards say ``text``."""
    closed = await work.session.scalars(
        update(StaffChange)
        .where(col(StaffChange.state) == ChangeState.PENDING, *wanted)
        .values(state=state, decided_by_staff_id=work.actor.staff_id, decided_at=work.now)
        .returning(StaffChange)
        .execution_options(populate_existing=True)
    )
    changes = sorted(closed.all(), key=lambda change: change.id or 0)
    for change in changes:
        await overwrite_cards(work, subject_type=CHANGE, subject_id=change.id or 0, text=text)
        await work.audit(f"staff_change_{state.value}", "staff_change", change.id)
    return changes
