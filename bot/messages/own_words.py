"""What the bot says of itself on its profile, and before anybody has pressed Start. Plain text."""

from __future__ import annotations

from html import unescape

from bot.messages.render import render

#: Telegram's limits, in characters.
LONGEST, LONGEST_SHORT = 512, 120


def description(username: str) -> str:
    """In the empty chat: what this is, and how to find out that it is us."""
    return unescape(render("bot_description", username=username))


def short_description() -> str:
    """On the profile, and where somebody passes the bot on."""
    return unescape(render("bot_short_description"))
