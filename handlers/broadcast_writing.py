"""What an officer wrote or sent for a siaran, as Telegram describes it."""

from __future__ import annotations

import re

from telegram import Message

from bot.actions.broadcast_pieces import Written
from bot.rules.errors import Stale
from bot.rules.materials import File

#: The command, or its word, before the text; formatting that begins with it stays.
_COMMAND = re.compile(r"^((?:<[^>]*>)*)(?:/\w+(?:@\w+)?|siaran)\s*", re.IGNORECASE)


def written_of(message: Message | None, words: str) -> Written:
    """The words plain, and with their formatting as the library writes it in HTML."""
    if message is None:
        raise Stale
    html = message.text_html if message.text else message.caption_html
    if not _is_whole(message, words):
        html = _COMMAND.sub(r"\1", html or "", count=1)
    return Written(words, html or "", _file_of(message))


def _is_whole(message: Message, words: str) -> bool:
    """Whether nothing stood before these words."""
    return (message.text or message.caption or "").strip() == words


def _file_of(message: Message) -> File | None:
    """As Telegram describes it; of a photo the largest size."""
    if message.document:
        return File(
            message.document.file_id, message.document.file_unique_id, message.document.file_name or ""
        )
    if message.photo:
        return File(message.photo[-1].file_id, message.photo[-1].file_unique_id, "", is_photo=True)
    return None
