"""Codes as they are made, read aloud, mistyped and guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.codes import (
    ALPHABET,
    INVITATION_LENGTH,
    PROOF_LENGTH,
    code_in_free_text,
    hashed,
    in_fours,
    new_invitation_code,
    new_proof_code,
    typed_invitation_code,
    typed_proof_code,
)

CODE = "K7M2Q9X4PA0B1CDE"


def test_codes_are_long_enough_to_be_secret_and_differ():
    made = {new_invitation_code() for _ in range(200)}
    assert len(made) == 200
    assert all(len(code) == INVITATION_LENGTH == 16 and set(code) <= set(ALPHABET) for code in made)
    assert len(new_proof_code()) == PROOF_LENGTH == 10


def test_read_aloud_in_fours():
    assert in_fours(CODE) == "K7M2 Q9X4 PA0B 1CDE"


@pytest.mark.parametrize(
    "typed",
    [
        CODE,
        CODE.lower(),
        "K7M2 Q9X4 PA0B 1CDE",
        "k7m2-q9x4-pa0b-1cde",
        "k7m2–q9x4—paob‑icde",  # dashes of all lengths, O for 0, I for 1
        "K7M2\u00a0Q9X4\nPAOB lCDE.",
    ],
)
def test_typed_on_a_phone(typed):
    assert typed_invitation_code(typed) == CODE


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        CODE[:-1],
        CODE + "A",
        "U" * 16,
        "K7M2Q9X4PA0B1CD!",
        "' OR 1=1 --",
        "<b>",
        "٣" * 16,
        "A" * 5000,
    ],
)
def test_what_cannot_be_a_code(typed):
    assert typed_invitation_code(typed) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (in_fours(CODE), CODE),
        (CODE.lower(), CODE),
        ("ABCD EFGH JKMN PQRS", "ABCDEFGHJKMNPQRS"),
        ("abcdefghjkmnpqrs", "ABCDEFGHJKMNPQRS"),
        # sixteen letters, and a greeting
        ("selamat pagi bapak", None),
        ("saya baca kode mana", None),
    ],
)
def test_a_code_in_free_text_is_no_sentence(text, expected):
    assert code_in_free_text(text) == expected


@pytest.mark.parametrize("typed", ["/cek_k7m2q9x4pa", "k7m2q9x4pa", "K7M2 Q9X4 PA"])
def test_a_proof_code_as_tapped_or_typed(typed):
    assert typed_proof_code(typed) == "k7m2q9x4pa"


@given(st.text(max_size=120))
def test_any_text_is_a_code_or_none(text):
    code = typed_invitation_code(text)
    assert code is None or (len(code) == 16 and set(code) <= set(ALPHABET))


@given(st.text(alphabet=ALPHABET, min_size=16, max_size=16))
def test_every_code_survives_being_read_aloud(code):
    assert typed_invitation_code(in_fours(code).lower()) == code


def test_only_a_hash_is_stored():
    assert len(hashed(CODE)) == 64
    assert CODE not in hashed(CODE).upper()
