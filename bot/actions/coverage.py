"""/cakupan: who of a cohort can be reached. Every look at it is audited."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.actions.work import Work
from bot.messages import coverage as messages
from bot.rules.access import Action, may, require, scope
from bot.rules.coverage import CohortUnknown, CoveredSeat
from bot.rules.errors import Forbidden
from bot.rules.outbox import Text
from bot.rules.sheets import CoverageLine
from db.queries.cohorts import cohorts
from db.queries.coverage import covered_seat, seats_of_cohort

_TYPED = re.compile(r"(?:angkatan\s+)?(\d{4})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the picture and the file are made of, outside the transaction."""

    cohort: int
    lines: Sequence[CoverageLine]
    title: str
    as_of: str
    caption: Text


async def coverage_asked(work: Work, *, typed: str) -> Text:
    """The first page of the newest cohort, or of the one named. Raises Forbidden, CohortUnknown."""
    require(work.actor, Action.SEE_COVERAGE)
    known = await cohorts(work.session)
    found = _TYPED.fullmatch(typed.strip())
    if not known or (typed and (found is None or int(found[1]) not in known)):
        raise CohortUnknown(typed, known)
    return await coverage(work, cohort=int(found[1]) if found else known[0], page=1)


async def coverage(work: Work, *, cohort: int, page: int) -> Text:
    """One page of a cohort. Raises Forbidden."""
    seats = await read_seats(work, cohort=cohort)
    await work.audit("read_coverage", "cohort", cohort)
    may_check = may(work.actor, Action.CHECK_REACH)
    return messages.coverage(cohort, seats, page=page, now=work.now, may_check=may_check)


async def coverage_sheet(work: Work, *, cohort: int, form: str) -> Sheet:
    """The whole cohort for a picture or a file. Raises Forbidden."""
    seats = await read_seats(work, cohort=cohort)
    await work.audit("read_coverage", "cohort", cohort, form=form)
    lines = [seat.line for seat in seats]
    caption = messages.caption(cohort, seats, now=work.now)
    return Sheet(cohort, lines, messages.title(cohort), messages.as_of(work.now), caption)


async def person(work: Work, *, seat_id: int, cohort: int, page: int) -> Text:
    """Whom to call for one seat, and what to write. Raises Forbidden."""
    require(work.actor, Action.SEE_COVERAGE)
    within = scope(work.actor, Action.SEE_COVERAGE)
    seat = await covered_seat(work.session, seat_id, within=within, now=work.now)
    if seat is None:
        raise Forbidden
    await work.audit("read_coverage", "seat", seat_id, about=seat.contact_id)
    return messages.person(
        _as_seen(work, seat),
        bot_username=work.bot_username,
        cohort=cohort,
        page=page,
        may_invite=may(work.actor, Action.INVITE),
    )


async def read_seats(work: Work, *, cohort: int) -> list[CoveredSeat]:
    """The seats as this person may see them, unaudited. Raises Forbidden."""
    require(work.actor, Action.SEE_COVERAGE)
    within = scope(work.actor, Action.SEE_COVERAGE)
    seats = await seats_of_cohort(work.session, cohort, within=within, now=work.now)
    return [_as_seen(work, seat) for seat in seats]


def _as_seen(work: Work, seat: CoveredSeat) -> CoveredSeat:
    """Own telephone numbers are for those who work with the seats, not for viewers."""
    if not seat.own_phone or may(work.actor, Action.EDIT_SEATS):
        return seat
    return replace(seat, own_phone="", line=replace(seat.line, phone=seat.office_phone))
