"""What every handler module builds on: filters, commands, presses."""

from __future__ import annotations

import re
from collections import abc
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler, filters

from bot.context import Context
from bot.rules.access import Actor, Role
from bot.rules.errors import Stale

#: New messages in a private chat: an edited message is not a new one, and in groups we say nothing.
PRIVATE_MESSAGE = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE

#: PostgreSQL refuses to compare an INTEGER with more.
_HIGHEST_ID = 2**31 - 1

Coroutine = Callable[[Update, Context], abc.Coroutine[None, None, None]]
Handler = BaseHandler[Update, Context, None]
#: Answers to an open question: ``said`` is what the Dialogue remembers.
Step = Callable[[Update, Context, dict[str, object]], abc.Coroutine[None, None, None]]


class Audience(StrEnum):
    """Whose menu shows a command."""

    EVERYONE = "everyone"
    STRANGER = "stranger"  #: neither official nor staff
    OFFICIAL = "official"
    KNOWN = "known"  #: officials and staff
    STAFF = "staff"
    OFFICER = "officer"
    ADMIN = "admin"

    def includes(self, actor: Actor) -> bool:
        match self:
            case Audience.EVERYONE:
                return True
            case Audience.STRANGER:
                return not (actor.is_official or actor.is_staff)
            case Audience.OFFICIAL:
                return actor.is_official
            case Audience.KNOWN:
                return actor.is_official or actor.is_staff
            case Audience.STAFF:
                return actor.is_staff
            case Audience.OFFICER:
                return actor.at_least(Role.OFFICER)
            case Audience.ADMIN:
                return actor.at_least(Role.ADMIN)


@dataclass(frozen=True, slots=True)
class MenuItem:
    """A command as the menu shows it. ``plain`` are words that mean the same without a slash,

    before an argument ("status maros") or, where the command takes none, all by themselves ("daftar").
    """

    command: str
    words: str
    audience: Audience
    plain: tuple[str, ...] = ()
    is_shown: bool = True
    takes_argument: bool = True


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
