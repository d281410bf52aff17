"""Codes: for a seat (secret, typed by people) and on official messages (public, to check them by)."""

from __future__ import annotations

import hashlib
import secrets

#: Crockford's base32: no I, L, O, U, so that it survives a phone call and a bad printer.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
INVITATION_LENGTH = 16  #: 80 bits
PROOF_LENGTH = 10  #: 50 bits

#: A letter for each byte, each of the 32 letters equally often; a broadcast needs ten thousand codes at once.
_LOWER_CASE = ALPHABET.lower().encode() * 8
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})
_SPACERS = str.maketrans("", "", " -\u2010\u2011\u2012\u2013\u2014\u00a0\t\n.")


def new_invitation_code() -> str:
    """A fresh secret code, upper case, without spaces."""
    return "".join(secrets.choice(ALPHABET) for _ in range(INVITATION_LENGTH))


def new_proof_code() -> str:
    """A fresh public code for one message, lower case as it stands in ``/cek_…``."""
    return secrets.token_bytes(PROOF_LENGTH).translate(_LOWER_CASE).decode()


def in_fours(code: str) -> str:
    """``ABCD EFGH JKMN PQRS``, as people read it aloud."""
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))


def typed_invitation_code(text: str) -> str | None:
    """The code meant by what was typed or tapped, or None when it cannot be one."""
    return _typed(text, INVITATION_LENGTH)


def code_in_free_text(text: str) -> str | None:
    """The same where nobody asked for a code: "selamat pagi bapak" has sixteen letters, and is none."""
    meant = any(letter.isdigit() for letter in text) or text.isupper() or not text.strip().count(" ")
    return typed_invitation_code(text) if meant else None


def typed_proof_code(text: str) -> str | None:
    """The proof code meant by what was typed after /cek, or None when it cannot be one."""
    code = _typed(text.removeprefix("/cek_"), PROOF_LENGTH)
    return code.lower() if code else None


def hashed(code: str) -> str:
    """What is stored of an invitation code: 80 random bits need no salt."""
    return hashlib.sha256(code.encode("ascii")).hexdigest()


def _typed(text: str, length: int) -> str | None:
    if len(text) > 80:
        return None
    code = text.translate(_SPACERS).upper().translate(_READ_AS)
    return code if len(code) == length and all(letter in ALPHABET for letter in code) else None
