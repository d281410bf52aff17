"""Whom staff mean by "Kota Bontang" or "Inspektur Kota Bontang"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.rules.meeting_form import Circumstances
from bot.rules.meeting_pieces import read_who
from bot.rules.regions import Place


@dataclass(frozen=True, slots=True)
class Invitee:
    """A region, or one post of it."""

    place: Place
    post: str = ""


def read_invitees(
    typed: str, *, posts: Mapping[str, str], circumstances: Circumstances
) -> tuple[Invitee, ...]:
    """Regions or posts between commas. ``posts``: key by title in small letters. Raises PieceMistake."""
    found: dict[tuple[str, str], Invitee] = {}
    parts = [" ".join(part.split()) for part in ",".join(typed.splitlines()).split(",")]
    for words in [part for part in parts if part] or [""]:
        post, rest = _post_of(words, posts)
        for place in read_who(rest, circumstances=circumstances):
            found[place.code, post] = Invitee(place, post)
    return tuple(found.values())


def _post_of(words: str, posts: Mapping[str, str]) -> tuple[str, str]:
    """The post at the beginning, if any, and the rest."""
    for title in sorted(posts, key=len, reverse=True):
        if words.casefold().startswith(f"{title} "):
            return posts[title], words[len(title) + 1 :]
    return "", words
