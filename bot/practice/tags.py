"""Which tags Telegram knows, what they mean, and how it reads ``&amp;`` and its kind."""

import re

from bot.practice.entities import Entity
from bot.practice.links import checked_link, mentioned_user
from bot.practice.refusals import Refusal, bad_request

SIMPLE_TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
}
TAGS = frozenset(SIMPLE_TAGS) | {"a", "pre", "code", "blockquote", "tg-emoji", "tg-time"}
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}

_REFERENCE = re.compile(r"&(?:#[xX]([0-9a-fA-F]+)|#([0-9]+)|([A-Za-z]+));?")


def decoded(source: str, at: int) -> tuple[str, int]:
    """The character that the reference at ``at`` means and where reading goes on; a lone ``&`` stays one."""
    match = _REFERENCE.match(source, at)
    if match is None:
        return "&", at + 1
    hexadecimal, decimal, name = match.groups()
    if name is not None:
        return (NAMED[name], match.end()) if name in NAMED else ("&", at + 1)
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    if not 0 < code < 0x10FFFF:
        return "&", at + 1
    if 0xD800 <= code <= 0xDFFF:
        raise cannot_parse(
            "Text contains invalid Unicode characters after decoding HTML entities, "
            "check for unmatched surrogate code units"
        )
    return chr(code), match.end()


def entity_of(name: str, attributes: dict[str, str], begin: int, end: int, inside: str) -> Entity | None:
    """What a closed tag means; None when Telegram drops it without a word."""
    length = end - begin
    if name in SIMPLE_TAGS:
        return Entity(SIMPLE_TAGS[name], begin, length)
    if name == "a":
        url = attributes.get("href") or inside
        if (user_id := mentioned_user(url)) is not None:
            return Entity("text_mention", begin, length, user_id=user_id)
        link = checked_link(url)
        return Entity("text_link", begin, length, url=link) if link else None
    if name == "blockquote":
        kind = "expandable_blockquote" if "expandable" in attributes else "blockquote"
        return Entity(kind, begin, length)
    if name == "tg-emoji":
        identifier = attributes.get("emoji-id", "")
        if not identifier.isdigit() or int(identifier) == 0:
            raise cannot_parse("Invalid custom emoji identifier specified")
        return Entity("custom_emoji", begin, length, custom_emoji_id=identifier)
    if name == "tg-time":
        moment = attributes.get("unix", "")
        if not moment.isdigit():
            raise cannot_parse("Invalid date specified")
        return Entity(
            "date_time", begin, length, unix_time=int(moment), date_time_format=attributes.get("format", "")
        )
    named = attributes.get("class", "")
    language = named.removeprefix("language-") if name == "code" and named.startswith("language-") else None
    return Entity(name, begin, length, language=language or None)


def cannot_parse(words: str) -> Refusal:
    """400 with the words of the parser."""
    return bad_request(f"can't parse entities: {words}")
