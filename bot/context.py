"""What a handler may reach: the house, one transaction, one reply."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial
from typing import Any, Protocol

from telegram import InlineKeyboardMarkup, Update
from telegram.constants import ParseMode
from telegram.error import BadRequest, TelegramError
from telegram.ext import Application, CallbackContext, ExtBot

from bot.actions.work import Work
from bot.delivery.progress import shown_progress
from bot.delivery.replies import UNREADABLE, refusal, text_body
from bot.house import House
from bot.messages import progress as messages
from bot.rules.outbox import Keyboard, Text
from bot.rules.parts import in_parts
from bot.rules.plain import plain_text
from bot.rules.progress import Progress
from db.inbox import mark_done, one_at_a_time
from db.outbox import inline_keyboard
from db.queries.people import actor_of

log = logging.getLogger(__name__)


class AlreadyDone(Exception):
    """This update took effect before; there is nothing left to do or to say."""


class Context(CallbackContext[ExtBot[None], None, None, House]):
    """Handed to every handler. One of ``work`` and ``reading`` is open at a time, and no Telegram in it."""

    incoming: Update

    @classmethod
    def from_update(cls, update: object, application: Application[Any, Any, Any, Any, Any, Any]) -> Context:
        context = super().from_update(update, application)
        if isinstance(update, Update):
            context.incoming = update
        return context

    @property
    def house(self) -> House:
        return self.bot_data

    @property
    def telegram_id(self) -> int:
        """Who sent this update. Handlers only see updates that have a sender."""
        user = self.incoming.effective_user
        return user.id if user else 0

    @asynccontextmanager
    async def work(self) -> AsyncIterator[Work]:
        """The one transaction of this update: its effects, its texts and the mark that it is done.

        Raises AlreadyDone when the update took effect before.
        """
        now = self.house.now()
        async with self.house.sessions.writing() as session:
            if not await mark_done(session, self.incoming.update_id, now=now):
                raise AlreadyDone
            await one_at_a_time(session, self.telegram_id)
            yield Work(
                session=session,
                now=now,
                actor=await actor_of(session, self.telegram_id),
                update_id=self.incoming.update_id,
                bot_username=self.house.bot_username,
            )
        self.house.after_commit(session)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Work]:
        """A look at the database for a handler that only shows something."""
        async with self.house.sessions.reading() as session:
            yield Work(
                session=session,
                now=self.house.now(),
                actor=await actor_of(session, self.telegram_id),
                update_id=self.incoming.update_id,
                bot_username=self.house.bot_username,
            )

    @asynccontextmanager
    async def viewing(self) -> AsyncIterator[Work]:
        """A look at data of regions: officials see the own and only read; what staff see is recorded."""
        async with self.reading() as work:
            if not work.actor.is_staff:
                yield work
                return
        async with self.work() as work:
            yield work

    async def show(self, text: Text, *, is_protected: bool = False) -> None:
        """Answer directly, and in private: whatever was said in a group, nothing is answered there.

        A text that only shows something may be lost: the person can ask again. One that is protected
        cannot be forwarded, nor saved, by Telegram's own apps.
        """
        parts = in_parts(text.html)
        for number, part in enumerate(parts, start=1):
            last = number == len(parts)
            body = text_body(part, text.buttons, text.keys) if last else text_body(part, ())
            if is_protected:
                body["protect_content"] = True
            why = await refusal(self.house.call, "sendMessage", {"chat_id": self.telegram_id, **body})
            if why:
                log.warning("A reply to update %s did not go out: %s", self.incoming.update_id, why)
                return

    async def can_answer(self) -> bool:
        """Whether the sender can be written to in private; in doubt yes. Nothing is seen of the question."""
        body = {"chat_id": self.telegram_id, "action": "typing"}
        why = await refusal(self.house.call, "sendChatAction", body)
        return not why.startswith(("400", "403"))

    async def show_file(
        self, content: bytes, *, filename: str, caption: str = "", text: Text | None = None
    ) -> bool:
        """Answer directly, and in private, with a file (a PNG is shown as a picture).

        False where it may not have arrived.
        """
        send = partial(
            self.bot.send_photo if filename.endswith(".png") else self.bot.send_document,
            self.telegram_id,
            content,
            filename=filename,
            reply_markup=_markup(text.buttons) if text else None,
        )
        try:
            await _with_words(send, text.html if text else caption)
        except TelegramError as error:
            log.warning("A file for update %s did not go out: %s", self.incoming.update_id, error)
            return False
        return True

    async def replace(self, text: Text, *, is_protected: bool = False) -> None:
        """Put a text in the place of the message whose button was pressed; a new one where that fails.

        ``is_protected`` is for the new one: the old one is what it was.
        """
        query = self.incoming.callback_query
        if query is None or query.message is None or len(in_parts(text.html)) > 1:
            return await self.show(text, is_protected=is_protected)
        place = {"chat_id": query.message.chat.id, "message_id": query.message.message_id}
        body = {**place, **text_body(text.html, text.buttons)}
        why = await refusal(self.house.call, "editMessageText", body)
        if why.startswith("400"):
            if "not modified" not in why:
                await self.show(text, is_protected=is_protected)
        elif why:
            log.warning("A message was not edited for update %s: %s", self.incoming.update_id, why)
        return None

    def progressing(self) -> AbstractAsyncContextManager[Progress]:
        """What may take long is counted in this, and shown to the sender. Outside any transaction."""
        return shown_progress(self.house.call, self.telegram_id, messages.progress, messages.finished())

    async def clear_buttons(self) -> None:
        """Take the buttons off the message that was pressed, best effort."""
        query = self.incoming.callback_query
        if query is not None:
            try:
                await query.edit_message_reply_markup(None)
            except TelegramError as error:
                log.debug("Buttons stay on for update %s: %s", self.incoming.update_id, error)

    async def download(self, file_id: str) -> bytes:
        """The bytes of a file somebody sent (Telegram gives at most 20 MB)."""
        file = await self.bot.get_file(file_id)
        return bytes(await file.download_as_bytearray())


class _Send(Protocol):
    async def __call__(self, *, caption: str, parse_mode: str | None) -> object: ...


async def _with_words(send: _Send, html: str) -> None:
    """Send a file with these words below it: plain where Telegram cannot read them. Raises TelegramError."""
    try:
        await send(caption=html, parse_mode=ParseMode.HTML)
    except BadRequest as error:
        if "parse entities" not in error.message.lower():
            raise
        log.error(UNREADABLE, "a file", error.message)
        await send(caption=plain_text(html), parse_mode=None)


def _markup(buttons: Keyboard) -> InlineKeyboardMarkup | None:
    if not buttons:
        return None
    return InlineKeyboardMarkup.de_json({"inline_keyboard": inline_keyboard(buttons)}, None)
