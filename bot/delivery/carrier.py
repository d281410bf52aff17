"""One try to carry one message: which call it is, and what came of it.

A message that had to wait for its turn is looked at once more right before its request begins: whoever
left meanwhile gets nothing. What remains is a request already begun, and the moment (one read of the
database) between that look and its first byte: nobody can call back what is on its way.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import col

from bot.delivery.outcome import Outcome
from bot.delivery.wire import SEND_TIMEOUT, Ambiguous, NotSent, Upload, Wire
from bot.rules.outbox import OutboxState
from bot.rules.parts import LONGEST_CAPTION, LONGEST_TEXT, length
from bot.rules.plain import plain_body
from bot.rules.transitions import OutcomeKind
from db.claimed import Claimed
from db.engine import DATABASE_FAULTS, Sessions
from db.failpoints import Point, reached
from db.last_checks import refusals
from db.tables import Attachment

log = logging.getLogger(__name__)

#: How long a message that was announced may wait for its turn; its lease counts meanwhile.
PATIENCE = timedelta(seconds=20)
#: So long after its announcement a message need not be looked at again, in seconds.
FRESH = 0.02
_LONGEST = {"text": LONGEST_TEXT, "caption": LONGEST_CAPTION}
_FILE_FIELDS = {"sendDocument": "document", "sendPhoto": "photo"}
#: Calls that show nothing: twice does the same as once.
_SILENT = ("leaveChat", "sendChatAction")


_INSTEAD = {OutboxState.WITHDRAWN: OutcomeKind.WITHDRAWN, OutboxState.HELD: OutcomeKind.HELD}


class _NoLongerWanted(Exception):
    """The last look found a reason not to send."""

    def __init__(self, state: OutboxState, reason: str) -> None:
        super().__init__(reason)
        self.kind = _INSTEAD.get(state, OutcomeKind.UNDELIVERABLE)
        self.reason = reason


class _NoRoom(Exception):
    """A message that may come twice has no room to say so."""


class Carrier:
    """Turns a claimed message into a call. ``mark_possible_duplicate`` adds the footer to an HTML text."""

    def __init__(
        self,
        *,
        sessions: Sessions,
        wire: Wire,
        mark_possible_duplicate: Callable[[str], str],
        within: timedelta = SEND_TIMEOUT,
    ) -> None:
        self._sessions = sessions
        self._wire = wire
        self._mark = mark_possible_duplicate
        self._within = within

    async def carry(self, message: Claimed) -> Outcome:
        """Try once; the outcome says what is known afterwards."""
        announced = asyncio.get_running_loop().time()
        try:
            body = self._body(message)
            outcome = await self._send(message, body, announced)
            if outcome.kind is OutcomeKind.UNPARSABLE:
                return await self._send_plain(message, body, outcome, announced)
        except _NoLongerWanted as found:
            return Outcome(kind=found.kind, reason=found.reason)
        except _NoRoom:
            log.error("Outbox message %d may come twice and has no room to say so", message.id)
            return Outcome(kind=OutcomeKind.UNMARKED)
        except NotSent as error:
            wait = None if error.wait is None else round(error.wait.total_seconds())
            return Outcome(kind=OutcomeKind.NOT_SENT, description=str(error), retry_after=wait)
        except Ambiguous as error:
            return Outcome(kind=OutcomeKind.AMBIGUOUS, description=str(error))
        return outcome

    async def _send(self, message: Claimed, body: dict[str, object], announced: float) -> Outcome:
        field = _FILE_FIELDS.get(message.method)
        if message.attachment_id is None or field is None:
            return await self._call(message, body, announced)
        kept = await self._file_id(message.attachment_id)
        if kept is not None:
            outcome = await self._call(message, {**body, field: kept}, announced)
            if outcome.reason != "wrong_file":
                return outcome
        upload = await self._upload(message.attachment_id, field)
        return await self._call(message, body, announced, upload)

    async def _send_plain(
        self, message: Claimed, body: dict[str, object], failed: Outcome, announced: float
    ) -> Outcome:
        """The words must arrive, even if our markup is wrong; the fault is logged and written down."""
        log.error("Telegram cannot read the HTML of outbox message %d: %s", message.id, failed.description)
        outcome = await self._send(message, plain_body(body), announced)
        if outcome.kind is OutcomeKind.SENT:
            return replace(outcome, reason="plain_text", description=failed.description)
        return outcome

    async def _call(
        self, message: Claimed, body: dict[str, object], announced: float, *files: Upload
    ) -> Outcome:
        answer = await self._wire.call(
            message.method,
            body,
            files,
            priority=message.priority,
            patience=PATIENCE,
            within=self._within,
            last_look=lambda: self._look(message, announced),
        )
        return answer.outcome

    async def _look(self, message: Claimed, announced: float) -> None:
        """Raise when a message that waited is no longer to be sent; the same checks as at its claim."""
        reached(Point.BEFORE_REQUEST)
        if asyncio.get_running_loop().time() - announced < FRESH:
            return
        async with self._reading() as connection:
            found = await refusals(connection, [message])
        if message.id in found:
            raise _NoLongerWanted(*found[message.id])

    @asynccontextmanager
    async def _reading(self) -> AsyncIterator[AsyncConnection]:
        """A look at the database before the request begins. Raises NotSent where that cannot be done."""
        try:
            async with self._sessions.reading_plainly() as connection:
                yield connection
        except DATABASE_FAULTS as error:
            raise NotSent(f"the database cannot be read ({type(error).__name__})") from error

    def _body(self, message: Claimed) -> dict[str, object]:
        body: dict[str, object] = {"chat_id": message.chat_id, **message.payload}
        if message.target_message_id is not None:
            body["message_id"] = message.target_message_id
        if message.may_be_duplicate and not message.is_edit and message.method not in _SILENT:
            self._add_footer(body, "text" if message.method == "sendMessage" else "caption")
        return body

    def _add_footer(self, body: dict[str, object], field: str) -> None:
        """Nothing is sent again unmarked: what was cut before there was room is left to a person."""
        text = self._mark(str(body.get(field, "")))
        if length(text) > _LONGEST[field]:
            raise _NoRoom
        body[field] = text
        body.setdefault("parse_mode", "HTML")

    async def _file_id(self, attachment_id: int) -> str | None:
        async with self._reading() as connection:
            found = await connection.execute(
                select(col(Attachment.telegram_file_id)).where(col(Attachment.id) == attachment_id)
            )
            return found.scalar_one_or_none()

    async def _upload(self, attachment_id: int, field: str) -> Upload:
        columns = select(col(Attachment.filename), col(Attachment.content), col(Attachment.media_type))
        async with self._reading() as connection:
            name, content, media_type = (
                await connection.execute(columns.where(col(Attachment.id) == attachment_id))
            ).one()
        return Upload(field, name, content, media_type)
