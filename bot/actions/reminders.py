"""Enqueue reminders when they come due, by the late policy; say why where one is not sent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.actions.call_lists import tell_calls
from bot.actions.due_reminders import due_now, due_soon
from bot.actions.plans import set_plan
from bot.actions.reminding import Ready, ask_for_substitute, remind_of
from bot.actions.rounds import Round, look
from bot.actions.work import Work
from bot.messages import reminders as messages
from bot.rules.access import Action, require
from bot.rules.actors import Role
from bot.rules.lateness import BEAT_KEPT_EVERY, Doing, Due, Verdict, has_gone_back, held, what_now_of_all
from bot.rules.merging import comes_along
from bot.rules.outbox import MessageClass
from bot.rules.reminders import Reason, Step
from db.beats import keep_beat, last_beat
from db.queries.days_off import days_off
from db.queries.people import staff_at_least
from db.tables import PlanState

#: The name under which the last look is kept.
BEAT = "reminders"
#: Plans decided in one transaction: others must not wait long for the database. The next beat goes on.
MOST_AT_ONCE = 200


async def remind(work: Work) -> None:
    """Chore: enqueue what has come due; hold what is late and ask the admins when too much is, or when
    the clock has gone back."""
    await _remind(work, may_wait=True)


async def remind_without_waiting(work: Work) -> None:
    """Chore at the fence, which holds it: also what is late and would wait for the morning."""
    await _remind(work, may_wait=False)


async def _remind(work: Work, *, may_wait: bool) -> None:
    last = await last_beat(work.session, BEAT)
    if has_gone_back(last=last, now=work.now):
        await _warn_of_the_clock(work, last=last or work.now)
        return
    if last is None or work.now - last >= BEAT_KEPT_EVERY:
        await keep_beat(work.session, BEAT, at=work.now)
    dues = await due_now(work)
    if not dues:
        return
    verdicts = what_now_of_all(dues, now=work.now, extra=await days_off(work.session))
    if not may_wait:
        verdicts = {number: _not_waiting(verdict) for number, verdict in verdicts.items()}
    kept_back = held(dues, verdicts=verdicts)
    if kept_back:
        await _ask_admins(work, [due for due in dues if due.plan_id in kept_back])
    ready = [due for due in _decidable(dues, verdicts) if due.plan_id not in kept_back]
    await _carry_out(work, _some(ready), verdicts=verdicts)


def _not_waiting(verdict: Verdict) -> Verdict:
    return Verdict(Doing.SEND_LATE) if verdict.doing is Doing.WAIT else verdict


def _decidable(dues: Sequence[Due], verdicts: Mapping[int, Verdict]) -> list[Due]:
    return [due for due in dues if verdicts[due.plan_id].doing not in (Doing.WAIT, Doing.NOT_YET)]


def _some(dues: Sequence[Due]) -> list[Due]:
    """As many as one transaction takes; what staff read is one message, so it goes whole."""
    calls = [due for due in dues if due.step is Step.CALLS]
    return calls + [due for due in dues if due.step is not Step.CALLS][:MOST_AT_ONCE]


async def release(work: Work) -> None:
    """An admin has looked: send what is overdue, each still by the late policy."""
    require(work.actor, Action.RELEASE_REMINDERS)
    await keep_beat(work.session, BEAT, at=work.now)  # the clock that he has looked at is the right one
    dues = await due_now(work)
    verdicts = what_now_of_all(dues, now=work.now, extra=await days_off(work.session))
    sent = await _carry_out(work, _decidable(dues, verdicts), verdicts=verdicts)
    if sent:
        await work.audit("reminder.release", "reminder", sent=sent)
    await work.receipt(messages.released(sent))


async def _warn_of_the_clock(work: Work, *, last: datetime) -> None:
    """Once for each last look: nothing is sent by a clock that has gone back."""
    for admin in await staff_at_least(work.session, Role.ADMIN):
        await work.tell(
            admin,
            messages.clock_gone_back(last=last, now=work.now),
            key=f"jam:{int(last.timestamp())}:{admin.staff_id}",
            message_class=MessageClass.REQUEST,
        )


async def _ask_admins(work: Work, dues: Sequence[Due]) -> None:
    sittings = len({due.item for due in dues})
    newest = max(due.plan_id for due in dues)
    for admin in await staff_at_least(work.session, Role.ADMIN):
        await work.tell(
            admin,
            messages.held(sittings),
            key=f"hold:{newest}:{admin.staff_id}",
            message_class=MessageClass.REQUEST,
        )


async def _carry_out(work: Work, dues: Sequence[Due], *, verdicts: Mapping[int, Verdict]) -> int:
    """Decide each of these plans; returns how many were enqueued."""
    if not dues:  # all wait for the morning, or are held
        return 0
    soon = [due for due in await due_soon(work) if due.step is not Step.CALLS]
    known = await look(work, {due.item for due in (*dues, *soon)})
    reasons: dict[int, Reason | None] = {}
    ready: list[Ready] = []
    for due in dues:
        meeting = known.meetings[due.item]
        sitting = meeting.sitting(due.item)
        if sitting is None:
            continue
        given = known.answer(sitting, due.seat)
        reason = verdicts[due.plan_id].reason or known.needless(due.step, sitting, due.seat)
        reasons[due.plan_id] = reason
        is_late = verdicts[due.plan_id].doing is Doing.SEND_LATE
        one = Ready(due, meeting, sitting, given, is_late, tuple(known.people.get(due.seat, ())))
        if reason is None:
            ready.append(one)
        elif reason is Reason.TIDAK_HADIR and await ask_for_substitute(work, one):
            reasons[due.plan_id] = None
    await tell_calls(work, [one for one in ready if one.due.step is Step.CALLS])
    own = [one for one in ready if one.due.step is not Step.CALLS]
    own += _drawn_in(soon, known, own)
    reasons |= dict.fromkeys((one.due.plan_id for one in own), None)
    reasons |= await remind_of(work, own)
    for due in (*dues, *soon):
        await _record(work, due, reasons)
    return sum(1 for reason in reasons.values() if reason is None)


def _drawn_in(soon: Sequence[Due], known: Round, own: Sequence[Ready]) -> list[Ready]:
    """Reminders due a little later that come along with those of now."""
    told: dict[int, set[int]] = defaultdict(set)
    for one in own:
        for person in one.people:
            told[person.contact_id or 0].add(one.due.item)
    found = []
    for due in soon:
        meeting = known.meetings[due.item]
        sitting = meeting.sitting(due.item)
        people = tuple(known.people.get(due.seat, ()))
        if sitting is None or known.needless(due.step, sitting, due.seat):
            continue
        if comes_along(due.item, readers=[person.contact_id or 0 for person in people], told=told):
            given = known.answer(sitting, due.seat)
            found.append(Ready(due, meeting, sitting, given, is_late=False, people=people))
    return found


async def _record(work: Work, due: Due, reasons: Mapping[int, Reason | None]) -> None:
    if due.plan_id in reasons:
        reason = reasons[due.plan_id]
        await set_plan(work, due.plan_id, PlanState.SKIPPED if reason else PlanState.ENQUEUED, reason)
        await work.audit("reminder", "reminder_plan", due.plan_id, step=due.step, reason=reason or "")
