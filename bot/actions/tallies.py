"""What each seat of a sitting said, and whether it came. Only reads."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.actions.telling import unreached_seats
from bot.actions.work import Work
from bot.rules.answers import standing
from bot.rules.attendance import standing_mark
from bot.rules.sittings import MeetingView, SeatAnswer, SittingView, Tally
from db.queries.answers import answers_of
from db.queries.attendance import marks_of
from db.queries.people import seats_by_id


async def tallies_of(work: Work, meeting: MeetingView) -> list[Tally]:
    """The standing sittings with what each seat said to their present time."""
    return await tallies(work, meeting.standing)


async def tallies(work: Work, sittings: Sequence[SittingView]) -> list[Tally]:
    """The same for these sittings, standing or not."""
    items = [sitting.item for sitting in sittings]
    seats = await seats_by_id(work.session, {seat for each in sittings for seat in each.seats})
    answers = await answers_of(work.session, items)
    marks = await marks_of(work.session, items)
    silent: Collection[int] = await unreached_seats(work, seats)
    return [
        Tally(
            sitting,
            tuple(
                SeatAnswer(
                    seats[seat],
                    standing(answers.get((sitting.item, seat), []), time_revision=sitting.time_revision),
                    standing_mark(marks.get((sitting.item, seat), []), starts_at=sitting.starts_at),
                    seat in silent,
                )
                for seat in sitting.seats
            ),
        )
        for sitting in sittings
    ]
