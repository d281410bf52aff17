"""Numbers, lists and posts as an official reads them."""

from decimal import Decimal

import pytest

from bot.rules.wording import count, listing, number, post, signed, two_decimals


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("77.69", "77,69"),
        ("90.31", "90,31"),
        ("88", "88"),
        ("88.00", "88"),
        ("3.50", "3,5"),
        ("78.30", "78,3"),
        ("0", "0"),
        ("0.05", "0,05"),
        ("1234.5", "1.234,5"),
    ],
)
def test_number(value: str, text: str) -> None:
    assert number(Decimal(value)) == text


@pytest.mark.parametrize(
    ("value", "text"), [("5.92", "+5,92"), ("-7.63", "-7,63"), ("0", "0"), ("20.470", "+20,47")]
)
def test_signed(value: str, text: str) -> None:
    assert signed(Decimal(value)) == text


def test_two_decimals() -> None:
    assert two_decimals(Decimal(78)) == "78,00"


def test_listing() -> None:
    assert [listing(["a"]), listing(["a", "b"]), listing(["a", "b", "c"])] == ["a", "a dan b", "a, b, dan c"]


def test_post() -> None:
    assert post("Inspektur", "Kota Bontang") == "Inspektur Kota Bontang"
    assert (
        post("Sekretaris Daerah", "Kabupaten Maros", prefix="Pj.") == "Pj. Sekretaris Daerah Kabupaten Maros"
    )


def test_count() -> None:
    assert [count(n) for n in (1, 2, 9, 10)] == ["satu", "dua", "sembilan", "10"]
