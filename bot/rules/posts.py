"""Posts that staff add: a title as typed, and the key that buttons and sheets know it by."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from bot.rules.errors import UserMistake
from bot.rules.names import safe_name
from bot.rules.seats import PostUnknown, post_key

SHORTEST, LONGEST = 2, 60
#: Characters of a key: three of them and a region fit into a button.
_LONGEST_KEY = 40
_TITLE = re.compile(r"[^\W\d_][\w &()./-]*")
_NOT_IN_KEY = re.compile(r"[^a-z0-9]+")


class PostTitleUnusable(UserMistake):
    """What was typed as the title of a post is none: too short, too long, or with odd characters."""

    def __init__(self, typed: str) -> None:
        super().__init__(typed)
        self.typed = typed[:60]
        self.shortest, self.longest = SHORTEST, LONGEST


def post_title(typed: str) -> str:
    """The title in one line. Raises PostTitleUnusable."""
    title = safe_name(typed)
    letters = sum(letter.isalpha() for letter in title)
    if (
        letters < SHORTEST
        or len(typed) > 4 * LONGEST
        or len(title) > LONGEST
        or not _TITLE.fullmatch(title)
        or len(new_key(title)) < SHORTEST
    ):
        raise PostTitleUnusable(typed)
    return title


def new_key(title: str) -> str:
    """admin_mcsp for Admin MCSP: lower case letters and digits."""
    plain = unicodedata.normalize("NFKD", title.casefold()).encode("ascii", "ignore").decode()
    return _NOT_IN_KEY.sub("_", plain).strip("_")[:_LONGEST_KEY].strip("_")


def key_of(title: str, posts: Mapping[str, str]) -> str:
    """The key of a known post with this title or a like one, else the key it would get."""
    try:
        return post_key(title, posts)
    except PostUnknown:
        return new_key(title)
