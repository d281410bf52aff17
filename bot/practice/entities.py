"""Formatted text as Telegram keeps it: plain words and entities counted in UTF-16 units."""

import re
from dataclasses import dataclass, replace

from bot.practice.refusals import bad_request

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
RAW_LIMIT_BYTES = 32768

#: kept as they are inside: nothing is looked for in them
CLOSED = frozenset({"code", "pre", "text_link", "text_mention", "custom_emoji"})

#: TDLib turns control characters and lone separators into spaces and drops these (clean_input_string)
_DROPPED = re.compile("[\r\u2028-\u202e\u0333\u033f\u030a]")
_CONTROL = re.compile("[\x00-\x09\x0b\x0c\x0e-\x1f]")
_BLANK = " \n"


@dataclass(frozen=True)
class Entity:
    """One stretch of formatting. ``offset`` and ``length`` count UTF-16 units."""

    type: str
    offset: int
    length: int
    url: str | None = None
    user_id: int | None = None
    language: str | None = None
    custom_emoji_id: str | None = None
    unix_time: int | None = None
    date_time_format: str | None = None

    @property
    def end(self) -> int:
        """The first unit after it."""
        return self.offset + self.length

    def api(self) -> dict[str, object]:
        """The MessageEntity object."""
        seen: dict[str, object] = {"type": self.type, "offset": self.offset, "length": self.length}
        for name in ("url", "language", "custom_emoji_id", "unix_time", "date_time_format"):
            value = getattr(self, name)
            if value is not None:
                seen[name] = value
        if self.user_id is not None:
            seen["user"] = {"id": self.user_id, "is_bot": False, "first_name": str(self.user_id)}
        return seen


@dataclass(frozen=True)
class Formatted:
    """A text and its entities, sorted."""

    text: str
    entities: tuple[Entity, ...] = ()


def units(text: str) -> int:
    """The length in UTF-16 units, as Telegram counts offsets."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def cut(text: str, entity: Entity) -> str:
    """The words an entity stands on."""
    return text.encode("utf-16-le")[entity.offset * 2 : entity.end * 2].decode("utf-16-le", "replace")


def cleaned(formatted: Formatted) -> Formatted:
    """Control characters out, blanks at both ends off, entities of nothing but blanks gone."""
    text, entities = _without_control(formatted.text, list(formatted.entities))
    if not entities:
        return Formatted(text.strip(_BLANK))
    wide = text.encode("utf-16-le")

    lead = units(text) - units(text.lstrip(_BLANK))
    lead = min(lead, entities[0].offset)
    end = units(text.rstrip(_BLANK))

    kept = []
    for entity in entities:
        inside = wide[entity.offset * 2 : entity.end * 2].decode("utf-16-le", "replace")
        if inside.strip(_BLANK):
            kept.append(
                replace(entity, offset=entity.offset - lead, length=min(entity.end, end) - entity.offset)
            )
    return Formatted(wide[lead * 2 : max(end, lead) * 2].decode("utf-16-le"), tuple(kept))


def ordered(entities: list[Entity]) -> tuple[Entity, ...]:
    """Outer before inner, the same one only once."""
    return tuple(dict.fromkeys(sorted(entities, key=lambda entity: (entity.offset, -entity.length))))


def check_raw(text: str, *, limit_bytes: int = RAW_LIMIT_BYTES) -> None:
    """Refuse what is too long before anybody parses it."""
    if len(text) * 4 > limit_bytes and len(text.encode()) > limit_bytes:
        raise bad_request("text is too long")


def check_length(formatted: Formatted, *, limit: int, words: str) -> None:
    """``limit`` counts code points after parsing."""
    if len(formatted.text) > limit:
        raise bad_request(words)


def _without_control(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    text = _CONTROL.sub(" ", text)
    dropped = [units(text[: match.start()]) for match in _DROPPED.finditer(text)]
    if not dropped:
        return text, entities

    def moved(offset: int) -> int:
        return offset - sum(position < offset for position in dropped)

    shifted = [
        replace(entity, offset=moved(entity.offset), length=moved(entity.end) - moved(entity.offset))
        for entity in entities
    ]
    return _DROPPED.sub("", text), shifted
