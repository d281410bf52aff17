"""What an officer wrote, made safe: known formatting, https links that show where they lead."""

from __future__ import annotations

import re
from enum import StrEnum
from html import escape, unescape
from html.parser import HTMLParser
from urllib.parse import urlsplit

from bot.rules.errors import UserMistake
from bot.rules.meeting_lines import is_link
from bot.rules.visible import is_readable, without_unseen

#: UTF-16 units of the text a reader sees; about three messages.
LONGEST_BODY = 10_000
SHORTEST_TITLE, LONGEST_TITLE = 5, 80
LONGEST_LINK_WORDS, LONGEST_ADDRESS = 40, 300
#: Telegram cuts what is longer into several messages: the next one belongs to the same text.
CUT_BY_TELEGRAM = 4_000

#: Spoilers and emoji of one's own hide or replace letters: their words stay, the wrapping goes.
_KEPT = frozenset({"b", "i", "u", "s", "code", "pre", "blockquote"})
_DOMAIN = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}", re.IGNORECASE)
_PLAIN_HTTP = re.compile(r"http://\S*", re.IGNORECASE)


class TextProblem(StrEnum):
    """Why a text, a title or a link cannot be used."""

    EMPTY = "empty"  #: nothing in it can be read
    TOO_LONG = "too_long"
    NOT_HTTPS = "not_https"
    DISGUISED = "disguised"  #: the words of a link name another host than it leads to
    TITLE_LENGTH = "title_length"
    LINK_UNREADABLE = "link_unreadable"


class BroadcastTextUnusable(UserMistake):
    """``problem`` says why, ``value`` quotes what is wrong."""

    def __init__(self, problem: TextProblem, value: str = "") -> None:
        super().__init__()
        self.problem, self.value = problem, value[:120]
        self.longest = f"{LONGEST_BODY:,}".replace(",", ".")
        self.shortest_title, self.longest_title = SHORTEST_TITLE, LONGEST_TITLE


def safe_html(html: str) -> str:
    """Telegram HTML with nothing but plain formatting and honest links. Raises BroadcastTextUnusable."""
    reader = _Reader()
    reader.feed(html)
    found = reader.finish()
    words = seen(found)
    if not is_readable(words):
        raise BroadcastTextUnusable(TextProblem.EMPTY)
    if found_http := _PLAIN_HTTP.search(words):
        raise BroadcastTextUnusable(TextProblem.NOT_HTTPS, found_http.group())
    return _not_too_long(found)


def continued(first: str, more: str) -> str:
    """The rest of a text that Telegram has cut, behind what is safe already. Raises BroadcastTextUnusable.

    Only the rest is read: read twice, links would name their address twice.
    """
    return _not_too_long(f"{first}\n{safe_html(more)}")


def _not_too_long(html: str) -> str:
    if units(seen(html)) > LONGEST_BODY:
        raise BroadcastTextUnusable(TextProblem.TOO_LONG)
    return html


def read_title(typed: str) -> str:
    """One line of a few words. Raises BroadcastTextUnusable."""
    words = " ".join(without_unseen(typed).split())
    if not is_readable(words) or not SHORTEST_TITLE <= len(words) <= LONGEST_TITLE:
        raise BroadcastTextUnusable(TextProblem.TITLE_LENGTH)
    return words


def read_link(typed: str) -> tuple[str, str]:
    """Words of the button and its https address: "Panduan https://…". Raises BroadcastTextUnusable."""
    words, _, address = " ".join(without_unseen(typed).split()).rpartition(" ")
    words = words.strip(" :")
    if not is_readable(words) or len(words) > LONGEST_LINK_WORDS:
        raise BroadcastTextUnusable(TextProblem.LINK_UNREADABLE, typed)
    _check(address, words)
    return words, address


def seen(html: str) -> str:
    """The words without their formatting."""
    return unescape(re.sub(r"<[^<>]*>", "", html))


def units(text: str) -> int:
    """As Telegram counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _check(address: str, words: str) -> None:
    host = urlsplit(address).hostname if is_link(address) else None
    if not host or not address.isascii() or len(address) > LONGEST_ADDRESS:
        raise BroadcastTextUnusable(TextProblem.NOT_HTTPS, address)
    if any(named.casefold() != host for named in _DOMAIN.findall(words)):
        raise BroadcastTextUnusable(TextProblem.DISGUISED, f"{words} ({host})")


class _Reader(HTMLParser):
    """Puts together anew what is known; everything else keeps its words only."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self._open: list[str] = []
        self._link = ""
        self._link_from = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _KEPT:
            self._open.append(tag)
            self.out.append(f"<{tag}>")
        address = dict(attrs).get("href") or ""
        if tag == "a" and not address.startswith("tg:"):
            self._link, self._link_from = address, len(self.out)
            self.out.append(f'<a href="{escape(address)}">')

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while (inner := self._open.pop()) != tag:
                self.out.append(f"</{inner}>")
            self.out.append(f"</{tag}>")
        if tag == "a" and self._link:
            words = seen("".join(self.out[self._link_from :])).strip()
            _check(self._link, words)
            self.out.append("</a>")
            if words.rstrip("/") not in (self._link.rstrip("/"), self._link[8:].rstrip("/")):
                self.out.append(f" ({escape(self._link, quote=False)})")
            self._link = ""

    def finish(self) -> str:
        """What was put together, with everything closed."""
        self.close()
        self.handle_endtag("a")
        return "".join([*self.out, *(f"</{tag}>" for tag in reversed(self._open))]).strip()

    def handle_data(self, data: str) -> None:
        self.out.append(escape(without_unseen(data), quote=False))
