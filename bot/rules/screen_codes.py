"""The code on the shared screen: six digits that change every five minutes, bound to one sitting.

Made as RFC 4226 and 6238 make theirs, from a secret of the sitting and the hour; nobody has to store them.
"""

from __future__ import annotations

import hmac
import re
import secrets
from datetime import UTC, datetime, timedelta
from hashlib import sha256

#: A code is shown so long; it is taken for one step more, because people read and type slowly.
STEP = timedelta(minutes=5)
TOLERANCE = 1
DIGITS = 6

#: After so many wrong ones a person is left to staff: a code of six digits must not be guessed.
MOST_TRIES = 5

_SPACERS = re.compile(r"[\s.\-\u2010-\u2014\u00a0]")


def new_key() -> str:
    """A fresh secret for one sitting, 256 bits in hex."""
    return secrets.token_hex(32)


def code_at(key: str, *, item: int, at: datetime) -> str:
    """What the screen of sitting ``item`` shows at this moment."""
    return _code(key, item=item, step=_step(at))


def renewed_at(now: datetime) -> datetime:
    """When the next code takes the place of the present one."""
    return datetime.fromtimestamp((_step(now) + 1) * STEP.total_seconds(), UTC)


def typed_code(text: str) -> str | None:
    """The six digits meant by ``123 456``, or None when it cannot be a code."""
    bare = _SPACERS.sub("", text)
    return bare if re.fullmatch(rf"[0-9]{{{DIGITS}}}", bare) else None


def is_right(key: str, typed: str, *, item: int, now: datetime) -> bool:
    """Whether this is the present code, or the one before it."""
    steps = range(_step(now) - TOLERANCE, _step(now) + 1)
    return any(hmac.compare_digest(typed, _code(key, item=item, step=step)) for step in steps)


def _step(at: datetime) -> int:
    return int(at.timestamp() // STEP.total_seconds())


def _code(key: str, *, item: int, step: int) -> str:
    digest = hmac.new(bytes.fromhex(key), f"{item}:{step}".encode(), sha256).digest()
    start = digest[-1] & 0x0F
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFF_FFFF
    return f"{number % 10**DIGITS:0{DIGITS}}"
