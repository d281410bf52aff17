"""What waits in the outbox when a revision makes it untrue is taken back; the revision tells it anew."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select, update
from sqlmodel import col

from bot.actions.telling import ITEM, ITEM_GONE, SEVERAL, addressee_of, invite
from bot.actions.work import Work
from bot.rules.meetings import Change, ChangeKind, Edition
from bot.rules.outbox import WAITING, MessageClass, OutboxState
from bot.rules.reminders import Reason
from bot.rules.sittings import MeetingView
from bot.rules.snapshots import edition_of
from db.queries.people import Recipient
from db.tables import OutboxMessage, PlanState, ReminderPlan, Revision, ToldSitting

#: After these the reminder of a step is as true as before, but for a detail of its text.
_DETAILS = (ChangeKind.LINK_CHANGED, ChangeKind.AGENDA_CHANGED)


@dataclass(frozen=True, slots=True)
class Unsaid:
    """A notice of an earlier revision that never left."""

    contact_id: int
    revision: int
    item: int | None
    seat: int | None


async def take_back_notices(work: Work, meeting: MeetingView, contacts: Collection[int]) -> list[Unsaid]:
    """Notices of earlier revisions to these people that have not left: what changed is counted from there."""
    items = [sitting.item for sitting in meeting.sittings]
    single = col(OutboxMessage.subject_type).in_([ITEM, ITEM_GONE]) & col(OutboxMessage.subject_id).in_(items)
    shared = (col(OutboxMessage.subject_type) == SEVERAL) & (col(OutboxMessage.subject_id) == meeting.meeting)
    rows = await work.session.execute(
        update(OutboxMessage)
        .where(
            single | shared,
            col(OutboxMessage.state).in_(WAITING),
            col(OutboxMessage.message_class) == MessageClass.CORRECTION,
            col(OutboxMessage.title) != "",
            col(OutboxMessage.contact_id).in_(contacts),
        )
        .values(state=OutboxState.WITHDRAWN, reason="outdated", finished_at=work.now)
        .returning(
            col(OutboxMessage.contact_id),
            col(OutboxMessage.key),
            col(OutboxMessage.subject_type),
            col(OutboxMessage.subject_id),
            col(OutboxMessage.seat_id),
        )
        .execution_options(synchronize_session=False)
    )
    return [
        Unsaid(contact, _revision_in(key), None if kind == SEVERAL else item, seat)
        for contact, key, kind, item, seat in rows
        if contact is not None
    ]


def _revision_in(key: str) -> int:
    """Keys of notices have the revision in the third place."""
    return int(key.split(":")[2].partition(".")[0])


async def edition_before(work: Work, meeting: MeetingView, revision: int) -> Edition:
    """The meeting as the revision before this one said it."""
    kept = await work.session.scalar(
        select(col(Revision.snapshot)).where(
            col(Revision.meeting_id) == meeting.meeting, col(Revision.number) == revision - 1
        )
    )
    return edition_of(kept or {})


async def take_back_the_rest(work: Work, found: Sequence[Change]) -> set[tuple[int, int, int]]:
    """Invitations and reminders that have not left and are untrue now.

    Returns whose invitations these were: (sitting, seat, contact).
    """
    invited: set[tuple[int, int, int]] = set()
    for change in found:
        if change.before is None:
            continue
        rows = await work.session.execute(
            update(OutboxMessage)
            .where(
                col(OutboxMessage.subject_type) == ITEM,
                col(OutboxMessage.subject_id) == change.before.item,
                col(OutboxMessage.seat_id).in_(change.seats),
                col(OutboxMessage.contact_id).is_not(None),
                col(OutboxMessage.state).in_(WAITING),
            )
            .values(state=OutboxState.WITHDRAWN, reason="outdated", finished_at=work.now)
            .returning(
                col(OutboxMessage.message_class),
                col(OutboxMessage.key),
                col(OutboxMessage.seat_id),
                col(OutboxMessage.contact_id),
            )
            .execution_options(synchronize_session=False)
        )
        reminders: list[tuple[str, int]] = []
        for message_class, key, seat, contact in rows:
            if seat is None or contact is None:
                continue
            if message_class is MessageClass.INVITATION:
                invited.add((change.before.item, seat, contact))
            elif message_class is MessageClass.REMINDER:
                reminders.append((key, seat))
        if change.kind in _DETAILS:
            await _remind_again(work, change.before.item, reminders)
        await _take_back_together(work, change.before.item, change.seats)
    return invited


async def _take_back_together(work: Work, item: int, seats: Collection[int]) -> None:
    """Reminders of several sittings of which one changes now: what they said falls due once more."""
    about = select(col(ToldSitting.outbox_id)).where(
        col(ToldSitting.agenda_item_id) == item,
        col(ToldSitting.seat_id).in_(seats),
        col(ToldSitting.step) != "",
    )
    taken_back = await work.session.scalars(
        update(OutboxMessage)
        .where(col(OutboxMessage.id).in_(about), col(OutboxMessage.state).in_(WAITING))
        .values(state=OutboxState.WITHDRAWN, reason="outdated", finished_at=work.now)
        .returning(col(OutboxMessage.id))
        .execution_options(synchronize_session=False)
    )
    parts = await work.session.execute(
        select(col(ToldSitting.agenda_item_id), col(ToldSitting.seat_id), col(ToldSitting.step)).where(
            col(ToldSitting.outbox_id).in_(taken_back.all())
        )
    )
    for of_item, seat, step in parts.all():
        await _remind_again(work, of_item, [(step, seat)])


async def _remind_again(work: Work, item: int, taken_back: Sequence[tuple[str, int]]) -> None:
    """The same steps fall due once more, now with the present text."""
    for key, seat in taken_back:
        await work.session.execute(
            update(ReminderPlan)
            .where(
                col(ReminderPlan.agenda_item_id) == item,
                col(ReminderPlan.seat_id) == seat,
                col(ReminderPlan.step).in_(key.split(":")),
                or_(
                    col(ReminderPlan.state) == PlanState.ENQUEUED,
                    col(ReminderPlan.reason) == Reason.DIGABUNG,
                ),
            )
            .values(state=PlanState.PLANNED, reason="", decided_at=None)
        )


async def set_right(
    work: Work, new: MeetingView, unsaid: Sequence[Unsaid], *, people: Sequence[Recipient], told: set[int]
) -> set[int]:
    """Whose unsent notice came to nothing: his earlier card may point at it, so he is invited again."""
    wanted = {(each.contact_id, each.item, each.seat) for each in unsaid}
    invited: set[int] = set()
    for person in people if wanted else ():
        for sitting in new.standing:
            place = (person.contact_id, sitting.item, addressee_of(person).seat)
            is_ahead = sitting.ends_at > work.now and addressee_of(person).seat in sitting.seats
            if is_ahead and place in wanted and person.chat_id not in told:
                await invite(work, new, sitting, person=person)
                invited.add(person.chat_id)
    return invited
