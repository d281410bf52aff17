"""A request to be reached at another account: approval moves the person, with every seat, in one go.

The record stays the same and gets the new account: its history, its invitations and whom it invited hang
on it. Where the new account has a record already (another seat, an earlier time), the old record is merged
into that one. The account that was left is a stranger's from then on.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, select, update
from sqlmodel import col

from bot.actions.cards import overwrite_cards
from bot.actions.inviters import holder_of
from bot.actions.newcomers import tell_what_still_matters
from bot.actions.summaries import brief_newcomer
from bot.actions.tenures import end_tenures
from bot.actions.work import Subject, Work
from bot.messages import new_accounts as words
from bot.messages.titles import TITLE_NEWS
from bot.rules.actors import TenureEnd, TenureKind
from bot.rules.outbox import MessageClass, Text
from bot.rules.own_requests import AccountGone, Registered
from bot.rules.requests import Refused, RequestPurpose, RequestView
from bot.rules.sheets import CoverageState
from db.erasing import LEFT_ACCOUNT
from db.moving import Move, change_account, merge, rekey
from db.queries.people import Recipient, actor_of, officers_of_region, seats_by_id
from db.tables import RegistrationRequest, RequestState, Tenure

#: Subject of what the old account is told about one request, as long as it waits.
OLD_ACCOUNT = "old_account"


def needs_second(view: RequestView) -> bool:
    """An account that speaks for a seat is replaced by two people of staff only."""
    return view.takes_over


async def tell_old_account(work: Work, view: RequestView, *, is_flood: bool) -> None:
    """At once, so that whoever did not ask can say so before anything is done.

    In a flood once an hour; the word counts for every request that waits then.
    """
    person = view.registered
    if person is None or person.telegram_id is None or person.state is not CoverageState.REACHABLE:
        return
    seats = await seats_by_id(work.session, [view.seat.seat_id])
    await work.tell(
        Recipient(chat_id=person.telegram_id, name=person.name, contact_id=person.contact_id),
        words.notice(seats[view.seat.seat_id], request_id=view.request_id, asked_at=view.requested_at),
        key=f"acc:{f'{person.contact_id}.{work.now:%Y%m%d%H}' if is_flood else view.request_id}:old",
        message_class=MessageClass.CORRECTION,
        title=words.TITLE_NOTICE,
        subject=Subject(OLD_ACCOUNT, view.request_id),
        expires_at=view.expires_at,
    )


async def approve(work: Work, view: RequestView) -> None:
    """The person is reached at the new account. Raises AccountGone when the old one is not what it was."""
    person = view.registered
    if person is None or person.telegram_id is None or not person.is_current:
        raise AccountGone
    move = Move(view.contact_id or person.contact_id, old=person.telegram_id, new=view.telegram_id)
    lost_phone = False
    if view.contact_id is None:
        hour = work.now.replace(minute=0, second=0, microsecond=0)
        lost_phone = await change_account(work.session, move, seen_at=hour)
    else:
        await _end_doubles(work, person.contact_id, view.contact_id)
        await merge(work.session, person.contact_id, view.contact_id, now=work.now)
        await _keep_name(work, view, person.name)
    await rekey(work.session, move, now=work.now)
    await work.audit(
        "change_account",
        "contact",
        move.contact_id,
        about=move.contact_id,
        merged=person.contact_id if view.contact_id else None,
    )
    await _take_leave(work, view, person.telegram_id)
    await _welcome(work, view, move.contact_id, lost_phone=lost_phone)
    await _tell_holder(work, view, person)
    await _tell_other_regions(work, view)


async def _end_doubles(work: Work, contact_id: int, other_id: int) -> None:
    """A seat for which both records act keeps one of them: the holder's, else the one that moves."""
    running = select(col(Tenure.id), col(Tenure.seat_id), col(Tenure.kind), col(Tenure.contact_id)).where(
        col(Tenure.contact_id).in_([contact_id, other_id]), col(Tenure.ended_at).is_(None)
    )
    kept: dict[int, int] = {}
    rows = (await work.session.execute(running)).all()
    for tenure_id, seat_id, _, _ in sorted(
        rows, key=lambda row: (row[2] is not TenureKind.HOLDER, row[3] != contact_id)
    ):
        if tenure_id is not None and kept.setdefault(seat_id, tenure_id) != tenure_id:
            await end_tenures(work, reason=TenureEnd.NEW_ACCOUNT, tenure_id=tenure_id)


