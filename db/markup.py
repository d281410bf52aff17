"""Buttons and keys as Telegram's ``reply_markup``."""

from __future__ import annotations

from bot.rules.outbox import Keyboard, ReplyKeys


def reply_markup(buttons: Keyboard, keys: ReplyKeys | None = None) -> dict[str, object] | None:
    """The buttons, or the keys, as Telegram's ``reply_markup``."""
    if keys is None:
        return {"inline_keyboard": inline_keyboard(buttons)} if buttons else None
    share = [[{"text": keys.share_number, "request_contact": True}]] if keys.share_number else []
    rows = [*share, *([{"text": words}] for words in keys.says)]
    if not rows:
        return {"remove_keyboard": True}
    return {"keyboard": rows, "resize_keyboard": True, "one_time_keyboard": True}


def inline_keyboard(buttons: Keyboard) -> list[list[dict[str, object]]]:
    """The buttons as Telegram's ``inline_keyboard``."""
    return [
        [_button(text=b.text, data=b.data, url=b.url, copy=b.copy_text, style=b.style) for b in row]
        for row in buttons
    ]


def _button(
    *, text: str, data: str | None, url: str | None, copy: str | None, style: str | None
) -> dict[str, object]:
    button: dict[str, object] = {"text": text}
    if data is not None:
        button["callback_data"] = data
    if url is not None:
        button["url"] = url
    if copy is not None:
        button["copy_text"] = {"text": copy}
    if style is not None:
        button["style"] = style
    return button
