"""Reminders that a term ends: to the region's officer, and to the holder a week before. It ends nobody."""

from __future__ import annotations

from datetime import date

from sqlalchemy import or_, update
from sqlmodel import col

from bot.actions.cards import overwrite_cards
from bot.actions.work import Subject, Work
from bot.messages import terms as messages
from bot.rules.clocks import WIT, at_local, local_date, zone_named
from bot.rules.outbox import MessageClass
from bot.rules.terms import HORIZON, Term, TermStep, due_step, may_be_said
from bot.rules.working_days import NO_DAYS
from db.engine import affected
from db.outbox import withdraw_about
from db.queries.days_off import days_off
from db.queries.people import officers_of_region, people_of_seats
from db.queries.terms import terms_ending
from db.tables import Tenure

#: Subject of every card for staff about the end of one term, and of what its holder is told.
TERM, HOLDER_TERM = "tenure_term", "tenure_term_holder"


async def remind_of_terms(work: Work) -> None:
    """Chore: what is due today about terms that end, once each."""
    horizon = local_date(work.now, WIT) + HORIZON
    ending = await terms_ending(work.session, until=horizon)
    extra = await days_off(work.session) if ending else NO_DAYS
    for term in ending:
        zone = zone_named(term.seat.zone)
        today = local_date(work.now, zone)
        step = due_step(term.until_on, told_on=term.told_on, today=today)
        if step is None or not may_be_said(work.now, zone=zone, extra=extra):
            continue
        if await _is_first(work, term, today=today):
            await work.audit("term_reminder", "seat", term.seat.seat_id, step=step)
            await _tell_staff(work, term, step, today=today)
            if step is TermStep.WEEK:
                await _tell_holder(work, term)


async def _is_first(work: Work, term: Term, *, today: date) -> bool:
    """Remember that it is said; False when somebody has changed the term, or said it, meanwhile."""
    marked = update(Tenure).where(
        col(Tenure.id) == term.tenure_id,
        col(Tenure.ended_at).is_(None),
        col(Tenure.until_on) == term.until_on,
        or_(col(Tenure.term_told_on).is_(None), col(Tenure.term_told_on) < today),
    )
    return affected(await work.session.execute(marked.values(term_told_on=today))) == 1


async def _tell_staff(work: Work, term: Term, step: TermStep, *, today: date) -> None:
    for officer in await officers_of_region(work.session, term.seat.region_code):
        await work.tell(
            officer,
            messages.to_staff(term, step, today=today),
            key=f"term:{term.tenure_id}:{term.until_on:%Y%m%d}:{step}:{officer.staff_id}",
            message_class=MessageClass.REQUEST,
            subject=Subject(TERM, term.tenure_id),
        )


async def _tell_holder(work: Work, term: Term) -> None:
    zone = zone_named(term.seat.zone)
    for person in await people_of_seats(work.session, [term.seat.seat_id]):
        if person.contact_id == term.contact_id and person.is_reachable:
            await work.tell(
                person,
                messages.to_holder(term),
                key=f"term:{term.tenure_id}:{term.until_on:%Y%m%d}:holder",
                message_class=MessageClass.REMINDER,
                title=messages.TITLE_TERM,
                subject=Subject(HOLDER_TERM, term.tenure_id),
                expires_at=at_local(term.until_on, 23, 59, zone),
            )


async def settle_term(work: Work, *, tenure_id: int, until_on: date | None, is_over: bool = False) -> None:
    """What staff were asked about this term is answered: their cards say so, what waits is taken back."""
    await withdraw_about(
        work.session, subject_type=HOLDER_TERM, subject_id=tenure_id, reason="decided", now=work.now
    )
    await overwrite_cards(
        work,
        subject_type=TERM,
        subject_id=tenure_id,
        text=messages.settled(until_on=until_on, is_over=is_over, by=work.actor.name),
    )
