"""Make a draft from the form and look at it. A draft tells nobody anything."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence
from functools import lru_cache

from sqlalchemy import delete, select
from sqlmodel import col

from bot.actions.cautions import cautions_about
from bot.actions.telling import people_invited, unreached_seats
from bot.actions.work import Work
from bot.messages import meetings as messages
from bot.messages.draft_edits import edit_rows
from bot.rules.access import Action, require
from bot.rules.clocks import WIB, zone_named
from bot.rules.criteria import Stage
from bot.rules.meeting_checks import RegionReach, SeatReach, SittingReach, Unreached
from bot.rules.meeting_form import Circumstances, MeetingDraft, SittingDraft
from bot.rules.meeting_mistakes import MeetingUnknown
from bot.rules.meeting_reading import read_form
from bot.rules.outbox import Text
from bot.rules.regions import Ambiguous, Found, Place
from bot.rules.sittings import INVITED_POSTS, MeetingView
from db.queries.meetings import meeting_view
from db.queries.people import seats_by_id
from db.reference import gazetteer
from db.tables import AgendaItem, Candidacy, Invitation, Meeting, MeetingState, Region, Seat


async def draft_from_form(work: Work, text: str) -> None:
    """Store the form as a draft and show the preview card. Raises MeetingFormMistake with all problems."""
    require(work.actor, Action.ARRANGE_MEETINGS)
    draft = read_form(text, circumstances=await circumstances(work))
    meeting_id = await store(work, draft)
    await work.receipt(await preview(work, meeting_id=meeting_id))


async def circumstances(work: Work) -> Circumstances:
    """What a meeting typed now is read against."""
    rows = (
        await work.session.execute(
            select(col(Region.code), col(Region.name), col(Candidacy.cohort), col(Candidacy.stage))
            .join(Candidacy, col(Candidacy.region_code) == col(Region.code))
            .where(col(Candidacy.stage) != Stage.DICABUT)
            .order_by(col(Region.code))
        )
    ).all()
    newest = max((cohort for *_, cohort, _stage in rows), default=0)
    return Circumstances(
        now=work.now,
        find=places_meant,
        cohort=tuple(
            Place(code, name)
            for code, name, cohort, stage in rows
            if cohort == newest and stage is Stage.CALON
        ),
        invitable=frozenset(code for code, *_ in rows),
        zone=WIB,
    )


@lru_cache(maxsize=2048)  # a sheet names the same regions in hundreds of rows
def places_meant(typed: str) -> Sequence[Place]:
    """All regions a text may mean: one is a hit, several are a doubt."""
    found = gazetteer().find(typed)
    if isinstance(found, Found):
        return (found.place,)
    return found.places if isinstance(found, Ambiguous) else ()


def place_of(code: str) -> Place:
    """The region of a code that was understood before."""
    return next(iter(places_meant(code)), Place(code, code))


async def store(work: Work, draft: MeetingDraft) -> int:
    """Every way of composing ends here: the draft, its sittings and whom they invite; its number."""
    meeting = Meeting(
        uid=secrets.token_hex(10),
        title=draft.title,
        surat_undangan=draft.surat_undangan,
        state=MeetingState.DRAFT,
        created_by_staff_id=work.actor.staff_id,
        created_at=work.now,
    )
    work.session.add(meeting)
    await work.session.flush()
    for position, sitting in enumerate(draft.sittings, start=1):
        await store_sitting(work, sitting, meeting_id=meeting.id or 0, position=position)
    await work.audit("meeting.draft", "meeting", meeting.id, sittings=len(draft.sittings))
    return meeting.id or 0


async def store_sitting(work: Work, sitting: SittingDraft, *, meeting_id: int, position: int) -> int:
    """One sitting of a draft, with whom it invites; its id."""
    item = AgendaItem(
        meeting_id=meeting_id,
        position=position,
        starts_at=sitting.starts_at,
        ends_at=sitting.ends_at,
        zone=sitting.zone.key,
        link=sitting.join.link,
        conference_id=sitting.join.meeting_id,
        passcode=sitting.join.passcode,
        agenda=sitting.agenda,
    )
    work.session.add(item)
    await work.session.flush()
    item_id = item.id or 0
    await invite_regions(work, item=item_id, codes=[place.code for place in sitting.regions])
    return item_id


async def invite_regions(work: Work, *, item: int, codes: Collection[str]) -> None:
    """The seats of these regions, and no others, are invited to a sitting of a draft."""
    await work.session.execute(delete(Invitation).where(col(Invitation.agenda_item_id) == item))
    seats = await work.session.execute(
        select(col(Seat.id)).where(col(Seat.region_code).in_(codes), col(Seat.post).in_(INVITED_POSTS))
    )
    for seat_id in seats.scalars().all():
        work.session.add(Invitation(agenda_item_id=item, seat_id=seat_id or 0, invited_revision=1))
    await work.session.flush()


async def preview(work: Work, *, meeting_id: int) -> Text:
    """The preview card of a draft. Raises MeetingUnknown."""
    meeting = await known_meeting(work, meeting_id)
    return messages.draft(
        meeting,
        reach=await reach_of(work, meeting),
        cautions=await cautions_about(work, meeting.standing),
        edits=edit_rows(meeting),
    )


async def known_meeting(work: Work, meeting_id: int) -> MeetingView:
    """Raises MeetingUnknown for a number that is none, or a draft thrown away."""
    meeting = await meeting_view(work.session, meeting_id)
    if meeting is None:
        raise MeetingUnknown
    return meeting


async def reach_of(work: Work, meeting: MeetingView) -> list[SittingReach]:
    """For every sitting and region, which seats a message reaches."""
    seat_ids = {seat for sitting in meeting.standing for seat in sitting.seats}
    seats = await seats_by_id(work.session, seat_ids)
    people = await people_invited(work, seat_ids)
    reachable = {person.seat.seat_id for person in people if person.seat}
    silent = await unreached_seats(work, seat_ids)
    found = []
    for sitting in meeting.standing:
        regions: dict[str, list[SeatReach]] = {}
        for seat_id in sitting.seats:
            why = None if seat_id in reachable else _why_unreached(seat_id in silent)
            regions.setdefault(seats[seat_id].region_name, []).append(SeatReach(seats[seat_id], why))
        found.append(
            SittingReach(
                sitting,
                tuple(
                    RegionReach(name, zone_named(rows[0].seat.zone), tuple(rows))
                    for name, rows in regions.items()
                ),
            )
        )
    return found


def _why_unreached(is_held: bool) -> Unreached:
    return Unreached.UNREACHABLE if is_held else Unreached.EMPTY