async def _keep_name(work: Work, view: RequestView, name: str) -> None:
    """What the merged record was called, so that erasing finds it where it was written."""
    request = update(RegistrationRequest).where(col(RegistrationRequest.id) == view.request_id)
    await work.session.execute(request.values(former_name=name))


async def _take_leave(work: Work, view: RequestView, old: int) -> None:
    """The last words to the old chat, without a contact: it is nobody's whom we know."""
    await overwrite_cards(
        work, subject_type=OLD_ACCOUNT, subject_id=view.request_id, text=words.notice_over(is_moved=True)
    )
    await work.tell(
        Recipient(chat_id=old, name=view.name),
        words.farewell(request_id=view.request_id),
        key=f"acc:{view.request_id}:bye",
        message_class=MessageClass.CORRECTION,
        title=words.TITLE_MOVED,
        subject=Subject(LEFT_ACCOUNT, view.request_id),
    )


async def _welcome(work: Work, view: RequestView, contact_id: int, *, lost_phone: bool) -> None:
    """The new chat gets what holds now: the seats, what is under way, the invitations."""
    actor = await actor_of(work.session, view.telegram_id)
    me = Recipient(chat_id=view.telegram_id, name=actor.name, contact_id=contact_id)
    await work.tell(
        me,
        words.moved(actor.seats, lost_phone=lost_phone),
        key=f"reqd:{view.request_id}",
        message_class=MessageClass.CORRECTION,
        title=words.TITLE_MOVED,
    )
    for seat in actor.seats:
        if seat.kind is TenureKind.HOLDER:
            person = Recipient(me.chat_id, me.name, contact_id=contact_id, seat=seat)
            await brief_newcomer(work, seat, person=person, is_known=True)
    await tell_what_still_matters(work, contact_id)


async def _tell_holder(work: Work, view: RequestView, person: Registered) -> None:
    """The holder of the seat hears that somebody who acts for him has another account."""
    holder = await holder_of(work, view.seat.seat_id) if view.kind is not TenureKind.HOLDER else None
    if holder is not None and holder.seat is not None:
        await work.tell(
            holder,
            words.deputy_moved(holder.seat, name=person.name, kind=view.kind),
            key=f"acc:{view.request_id}:holder",
            message_class=MessageClass.CORRECTION,
            title=TITLE_NEWS,
        )


async def _tell_other_regions(work: Work, view: RequestView) -> None:
    """Officers of other regions, where the person acts as well, had no card."""
    actor = await actor_of(work.session, view.telegram_id)
    known = {one.staff_id for one in await officers_of_region(work.session, view.seat.region_code)}
    for code in actor.region_codes:
        seats = [seat for seat in actor.seats if seat.region_code == code]
        for officer in await officers_of_region(work.session, code):
            if officer.staff_id not in known:
                await work.tell(
                    officer,
                    words.moved_to_staff(seats, name=actor.name),
                    key=f"acc:{view.request_id}:{code}:{officer.staff_id}",
                    message_class=MessageClass.REQUEST,
                )


async def close(work: Work, view: RequestView, state: RequestState) -> None:
    """The old account learns that it stays the one."""
    await overwrite_cards(
        work, subject_type=OLD_ACCOUNT, subject_id=view.request_id, text=words.notice_over(is_moved=False)
    )


def pointless(view: RequestView) -> ColumnElement[bool]:
    """Whoever else asks to replace the account that is replaced now."""
    old = view.registered.telegram_id if view.registered else None
    return (col(RegistrationRequest.purpose) == RequestPurpose.NEW_ACCOUNT) & (
        col(RegistrationRequest.old_telegram_id) == old
    )


def refused(view: RequestView, refused: Refused) -> Text:
    return words.refused(view, refused)
