"""Whether the words that came with a number are those of our message that has the number.

The same: whatever white space, markup, invisible characters, the line with the number, and the sentence
about having come twice. A text in several messages may come whole or from one of them on. Words that only
ask ("apakah ini asli?") are no part of it. Different: anything else, a link under other words, a file
that we did not send, and whatever another bot sent.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from html import unescape

from bot.rules.codes import typed_proof_code

_TAG = re.compile(r"<[^<>]*>")
_HREF = re.compile(r"href=[\"']([^\"']*)")
#: Invisible, or markup that some apps copy along.
_NOTHING = re.compile("[\u00ad\u200b-\u200d\u2060\ufe0e\ufe0f\ufeff*_~`]")
#: Words that ask about a message and say nothing of their own.
_ASKING = frozenset(
    word
    for line in (
        "apakah apa ini itu tersebut pesan pesannya asli aslinya benar betul palsu resmi sah mohon tolong",
        "minta bantu cek dicek mengecek periksa diperiksa memeriksa keaslian keasliannya nomor kode berikut",
        "dari dit permas kpk bapak ibu bapak/ibu pak bu yth selamat pagi siang sore malam terima kasih ya",
        "atau tidak bukan saya kami menerima mendapat dapat",
    )
    for word in line.split()
)
#: As people type what looks so.
_READ_ALIKE = {"0": "[0o]", "1": "[1il]"}
#: A question that quotes a number has at least so many words of its own.
_LEAST_OWN = 4


class Likeness(StrEnum):
    ALONE = "alone"  #: only the number came, perhaps with a question whether it is genuine
    SAME = "same"
    DIFFERENT = "different"
    UNKNOWN = "unknown"  #: our words are gone, so nothing can be compared


@dataclass(frozen=True, slots=True)
class Came:
    """What somebody sent us to check. ``words``: all of them, number and all, without markup.

    ``links``: where words lead to that are no address themselves. ``is_from_us``: Telegram says that it was
    forwarded from this bot, so nobody changed it.
    """

    words: str = ""
    links: tuple[str, ...] = ()
    has_file: bool = False
    is_from_us: bool = False
    is_from_another_bot: bool = False


@dataclass(frozen=True, slots=True)
class Ours:
    """What we sent, in Telegram HTML, one or several messages of which the last has the number.

    ``besides``: sentences that may or may not stand with it.
    """

    code: str
    parts: Sequence[str]
    besides: Sequence[str] = ()
    has_file: bool = False


def likeness(came: Came, ours: Ours) -> Likeness:
    """How what came is like what we sent."""
    if came.is_from_us:
        return Likeness.SAME
    words = _words_that_came(came, ours)
    is_bare = not (came.has_file or came.links or came.is_from_another_bot)
    if is_bare and only_asks(words):
        return Likeness.ALONE
    if not any(ours.parts):
        return Likeness.UNKNOWN
    known = {_address(link) for part in ours.parts for link in _HREF.findall(unescape(part))}
    adds = not {_address(link) for link in came.links} <= known or (came.has_file and not ours.has_file)
    if adds or came.is_from_another_bot or not _holds(words, ours):
        return Likeness.DIFFERENT
    return Likeness.SAME


def is_mostly_own(came: Came, ours: Ours) -> bool:
    """Whether somebody writes of our message, rather than sending it: most words are neither ours nor ask."""
    words = _words_that_came(came, ours).split() if any(ours.parts) else []
    known = set(" ".join(_plain(part, ours) for part in ours.parts).split()) | _ASKING
    own = sum(word not in known and _bare(word) not in known for word in words)
    return own >= _LEAST_OWN and 2 * own > len(words)


def _holds(words: str, ours: Ours) -> bool:
    """Whether all of ours stands there in one piece, and nothing else that says something."""
    parts = [_plain(part, ours) for part in ours.parts]
    wholes = (" ".join(parts[first:]).strip() for first in range(len(parts)))
    return any(whole and whole in words and only_asks(words.replace(whole, "", 1)) for whole in wholes)


def only_asks(words: str) -> bool:
    """Whether these say nothing but that somebody wants to know whether a message is genuine."""
    return all(_bare(word).casefold() in _ASKING or not _bare(word) for word in words.split())


def _bare(word: str) -> str:
    return word.strip(".,:;!?\"'()“”-")


def _words_that_came(came: Came, ours: Ours) -> str:
    return "" if typed_proof_code(came.words.casefold()) else _without(came.words, ours)


def _plain(html: str, ours: Ours) -> str:
    return _without(unescape(_TAG.sub("", html)), ours)


def _without(text: str, ours: Ours) -> str:
    """The words alone: no line with the number, no sentence that may be missing, one space between two."""
    code = "".join(_READ_ALIKE.get(letter, letter) for letter in ours.code)
    number = rf"(?:periksa keaslian pesan:\s*)?/?(?:cek_|(?<!\w)){code}(?!\w)(?:@\w+)?"
    plain = _level(re.sub(number, " ", text, flags=re.IGNORECASE))
    for sentence in ours.besides:
        plain = plain.replace(_level(unescape(_TAG.sub("", sentence))), " ", 1)
    return " ".join(plain.split())


def _level(text: str) -> str:
    return " ".join(_NOTHING.sub("", unicodedata.normalize("NFKC", text)).casefold().split())


def _address(link: str) -> str:
    return link.casefold().rstrip("/")
