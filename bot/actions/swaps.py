"""Tukar jadwal: two regions exchange their sittings as one act and one revision."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from bot.actions.cautions import cautions_about
from bot.actions.invitees import invite_seats, uninvite_seats
from bot.actions.revisions import changeable, close_revision, open_revision, set_item
from bot.actions.telling import reached_by
from bot.actions.work import Work
from bot.messages import swaps as messages
from bot.rules.errors import Stale
from bot.rules.meeting_mistakes import NoPartner
from bot.rules.outbox import Text
from bot.rules.sittings import MeetingView
from bot.rules.swaps import Side, partners, sides
from db.queries.people import seats_by_id


async def choose_region(work: Work, *, item: int, revision: int) -> Text:
    """Which region of the sitting; where it has only one, at once with whom. Raises as ``changeable``."""
    meeting, sitting = await changeable(work, item=item, revision=revision)
    ours = [side for side in await _sides(work, meeting) if side.sitting.item == item]
    if len(ours) == 1:
        return await choose_partner(work, item=item, revision=revision, region=ours[0].region_code)
    return messages.choose_region(meeting, sitting, ours)


async def choose_partner(work: Work, *, item: int, revision: int, region: str) -> Text:
    """With which region of which other sitting. Raises as ``changeable``, NoPartner."""
    meeting, _sitting = await changeable(work, item=item, revision=revision)
    everybody = await _sides(work, meeting)
    mine = _side(everybody, item, region)
    others = partners(mine, everybody)
    if not others:
        raise NoPartner
    return messages.choose_partner(meeting, mine, others)


async def preview(work: Work, pair: tuple[int, int], regions: tuple[str, str], *, revision: int) -> Text:
    """Semula / Menjadi for both, and who would be told. Raises as ``swap``."""
    meeting, one, other = await _pair(work, pair, regions, revision=revision)
    seats = one.seats | other.seats
    after = [
        replace(one.sitting, seats=tuple(sorted(other.seats))),
        replace(other.sitting, seats=tuple(sorted(one.seats))),
    ]
    return messages.preview(
        meeting,
        one,
        other,
        told=await reached_by(work, seats),
        cautions=await cautions_about(work, after),
    )


async def swap(work: Work, pair: tuple[int, int], regions: tuple[str, str], *, revision: int) -> None:
    """Exchange them. Raises as ``changeable``; Stale where they cannot be exchanged (any more)."""
    meeting, one, other = await _pair(work, pair, regions, revision=revision)
    number = await open_revision(work, meeting)
    uids = {
        side.sitting.item: await uninvite_seats(work, meeting, side.sitting.item, side.seats, revision=number)
        for side in (one, other)
    }
    for here, there in ((one, other), (other, one)):
        kept = uids[here.sitting.item]
        await invite_seats(work, meeting, there.sitting.item, kept, revision=number)
        await set_item(work, here.sitting.item, revision=number)
    await close_revision(
        work, meeting, action="sitting.swap", item=one.sitting.item, other=other.sitting.item
    )


async def _pair(
    work: Work, pair: tuple[int, int], regions: tuple[str, str], *, revision: int
) -> tuple[MeetingView, Side, Side]:
    meeting, _sitting = await changeable(work, item=pair[0], revision=revision)
    await changeable(work, item=pair[1], revision=revision)
    everybody = await _sides(work, meeting)
    one, other = (_side(everybody, item, region) for item, region in zip(pair, regions, strict=True))
    if other not in partners(one, everybody):
        raise Stale
    return meeting, one, other


async def _sides(work: Work, meeting: MeetingView) -> list[Side]:
    """The regions of the sittings that have not begun."""
    seats = await seats_by_id(work.session, {seat for each in meeting.standing for seat in each.seats})
    regions = {seat: (held.region_code, held.region_name) for seat, held in seats.items()}
    return [side for side in sides(meeting, regions) if side.sitting.starts_at > work.now]


def _side(among: Collection[Side], item: int, region: str) -> Side:
    for side in among:
        if (side.sitting.item, side.region_code) == (item, region):
            return side
    raise Stale
