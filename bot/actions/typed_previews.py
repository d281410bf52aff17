"""What staff confirm after they typed a change of a published meeting: who is meant, and who is told."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from sqlalchemy import select
from sqlmodel import col

from bot.actions.cautions import cautions_about
from bot.actions.drafts import circumstances
from bot.actions.telling import reached_by
from bot.actions.work import Work
from bot.messages import meeting_changes as messages
from bot.rules.invitees import Invitee, read_invitees
from bot.rules.meeting_form import SittingDraft
from bot.rules.meeting_mistakes import SameInvitees, SameWords
from bot.rules.meeting_pieces import read_agenda, read_sitting, read_title
from bot.rules.outbox import Text
from bot.rules.sittings import INVITED_POSTS, MeetingView, SittingView, addressee
from db.queries.people import seats_by_id
from db.tables import Seat


async def preview(
    work: Work, step: str, meeting: MeetingView, sitting: SittingView | None, typed: str
) -> Text:
    """Before and after. Raises PieceMistake, SameWords, SameInvitees."""
    if step == messages.TITLE:
        return _title(meeting, read_title(typed))
    if sitting is None:
        return await _sitting(work, meeting, await sitting_meant(work, meeting, typed))
    if step == messages.AGENDA:
        return await _agenda(work, meeting, sitting, read_agenda(typed))
    seats = await seats_meant(work, typed)
    if step == messages.INVITE:
        return await _more(work, meeting, sitting, seats - set(sitting.seats))
    return await _fewer(work, meeting, sitting, seats & set(sitting.seats))


def _title(meeting: MeetingView, title: str) -> Text:
    if title == meeting.title:
        raise SameWords
    return messages.title_preview(meeting, title)


async def _agenda(work: Work, meeting: MeetingView, sitting: SittingView, agenda: str) -> Text:
    if agenda == sitting.agenda:
        raise SameWords
    told = await reached_by(work, sitting.seats)
    return messages.agenda_preview(meeting, sitting, agenda, told=told)


async def _more(work: Work, meeting: MeetingView, sitting: SittingView, seats: Collection[int]) -> Text:
    if not seats:
        raise SameInvitees
    cautions = await cautions_about(work, [replace(sitting, seats=tuple(sorted(seats)))])
    posts, told = await _posts(work, seats), await reached_by(work, seats)
    return messages.invite_preview(meeting, sitting, posts=posts, told=told, cautions=cautions)


async def _fewer(work: Work, meeting: MeetingView, sitting: SittingView, seats: Collection[int]) -> Text:
    if not seats:
        raise SameInvitees
    posts, told = await _posts(work, seats), await reached_by(work, seats)
    return messages.uninvite_preview(meeting, sitting, posts=posts, told=told)


async def _sitting(work: Work, meeting: MeetingView, draft: SittingDraft) -> Text:
    seats = await _seats_of(work, [Invitee(place) for place in draft.regions])
    view = SittingView(
        item=0,
        number=max((sitting.number for sitting in meeting.sittings), default=0) + 1,
        starts_at=draft.starts_at,
        ends_at=draft.ends_at,
        zone=draft.zone,
        time_revision=1,
        sequence=0,
        join=draft.join,
        regions=tuple(place.name for place in draft.regions),
        seats=tuple(sorted(seats)),
    )
    told, cautions = await reached_by(work, seats), await cautions_about(work, [view])
    return messages.sitting_preview(meeting, view, told=told, cautions=cautions)


async def sitting_meant(work: Work, meeting: MeetingView, typed: str) -> SittingDraft:
    """The sitting to be added, with the way in that all others share. Raises PieceMistake."""
    against = await circumstances(work)
    return read_sitting(typed, join=meeting.shared_join, circumstances=against)


async def seats_meant(work: Work, typed: str) -> set[int]:
    """The seats of these regions that are usually invited, or of the posts named. Raises PieceMistake."""
    titles = await work.session.execute(select(col(Seat.title), col(Seat.post)).distinct())
    posts = {title.casefold(): post for title, post in titles} | {post: post for post in INVITED_POSTS}
    return await _seats_of(work, read_invitees(typed, posts=posts, circumstances=await circumstances(work)))


async def _seats_of(work: Work, invitees: Collection[Invitee]) -> set[int]:
    codes = {invitee.place.code for invitee in invitees}
    rows = await work.session.execute(
        select(col(Seat.id), col(Seat.region_code), col(Seat.post)).where(col(Seat.region_code).in_(codes))
    )
    wanted = {(invitee.place.code, invitee.post) for invitee in invitees}
    return {
        seat
        for seat, code, post in rows
        if seat and ((code, post) in wanted or (post in INVITED_POSTS and (code, "") in wanted))
    }


async def _posts(work: Work, seats: Collection[int]) -> list[str]:
    held = await seats_by_id(work.session, seats)
    return [addressee(held[seat]).post for seat in sorted(seats)]
