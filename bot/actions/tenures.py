"""The end of acting for a seat: at once out of every list, queue and open question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlmodel import col

from bot.actions.work import Work
from bot.rules.actors import TenureKind
from bot.rules.outbox import OutboxState
from db.tables import Contact, Dialogue, InvitationCode, OutboxMessage, Tenure, TenureEnd


@dataclass(frozen=True, slots=True)
class Ended:
    """Somebody who no longer acts for a seat. To be thanked without a contact id: he is no official now."""

    tenure_id: int
    seat_id: int
    contact_id: int
    kind: TenureKind
    telegram_id: int | None
    name: str


async def end_tenures(
    work: Work,
    *,
    reason: TenureEnd,
    contact_id: int | None = None,
    seat_id: int | None = None,
    tenure_id: int | None = None,
) -> Sequence[Ended]:
    """End what is running of these: nothing that waits is sent any more, open questions are closed.

    Whom an ended person had invited to act for the same seat goes too, and the codes he made are revoked.
    A message already under way is left to end. Nobody is told here.
    """
    wanted = [
        column == value
        for column, value in (
            (col(Tenure.contact_id), contact_id),
            (col(Tenure.seat_id), seat_id),
            (col(Tenure.id), tenure_id),
        )
        if value is not None
    ]
    if not wanted:
        raise ValueError("whose tenures end has to be said")
    ended = await _end(work, wanted, reason=reason)
    invited = [
        (col(Tenure.invited_by_contact_id) == one.contact_id) & (col(Tenure.seat_id) == one.seat_id)
        for one in ended
    ]
    if invited:
        ended += await _end(work, [or_(*invited)], reason=reason)
    for one in ended:
        await _silence(work, one)
        await work.audit(
            "end_tenure", "seat", one.seat_id, about=one.contact_id, kind=one.kind.value, reason=reason.value
        )
    return ended


async def _end(work: Work, wanted: Sequence[ColumnElement[bool]], *, reason: TenureEnd) -> list[Ended]:
    running = update(Tenure).where(*wanted, col(Tenure.ended_at).is_(None))
    rows = await work.session.execute(
        running.values(ended_at=work.now, end_reason=reason).returning(
            col(Tenure.id), col(Tenure.seat_id), col(Tenure.contact_id), col(Tenure.kind)
        )
    )
    found = rows.all()
    people = await work.session.execute(
        select(col(Contact.id), col(Contact.telegram_id), col(Contact.name)).where(
            col(Contact.id).in_([row[2] for row in found])
        )
    )
    known = {contact_id: (telegram_id, name) for contact_id, telegram_id, name in people}
    return [
        Ended(int(tenure_id or 0), seat_id, contact_id, kind, *known[contact_id])
        for tenure_id, seat_id, contact_id, kind in sorted(found, key=lambda row: row[0] or 0)
    ]


async def _silence(work: Work, one: Ended) -> None:
    """What waits for this person about this seat, or at all if no seat is left, is taken back."""
    acts_elsewhere = await work.session.scalar(
        select(col(Tenure.id)).where(col(Tenure.contact_id) == one.contact_id, col(Tenure.ended_at).is_(None))
    )
    waiting = update(OutboxMessage).where(
        col(OutboxMessage.contact_id) == one.contact_id, col(OutboxMessage.state) == OutboxState.PENDING
    )
    if acts_elsewhere is not None:
        waiting = waiting.where(col(OutboxMessage.seat_id) == one.seat_id)
    await work.session.execute(
        waiting.values(state=OutboxState.WITHDRAWN, reason="left", finished_at=work.now)
    )
    await work.session.execute(
        update(InvitationCode)
        .where(
            col(InvitationCode.invited_by_contact_id) == one.contact_id,
            col(InvitationCode.seat_id) == one.seat_id,
            col(InvitationCode.used_at).is_(None),
            col(InvitationCode.revoked_at).is_(None),
        )
        .values(revoked_at=work.now)
    )
    if one.telegram_id is not None:
        await work.session.execute(delete(Dialogue).where(col(Dialogue.telegram_id) == one.telegram_id))
