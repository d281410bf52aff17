"""What is looked at once more in the transaction that lets a message leave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import and_, exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import SQLModel

from bot.rules.outbox import MessageClass, OutboxState
from db.among import is_among, numbers
from db.claimed import HELD, OUTBOX, PENDING, Claimed
from db.tables import BroadcastState, ItemState, Reachability

_CONTACT = SQLModel.metadata.tables["contact"]
_TENURE = SQLModel.metadata.tables["tenure"]
_STAFF = SQLModel.metadata.tables["staff"]
_ITEM = SQLModel.metadata.tables["agenda_item"]
_BROADCAST = SQLModel.metadata.tables["broadcast"]

#: The subject whose revision is compared at the last moment.
SITTING = "agenda_item"
#: The subject of what a broadcast sends.
BROADCAST = "broadcast"
#: Subject of the second ask to those who have not read it.
READ_ASK = "broadcast_ask"
#: Why a message of a broadcast is withdrawn when a correction has begun: nobody gets the earlier text.
CORRECTED = "corrected"
_GONE = (Reachability.BLOCKED, Reachability.DEACTIVATED)
#: Answers to somebody who wrote a moment ago, so he is there.
_ANSWERS = (MessageClass.REPLY, MessageClass.RECEIPT)
#: Sent to those who are gone as well: a probe finds out whether somebody is back.
_TO_THE_GONE = (*_ANSWERS, MessageClass.PROBE)
_OFF = (ItemState.CANCELLED, ItemState.POSTPONED)
#: A message that comes back for another try while its broadcast rests, or after its end, does not leave.
_AT_REST = {
    BroadcastState.PAUSED: (OutboxState.HELD, "paused"),
    BroadcastState.STOPPED: (OutboxState.WITHDRAWN, "stopped"),
}
#: These are about a sitting that takes place.
_ABOUT_PLANNED = (MessageClass.REMINDER, MessageClass.INVITATION)
#: Asked with every turn of the outbox, so built once.
_IDS = numbers("ids")
_CONTACTS = (
    select(_CONTACT.c.id, _CONTACT.c.telegram_id, _CONTACT.c.reachability, _TENURE.c.seat_id)
    .outerjoin_from(
        _CONTACT, _TENURE, and_(_TENURE.c.contact_id == _CONTACT.c.id, _TENURE.c.ended_at.is_(None))
    )
    .where(is_among(_CONTACT.c.id, _IDS))
)
_STAFF_MEMBERS = select(_STAFF.c.id, _STAFF.c.reachability, _STAFF.c.is_active).where(
    is_among(_STAFF.c.id, _IDS)
)
_SITTINGS = select(_ITEM.c.id, _ITEM.c.time_revision, _ITEM.c.state).where(is_among(_ITEM.c.id, _IDS))
_IS_CORRECTED = _BROADCAST.c.corrected_at.is_not(None)
_BROADCASTS = select(_BROADCAST.c.id, _BROADCAST.c.state, _IS_CORRECTED.label("is_corrected")).where(
    is_among(_BROADCAST.c.id, _IDS), or_(_IS_CORRECTED, _BROADCAST.c.state.in_(_AT_REST))
)


@dataclass(frozen=True, slots=True)
class _People:
    """What is known of those who are written to. ``acting``: with each of their seats, and None for any."""

    chats: dict[int, int | None] = field(default_factory=dict)
    gone: set[tuple[str, int | None]] = field(default_factory=set)
    acting: set[tuple[str, int, int | None]] = field(default_factory=set)


async def refusals(
    connection: AsyncConnection, claimed: Sequence[Claimed]
) -> dict[int, tuple[OutboxState, str]]:
    """Which of these must not leave after all, with the state they take and why."""
    refused: dict[int, tuple[OutboxState, str]] = {}
    people = await _people(connection, claimed)
    sittings = await _sittings(connection, claimed)
    broadcasts = await _broadcasts(connection, claimed)
    for one in claimed:
        if _has_moved(one, people):
            refused[one.id] = (OutboxState.WITHDRAWN, "moved")
        elif one.message_class not in _TO_THE_GONE and (
            ("contact", one.contact_id) in people.gone or ("staff", one.staff_id) in people.gone
        ):
            refused[one.id] = (OutboxState.UNDELIVERABLE, "unreachable")
        elif one.message_class not in _ANSWERS and _has_left(one, people):
            refused[one.id] = (OutboxState.WITHDRAWN, "left")
        elif one.subject_type == BROADCAST and one.subject_id in broadcasts:
            refused[one.id] = broadcasts[one.subject_id]
        elif (
            one.subject_id in sittings
            and _is_about_sitting(one)
            and _outdated(one, *sittings[one.subject_id])
        ):
            refused[one.id] = (OutboxState.WITHDRAWN, "outdated")
        elif one.is_edit and one.target_message_id is None:
            refused[one.id] = (OutboxState.UNDELIVERABLE, "nothing_to_edit")
    return refused


async def withdraw_outdated(connection: AsyncConnection, *, now: datetime) -> None:
    """Withdraw what waits about a sitting that has another time by now, so that it holds up nobody."""
    moved = exists(
        select(_ITEM.c.id).where(
            _ITEM.c.id == OUTBOX.c.subject_id,
            or_(
                _ITEM.c.time_revision != OUTBOX.c.subject_rev,
                and_(_ITEM.c.state.in_(_OFF), OUTBOX.c.message_class.in_(_ABOUT_PLANNED)),
            ),
        )
    )
    outdated = (OUTBOX.c.subject_type == SITTING, OUTBOX.c.subject_rev.is_not(None), moved)
    for waiting in (PENDING, HELD):  # each by its own index
        statement = update(OUTBOX).where(OUTBOX.c.state == waiting, *outdated)
        await connection.execute(
            statement.values(state=OutboxState.WITHDRAWN, reason="outdated", finished_at=now)
        )


async def _people(connection: AsyncConnection, claimed: Sequence[Claimed]) -> _People:
    people = _People()
    if contacts := {one.contact_id for one in claimed} - {None}:
        for row in await connection.execute(_CONTACTS, {"ids": contacts}):
            people.chats[row.id] = row.telegram_id
            if row.reachability in _GONE:
                people.gone.add(("contact", row.id))
            if row.seat_id is not None:
                people.acting.update([("contact", row.id, row.seat_id), ("contact", row.id, None)])
    if staff := {one.staff_id for one in claimed} - {None}:
        for member in await connection.execute(_STAFF_MEMBERS, {"ids": staff}):
            if member.reachability in _GONE:
                people.gone.add(("staff", member.id))
            if member.is_active:
                people.acting.add(("staff", member.id, None))
    return people


def _has_moved(one: Claimed, people: _People) -> bool:
    """The account is another one by now: whatever it is, the old chat is silent."""
    chat_id = None if one.contact_id is None else people.chats.get(one.contact_id)
    return chat_id is not None and chat_id != one.chat_id


def _has_left(one: Claimed, people: _People) -> bool:
    """Whoever is written to as an official or as staff has to be one when the message leaves."""
    if one.staff_id is not None:
        return ("staff", one.staff_id, None) not in people.acting
    return one.contact_id is not None and ("contact", one.contact_id, one.seat_id) not in people.acting


async def _sittings(
    connection: AsyncConnection, claimed: Sequence[Claimed]
) -> dict[int | None, tuple[int, ItemState]]:
    wanted = {one.subject_id for one in claimed if _is_about_sitting(one)}
    if not wanted:
        return {}
    rows = await connection.execute(_SITTINGS, {"ids": wanted})
    return {item_id: (revision, state) for item_id, revision, state in rows}


async def _broadcasts(
    connection: AsyncConnection, claimed: Sequence[Claimed]
) -> dict[int | None, tuple[OutboxState, str]]:
    """What becomes of messages of these broadcasts, where it rests, was ended or corrected meanwhile."""
    wanted = {one.subject_id for one in claimed if one.subject_type == BROADCAST}
    if not wanted:
        return {}
    return {
        row.id: (OutboxState.WITHDRAWN, CORRECTED) if row.is_corrected else _AT_REST[row.state]
        for row in await connection.execute(_BROADCASTS, {"ids": wanted})
    }


def _is_about_sitting(one: Claimed) -> bool:
    return one.subject_type == SITTING and one.subject_rev is not None


def _outdated(one: Claimed, revision: int, state: ItemState) -> bool:
    return revision != one.subject_rev or (state in _OFF and one.message_class in _ABOUT_PLANNED)
