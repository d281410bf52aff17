"""What became of each message about sittings, seat by seat, and what becomes of those to come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bot.actions.due_reminders import due_now
from bot.actions.reminders import BEAT
from bot.actions.rounds import Round, look
from bot.actions.telling import unreached_seats
from bot.actions.work import Work
from bot.rules.actors import HeldSeat
from bot.rules.clocks import local_date, zone_named
from bot.rules.explanations import Asked, Fate, Outcome, SeatFacts, SittingFacts, StepFact
from bot.rules.lateness import Doing, has_gone_back, held, what_now_of_all
from bot.rules.reconciliation import Standing
from bot.rules.reminders import Reason, Step
from bot.rules.sittings import SittingView
from bot.rules.wording import post
from db.beats import last_beat
from db.queries.days_off import days_off
from db.queries.people import seats_by_id
from db.queries.reminder_plans import StoredPlan, plans_of
from db.queries.sent_about import Sent


@dataclass(frozen=True, slots=True)
class Known:
    """Everything read once, to put together the facts of each sitting."""

    work: Work
    asked: Asked
    round: Round
    seats: Mapping[int, HeldSeat]
    invited: Mapping[int, Sequence[int]]
    plans: Mapping[tuple[int, int], Sequence[StoredPlan]]
    sent: Mapping[tuple[int, int], Sequence[Sent]]
    silent: Collection[int]
    late: Mapping[int, tuple[Fate, Reason | None]]  #: by plan id

    def of(self, item: int) -> SittingFacts:
        meeting = self.round.meetings[item]
        sitting = next(each for each in meeting.sittings if each.item == item)
        found = [self._of_seat(sitting, seat) for seat in self.invited[item]]
        return SittingFacts(meeting, sitting, tuple(each for each in found if self._is_asked(each)))

    def _is_asked(self, facts: SeatFacts) -> bool:
        return self.asked.on is None or bool(facts.messages or facts.steps)

    def _of_seat(self, sitting: SittingView, seat: int) -> SeatFacts:
        held_seat = self.seats[seat]
        sent = self.sent.get((sitting.item, seat), ())
        steps = [self._step(sitting, plan, sent) for plan in self.plans.get((sitting.item, seat), ())]
        messages_ = [_outcome(one) for one in sent if not step_of(one)]
        zone = zone_named(held_seat.zone)
        on = self.asked.on
        return SeatFacts(
            post=post(held_seat.title, held_seat.region_name, prefix=held_seat.prefix),
            zone=held_seat.zone,
            messages=tuple(one for one in messages_ if on is None or local_date(one.at, zone) == on),
            steps=tuple(one for one in steps if on is None or local_date(one.at, zone) == on),
            answer=self.round.answer(sitting, seat),
            has_nobody=not self.round.people.get(seat) and seat not in self.silent,
            is_unreached=seat in self.silent,
        )

    def _step(self, sitting: SittingView, plan: StoredPlan, sent: Sequence[Sent]) -> StepFact:
        fate, reason = self._fate(sitting, plan)
        return StepFact(
            step=plan.step,
            at=plan.due_at,
            fate=fate,
            reason=reason,
            decided_at=plan.decided_at,
            outcomes=tuple(
                _outcome(one)
                for one in sent
                if (one.time_revision, step_of(one)) == (plan.time_revision, plan.step)
            ),
            is_former=plan.time_revision != sitting.time_revision,
        )

    def _fate(self, sitting: SittingView, plan: StoredPlan) -> tuple[Fate, Reason | None]:
        if plan.standing is Standing.ENQUEUED:
            return Fate.SENT, None
        if plan.standing is not Standing.PLANNED:
            return Fate.NOT_SENT, plan.reason
        reason = self.round.needless(plan.step, sitting, plan.seat)
        if reason:
            return Fate.NOT_TO_COME, reason
        if plan.due_at > self.work.now:
            return Fate.TO_COME, None
        return self.late.get(plan.plan_id, (Fate.SOON, None))


def _outcome(one: Sent) -> Outcome:
    return Outcome(one.at, one.name, one.title, one.state, one.reason, one.may_be_duplicate)


def step_of(one: Sent) -> Step | None:
    """Which step a message was, by its key: rem:{sitting}:{time}:{step}:{person}."""
    parts = one.key.split(":")
    return Step(parts[3]) if parts[0] == "rem" and len(parts) > 3 and parts[3] in set(Step) else None


async def known(
    work: Work, asked: Asked, invited: Mapping[int, Sequence[int]], sent: Sequence[Sent]
) -> Known:
    seats = {seat for ids in invited.values() for seat in ids}
    plans: dict[tuple[int, int], list[StoredPlan]] = defaultdict(list)
    for plan in await plans_of(work.session, list(invited), seats=seats):
        plans[plan.item, plan.seat].append(plan)
    messages_: dict[tuple[int, int], list[Sent]] = defaultdict(list)
    for one in sent:
        messages_[one.item, one.seat].append(one)
    return Known(
        work=work,
        asked=asked,
        round=await look(work, set(invited)),
        seats=await seats_by_id(work.session, seats),
        invited=invited,
        plans=plans,
        sent=messages_,
        silent=await unreached_seats(work, seats),
        late=await _late(work),
    )


async def _late(work: Work) -> dict[int, tuple[Fate, Reason | None]]:
    """What becomes of reminders whose hour has come: they wait for the morning, or an admin is to look."""
    dues = await due_now(work)
    if has_gone_back(last=await last_beat(work.session, BEAT), now=work.now):
        return {due.plan_id: (Fate.RESTING, None) for due in dues}
    verdicts = what_now_of_all(dues, now=work.now, extra=await days_off(work.session))
    kept_back = held(dues, verdicts=verdicts)
    fates: dict[int, tuple[Fate, Reason | None]] = dict.fromkeys(kept_back, (Fate.HELD, None))
    for number, verdict in verdicts.items():
        if verdict.doing is Doing.WAIT:
            fates[number] = (Fate.WAITING, None)
        elif verdict.doing is Doing.SKIP:
            fates[number] = (Fate.NOT_TO_COME, verdict.reason)
    return fates
