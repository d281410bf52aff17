"""Tell exactly those whom a revision touches what changed, and withdraw what became untrue."""

from __future__ import annotations

from sqlalchemy import or_, select
from sqlmodel import col

from bot.actions.telling import ITEM, addressee_of, invite, people_invited
from bot.actions.work import Subject, Work
from bot.messages import sittings as messages
from bot.rules.answers import Given, earlier
from bot.rules.meetings import ChangeKind, changes
from bot.rules.outbox import MessageClass, OutboxState, Text
from bot.rules.reminders import link_is_due
from bot.rules.sittings import Addressee, MeetingView, SittingView
from db.outbox import withdraw_about
from db.queries.meetings import answers_of
from db.queries.people import Recipient
from db.tables import OutboxMessage


async def tell_changes(work: Work, old: MeetingView, new: MeetingView) -> int:
    """Withdraw what became untrue and tell exactly those touched; how many people were written to."""
    found = changes(old.edition(), new.edition())
    for item in {
        change.item for change in found if change.item and change.kind is not ChangeKind.LINK_CHANGED
    }:
        await withdraw_about(
            work.session, subject_type=ITEM, subject_id=item, reason="outdated", now=work.now
        )
    moved = {change.item for change in found if change.kind is ChangeKind.MOVED}
    told: set[int] = set()
    for change in found:
        if change.item is None or (change.kind is ChangeKind.LINK_CHANGED and change.item in moved):
            continue
        before, after = old.sitting(change.item), new.sitting(change.item)
        if (after or before) is None:
            continue
        for person in await people_invited(work, change.seats):
            if await _tell_change(work, change.kind, new, before, after, person=person):
                told.add(person.chat_id)
    return len(told)


async def _tell_change(
    work: Work,
    kind: ChangeKind,
    meeting: MeetingView,
    before: SittingView | None,
    after: SittingView | None,
    *,
    person: Recipient,
) -> bool:
    """Whether there was anything to tell this person."""
    if kind in (ChangeKind.INVITEE_ADDED, ChangeKind.SITTING_ADDED):
        if after is None or after.ends_at <= work.now:
            return False
        await invite(work, meeting, after, person=person)
        return True
    if before is None or before.ends_at <= work.now:
        return False
    card = await _earlier_card(work, before, person=person)
    if card is None:
        return await _instead_of_a_change(work, kind, meeting, after, person=person)
    text = await _change_text(work, kind, meeting, before, after, to=addressee_of(person))
    if text is None:
        return False
    if kind is not ChangeKind.LINK_CHANGED:
        await _outdate(work, meeting, before, card=card, person=person)
    is_standing = kind in (ChangeKind.MOVED, ChangeKind.LINK_CHANGED) and after is not None
    await work.tell(
        person,
        text,
        key=f"{_PREFIX[kind]}:{before.item}:{meeting.revision}:{person.contact_id}:{addressee_of(person).seat}",
        message_class=MessageClass.CORRECTION,
        title=messages.TITLE_CHANGE if is_standing else messages.TITLE_CANCELLED,
        subject=Subject(ITEM, after.item, after.time_revision) if is_standing and after else None,
        expires_at=max(before.ends_at, after.ends_at if after else before.ends_at),
    )
    return True


_PREFIX = {
    ChangeKind.MOVED: "mov",
    ChangeKind.LINK_CHANGED: "lnk",
    ChangeKind.SITTING_CANCELLED: "can",
    ChangeKind.INVITEE_REMOVED: "uni",
}


async def _change_text(
    work: Work,
    kind: ChangeKind,
    meeting: MeetingView,
    before: SittingView,
    after: SittingView | None,
    *,
    to: Addressee,
) -> Text | None:
    match kind:
        case ChangeKind.MOVED if after is not None:
            answer = await _answer_before(work, after, seat=to.seat)
            return messages.moved(meeting, before, after, to=to, answer=answer, now=work.now)
        case ChangeKind.LINK_CHANGED if after is not None:
            # before H-1 nobody knows the old link, so there is nothing to correct
            is_told = link_is_due(starts_at=after.starts_at, zone=to.zone, now=work.now)
            return messages.link_changed(meeting, after, to=to, now=work.now) if is_told else None
        case ChangeKind.SITTING_CANCELLED:
            return messages.cancelled(meeting, before, to=to, now=work.now)
        case ChangeKind.INVITEE_REMOVED:
            return messages.withdrawn(meeting, before, to=to, now=work.now)
        case _:
            return None


async def _answer_before(work: Work, after: SittingView, *, seat: int) -> Given | None:
    answers = await answers_of(work.session, [after.item])
    return earlier(answers.get((after.item, seat), []), time_revision=after.time_revision)


async def _instead_of_a_change(
    work: Work, kind: ChangeKind, meeting: MeetingView, after: SittingView | None, *, person: Recipient
) -> bool:
    """Whoever never received the invitation hears nothing of a cancellation, and of a new time as new."""
    if kind is not ChangeKind.MOVED or after is None:
        return False
    await invite(work, meeting, after, person=person)
    return True


async def _earlier_card(work: Work, before: SittingView, *, person: Recipient) -> int | None:
    """The newest invitation or change about this sitting that this person has or is just getting."""
    seat = addressee_of(person).seat
    own = f":{person.contact_id}:{seat}"
    return (
        await work.session.execute(
            select(col(OutboxMessage.id))
            .where(
                or_(
                    col(OutboxMessage.key).like(f"inv:{before.item}:%{own}"),
                    col(OutboxMessage.key).like(f"mov:{before.item}:%{own}"),
                ),
                col(OutboxMessage.subject_type) == ITEM,
                col(OutboxMessage.subject_id) == before.item,
                col(OutboxMessage.state).in_([OutboxState.SENT, OutboxState.SENDING, OutboxState.UNCERTAIN]),
            )
            .order_by(col(OutboxMessage.id).desc())
            .limit(1)
        )
    ).scalar_one_or_none()


async def _outdate(
    work: Work, meeting: MeetingView, before: SittingView, *, card: int, person: Recipient
) -> None:
    """Turn the earlier card into a pointer to the change; best effort, nothing depends on it."""
    to = addressee_of(person)
    await work.tell(
        person,
        messages.outdated(meeting, before, to=to),
        key=f"old:{before.item}:{meeting.revision}:{person.contact_id}:{to.seat}",
        message_class=MessageClass.CORRECTION,
        method="editMessageText",
        edits_outbox_id=card,
        expires_at=before.ends_at,
    )
