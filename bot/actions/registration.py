"""From a code, or a request, to a seat."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import select, update
from sqlmodel import col

from bot.actions import dialogues
from bot.actions.applicants import Draft
from bot.actions.invitations import SeatCard, lock_seat, seat_card, seat_of_code, use_code
from bot.actions.newcomers import invite_newcomer
from bot.actions.successions import release_holder
from bot.actions.summaries import brief_newcomer
from bot.actions.tenures import end_tenures
from bot.actions.work import Subject, Work
from bot.messages import registry
from bot.rules.actors import Scope, TenureEnd, TenureKind
from bot.rules.errors import Stale
from bot.rules.outbox import MessageClass
from bot.rules.seats import NOTICE_VERSION, DeputiesFull, includes, is_full
from bot.rules.sheets import CoverageState
from bot.rules.wording import post
from db.queries.deputies import count_acting
from db.queries.people import actor_of, officers_of_region, people_of_seats
from db.queries.seat_cards import seat_view
from db.reach import came_back, is_gone, went
from db.tables import Consent, Contact, Reachability, Staff, Tenure


class Outcome(StrEnum):
    """What became of a registration."""

    DONE = "done"
    CODE_GONE = "code_gone"  #: used, revoked or expired since it was opened
    HELD = "held"  #: somebody else holds it, so staff decide; the code stays good
    ALREADY = "already"  #: this person acts for this seat already


async def keep(work: Work, draft: Draft, *, step: str = "register") -> SeatCard:
    """Remember the draft as the open question; returns the seat it speaks of."""
    await dialogues.ask(work, step, **draft.said())
    return await seat_card(work, draft.seat_id)


async def has_consented(work: Work) -> bool:
    """Whether this person agreed to the present notice."""
    found = await work.session.scalar(
        select(col(Consent.id)).where(
            col(Consent.telegram_id) == work.actor.telegram_id,
            col(Consent.notice_version) == NOTICE_VERSION,
            col(Consent.withdrawn_at).is_(None),
        )
    )
    return found is not None


async def require_consent(work: Work) -> None:
    """Raises Stale for whoever has not agreed to the present notice: nothing may be stored."""
    if not await has_consented(work):
        raise Stale


async def is_to_move(work: Work) -> bool:
    """Whether the post that is being chosen is to move here from another account of the same person."""
    question = await dialogues.open_question(work)
    return question is not None and question.step == "place" and question.said.get("then") == "account"


async def consent(work: Work) -> None:
    """Store that this person agreed to the notice, once."""
    if not await has_consented(work):
        work.session.add(
            Consent(telegram_id=work.actor.telegram_id, notice_version=NOTICE_VERSION, given_at=work.now)
        )
        await work.audit("consent", "notice", NOTICE_VERSION)


async def register(work: Work, draft: Draft) -> Outcome:
    """Take the seat by code: the code is used up, the seat taken, the officer told, all or nothing.

    A holder whom staff recorded without Telegram is replaced; one with an account is not, see Outcome.HELD.
    Raises DeputiesFull; the code stays good.
    """
    await dialogues.close(work)
    await lock_seat(work, draft.seat_id)
    me = await actor_of(work.session, work.actor.telegram_id)  # a request may have been approved meanwhile
    if any(held.seat_id == draft.seat_id and includes(held.kind, draft.kind) for held in me.seats):
        return Outcome.ALREADY
    if await seat_of_code(work, draft.code_hash) != draft.seat_id:
        return Outcome.CODE_GONE
    seat = await seat_card(work, draft.seat_id)
    view = await seat_view(work.session, draft.seat_id, within=Scope(everywhere=True))
    holder = view.holder if view and draft.kind is TenureKind.HOLDER else None
    if holder and holder.state is not CoverageState.NO_TELEGRAM:
        return Outcome.HELD
    await refuse_too_many(work, seat, draft.kind)
    contact_id = await contact_of(work, telegram_id=work.actor.telegram_id, name=draft.name)
    await use_code(work, code_hash=draft.code_hash, contact_id=contact_id)
    await leave_capacity(work, contact_id=contact_id, seat_id=draft.seat_id)
    if view and holder:
        await release_holder(work, view, holder, reason=TenureEnd.REPLACED)
    await take_seat(work, draft, contact_id=contact_id, telegram_id=work.actor.telegram_id)
    await _tell_officers(work, draft, seat)
    return Outcome.DONE


async def leave_capacity(work: Work, *, contact_id: int, seat_id: int) -> None:
    """Whoever acted for this seat and now holds it acts in one capacity only. Before anything is told."""
    await end_tenures(work, reason=TenureEnd.REPLACED, contact_id=contact_id, seat_id=seat_id)


async def refuse_too_many(work: Work, seat: SeatCard, kind: TenureKind) -> None:
    """Raises DeputiesFull when as many act for this seat in this capacity as may."""
    acting = await count_acting(work.session, seat.seat_id, kind)
    if is_full(kind, acting=acting):
        raise DeputiesFull(kind, post=post(seat.title, seat.region_name))


async def contact_of(work: Work, *, telegram_id: int, name: str) -> int:
    """The contact behind a Telegram id, made or renamed."""
    contact = await work.session.scalar(select(Contact).where(col(Contact.telegram_id) == telegram_id))
    if contact is None:
        contact = Contact(telegram_id=telegram_id, name=name, created_at=work.now, last_seen_at=work.now)
        work.session.add(contact)
    else:
        contact.name = name
        contact.reachability = Reachability.REACHABLE
    await work.session.flush()
    assert contact.id is not None  # noqa: S101 - flushed
    return contact.id


async def take_seat(
    work: Work, draft: Draft, *, contact_id: int, telegram_id: int, invited_by: int | None = None
) -> None:
    """Begin the tenure, and say what is under way for this seat: a summary, then the invitations."""
    tenure = Tenure(
        seat_id=draft.seat_id,
        contact_id=contact_id,
        kind=draft.kind,
        started_at=work.now,
        invited_by_contact_id=invited_by,
    )
    work.session.add(tenure)
    await work.session.flush()
    await work.audit("take_seat", "seat", draft.seat_id, about=contact_id, kind=draft.kind.value)
    for person in await people_of_seats(work.session, [draft.seat_id]):
        if person.contact_id == contact_id and person.chat_id == telegram_id:
            if draft.kind is TenureKind.HOLDER and person.seat is not None:
                await brief_newcomer(work, person.seat, person=person)
            await invite_newcomer(work, recipient=person)
            return


async def mark_reachable(work: Work, *, is_reachable: bool) -> None:
    """The person started the bot, or blocked it. What is in the outbox for a blocked chat is not sent."""
    connection, who = await work.session.connection(), work.actor.telegram_id
    if is_reachable:
        changed = await came_back(connection, [who])
    else:
        changed = await went(connection, who, Reachability.BLOCKED, now=work.now)
    if changed:
        await work.audit("reachable" if is_reachable else "blocked", "person")


async def is_as_known(work: Work) -> bool:
    """Whether nothing has to be stored when this person starts the bot: reachable, and with a name."""
    return bool(work.actor.name) and not await is_gone(work.session, work.actor.telegram_id)


async def learn_name_of_staff(work: Work, name: str) -> None:
    """ADMIN_IDS bring numbers without names: the first /start brings the name, for "disetujui oleh …"."""
    await work.session.execute(
        update(Staff)
        .where(col(Staff.telegram_id) == work.actor.telegram_id, col(Staff.name) == "")
        .values(name=name)
    )


async def _tell_officers(work: Work, draft: Draft, seat: SeatCard) -> None:
    for officer in await officers_of_region(work.session, seat.region_code):
        await work.tell(
            officer,
            registry.seat_taken(
                seat=seat, name=draft.name, kind=draft.kind, telegram_id=work.actor.telegram_id
            ),
            key=f"reg:{draft.code_hash[:16]}:{officer.staff_id}",
            message_class=MessageClass.REQUEST,
            subject=Subject("seat", draft.seat_id),
        )
