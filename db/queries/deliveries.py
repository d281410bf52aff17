"""The outbox as evidence: what was sent to whom, for which seat, and what came of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Label, Row, and_, exists, func, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, aliased
from sqlmodel import col

from bot.rules.actors import Scope
from bot.rules.answers import Channel, Given
from bot.rules.deliveries import Delivery, Whose
from bot.rules.shared_texts import words_of
from bot.rules.wording import post
from db.last_checks import BROADCAST
from db.queries.broadcast_chains import Edits, edits_of
from db.queries.capacities import capacity_at
from db.tables import Answer, BroadcastBody, BroadcastRecipient, Contact, OutboxMessage, Region, Seat, Tenure
from db.tenancy import in_scope

#: (sitting, seat, time revision)
_Key = tuple[int | None, int | None, int | None]
#: What a message to somebody who left is about: his tenure. It carries no contact, so that it arrives.
FAREWELL = "tenure"
_LEFT = aliased(Tenure)
_contact_id = func.coalesce(col(OutboxMessage.contact_id), col(_LEFT.contact_id))
_seat_id = func.coalesce(col(OutboxMessage.seat_id), col(_LEFT.seat_id))


def _is_farewell() -> ColumnElement[bool]:
    return and_(col(OutboxMessage.subject_type) == FAREWELL, col(OutboxMessage.subject_id) == col(_LEFT.id))


#: Columns of many types in one row: there is no narrower word for them than Any.
_COLUMNS: tuple[Mapped[Any] | Label[Any], ...] = (
    col(OutboxMessage.id),
    func.coalesce(col(OutboxMessage.finished_at), col(OutboxMessage.created_at)).label("at"),
    _contact_id.label("contact_id"),
    col(OutboxMessage.title),
    col(OutboxMessage.subject_type),
    col(OutboxMessage.subject_id),
    col(OutboxMessage.subject_rev),
    col(OutboxMessage.state),
    col(OutboxMessage.reason),
    col(OutboxMessage.attempts),
    col(OutboxMessage.may_be_duplicate),
    col(OutboxMessage.message_id),
    col(OutboxMessage.proof_code),
    col(OutboxMessage.payload),
    col(BroadcastBody.payload).label("body"),
    _seat_id.label("seat_id"),
    col(Contact.name),
    col(Seat.title).label("seat_title"),
    col(Region.name).label("region_name"),
    col(Region.zone),
    col(BroadcastRecipient.read_at),
    col(OutboxMessage.edits_outbox_id),
    capacity_at(_contact_id, _seat_id, col(OutboxMessage.created_at)).label("kind"),
)


async def deliveries(
    session: AsyncSession,
    whose: Whose,
    *,
    within: Scope,
    before: int | None = None,
    official_only: bool = False,
    limit: int,
) -> list[Delivery]:
    """Messages to officials, the newest first; those below number ``before``, if given.

    ``official_only`` leaves out receipts, changes of cards and the first parts of a long text: what
    has no number to check it by.
    """
    wanted = (
        select(*_COLUMNS)
        .outerjoin(_LEFT, _is_farewell())
        .outerjoin(BroadcastBody, col(BroadcastBody.id) == col(OutboxMessage.body_id))
        .outerjoin(
            BroadcastRecipient,
            and_(
                col(OutboxMessage.subject_type) == BROADCAST,
                col(BroadcastRecipient.broadcast_id) == col(OutboxMessage.subject_id),
                col(BroadcastRecipient.contact_id) == col(OutboxMessage.contact_id),
            ),
        )
        .join(Contact, col(Contact.id) == _contact_id)
        .outerjoin(Seat, col(Seat.id) == _seat_id)
        .outerjoin(Region, col(Region.code) == col(Seat.region_code))
        .where(*_conditions(whose, within))
        .order_by(col(OutboxMessage.id).desc())
        .limit(limit)
    )
    if before is not None:
        wanted = wanted.where(col(OutboxMessage.id) < before)
    if official_only:
        wanted = wanted.where(col(OutboxMessage.proof_code).is_not(None))
    rows = (await session.execute(wanted)).all()
    answers = await _answers(session, rows)
    siaran = [row for row in rows if row.subject_type == BROADCAST]
    edits = await edits_of(
        session, {row.subject_id for row in siaran}, contacts={row.contact_id for row in siaran}
    )
    return [_delivery(row, answers.get(_key(row), ()), edits) for row in rows]


def _conditions(whose: Whose, within: Scope) -> list[ColumnElement[bool]]:
    found = [_to_acting_people(in_scope(col(Seat.region_code), within))]
    if whose.seat_id is not None:
        found.append(_seat_id == whose.seat_id)
    if whose.region_code:
        found.append(_to_acting_people(col(Seat.region_code) == whose.region_code))
    if whose.contact_id is not None:
        found.append(_contact_id == whose.contact_id)
    if whose.broadcast_id is not None:
        about = (
            col(OutboxMessage.subject_type) == BROADCAST,
            col(OutboxMessage.subject_id) == whose.broadcast_id,
        )
        found.extend(about)
    return found


def _to_acting_people(of_these: ColumnElement[bool]) -> ColumnElement[bool]:
    """For a seat of these, or for somebody as a person who acted for one of them when it was written."""
    acted = (
        select(col(Tenure.id))
        .join(Seat, col(Seat.id) == col(Tenure.seat_id))
        .where(
            col(Tenure.contact_id) == col(OutboxMessage.contact_id),
            col(Tenure.started_at) <= col(OutboxMessage.created_at),
            or_(col(Tenure.ended_at).is_(None), col(Tenure.ended_at) >= col(OutboxMessage.created_at)),
            of_these,
        )
        .correlate(OutboxMessage)
    )
    return or_(of_these, and_(_seat_id.is_(None), exists(acted)))


async def _answers(session: AsyncSession, rows: Sequence[Row[Any]]) -> Mapping[_Key, Sequence[Given]]:
    keys = {_key(row) for row in rows if row.subject_type == "agenda_item" and row.seat_id and row.title}
    if not keys:
        return {}
    place = (col(Answer.agenda_item_id), col(Answer.seat_id), col(Answer.time_revision))
    found = await session.scalars(select(Answer).where(tuple_(*place).in_(keys)).order_by(col(Answer.id)))
    answers: dict[_Key, list[Given]] = defaultdict(list)
    for one in found:
        channel = Channel(one.channel) if one.channel else None
        answers[one.agenda_item_id, one.seat_id, one.time_revision].append(
            Given(one.choice, one.time_revision, one.answered_at, one.note, one.capacity, channel)
        )
    return answers


def _key(row: Row[Any]) -> _Key:
    return row.subject_id, row.seat_id, row.subject_rev


def _delivery(row: Row[Any], answers: Sequence[Given], edits: Edits) -> Delivery:
    is_of_sitting = row.subject_type == "agenda_item"
    stands = row.edits_outbox_id or row.id
    return Delivery(
        number=row.id,
        at=row.at,
        contact_id=row.contact_id,
        name=row.name,
        post=post(row.seat_title, row.region_name) if row.seat_title else "",
        zone=row.zone or "Asia/Jakarta",
        title=row.title,
        version=row.subject_rev if is_of_sitting else None,
        state=row.state,
        reason=row.reason,
        attempts=row.attempts,
        may_be_duplicate=row.may_be_duplicate,
        message_id=row.message_id,
        proof_code=row.proof_code or "",
        kind=row.kind,
        is_edit=row.edits_outbox_id is not None,
        rewritten_at=next((at for number, at in edits.get(stands, ()) if number > row.id), None),
        read_at=row.read_at,
        html=words_of(row.payload, row.body),
        answers=tuple(answers) if is_of_sitting and row.title else (),
    )
