"""Cutting a long text for Telegram: at a line, never inside a tag, every part well-formed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

#: UTF-16 units of a part, tags included: always below Telegram's 4,096 characters after parsing.
LIMIT = 4096
#: UTF-16 units under a picture or a file, after parsing.
CAPTION = 1024

_TOKEN = re.compile(r"<[^<>]*>|&[#\w]+;|\n+|[^<&\n]+|.", re.DOTALL)
_TAG_NAME = re.compile(r"</?([a-zA-Z-]+)")


def in_parts(html: str, *, limit: int = LIMIT) -> list[str]:
    """The text in parts of at most ``limit`` UTF-16 units each; tags open at a cut are closed and reopened.

    Only white space at the cuts is lost.
    """
    if _units(html) <= limit:
        return [html]
    parts: list[str] = []
    part = _Part(limit)
    for token in _tokens(html, limit // 4):
        if not part.takes(token):
            parts.append(part.closed())
            part = part.next()
        part.add(token)
    parts.append(part.closed())
    return [text for text in parts if text]


def fits_a_caption(html: str) -> bool:
    """Whether Telegram takes this text under a picture."""
    return _units(unescape(re.sub(r"<[^<>]*>", "", html))) <= CAPTION


def _tokens(html: str, most: int) -> Iterator[str]:
    """Tags and entities whole, lines in pieces of at most ``most`` units, cut at a space if there is one."""
    for match in _TOKEN.finditer(html):
        text = match.group()
        if text[0] in "<&\n" or _units(text) <= most:
            yield text
        else:
            yield from _pieces(text, most)


def _pieces(text: str, most: int) -> Iterator[str]:
    piece = ""
    for word in re.findall(r"\S*\s+|\S+", text):
        for bit in _bits(word, most):
            if piece and _units(piece + bit) > most:
                yield piece
                piece = ""
            piece += bit
    if piece:
        yield piece


def _bits(word: str, most: int) -> Iterator[str]:
    step = max(1, most // 2)  # a character is at most two units
    for start in range(0, len(word), step):
        yield word[start : start + step]


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


class _Part:
    """One part in the making, with the tags that are open in it."""

    def __init__(self, limit: int, opened: tuple[str, ...] = ()) -> None:
        self.limit = limit
        self.open = list(opened)
        self.head = "".join(opened)
        self.tokens: list[str] = []
        self.size = _units(self.head)

    def takes(self, token: str) -> bool:
        closing = sum(_units(_closing(tag)) for tag in self.open)
        grows = len(_closing(token)) if token.startswith("<") else 0
        return not self.tokens or self.size + _units(token) + closing + grows <= self.limit

    def add(self, token: str) -> None:
        if token.startswith("</"):
            if self.open:
                self.open.pop()
        elif token.startswith("<"):
            self.open.append(token)
        elif not self.tokens and not token.strip():
            return  # white space at a cut
        self.tokens.append(token)
        self.size += _units(token)

    def closed(self) -> str:
        body = "".join(self.tokens).rstrip()
        if not re.sub(r"<[^<>]*>", "", body).strip():
            return ""
        return self.head + body + "".join(_closing(tag) for tag in reversed(self.open))

    def next(self) -> _Part:
        return _Part(self.limit, tuple(self.open))


def _closing(tag: str) -> str:
    found = _TAG_NAME.match(tag)
    return f"</{found.group(1)}>" if found else ""
