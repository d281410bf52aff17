"""How each button comes about in the town, who may press it, and whether it does something or only shows.

A new button needs one line in one of the files beside this one: ``acts`` where a press changes something
(it is then pressed twenty times at once), ``shows`` where it shows or asks. Everything else follows: the
matrix of access, forged presses and races read these lists.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from telegram.ext import CallbackQueryHandler

from bot.rules.access import Action
from handlers import everything


@dataclass(frozen=True, slots=True)
class Way:
    """One way to a button. The last of ``lines`` is the press itself, by somebody who may.

    ``need`` is what one has to be allowed for it, in the region of the button; None: it concerns whoever
    presses and nobody else.
    """

    prefix: str
    need: Action | None
    lines: tuple[str, ...]
    acts: bool


def acts(prefix: str, need: Action | None, *lines: str) -> Way:
    """One press has one effect, twenty have the same one."""
    return Way(prefix, need, lines, acts=True)


def shows(prefix: str, need: Action | None, *lines: str) -> Way:
    """Shows something, or asks a question."""
    return Way(prefix, need, lines, acts=False)


@cache
def prefixes() -> list[str]:
    """How the data of every button there is begins."""
    patterns = [one.pattern for one in everything.handlers() if isinstance(one, CallbackQueryHandler)]
    return [re.sub(r"\\|\(\?.*", "", pattern.pattern) for pattern in patterns if pattern is not None]
