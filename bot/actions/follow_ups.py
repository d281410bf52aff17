"""Thanks after a sitting, and word of its files: shown, confirmed, held for 30 seconds, sent once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlmodel import col

from bot.actions import dialogues
from bot.actions.cards import overwrite_cards
from bot.actions.materials import published_sitting
from bot.actions.tallies import tallies
from bot.actions.telling import addressee_of, people_invited, unreached_posts
from bot.actions.work import Subject, Work
from bot.messages import follow_ups as messages
from bot.rules.access import Action, require
from bot.rules.clocks import WIB, full_moment
from bot.rules.errors import Stale
from bot.rules.follow_ups import (
    LONGEST_LINE,
    TAKE_BACK,
    Came,
    FollowUpKind,
    FollowUpSent,
    LineTooLong,
    NothingToHandOut,
    SittingNotOver,
    TooLateToTakeBack,
    by_attendance,
    may_be_sent,
    version_of,
)
from bot.rules.outbox import MessageClass
from bot.rules.sittings import MeetingView, SeatAnswer, SittingView
from bot.rules.visible import without_unseen
from bot.rules.working_days import next_working_morning
from db.outbox import withdraw_about
from db.queries.days_off import days_off
from db.queries.follow_ups import sent_at
from db.queries.materials import materials_of
from db.tables import AgendaItem

#: It is shown and waits for Konfirmasi; words are the sentence to add.
STEP = "follow_up"


@dataclass(frozen=True, slots=True)
class _Plan:
    """Who would hear what."""

    kind: FollowUpKind
    meeting: MeetingView
    sitting: SittingView
    groups: dict[Came, tuple[SeatAnswer, ...]]
    files: int
    line: str

    @property
    def version(self) -> str:
        return version_of(self.kind, self.groups, line=self.line, files=self.files)


async def propose(work: Work, *, item: int, kind: FollowUpKind, line: str = "") -> None:
    """What each would read, and who; with Konfirmasi.

    Raises Forbidden, Stale, SittingNotOver, FollowUpSent, NothingToHandOut, LineTooLong.
    """
    plan = await _plan(work, item, kind, line)
    await _show(work, plan)


async def confirm(work: Work, *, item: int, kind: FollowUpKind, version: str) -> None:
    """Konfirmasi: it leaves in 30 seconds. Counted anew; where that differs it is shown again.

    Raises what ``propose`` does.
    """
    require(work.actor, Action.ARRANGE_MEETINGS)
    await work.session.execute(select(col(AgendaItem.id)).where(col(AgendaItem.id) == item).with_for_update())
    question = await dialogues.open_question(work)
    line = str(question.said.get("line", "")) if question and question.step == STEP else ""
    plan = await _plan(work, item, kind, line)
    if question is None or (question.said.get("item"), question.said.get("kind")) != (item, kind.value):
        raise Stale
    if plan.version != version:
        await _show(work, plan, is_recounted=True)
        return
    at = work.now + TAKE_BACK
    people = await _enqueue(work, plan, at)
    audited = "thanks_sent" if kind is FollowUpKind.THANKS else "materials_told"
    await work.audit(audited, "agenda_item", item, people=people)
    await dialogues.close(work)
    await work.receipt(
        messages.leaving(plan.kind, plan.sitting, people=people, seconds=int(TAKE_BACK.total_seconds())),
        subject=_gate(kind, item),
    )


async def take_back(work: Work, *, item: int, kind: FollowUpKind) -> None:
    """Urungkan. Raises Forbidden, Stale, TooLateToTakeBack."""
    require(work.actor, Action.ARRANGE_MEETINGS)
    _meeting, sitting = await published_sitting(work, item)
    at = await sent_at(work.session, item, kind)
    if at is None or at <= work.now:
        raise TooLateToTakeBack
    await withdraw_about(
        work.session, subject_type=kind.value, subject_id=item, reason="taken_back", now=work.now
    )
    await work.audit("follow_up_taken_back", "agenda_item", item)
    gate = _gate(kind, item)
    text = messages.taken_back(kind, sitting)
    await overwrite_cards(work, subject_type=gate.type, subject_id=item, text=text)


def _gate(kind: FollowUpKind, item: int) -> Subject:
    return Subject(f"{kind.value}_gate", item)


async def _plan(work: Work, item: int, kind: FollowUpKind, line: str) -> _Plan:
    require(work.actor, Action.ARRANGE_MEETINGS)
    meeting, sitting = await published_sitting(work, item)
    if not sitting.is_standing or not may_be_sent(ends_at=sitting.ends_at, now=work.now):
        raise SittingNotOver
    at = await sent_at(work.session, item, kind)
    if at is not None:
        raise FollowUpSent(full_moment(at, WIB))
    files = len((await materials_of(work.session, [item])).get(item, []))
    if kind is FollowUpKind.MATERIALS and not files:
        raise NothingToHandOut
    words = " ".join(without_unseen(line).split())
    if len(words) > LONGEST_LINE:
        raise LineTooLong
    (tally,) = await tallies(work, [sitting])
    return _Plan(kind, meeting, sitting, by_attendance(tally), files, words)


async def _show(work: Work, plan: _Plan, *, is_recounted: bool = False) -> None:
    await dialogues.ask(work, STEP, item=plan.sitting.item, kind=plan.kind.value, line=plan.line)
    for came, rows in plan.groups.items():
        if rows and plan.kind is FollowUpKind.THANKS:
            await work.receipt(
                messages.sample(plan.meeting, plan.sitting, rows[0], came, line=plan.line, files=plan.files)
            )
    seats = plan.sitting.seats
    card = messages.preview(
        plan.kind,
        plan.meeting,
        plan.sitting,
        plan.groups,
        line=plan.line,
        files=plan.files,
        people=len({person.chat_id for person in await people_invited(work, seats)}),
        unreached=await unreached_posts(work, seats),
        version=plan.version,
        is_recounted=is_recounted,
    )
    await work.receipt(card)


async def _enqueue(work: Work, plan: _Plan, at: datetime) -> int:
    """One message a person, at a civil hour there; who came for one seat is not told that he was missed."""
    extra = await days_off(work.session)
    told: set[int] = set()
    for came, rows in plan.groups.items():
        answers = {row.seat.seat_id: row for row in rows}
        for person in await people_invited(work, answers):
            to = addressee_of(person)
            if person.chat_id in told:
                continue
            told.add(person.chat_id)
            await work.tell(
                person,
                messages.letter(
                    plan.kind,
                    plan.meeting,
                    plan.sitting,
                    came,
                    to=to,
                    choice=answers[to.seat].choice,
                    line=plan.line,
                    files=plan.files,
                ),
                key=f"{plan.kind.value}:{plan.sitting.item}:{person.contact_id}",
                message_class=MessageClass.BROADCAST,
                title=messages.TITLES[plan.kind],
                subject=Subject(plan.kind.value, plan.sitting.item),
                not_before=next_working_morning(at, zone=to.zone, extra=extra),
            )
    return len(told)
