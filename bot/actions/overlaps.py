"""Where sittings would meet others to which the same seats, or the same people, are invited already."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlmodel import col

from bot.actions.work import Work
from bot.rules.actors import HeldSeat, TenureKind
from bot.rules.cautions import Doubled, Overlap, Where
from bot.rules.sittings import SittingView
from bot.rules.wording import post
from db.queries.people import seats_by_id
from db.tables import AgendaItem, Invitation, ItemState, Meeting, MeetingState, Tenure

_STANDING = (MeetingState.DRAFT, MeetingState.PUBLISHING, MeetingState.PUBLISHED)


@dataclass(frozen=True, slots=True)
class Other:
    """A sitting at the same time, and the seats of ours, or of our people, that are invited to it."""

    where: Where
    meeting: int
    number: int
    seats: frozenset[int]


async def others_at_the_time(
    work: Work, sittings: Sequence[SittingView], *, seats: Mapping[int, Collection[int]]
) -> dict[int, list[Other]]:
    """By sitting: those at the same time to which one of ``seats`` (by sitting) is invited.

    ``sittings`` are taken as they are given, also against each other; all others as they are stored.
    """
    ours = await _meetings_of(work, sittings)
    found: dict[int, list[Other]] = {}
    for place, sitting in enumerate(sittings, start=1):
        wanted = frozenset(seats.get(sitting.item, ()))
        stored = await _stored(work, sitting, wanted, besides={one.item for one in sittings})
        own = ours.get(sitting.item, 0)
        found[sitting.item] = [
            *_among(sitting, sittings[place:], wanted, own),
            *(_other(own, key, invited) for key, invited in stored.items()),
        ]
    return found


async def _meetings_of(work: Work, sittings: Sequence[SittingView]) -> dict[int, int]:
    rows = await work.session.execute(
        select(col(AgendaItem.id), col(AgendaItem.meeting_id)).where(
            col(AgendaItem.id).in_([sitting.item for sitting in sittings])
        )
    )
    return {item: meeting for item, meeting in rows if item is not None}


def _among(
    sitting: SittingView, after: Sequence[SittingView], wanted: frozenset[int], meeting: int
) -> Iterator[Other]:
    """Those ``after`` it in the list: a pair is told once."""
    for other in after:
        both = wanted & frozenset(other.seats)
        if both and other.starts_at < sitting.ends_at and other.ends_at > sitting.starts_at:
            yield Other(Where.HERE, meeting, other.number, both)


_Key = tuple[int, MeetingState, int]


async def _stored(
    work: Work, sitting: SittingView, seats: frozenset[int], *, besides: Collection[int]
) -> dict[_Key, set[int]]:
    if not seats:
        return {}
    rows = await work.session.execute(
        select(
            col(AgendaItem.meeting_id),
            col(Meeting.state),
            col(AgendaItem.position),
            col(Invitation.seat_id),
        )
        .join(Invitation, col(Invitation.agenda_item_id) == col(AgendaItem.id))
        .join(Meeting, col(Meeting.id) == col(AgendaItem.meeting_id))
        .where(
            col(Invitation.seat_id).in_(seats),
            col(Invitation.withdrawn_revision).is_(None),
            col(AgendaItem.id).not_in(besides),
            col(AgendaItem.state) == ItemState.PLANNED,
            col(AgendaItem.starts_at) < sitting.ends_at,
            col(AgendaItem.ends_at) > sitting.starts_at,
            col(Meeting.state).in_(_STANDING),
        )
        .order_by(col(AgendaItem.meeting_id), col(AgendaItem.position))
    )
    found: dict[_Key, set[int]] = defaultdict(set)
    for meeting, state, number, seat in rows:
        found[meeting, state, number].add(seat)
    return found


def _other(own: int, key: _Key, invited: Collection[int]) -> Other:
    meeting, state, number = key
    where = Where.DRAFT if state is MeetingState.DRAFT else Where.PUBLISHED
    return Other(Where.HERE if meeting == own else where, meeting, number, frozenset(invited))


async def overlaps(
    work: Work, sittings: Sequence[SittingView], *, seats: Mapping[int, HeldSeat]
) -> tuple[Overlap, ...]:
    """Sitting by sitting: who is to be in two places at once. ``seats`` are all those invited, by id."""
    others = await others_at_the_time(work, sittings, seats={one.item: one.seats for one in sittings})
    return tuple(
        Overlap(sitting.number, other.where, other.meeting, other.number, _who(sitting, other.seats, seats))
        for sitting in sittings
        for other in others[sitting.item]
    )


def _who(sitting: SittingView, meant: frozenset[int], seats: Mapping[int, HeldSeat]) -> tuple[str, ...]:
    """Regions where all seats invited to the sitting are meant, else posts."""
    regions: dict[str, list[HeldSeat]] = defaultdict(list)
    for seat in sitting.seats:
        regions[seats[seat].region_name].append(seats[seat])
    words: list[str] = []
    for region, held in regions.items():
        busy = [seat for seat in held if seat.seat_id in meant]
        words += [region] if len(busy) == len(held) else [post(seat.title, region) for seat in busy]
    return tuple(words)


async def doubled(
    work: Work, sittings: Sequence[SittingView], *, seats: Mapping[int, HeldSeat]
) -> tuple[Doubled, ...]:
    """Sitting by sitting: holders of a seat who are to be elsewhere for another seat of theirs."""
    also = await _seats_of_the_same_people(work, seats)
    if not also:
        return ()
    wanted = {one.item: {other for seat in one.seats for other in also.get(seat, ())} for one in sittings}
    others = await others_at_the_time(work, sittings, seats=wanted)
    return tuple(
        Doubled(
            number=sitting.number,
            post=_post(seats[seat]),
            where=other.where,
            meeting=other.meeting,
            other=other.number,
            other_post=_post(also[seat][second]),
        )
        for sitting in sittings
        for other in others[sitting.item]
        for seat in sitting.seats
        for second in sorted(also.get(seat, {}))
        if second in other.seats
    )


def _post(seat: HeldSeat) -> str:
    return post(seat.title, seat.region_name)


async def _seats_of_the_same_people(work: Work, seats: Collection[int]) -> dict[int, dict[int, HeldSeat]]:
    """By seat: the other seats that whoever holds it holds as well."""
    holding = (col(Tenure.ended_at).is_(None), col(Tenure.kind) == TenureKind.HOLDER)
    invited = select(col(Tenure.contact_id)).where(*holding, col(Tenure.seat_id).in_(seats))
    rows = await work.session.execute(
        select(col(Tenure.contact_id), col(Tenure.seat_id)).where(
            *holding, col(Tenure.contact_id).in_(invited)
        )
    )
    held: dict[int, list[int]] = defaultdict(list)
    for contact_id, seat_id in rows:
        held[contact_id].append(seat_id)
    several = [ids for ids in held.values() if len(ids) > 1]
    known = await seats_by_id(work.session, {seat for ids in several for seat in ids}) if several else {}
    return {seat: {other: known[other] for other in ids if other != seat} for ids in several for seat in ids}
