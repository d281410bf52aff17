"""Seats: which posts there are by default, how long codes and requests last, how a wrong code counts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.rules.actors import TenureKind
from bot.rules.clocks import at_local
from bot.rules.errors import UserMistake
from bot.rules.wording import count
from bot.rules.working_days import is_working_day

#: The posts every region of a cohort is invited by: key and title.
DEFAULT_POSTS: Mapping[str, str] = {"sekda": "Sekretaris Daerah", "inspektur": "Inspektur"}

#: The posts that hear of a value below its threshold, and those of them that are asked to answer.
NOTIFIED_POSTS = ("inspektur", "sekda")
ANSWERING_POSTS = ("inspektur",)

_ALIASES = {
    "sekda": "sekda",
    "sekretaris daerah": "sekda",
    "sekretaris": "sekda",
    "sekdakab": "sekda",
    "sekdako": "sekda",
    "inspektur": "inspektur",
    "inspektorat": "inspektur",
    "inspektur daerah": "inspektur",
}

#: A printed letter passes many desks.
CODE_LASTS = timedelta(days=30)
REQUEST_LASTS = timedelta(days=7)
WRONG_TRIES = 5
WRONG_TRIES_WITHIN = timedelta(hours=1)
#: Assistants, and delegates, who may act for one seat at a time.
MOST_DEPUTIES = 2
#: What a holder forwards goes from hand to hand, not from desk to desk.
DEPUTY_CODE_LASTS = timedelta(days=7)
#: Version of the privacy notice that is agreed to; stored with every consent.
NOTICE_VERSION = "2026-11.3"


class PostUnknown(UserMistake):
    """No such post; lists the ones there are."""

    def __init__(self, text: str, posts: Mapping[str, str] = DEFAULT_POSTS) -> None:
        super().__init__(text)
        self.text = text[:40]
        self.posts = tuple(posts.values())


class InvitationIncomplete(UserMistake):
    """/undang needs a region and a post."""


class DeputiesFull(UserMistake):
    """As many act for this seat in this capacity as may. A code by which somebody came stays good."""

    def __init__(self, kind: TenureKind, *, post: str) -> None:
        super().__init__(kind)
        self.kind = kind
        self.post = post
        self.most_in_words = count(MOST_DEPUTIES)


def is_full(kind: TenureKind, *, acting: int) -> bool:
    """Whether nobody more may act for a seat in this capacity; a holder is one by another rule."""
    return kind is not TenureKind.HOLDER and acting >= MOST_DEPUTIES


def includes(held: TenureKind, wanted: TenureKind) -> bool:
    """Whether whoever acts in one capacity has nothing to ask for in the other; a deputy may be appointed."""
    return held is wanted or held is TenureKind.HOLDER


def split_post(text: str, posts: Mapping[str, str] = DEFAULT_POSTS) -> tuple[str, str]:
    """``("kota bontang", "inspektur")`` out of "kota bontang inspektur" or "inspektur kota bontang".

    ``posts`` are keys and titles. Raises InvitationIncomplete, PostUnknown.
    """
    names = names_of_posts(posts)
    words = text.replace(",", " ").split()
    if len(words) < 2 or " ".join(words).casefold() in names:
        raise InvitationIncomplete
    for size in range(max(len(name.split()) for name in names), 0, -1):
        for post, region in ((words[-size:], words[:-size]), (words[:size], words[size:])):
            key = names.get(" ".join(post).casefold())
            if key and region:
                return " ".join(region), key
    raise PostUnknown(words[-1], posts)


def post_key(text: str, posts: Mapping[str, str] = DEFAULT_POSTS) -> str:
    """The key of a typed post. Raises PostUnknown."""
    key = names_of_posts(posts).get(" ".join(text.split()).casefold())
    if key is None:
        raise PostUnknown(text, posts)
    return key


def names_of_posts(posts: Mapping[str, str]) -> dict[str, str]:
    """What a post may be called, and its key: the title, the key, and what offices say."""
    titles = {" ".join(title.split()).casefold(): key for key, title in posts.items()}
    keys = {key.casefold(): key for key in posts}
    said = {name: key for name, key in _ALIASES.items() if key in posts}
    return titles | keys | {key.replace("_", " "): key for key in posts} | said


def answer_by(asked_at: datetime, *, zone: ZoneInfo) -> datetime:
    """Until when a request is answered: 15.00 there on the next working day."""
    day = asked_at.astimezone(zone).date() + timedelta(days=1)
    while not is_working_day(day):
        day += timedelta(days=1)
    return at_local(day, 15, 0, zone)
