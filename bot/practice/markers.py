"""Formatting as Telegram's apps read it out of what is typed: **tebal**, __miring__, ~~coret~~, `tetap`."""

import re

from bot.practice.entities import Entity, Formatted, units

_KINDS = {"**": "bold", "__": "italic", "~~": "strikethrough", "`": "code"}
_MARKED = re.compile(r"(\*\*|__|~~|`)(?=\S)(.+?)(?<=\S)\1", re.DOTALL)


def with_markers(text: str) -> Formatted:
    """The text without its markers, and an entity in the place of each pair."""
    out, entities, since = "", [], 0
    for match in _MARKED.finditer(text):
        out += text[since : match.start()]
        entities.append(Entity(_KINDS[match[1]], units(out), units(match[2])))
        out += match[2]
        since = match.end()
    return Formatted(out + text[since:], tuple(entities))
