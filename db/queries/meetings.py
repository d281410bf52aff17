"""Meetings as they stand: with sittings and invited seats."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.rules.clocks import zone_named
from bot.rules.meetings import Join
from bot.rules.sittings import MeetingView, SittingView
from db.queries.days_off import days_off
from db.tables import AgendaItem, Invitation, ItemState, Meeting, MeetingState, Region, Seat


async def meeting_view(session: AsyncSession, meeting_id: int) -> MeetingView | None:
    """The meeting with its sittings, whatever its state, except a discarded draft."""
    found = await _views(session, select(Meeting).where(col(Meeting.id) == meeting_id))
    return found[0] if found else None


async def meeting_of_item(session: AsyncSession, item_id: int) -> MeetingView | None:
    """The meeting a sitting belongs to."""
    owner = select(col(AgendaItem.meeting_id)).where(col(AgendaItem.id) == item_id).scalar_subquery()
    found = await _views(session, select(Meeting).where(col(Meeting.id) == owner))
    return found[0] if found else None


async def sitting_view(session: AsyncSession, item_id: int) -> tuple[MeetingView, SittingView] | None:
    """A sitting with its meeting, whatever the state of both, except of a discarded draft."""
    meeting = await meeting_of_item(session, item_id)
    sitting = meeting.sitting(item_id) if meeting else None
    return (meeting, sitting) if meeting and sitting else None


async def meetings_of_items(session: AsyncSession, item_ids: Collection[int]) -> dict[int, MeetingView]:
    """The meeting of each of these sittings."""
    owners = select(col(AgendaItem.meeting_id)).where(col(AgendaItem.id).in_(item_ids))
    found = await _views(session, select(Meeting).where(col(Meeting.id).in_(owners)))
    return {sitting.item: meeting for meeting in found for sitting in meeting.sittings}


def sittings_ahead(now: datetime) -> Select[int]:
    """The meetings of the sittings that have not ended."""
    return select(col(AgendaItem.meeting_id)).where(_is_ahead(now))


async def meetings_of_ids(session: AsyncSession, numbers: Collection[int]) -> Sequence[MeetingView]:
    """These meetings, by number."""
    return await _views(session, select(Meeting).where(col(Meeting.id).in_(numbers)))


async def meetings_ahead(session: AsyncSession, *, now: datetime) -> Sequence[MeetingView]:
    """Published meetings and drafts with a sitting that has not ended, the next first."""
    wanted = [MeetingState.DRAFT, MeetingState.PUBLISHING, MeetingState.PUBLISHED]
    found = await _views(
        session,
        select(Meeting).where(col(Meeting.id).in_(sittings_ahead(now)), col(Meeting.state).in_(wanted)),
    )
    return sorted(found, key=_first)


def _is_ahead(now: datetime) -> ColumnElement[bool]:
    """Not over; what is postponed is ahead until it has a time or is cancelled."""
    postponed = col(AgendaItem.state) == ItemState.POSTPONED
    return postponed | ((col(AgendaItem.ends_at) > now) & (col(AgendaItem.state) == ItemState.PLANNED))


def _first(meeting: MeetingView) -> tuple[bool, datetime]:
    """What has no time at all stands behind."""
    standing = bool(meeting.standing)
    return not standing, min(each.starts_at for each in (meeting.standing if standing else meeting.sittings))


async def meetings_of_seats(
    session: AsyncSession, seat_ids: Collection[int], *, now: datetime
) -> Sequence[MeetingView]:
    """Published meetings with a sitting ahead to which one of these seats is invited."""
    items = select(col(AgendaItem.meeting_id)).join(
        Invitation, col(Invitation.agenda_item_id) == col(AgendaItem.id)
    )
    mine = items.where(
        col(Invitation.seat_id).in_(seat_ids),
        col(Invitation.withdrawn_revision).is_(None),
        _is_ahead(now),
    )
    return await _views(
        session,
        select(Meeting).where(col(Meeting.id).in_(mine), col(Meeting.state) == MeetingState.PUBLISHED),
    )


async def open_drafts_of(session: AsyncSession, staff_id: int) -> Sequence[MeetingView]:
    """The drafts this member of staff has opened and not thrown away, the newest first."""
    mine = select(Meeting).where(
        col(Meeting.created_by_staff_id) == staff_id,
        col(Meeting.state).in_([MeetingState.DRAFT, MeetingState.PUBLISHING]),
    )
    return (await _views(session, mine))[::-1]


async def meetings_to_publish(session: AsyncSession, *, now: datetime) -> Sequence[int]:
    """Meetings whose time to take back has run out."""
    rows = await session.execute(
        select(col(Meeting.id))
        .where(col(Meeting.state) == MeetingState.PUBLISHING, col(Meeting.publish_at) <= now)
        .order_by(col(Meeting.id))
    )
    return [meeting_id for meeting_id in rows.scalars() if meeting_id is not None]


async def _views(session: AsyncSession, meetings: Select[Meeting]) -> list[MeetingView]:
    wanted = meetings.where(col(Meeting.state) != MeetingState.DISCARDED).order_by(col(Meeting.id))
    rows = (await session.execute(wanted.execution_options(populate_existing=True))).scalars().all()
    ids = [row.id for row in rows if row.id is not None]
    if not ids:
        return []
    sittings, days = await _sittings(session, ids), await days_off(session)
    return [_meeting_view(row, sittings.get(row.id or 0, ()), days=days) for row in rows]


def _meeting_view(row: Meeting, sittings: Sequence[SittingView], *, days: frozenset[date]) -> MeetingView:
    return MeetingView(
        meeting=row.id or 0,
        uid=row.uid,
        title=row.title,
        surat_undangan=row.surat_undangan,
        revision=row.revision,
        is_draft=row.state in (MeetingState.DRAFT, MeetingState.PUBLISHING),
        is_published=row.state is MeetingState.PUBLISHED,
        letter_attachment_id=row.letter_attachment_id,
        publish_at=row.publish_at if row.state is MeetingState.PUBLISHING else None,
        sittings=tuple(replace(sitting, reveal_minutes=row.reveal_minutes) for sitting in sittings),
        ladder=None if row.ladder is None else tuple(row.ladder),
        days_off=days,
    )


async def _sittings(session: AsyncSession, meeting_ids: Collection[int]) -> dict[int, list[SittingView]]:
    wanted = (
        select(AgendaItem)
        .where(col(AgendaItem.meeting_id).in_(meeting_ids))
        .order_by(col(AgendaItem.starts_at), col(AgendaItem.id))
        .execution_options(populate_existing=True)  # an UPDATE in this transaction must be seen
    )
    items = (await session.execute(wanted)).scalars().all()
    invited = await _invited(session, [item.id for item in items if item.id is not None])
    found: dict[int, list[SittingView]] = defaultdict(list)
    for item in items:
        found[item.meeting_id].append(_sitting_view(item, invited.get(item.id or 0, [])))
    return found


async def _invited(session: AsyncSession, item_ids: Collection[int]) -> dict[int, list[tuple[int, str]]]:
    """Invited seats with the name of their region, by sitting."""
    rows = await session.execute(
        select(col(Invitation.agenda_item_id), col(Invitation.seat_id), col(Region.name))
        .join(Seat, col(Seat.id) == col(Invitation.seat_id))
        .join(Region, col(Region.code) == col(Seat.region_code))
        .where(col(Invitation.agenda_item_id).in_(item_ids), col(Invitation.withdrawn_revision).is_(None))
        .order_by(col(Region.code), col(Seat.id))
    )
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for item_id, seat_id, region in rows:
        found[item_id].append((seat_id, region))
    return found


def _sitting_view(item: AgendaItem, invited: Sequence[tuple[int, str]]) -> SittingView:
    return SittingView(
        item=item.id or 0,
        number=item.position,
        starts_at=item.starts_at,
        ends_at=item.ends_at,
        zone=zone_named(item.zone),
        time_revision=item.time_revision,
        sequence=item.sequence,
        join=Join(item.link, item.conference_id, item.passcode),
        regions=tuple(dict.fromkeys(region for _seat, region in invited)),
        seats=tuple(seat for seat, _region in invited),
        is_cancelled=item.state is ItemState.CANCELLED,
        is_postponed=item.state is ItemState.POSTPONED,
        agenda=item.agenda,
        revealed_at=item.revealed_at,
    )
