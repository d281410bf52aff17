"""The reminders of a meeting as they will go if nothing changes: of a draft as if it were published now."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlmodel import col

from bot.actions.plans import occasion_of
from bot.actions.rounds import Round, look
from bot.actions.telling import ITEM
from bot.actions.work import Work
from bot.rules.actors import HeldSeat
from bot.rules.clocks import zone_named
from bot.rules.outlooks import Expected
from bot.rules.reconciliation import Standing
from bot.rules.reminders import Reason, may_ask_for_substitute, plan
from bot.rules.sittings import MeetingView, SittingView
from db.queries.people import seats_by_id
from db.queries.reminder_plans import plans_of
from db.tables import OutboxMessage


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is known of a meeting's sittings and seats, and what is expected for each."""

    meeting: MeetingView
    seats: Mapping[int, HeldSeat]
    round: Round
    expected: tuple[Expected, ...]

    def of(self, sitting: SittingView, seat: int | None = None) -> list[Expected]:
        return [
            one for one in self.expected if one.item == sitting.item and (seat is None or one.seat == seat)
        ]


async def outlook(work: Work, meeting: MeetingView, *, region_code: str | None = None) -> Outlook:
    """Of all sittings that stand, for all seats or those of one region. Of a draft, the past have none."""
    seats = await seats_by_id(work.session, {seat for each in meeting.standing for seat in each.seats})
    round_ = await look(work, {sitting.item for sitting in meeting.standing})
    own = {seat: held for seat, held in seats.items() if region_code in (None, held.region_code)}
    rows = _drafted(work, meeting, own) if meeting.is_draft else await _stored(work, meeting, own)
    asked = await _asked_for_a_substitute(work, meeting)
    expected: list[Expected] = []
    for sitting in meeting.standing:
        of_it = [one for one in rows if one.item == sitting.item]
        seats_asked = {seat for item, revision, seat in asked if (item, revision) == _time_of(sitting)}
        expected += _judged(of_it, sitting, round_, seats_asked)
    return Outlook(meeting, seats, round_, tuple(expected))


def _drafted(work: Work, meeting: MeetingView, seats: Mapping[int, HeldSeat]) -> list[Expected]:
    return [
        Expected(
            item=row.key.item,
            seat=row.key.seat,
            step=row.key.step,
            at=row.due_at,
            standing=Standing.SKIPPED if row.skipped else Standing.PLANNED,
            reason=row.skipped,
        )
        for sitting in meeting.standing
        for row in plan(
            occasion_of(meeting, sitting),
            seats={seat: zone_named(seats[seat].zone) for seat in sitting.seats if seat in seats},
            now=work.now,
            extra=meeting.days_off,
        )
    ]


async def _stored(work: Work, meeting: MeetingView, seats: Collection[int]) -> list[Expected]:
    current = {sitting.item: sitting.time_revision for sitting in meeting.standing}
    return [
        Expected(row.item, row.seat, row.step, row.due_at, row.standing, row.reason)
        for row in await plans_of(work.session, current, seats=seats)
        if current[row.item] == row.time_revision and row.standing is not Standing.WITHDRAWN
    ]


def _time_of(sitting: SittingView) -> tuple[int, int]:
    return sitting.item, sitting.time_revision


async def _asked_for_a_substitute(work: Work, meeting: MeetingView) -> set[tuple[int, int, int]]:
    """(sitting, time revision, seat) of those asked already: that is done once."""
    rows = await work.session.execute(
        select(col(OutboxMessage.subject_id), col(OutboxMessage.subject_rev), col(OutboxMessage.seat_id))
        .where(
            col(OutboxMessage.subject_type) == ITEM,
            col(OutboxMessage.subject_id).in_([sitting.item for sitting in meeting.standing]),
            col(OutboxMessage.key).like("wakil:%"),
        )
        .distinct()
    )
    return {(item or 0, revision or 0, seat or 0) for item, revision, seat in rows}


def _judged(
    rows: Sequence[Expected], sitting: SittingView, round_: Round, asked: Collection[int]
) -> list[Expected]:
    """Those that are still open, by the answers of now."""
    found = []
    asking = set(asked)
    for one in sorted(rows, key=lambda row: row.at):
        if one.standing is not Standing.PLANNED:
            found.append(one)
            continue
        reason = round_.needless(one.step, sitting, one.seat)
        is_asking = (
            reason is Reason.TIDAK_HADIR and may_ask_for_substitute(one.step) and one.seat not in asking
        )
        if is_asking:
            asking.add(one.seat)
        found.append(replace(one, reason=None if is_asking else reason, asks_for_substitute=is_asking))
    return found
