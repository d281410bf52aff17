"""What every handler module builds on: filters, commands, presses."""

from __future__ import annotations

import re
from collections import abc
from collections.abc import Callable
from dataclasses import dataclass

from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler, filters

from bot.context import Context
from bot.rules.access import Action, may
from bot.rules.actors import Actor
from bot.rules.errors import Stale
from bot.rules.request_words import Account, account

#: New messages in a private chat: an edited message is not a new one, and in groups we say nothing.
PRIVATE_MESSAGE = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE

#: PostgreSQL refuses to compare an INTEGER with more.
_HIGHEST_ID = 2**31 - 1

Coroutine = Callable[[Update, Context], abc.Coroutine[None, None, None]]
Handler = BaseHandler[Update, Context, None]
#: Answers to an open question: ``said`` is what the Dialogue remembers.
Step = Callable[[Update, Context, dict[str, object]], abc.Coroutine[None, None, None]]


@dataclass(frozen=True, slots=True)
class MenuItem:
    """A command as the menu shows it, to whoever may do ``action``.

    ``plain`` are words that mean the same without a slash, before an argument ("status maros") or, where
    the command takes none, all by themselves ("daftar"). Where an argument changes something at once
    (``slash_to_change``) it needs the slash: "libur 06-03-2025 bimtek mundur" may be a sentence.
    """

    command: str
    words: str
    action: Action
    plain: tuple[str, ...] = ()
    is_shown: bool = True
    takes_argument: bool = True
    slash_to_change: bool = False
    strangers_only: bool = False  #: whoever is registered has no use for it

    def is_for(self, actor: Actor) -> bool:
        """Whether this person's menu has it."""
        return may(actor, self.action) and (actor.is_stranger or not self.strangers_only)


def command(name: str, coroutine: Coroutine) -> Handler:
    """A command in a private chat."""
    return CommandHandler(name, coroutine, filters=PRIVATE_MESSAGE)


class PrivatePress(CallbackQueryHandler[Context, None]):
    """A press in a private chat; one in a group is nobody's business."""

    def check_update(self, update: object) -> bool | object | None:
        query = update.callback_query if isinstance(update, Update) else None
        if query is None or query.message is None or query.message.chat.type != "private":
            return None
        if not query.data:  # PTB would hand a press without data to the first handler there is
            return None if self.pattern else True
        return super().check_update(update)


def press(action: str, coroutine: Coroutine) -> Handler:
    """A press of a button whose data begins with ``action:``."""
    return PrivatePress(coroutine, pattern=re.compile(rf"{re.escape(action)}(?::|$)"))


def bare(action: str, coroutine: Coroutine) -> Handler:
    """A press of a button whose data is ``action`` and nothing more: what has more is no button of ours."""
    return PrivatePress(coroutine, pattern=re.compile(rf"{re.escape(action)}(?:\Z)"))


def pressed(context: Context, *, fields: int) -> tuple[str, ...]:
    """What follows the action in the pressed button's data, ``fields`` of them.

    Callback data is a claim: anything of another shape is answered as outdated. Raises Stale.
    """
    query = context.incoming.callback_query
    parts = (query.data or "").split(":")[1:] if query else []
    if len(parts) != fields:
        raise Stale
    return tuple(parts)


def pressed_ids(context: Context, *, fields: int) -> tuple[int, ...]:
    """The same as numbers. Raises Stale."""
    values = pressed(context, fields=fields)
    return tuple(pressed_id(value) for value in values)


def pressed_id(value: str) -> int:
    """One number out of a button: no more than a column of ids can hold. Raises Stale."""
    if not re.fullmatch(r"-?[0-9]{1,10}", value) or abs(int(value)) > _HIGHEST_ID:
        raise Stale
    return int(value)


def typed_text(context: Context) -> str:
    """The text of the message, without outer white space."""
    message = context.incoming.effective_message
    return ((message.text or message.caption or "") if message else "").strip()


def argument(context: Context) -> str:
    """What follows the command on the same message, line breaks kept."""
    text = typed_text(context)
    if not text.startswith("/"):  # plain words: "status maros"
        return text.partition(" ")[2].strip()
    found = re.match(r"/\S+\s*", text)
    return text[found.end() :].strip() if found else ""


def account_of(update: Update) -> Account:
    """The sender's account as it calls itself, as it is: what is odd about it is shown to staff."""
    user = update.effective_user
    return account(user.full_name, user.username or "") if user else account("", "")
