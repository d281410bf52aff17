"""A message as a thread keeps it: words, a file, and what it replies to."""

from __future__ import annotations

from dataclasses import replace

from telegram import Message

from bot.context import Context
from bot.rules.codes import typed_proof_code
from bot.rules.errors import Stale
from bot.rules.materials import file_name
from bot.rules.questions import Said, typed, without_tanya
from handlers.check import AT_THE_END
from handlers.guards import typed_text


def said_in(context: Context) -> Said:
    """The message as a thread keeps it. Raises WordsMissing where there is nothing to keep."""
    message = context.incoming.effective_message
    if message is None:
        raise Stale
    kind, file_id, name = _file_in(message)
    words = typed_text(context)
    text = typed(words) if words or not file_id else ""
    return Said(text, kind, file_id, name, message.message_id, _about(message))


def asked_in(context: Context) -> Said:
    """Words nobody asked for: "tanya" before them is the command, and none of the question."""
    said = said_in(context)
    return replace(said, text=without_tanya(said.text))


def _about(message: Message) -> str:
    """The proof code of our message that this one replies to, as that message ends with it."""
    replied = message.reply_to_message
    if replied is None or replied.from_user is None or not replied.from_user.is_bot:
        return ""
    found = AT_THE_END.search(replied.text or replied.caption or "")
    return (found and typed_proof_code(found[1].casefold())) or ""


def _file_in(message: Message) -> tuple[str, str, str]:
    """Kind, Telegram's id and a readable name; of a photo the largest size."""
    if message.document:
        name = file_name(message.document.file_name or "", is_photo=False, number=1)
        return "document", message.document.file_id, name
    if message.photo:
        return "photo", message.photo[-1].file_id, "foto"
    return "", "", ""


def album_of(context: Context) -> str:
    """Which album this file is part of; empty: of none."""
    message = context.incoming.effective_message
    return (message.media_group_id or "") if message else ""


def number_of(context: Context) -> int | None:
    message = context.incoming.effective_message
    return message.message_id if message else None
