"""Who is invited to a published sitting: seats come and go, and keep the UID of their calendar entry."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import insert, select, update
from sqlmodel import col

from bot.actions.work import Work
from bot.rules.sittings import MeetingView
from db.tables import AgendaItem, Invitation


async def uninvite_seats(
    work: Work, meeting: MeetingView, item: int, seats: Collection[int], *, revision: int
) -> dict[int, str]:
    """End these invitations with this revision. Returns the UID of each seat's calendar entry."""
    rows = await work.session.execute(
        update(Invitation)
        .where(
            col(Invitation.agenda_item_id) == item,
            col(Invitation.seat_id).in_(seats),
            col(Invitation.withdrawn_revision).is_(None),
        )
        .values(withdrawn_revision=revision)
        .returning(col(Invitation.seat_id), col(Invitation.calendar_uid))
        .execution_options(synchronize_session=False)
    )
    return {seat: uid or calendar_uid(meeting, item) for seat, uid in rows}


async def invite_seats(
    work: Work, meeting: MeetingView, item: int, seats: Mapping[int, str], *, revision: int
) -> None:
    """Invite these seats from this revision on. ``seats``: each with the UID its entry keeps, or "".

    A UID that another entry of the seat has already is not used twice.
    """
    usual = calendar_uid(meeting, item)
    taken = await _uids(work, meeting, seats)
    rows: list[dict[str, object]] = []
    for seat, wanted in seats.items():
        uid = wanted or usual
        if (seat, uid) in taken:
            uid = f"{meeting.uid}-{item}-{revision}@permas-bot"
        rows.append(
            {
                "agenda_item_id": item,
                "seat_id": seat,
                "invited_revision": revision,
                "calendar_uid": "" if uid == usual else uid,
            }
        )
    if rows:
        await work.session.execute(insert(Invitation), rows)


def calendar_uid(meeting: MeetingView, item: int) -> str:
    """The UID of everybody's entry of this sitting who was in no swap."""
    return f"{meeting.uid}-{item}@permas-bot"


async def _uids(work: Work, meeting: MeetingView, seats: Collection[int]) -> set[tuple[int, str]]:
    rows = await work.session.execute(
        select(col(Invitation.agenda_item_id), col(Invitation.seat_id), col(Invitation.calendar_uid))
        .join(AgendaItem, col(AgendaItem.id) == col(Invitation.agenda_item_id))
        .where(
            col(AgendaItem.meeting_id) == meeting.meeting,
            col(Invitation.seat_id).in_(seats),
            col(Invitation.withdrawn_revision).is_(None),
        )
    )
    return {(seat, uid or calendar_uid(meeting, item)) for item, seat, uid in rows}
