"""The code on the shared screen: new every five minutes, taken one step longer, and for one sitting."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.rules.screen_codes import code_at, is_right, new_key, renewed_at, typed_code

KEY = "0f" * 32
NOW = datetime(2025, 3, 11, 6, 2, 10, tzinfo=UTC)


def test_the_code_is_six_digits_and_holds_for_its_five_minutes():
    code = code_at(KEY, item=2, at=NOW)
    assert len(code) == 6
    assert code.isdecimal()
    assert code == code_at(KEY, item=2, at=NOW + timedelta(minutes=2, seconds=49))
    assert code != code_at(KEY, item=2, at=NOW + timedelta(minutes=2, seconds=50))
    assert renewed_at(NOW) == datetime(2025, 3, 11, 6, 5, tzinfo=UTC)


@pytest.mark.parametrize(("minutes", "right"), [(-5, False), (0, True), (5, True), (8, False), (10, False)])
def test_a_code_is_taken_for_one_step_more_and_never_before(minutes, right):
    code = code_at(KEY, item=2, at=NOW)
    assert is_right(KEY, code, item=2, now=NOW + timedelta(minutes=minutes)) is right


def test_a_code_is_of_one_sitting_and_of_one_secret():
    code = code_at(KEY, item=2, at=NOW)
    assert code_at(KEY, item=3, at=NOW) != code
    assert code_at("0e" * 32, item=2, at=NOW) != code
    assert new_key() != new_key()
    assert len(new_key()) == 64


def test_codes_do_not_repeat_more_than_chance_has_it():
    codes = {code_at(KEY, item=2, at=NOW + timedelta(minutes=5 * step)) for step in range(2000)}
    assert len(codes) > 1990


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("123456", "123456"),
        (" 123 456 ", "123456"),
        ("123-456", "123456"),
        ("123.456", "123456"),
        ("12345", None),
        ("1234567", None),
        ("kode 123456", None),
        ("١٢٣٤٥٦", None),
        ("", None),
    ],
)
def test_what_can_be_a_code(typed, code):
    assert typed_code(typed) == code
