"""A text without its markup, for the day Telegram cannot read our HTML: the words must arrive."""

from __future__ import annotations

from collections.abc import Mapping
from html.parser import HTMLParser

#: What a person reads of a message.
_READ = ("text", "caption")


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._address: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self._address = dict(attrs).get("href")

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._address:
            self.parts.append(f" ({self._address})")
            self._address = None

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def plain_text(html: str) -> str:
    """The words of ``html``; a link keeps its address in brackets."""
    reader = _Words()
    reader.feed(html)
    reader.close()
    return "".join(reader.parts)


def plain_body(body: Mapping[str, object]) -> dict[str, object]:
    """The body of a call without markup; buttons stay."""
    plain = {key: value for key, value in body.items() if key != "parse_mode"}
    words = {key: plain_text(value) for key in _READ if isinstance(value := plain.get(key), str)}
    return plain | words
