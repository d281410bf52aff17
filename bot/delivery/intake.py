"""What is looked at in an update before it is stored: who wrote, and whether any database could keep it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

#: Half of a surrogate pair, or NUL as JSON writes it: neither can be kept as text by a database.
_UNSTORABLE_JSON = re.compile("[\ud800-\udfff]|\\\\u0000")
_UNSTORABLE = re.compile("[\ud800-\udfff\x00]")


def storable(payload: dict[str, object]) -> tuple[dict[str, object], str]:
    """The update and its JSON; characters that no database takes are replaced by U+FFFD."""
    text = json.dumps(payload, ensure_ascii=False)
    if _UNSTORABLE_JSON.search(text) is None:
        return payload, text
    cleaned = {key: _cleaned(value) for key, value in payload.items()}
    return cleaned, json.dumps(cleaned, ensure_ascii=False)


def _cleaned(value: object) -> object:
    if isinstance(value, str):
        return _UNSTORABLE.sub("\ufffd", value)
    if isinstance(value, list):
        return [_cleaned(item) for item in value]
    if isinstance(value, dict):
        return {_cleaned(key): _cleaned(item) for key, item in value.items()}
    return value


def private_sender(payload: dict[str, object]) -> int | None:
    """Who wrote or pressed in a private chat: to that person we can write, whatever was known before."""
    message = payload.get("message")
    if isinstance(message, dict):
        return _id_of(message) if _is_private(message) else None
    press = payload.get("callback_query")
    if not isinstance(press, dict):
        return None
    pressed = press.get("message")
    return _id_of(press) if isinstance(pressed, dict) and _is_private(pressed) else None


def _is_private(message: dict[object, object]) -> bool:
    chat = message.get("chat")
    return isinstance(chat, dict) and chat.get("type") == "private"


def _id_of(event: dict[object, object]) -> int | None:
    sender = event.get("from")
    found = sender.get("id") if isinstance(sender, dict) else None
    return found if isinstance(found, int) and not isinstance(found, bool) else None


def update_id_of(payload: Mapping[str, object]) -> int | None:
    """The id of an update, where it has a usable one."""
    update_id = payload.get("update_id")
    usable = isinstance(update_id, int) and not isinstance(update_id, bool) and 0 <= update_id < 2**63
    return update_id if usable and isinstance(update_id, int) else None
