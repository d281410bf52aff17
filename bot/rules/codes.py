"""Codes: for a seat (secret, typed by people) and on official messages (public, to check them by)."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

#: Crockford's base32: no I, L, O, U, so that it survives a phone call and a bad printer.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
INVITATION_LENGTH = 16  #: 80 bits
PROOF_LENGTH = 10  #: 50 bits
#: Stands under a preview in the place of a proof code.
SAMPLE_CODE = "contoh"

#: A proof code as an official message ends with it, or as it was copied from there.
NAMED_CODE = re.compile(r"(?<!\w)/?cek_(\w{1,64})", re.IGNORECASE)

#: A letter for each byte, each of the 32 letters equally often; a broadcast needs ten thousand codes at once.
_LOWER_CASE = ALPHABET.lower().encode() * 8
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})
_SPACERS = str.maketrans("", "", " -\u2010\u2011\u2012\u2013\u2014\u00a0\t\n.")

#: What stands around a word in a sentence.
_AROUND = ".,:;!?\"'()[]<>*_`“”‘’"
#: So many words of ten letters are looked up; nobody writes more around one number.
_MOST_WORDS = 5


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of messages in what somebody sent.

    ``meant`` is one whether we know it or not; each of ``perhaps`` only if we do: "pertanyaan" has ten
    letters too. ``is_named``: it stood there as ``/cek_…``.
    """

    meant: str = ""
    perhaps: tuple[str, ...] = ()
    is_named: bool = False
    is_sample: bool = False


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


def numbers_in(text: str, *, is_asked: bool) -> Numbers:
    """What may be meant as the number of a message; ``is_asked``: the text followed /cek."""
    named = NAMED_CODE.findall(text)
    codes = [code for one in named if (code := typed_proof_code(one))]
    if codes:  # a message ends with its own
        return Numbers(meant=codes[-1], is_named=True)
    alone = text.strip().strip(_AROUND)
    if (named[-1] if named else alone if is_asked else "").casefold() == SAMPLE_CODE:
        return Numbers(is_sample=True)
    whole = typed_proof_code(alone.casefold().removeprefix("/cek_"))
    if whole and (not whole.isdecimal() if is_asked else _is_mixed(alone) and len(alone.split()) == 1):
        return Numbers(meant=whole)
    return _among_words(text.split() if is_asked or whole else ())


def _among_words(words: Sequence[str]) -> Numbers:
    """The first word with letters and digits is meant; the others are numbers only if we know them."""
    found = [(word, code) for word in words if (code := typed_proof_code(word.strip(_AROUND).casefold()))]
    meant = next((code for word, code in found if _is_mixed(word)), "")
    return Numbers(meant, tuple(code for _, code in found[:_MOST_WORDS] if code != meant))


def _is_mixed(word: str) -> bool:
    """Letters and digits, as nearly every code has; no word and no telephone number does."""
    return any(map(str.isalpha, word)) and any(map(str.isdigit, word))


def hashed(code: str) -> str:
    """What is stored of an invitation code: 80 random bits need no salt."""
    return hashlib.sha256(code.encode("ascii")).hexdigest()


def _typed(text: str, length: int) -> str | None:
    if len(text) > 80:
        return None
    code = text.translate(_SPACERS).upper().translate(_READ_AS)
    return code if len(code) == length and all(letter in ALPHABET for letter in code) else None
