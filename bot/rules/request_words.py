"""What people write about a request, and what their accounts call themselves."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from bot.rules.errors import UserMistake

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


def typed_words(text: str) -> str:
    """A question, an answer or a reason as it was typed. Raises WordsTooLong."""
    words = "".join(letter for letter in text.strip() if unicodedata.category(letter) != "Cs")
    words = words.replace("\0", "")
    if len(words) > LONGEST_WORDS:
        raise WordsTooLong(LONGEST_WORDS)
    return words
