"""What Telegram finds in plain words: commands, links, addresses; and which links it accepts."""

import re

from bot.practice.entities import CLOSED, Entity, Formatted, ordered, units

_COMMAND = re.compile(r"(?<![\w/<>@])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/])")
_URL = re.compile(
    r"(?<![\w@])(?:https?://[^\s<>\"]+|(?:[a-z0-9-]+\.)+(?:id|com|org|net|me)(?:/[^\s<>\"]*)?(?![\w@.-]))",
    re.I,
)
_MENTION = re.compile(r"(?<![\w@/])@[A-Za-z0-9_]{4,32}\b")
_EMAIL = re.compile(r"(?<![\w.@])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_HASHTAG = re.compile(r"(?<![\w#/])#\w*[^\W\d]\w*")
_FINDERS = (
    ("email", _EMAIL),
    ("url", _URL),
    ("bot_command", _COMMAND),
    ("mention", _MENTION),
    ("hashtag", _HASHTAG),
)
_USER = re.compile(r"tg:(?://)?user\?id=(\d+)$")
_LINK = re.compile(r"(?:(https?|tg|ton|tonsite):(?://)?)?([^\s/?#]+)([/?#]\S*)?$", re.I)


def with_found_entities(formatted: Formatted) -> Formatted:
    """The same text, with what Telegram recognises by itself."""
    if not any(sign in formatted.text for sign in "/@#."):
        return formatted
    taken = [entity for entity in formatted.entities if entity.type in CLOSED]
    found = list(formatted.entities)
    for kind, pattern in _FINDERS:
        for match in pattern.finditer(formatted.text):
            words = match.group().rstrip(".,;:!?)'\"") if kind == "url" else match.group()
            entity = Entity(kind, units(formatted.text[: match.start()]), units(words))
            if not any(entity.offset < other.end and other.offset < entity.end for other in taken):
                taken.append(entity)
                found.append(entity)
    return Formatted(formatted.text, ordered(found))


def mentioned_user(url: str) -> int | None:
    """The id in ``tg://user?id=…``."""
    match = _USER.match(url)
    return int(match.group(1)) if match else None


def checked_link(url: str) -> str | None:
    """The link as Telegram stores it, or None when it would drop it silently."""
    match = _LINK.match(url.strip())
    if match is None:
        return None
    scheme, host, rest = (match.group(1) or "http").lower(), match.group(2), match.group(3) or ""
    if scheme in ("http", "https"):
        name = host.rpartition("@")[2].partition(":")[0]
        if "." not in name.strip(".") and name != "localhost":
            return None
        rest = rest or "/"
        if not rest.startswith("/"):
            rest = "/" + rest
    return f"{scheme}://{host}{rest}"
