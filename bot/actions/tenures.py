"""The end of acting for a seat: at once out of every list, queue and open question."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, delete, select, tuple_, update
from sqlmodel import col

from bot.actions.work import Work
from bot.rules.actors import TenureKind
from bot.rules.outbox import WAITING, OutboxState
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
    tenure_ids: Collection[int] = (),
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
    if tenure_ids:
        wanted.append(col(Tenure.id).in_(tenure_ids))
    if not wanted:
        raise ValueError("whose tenures end has to be said")
    ended = await _end(work, wanted, reason=reason)
    if ended:
        invited = tuple_(col(Tenure.invited_by_contact_id), col(Tenure.seat_id)).in_(_pairs(ended))
        ended += await _end(work, [invited], reason=reason)
        await _silence(work, ended)
    for one in ended:
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


def _pairs(ended: Sequence[Ended]) -> list[tuple[int, int]]:
    """Contact and seat of each."""
    return [(one.contact_id, one.seat_id) for one in ended]


async def _silence(work: Work, ended: Sequence[Ended]) -> None:
    """What waits for these people about these seats, or at all if no seat is left, is taken back."""
    people = {one.contact_id for one in ended}
    still = select(col(Tenure.contact_id)).where(
        col(Tenure.contact_id).in_(people), col(Tenure.ended_at).is_(None)
    )
    gone = people - set(await work.session.scalars(still))
    about_seat = tuple_(col(OutboxMessage.contact_id), col(OutboxMessage.seat_id)).in_(_pairs(ended))
    await work.session.execute(
        update(OutboxMessage)
        .where(
            col(OutboxMessage.contact_id).in_(gone) | about_seat,
            col(OutboxMessage.state).in_(WAITING),
        )
        .values(state=OutboxState.WITHDRAWN, reason="left", finished_at=work.now)
    )
    await work.session.execute(
        update(InvitationCode)
        .where(
            tuple_(col(InvitationCode.invited_by_contact_id), col(InvitationCode.seat_id)).in_(_pairs(ended)),
            col(InvitationCode.used_at).is_(None),
            col(InvitationCode.revoked_at).is_(None),
        )
        .values(revoked_at=work.now)
    )
    accounts = [one.telegram_id for one in ended if one.telegram_id is not None]
    if accounts:
        await work.session.execute(delete(Dialogue).where(col(Dialogue.telegram_id).in_(accounts)))
