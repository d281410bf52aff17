"""Tindak lanjut: staff add what was agreed, owners say that it is done; both see what is open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import update
from sqlmodel import col

from bot.actions import dialogues
from bot.actions.action_point_telling import take_back, tell_new
from bot.actions.drafts import places_meant
from bot.actions.telling import unreached_posts
from bot.actions.work import Work
from bot.messages import action_point_cards as cards
from bot.messages import action_points as messages
from bot.rules.access import Action, require, require_seat
from bot.rules.action_lines import Around, PointDraft, read_points
from bot.rules.action_points import ActionPointState, PointView
from bot.rules.clocks import WIB, local_date
from bot.rules.errors import Forbidden, Stale
from bot.rules.fingerprints import fingerprint
from bot.rules.meeting_mistakes import MeetingUnknown
from bot.rules.outbox import MessageClass, Text
from bot.rules.sittings import MeetingView
from db.engine import affected
from db.queries.action_points import open_points, owners_of, points
from db.queries.meetings import meeting_view
from db.queries.people import officers_of_region, seats_by_id
from db.queries.posts import all_posts
from db.tables import ActionPoint

#: Action points are asked for, or were typed and wait for Konfirmasi.
STEP = "action_points"


async def overview(work: Work) -> Text:
    """An official's own open points; for staff all of them. Raises NotRegistered."""
    require(work.actor, Action.READ_ACTION_POINTS)
    if work.actor.is_staff:
        return cards.overview(await open_points(work.session), now=work.now)
    seats = [seat.seat_id for seat in work.actor.seats]
    return messages.own(await open_points(work.session, of_seats=seats), now=work.now)


async def ask(work: Work, *, meeting_id: int) -> None:
    """Tindak lanjut on the card of a meeting. Raises Forbidden, MeetingUnknown."""
    meeting = await _meeting(work, meeting_id)
    await dialogues.ask(work, STEP, meeting=meeting_id)
    await work.receipt(cards.ask(meeting, now=work.now))


async def propose(work: Work, *, meeting_id: int, typed: str) -> None:
    """What was typed, seat by seat, with Konfirmasi.

    Raises Forbidden, MeetingUnknown, ActionLinesMistake (the question stays open).
    """
    meeting = await _meeting(work, meeting_id)
    invited = {seat for sitting in meeting.sittings for seat in sitting.seats}
    around = Around(
        find=places_meant,
        owners=await owners_of(work.session, invited),
        posts=await all_posts(work.session),
        today=local_date(work.now, WIB),
    )
    drafts = read_points(typed, around)
    # kept with the question: a button is too small for words
    await dialogues.ask(work, STEP, meeting=meeting_id, points=[_stored(draft) for draft in drafts])
    seats = await seats_by_id(work.session, {seat for draft in drafts for seat in draft.seats})
    await work.receipt(
        cards.preview(
            meeting,
            [(draft, [seats[seat] for seat in draft.seats]) for draft in drafts],
            unreached=await unreached_posts(work, list(seats)),
            version=_version(drafts),
        )
    )


async def confirm(work: Work, *, meeting_id: int, version: str) -> None:
    """Konfirmasi: stored, and each seat is told once. Raises Forbidden, MeetingUnknown, Stale."""
    meeting = await _meeting(work, meeting_id)
    question = await dialogues.open_question(work)
    if question is None or question.step != STEP or question.said.get("meeting") != meeting_id:
        raise Stale
    drafts = _read_back(question.said.get("points"))
    if not drafts or _version(drafts) != version:
        raise Stale
    rows = [
        ActionPoint(
            meeting_id=meeting_id,
            seat_id=seat,
            words=draft.words,
            due_on=draft.due_on,
            created_by_staff_id=work.actor.staff_id,
            created_at=work.now,
            reminded_at=work.now,
        )
        for draft in drafts
        for seat in draft.seats
    ]
    work.session.add_all(rows)
    await work.session.flush()
    for row in rows:
        await work.audit("action_point", "action_point", row.id, seat=row.seat_id)
    new = await points(work.session, [row.id for row in rows if row.id is not None])
    people = await tell_new(work, new)
    await dialogues.close(work)
    await work.receipt(cards.stored(meeting, new, people=people))


async def close(work: Work, *, point_id: int, seat_id: int) -> None:
    """Sudah selesai, by anybody of the seat. Raises Forbidden, also for another's."""
    point = await _own(work, point_id, seat_id)
    changed = await work.session.execute(
        update(ActionPoint)
        .where(col(ActionPoint.id) == point_id, col(ActionPoint.state) == ActionPointState.OPEN)
        .values(state=ActionPointState.DONE, closed_at=work.now, closed_by_contact_id=work.actor.contact_id)
    )
    is_new = affected(changed) == 1
    [point] = await points(work.session, [point_id])
    if is_new:
        await work.audit("action_point_done", "action_point", point_id, seat=seat_id)
        await take_back(work, point)
        await _tell_officers(work, point, cards.done(point, by=work.actor.name), "done")
    await work.receipt(messages.closed(point, was_open=is_new))


async def reopen(work: Work, *, point_id: int, seat_id: int) -> None:
    """Belum selesai, after a slip of the finger. Raises Forbidden, Stale."""
    await _own(work, point_id, seat_id)
    changed = await work.session.execute(
        update(ActionPoint)
        .where(col(ActionPoint.id) == point_id, col(ActionPoint.state) == ActionPointState.DONE)
        .values(state=ActionPointState.OPEN, closed_at=None, closed_by_contact_id=None)
    )
    if affected(changed) != 1:
        raise Stale
    [point] = await points(work.session, [point_id])
    await work.audit("action_point_reopened", "action_point", point_id, seat=seat_id)
    await _tell_officers(work, point, cards.reopened(point, by=work.actor.name), "reopened")
    await work.receipt(messages.reopened(point))


async def _own(work: Work, point_id: int, seat_id: int) -> PointView:
    require_seat(work.actor, seat_id, Action.FOLLOW_UP)
    found = await points(work.session, [point_id])
    if not found or found[0].seat.seat_id != seat_id:
        raise Forbidden
    return found[0]


async def _tell_officers(work: Work, point: PointView, text: Text, what: str) -> None:
    for officer in await officers_of_region(work.session, point.seat.region_code):
        await work.tell(
            officer,
            text,
            key=f"ap:{point.point}:{what}:{work.update_id}:{officer.staff_id}",
            message_class=MessageClass.REQUEST,
        )


async def _meeting(work: Work, meeting_id: int) -> MeetingView:
    require(work.actor, Action.SET_ACTION_POINTS)
    meeting = await meeting_view(work.session, meeting_id)
    if meeting is None or not meeting.is_published:
        raise MeetingUnknown
    return meeting


def _version(drafts: Sequence[PointDraft]) -> str:
    """Eight characters that change with what was typed: an older card stores nothing."""
    return fingerprint(repr(drafts))


def _stored(draft: PointDraft) -> list[object]:
    return [list(draft.seats), draft.words, draft.due_on.isoformat()]


def _read_back(said: object) -> list[PointDraft]:
    if not isinstance(said, list):
        return []
    return [PointDraft(tuple(seats), words, date.fromisoformat(due)) for seats, words, due in said]
