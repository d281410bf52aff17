"""Cutting a long text for Telegram: at a paragraph where there is one, never inside a tag.

Where there is no blank line a line is cut after, else a sentence, else a word. Every part is well-formed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import IntEnum
from html import unescape

#: UTF-16 units Telegram takes after parsing in a message, and under a picture or a file.
LONGEST_TEXT, LONGEST_CAPTION = 4096, 1024
#: Kept free for the sentence that a message may have come twice, which is added when it is sent again.
MARK = 84
#: UTF-16 units of a part, tags included: always below what Telegram takes.
LIMIT = LONGEST_TEXT - MARK
#: A part is at least this share of the limit, however good the cut before would be.
LEAST = 0.25

_TOKEN = re.compile(r"<[^<>]*>|&[#\w]+;|\s*\n\s*|[^\s<&]+[^\S\n]*|[^\S\n]+|.", re.DOTALL)
_TAG_NAME = re.compile(r"</?([a-zA-Z-]+)")
_SENTENCE = re.compile(r"[.!?…][\"'”’)\]]*\s+$")


class _Cut(IntEnum):
    """How good it is to cut after a token; the best one wins, then the last of these."""

    INSIDE = 0
    WORD = 1
    SENTENCE = 2
    LINE = 3
    PARAGRAPH = 4


def in_parts(html: str, *, limit: int = LIMIT) -> list[str]:
    """The text in parts of at most ``limit`` UTF-16 units each; tags open at a cut are closed and reopened.

    Only white space at the cuts is lost.
    """
    if _units(html) <= limit:
        return [html]
    tokens = list(_tokens(html, limit // 4))
    parts: list[str] = []
    opened: list[str] = []
    while tokens:
        most = _how_many(tokens, opened, limit)
        parts.append(_part(tokens[:most], opened))
        tokens = tokens[most:]
    return [text for text in parts if text]


def fits_a_caption(html: str, *, kept: int = MARK) -> bool:
    """Whether Telegram takes this text under a picture, also when it has to be sent again in doubt.

    ``kept``: nothing need be kept free under a direct reply, which is never sent again.
    """
    return length(html) <= LONGEST_CAPTION - kept


def length(html: str) -> int:
    """UTF-16 units of what a reader sees: as Telegram counts, without tags and with entities read."""
    return _units(unescape(re.sub(r"<[^<>]*>", "", html)))


def _tokens(html: str, most: int) -> Iterator[str]:
    """Tags, entities and line ends whole; words with the space behind them, in bits of at most ``most``."""
    step = max(1, most // 2)  # a character is at most two units
    for match in _TOKEN.finditer(html):
        token = match.group()
        if token.startswith(("<", "&")) or _units(token) <= most:
            yield token
        else:
            yield from (token[start : start + step] for start in range(0, len(token), step))


def _how_many(tokens: Sequence[str], opened: Sequence[str], limit: int) -> int:
    """How many of the tokens make the next part; at least one."""
    still_open = list(opened)
    size = sum(_units(tag) for tag in opened)
    best = (_Cut.INSIDE, 1)
    for count, token in enumerate(tokens, start=1):
        size += _units(token)
        _follow(still_open, token)
        if count > 1 and size + sum(_units(_closing(tag)) for tag in still_open) > limit:
            return best[1]
        best = max(best, (_quality(token), count)) if size >= limit * LEAST else (_Cut.INSIDE, count)
    return len(tokens)


def _quality(token: str) -> _Cut:
    if "\n" in token:
        return _Cut.PARAGRAPH if token.count("\n") > 1 else _Cut.LINE
    if _SENTENCE.search(token):
        return _Cut.SENTENCE
    return _Cut.WORD if token[-1:].isspace() else _Cut.INSIDE


def _part(tokens: Sequence[str], opened: list[str]) -> str:
    """These tokens as a text of its own; ``opened`` becomes what is open behind them."""
    first = 0
    while first < len(tokens) and (not tokens[first].strip() or tokens[first].startswith("</")):
        _follow(opened, tokens[first])  # nothing is left of a tag that was cut right before its end
        first += 1
    head = "".join(opened)
    for token in tokens[first:]:
        _follow(opened, token)
    body = "".join(tokens[first:]).rstrip()
    if not re.sub(r"<[^<>]*>", "", body).strip():
        return ""
    return head + body + "".join(_closing(tag) for tag in reversed(opened))


def _follow(opened: list[str], token: str) -> None:
    if token.startswith("</"):
        if opened:
            opened.pop()
    elif token.startswith("<") and _closing(token):
        opened.append(token)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _closing(tag: str) -> str:
    found = _TAG_NAME.match(tag)
    return f"</{found.group(1)}>" if found else ""
