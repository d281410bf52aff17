"""A role given, changed or taken away, and who is told of it."""

from __future__ import annotations

from sqlalchemy import update
from sqlmodel import col

from bot.actions.request_heirs import hand_on_requests
from bot.actions.staff_endings import close_changes, lower
from bot.actions.work import Work
from bot.messages import staff as words
from bot.messages.staff_changes import change_void
from bot.rules.actors import Role, rank
from bot.rules.errors import Stale
from bot.rules.outbox import MessageClass
from bot.rules.staff import Member, StaffEvent, is_raise
from db.queries import staff as queries
from db.queries.people import Recipient
from db.tables import ChangeState, Reachability, Staff, StaffChange

#: (was nobody, is nobody) -> what the audit log calls it.
_VERBS = {(True, False): "add_staff", (False, False): "change_role", (False, True): "remove_staff"}


def as_recipient(member: Member) -> Recipient:
    return Recipient(chat_id=member.telegram_id, name=member.name, staff_id=member.staff_id)


async def carry_out(work: Work, event: StaffEvent, *, telegram_id: int, is_here: bool = True) -> None:
    """Give, change or take the role. Raises Stale when it is another by now.

    ``is_here``: somebody new has written to the bot, and not only been named by the settings.
    """
    person = await queries.member_by_telegram(work.session, telegram_id)
    if (person.role if person else None) is not event.before:
        raise Stale
    if person is None:
        staff_id = await _take_in(work, event, telegram_id, is_here=is_here)
    else:
        staff_id = person.staff_id
        change = {"role": event.after} if event.after else {"is_active": False}
        await work.session.execute(update(Staff).where(col(Staff.id) == staff_id).values(change))
    await work.audit(
        _VERBS[event.before is None, event.after is None],
        "staff",
        staff_id,
        before=event.before.value if event.before else "",
        after=event.after.value if event.after else "",
    )
    about = [col(StaffChange.telegram_id) == telegram_id]
    await close_changes(work, about, state=ChangeState.WITHDRAWN, text=change_void())
    if person is not None and not is_raise(event.before, event.after):
        await lower(work, person, event.after)
        if rank(event.after) < rank(Role.OFFICER):
            await hand_on_requests(work, staff_id)
    await _tell(work, event, staff_id, telegram_id)


async def _take_in(work: Work, event: StaffEvent, telegram_id: int, *, is_here: bool) -> int:
    """Somebody new, or somebody who was here before."""
    known: dict[str, object] = {"role": event.after, "is_active": True}
    if event.name:
        known["name"] = event.name
    if is_here:
        known["reachability"] = Reachability.REACHABLE
    back = (
        update(Staff)
        .where(col(Staff.telegram_id) == telegram_id, col(Staff.is_active).is_(False))
        .values(known)
        .returning(col(Staff.id))
    )
    staff_id = await work.session.scalar(back)
    if staff_id is None:
        row = Staff.model_validate(known | {"telegram_id": telegram_id, "created_at": work.now})
        work.session.add(row)
        await work.session.flush()
        staff_id = row.id
    return staff_id or 0


async def _tell(work: Work, event: StaffEvent, staff_id: int, telegram_id: int) -> None:
    """The person concerned and all admins hear of it; who acts has the receipt."""
    decision = f"{staff_id}:{work.update_id or int(work.now.timestamp())}"
    if telegram_id != work.actor.telegram_id and event.by:  # whoever the settings name is greeted at /start
        person = Recipient(telegram_id, event.name, staff_id=staff_id if event.after else None)
        await work.tell(
            person,
            words.told_person(event),
            key=f"role:{decision}",
            message_class=MessageClass.CORRECTION,
        )
    for admin in await queries.admins(work.session):
        if admin.is_reachable and admin.telegram_id not in (telegram_id, work.actor.telegram_id):
            await work.tell(
                as_recipient(admin),
                words.announced(event, telegram_id=telegram_id),
                key=f"rola:{decision}:{admin.staff_id}",
                message_class=MessageClass.REQUEST,
            )
