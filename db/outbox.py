"""The outbox as actions see it: enqueue in the transaction of the change, withdraw what became untrue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Update, literal_column, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import SQLModel, col

from bot.rules.outbox import POLICIES, WAITING, Keyboard, MessageClass, OutboxState, ReplyKeys
from db.engine import affected
from db.failpoints import Point, reached
from db.markup import inline_keyboard as inline_keyboard
from db.markup import reply_markup as reply_markup
from db.tables import OutboxMessage


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """One message to put in the outbox. ``key`` names the decision: deciding twice sends once."""

    key: str
    message_class: MessageClass
    chat_id: int
    html: str
    buttons: Keyboard = ()
    keys: ReplyKeys | None = None
    #: or sendDocument, sendPhoto, sendChatAction, editMessageText, deleteMessage, leaveChat
    method: str = "sendMessage"
    attachment_id: int | None = None
    file_id: str = ""  #: of a file that Telegram has: sendDocument and sendPhoto send it again
    edits_outbox_id: int | None = None
    contact_id: int | None = None
    staff_id: int | None = None
    seat_id: int | None = None
    subject_type: str = ""
    subject_id: int | None = None
    subject_rev: int | None = None
    title: str = ""
    proof_code: str | None = None
    body_id: int | None = None  #: of the text for many; what is this recipient's own is ``own``
    own: Mapping[str, object] | None = None
    may_be_duplicate: bool = False  #: an earlier message with the same words may have arrived
    not_before: datetime | None = None
    expires_at: datetime | None = None


def payload_of(message: Outgoing) -> dict[str, object]:
    """The body of the request without chat, file and message ids, which the postman adds."""
    if message.own is not None:
        return dict(message.own)
    if message.method in ("sendChatAction", "leaveChat", "deleteMessage"):
        return {"action": "typing"} if message.method == "sendChatAction" else {}
    of_file = {message.method.removeprefix("send").lower(): message.file_id} if message.file_id else {}
    payload: dict[str, object] = {"parse_mode": "HTML", **of_file}
    if message.method in ("sendMessage", "editMessageText"):
        payload["text"] = message.html
        payload["link_preview_options"] = {"is_disabled": True}
    elif message.html:
        payload["caption"] = message.html
    markup = reply_markup(message.buttons, message.keys)
    return payload | ({"reply_markup": markup} if markup else {})


async def enqueue(session: AsyncSession, message: Outgoing, *, now: datetime) -> int | None:
    """Put a message in the outbox. Returns its id, or None when this key is there already."""
    await _flush(session)
    made = await session.execute(_INSERT[_dialect(session)], _values(message, now))
    outbox_id: int | None = made.scalar_one_or_none()
    reached(Point.ENQUEUED)
    return outbox_id


async def enqueue_many(session: AsyncSession, messages: Sequence[Outgoing], *, now: datetime) -> None:
    """Put many in the outbox at once, in this order; those whose key is there already stay away."""
    if messages:
        await _flush(session)
        await session.execute(
            _INSERT_MANY[_dialect(session)], [_values(message, now) for message in messages]
        )
        reached(Point.MANY_ENQUEUED)


async def _flush(session: AsyncSession) -> None:
    if session.new or session.dirty:
        await session.flush()  # the row may point at what was only added so far


def _dialect(session: AsyncSession) -> str:
    return "sqlite" if session.get_bind().dialect.name == "sqlite" else "postgresql"


def _values(message: Outgoing, now: datetime) -> dict[str, object]:
    policy = POLICIES[message.message_class]
    expires_at = message.expires_at
    if expires_at is None and policy.lasts is not None:
        expires_at = max(now, message.not_before or now) + policy.lasts
    return {
        "key": message.key,
        "message_class": message.message_class,
        "priority": policy.priority,
        "chat_id": message.chat_id,
        "method": message.method,
        "payload": payload_of(message),
        "body_id": message.body_id,
        "attachment_id": message.attachment_id,
        "edits_outbox_id": message.edits_outbox_id,
        "contact_id": message.contact_id,
        "staff_id": message.staff_id,
        "seat_id": message.seat_id,
        "subject_type": message.subject_type,
        "subject_id": message.subject_id,
        "subject_rev": message.subject_rev,
        "title": message.title,
        "proof_code": message.proof_code,
        "state": OutboxState.PENDING,
        "reason": "",
        "not_before": message.not_before,
        "expires_at": expires_at,
        "attempts": 0,
        "ambiguous_count": 0,
        "fence": 0,
        "may_be_duplicate": message.may_be_duplicate,
        "last_error": "",
        "created_at": now,
    }


_OUTBOX = SQLModel.metadata.tables["outbox"]
_LIVE = _OUTBOX.c.state != literal_column("'withdrawn'")
#: Built once: building a statement costs more than running it.
_INSERT_MANY = {
    "sqlite": sqlite_insert(_OUTBOX).on_conflict_do_nothing(index_elements=["key"], index_where=_LIVE),
    "postgresql": postgresql_insert(_OUTBOX).on_conflict_do_nothing(
        index_elements=["key"], index_where=_LIVE
    ),
}
_INSERT = {name: insert.returning(_OUTBOX.c.id) for name, insert in _INSERT_MANY.items()}


async def withdraw(session: AsyncSession, *, keys: Sequence[str], reason: str, now: datetime) -> int:
    """Take back what has not left yet, by key; returns how many. What is being sent is left to end."""
    if not keys:
        return 0
    statement = _withdrawn(reason, now).where(_LIVE, col(OutboxMessage.key).in_(keys))  # by its index
    return affected(await session.execute(statement))


async def withdraw_about(
    session: AsyncSession,
    *,
    subject_type: str,
    subject_id: int,
    reason: str,
    now: datetime,
    contact_id: int | None = None,
) -> int:
    """Take back everything not yet sent about one thing (for one contact, if given); returns how many."""
    statement = _withdrawn(reason, now).where(
        col(OutboxMessage.subject_type) == subject_type, col(OutboxMessage.subject_id) == subject_id
    )
    if contact_id is not None:
        statement = statement.where(col(OutboxMessage.contact_id) == contact_id)
    return affected(await session.execute(statement))


def _withdrawn(reason: str, now: datetime) -> Update:
    return (
        update(OutboxMessage)
        .where(col(OutboxMessage.state).in_(WAITING))
        .values(state=OutboxState.WITHDRAWN, reason=reason, finished_at=now)
    )
