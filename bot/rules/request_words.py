"""What people write about a request, and what their accounts call themselves."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from bot.rules.errors import UserMistake
from bot.rules.visible import is_readable, without_unseen

#: Characters of a question, an answer or a reason.
LONGEST_WORDS = 500
#: Telegram gives 64 characters for each of two names.
_LONGEST_NAME = 200
_USERNAME = re.compile(r"[A-Za-z0-9_]{1,32}")


@dataclass(frozen=True, slots=True)
class Account:
    """A Telegram account as it calls itself: a claim, shown as one and believed by nobody."""

    name: str = ""
    username: str = ""


def account(name: str, username: str) -> Account:
    """The account as Telegram gives it, marks and all, less what no database stores."""
    kept = "".join(letter for letter in name if unicodedata.category(letter) != "Cs" and letter != "\0")
    return Account(kept[:_LONGEST_NAME], username if _USERNAME.fullmatch(username) else "")


class WordsTooLong(UserMistake):
    """A question, an answer or a reason is longer than a card has room for."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class WordsMissing(UserMistake):
    """There is nothing to read in a question, an answer or a reason."""


def typed_words(text: str) -> str:
    """A question, an answer or a reason, less what cannot be seen or turns the reading direction.

    Raises WordsTooLong, WordsMissing.
    """
    words = without_unseen(text).strip()
    if len(words) > LONGEST_WORDS:
        raise WordsTooLong(LONGEST_WORDS)
    if not is_readable(words):
        raise WordsMissing
    return words
