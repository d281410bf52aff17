"""Which telephone WhatsApp knows."""

import pytest

from bot.rules.phones import CardRefused, shared_number, whatsapp_link, whatsapp_number


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("0812-3456-7890", "6281234567890"),
        ("+62 812 3456 7890", "6281234567890"),
        ("62 (0) 812 3456 7890", "6281234567890"),
        ("(0548) 21234 / 0812 3456 7890", "6281234567890"),
        # a landline is no WhatsApp number
        ("(0548) 21234", None),
        ("021-25578300", None),
        ("", None),
        ("hubungi Bapak Joko", None),
        ("+65 9123 4567", "6591234567"),
    ],
)
def test_number(typed, number):
    assert whatsapp_number(typed) == number


def test_the_own_number_comes_before_that_of_the_office():
    assert whatsapp_number("081234567890", "081200000000") == "6281234567890"
    assert whatsapp_number("021-25578300", "081200000000") == "6281200000000"


def test_the_text_of_a_link_is_encoded_whole():
    assert whatsapp_link("62812", "Yth. A & B\n#1") == "https://wa.me/62812?text=Yth.%20A%20%26%20B%0A%231"


@pytest.mark.parametrize(
    ("shared", "kept"),
    [
        ("6281234567890", "+6281234567890"),
        ("+62 812-3456-7890", "+6281234567890"),
        ("081234567890", "+6281234567890"),
        ("6591234567", "+6591234567"),
    ],
)
def test_the_own_number_is_kept_with_its_country_code(shared, kept):
    assert shared_number(shared, of=7, sender=7, is_forwarded=False) == kept
    assert whatsapp_number(kept) == kept.removeprefix("+")


@pytest.mark.parametrize(
    ("number", "of", "is_forwarded"),
    [
        ("6281234567890", 8, False),  # somebody else's
        ("6281234567890", None, False),  # a card out of an address book
        ("6281234567890", 7, True),
        ("0", 7, False),
        ("62812345678901234", 7, False),
        ("<b>62812</b>", 7, False),
        ("٦٢٨١٢٣٤٥٦٧٨٩٠", 7, False),
        ("", 7, False),
    ],
)
def test_any_other_card_is_refused(number, of, is_forwarded):
    with pytest.raises(CardRefused):
        shared_number(number, of=of, sender=7, is_forwarded=is_forwarded)
