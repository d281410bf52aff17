"""How a question to /mengapa is read."""

from datetime import date

import pytest

from bot.rules.explanations import NO_MORE, Asked, read_asked


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("kota bontang", ("kota bontang", NO_MORE)),
        ("64.74", ("64.74", NO_MORE)),
        ("  kota   bontang 3", ("kota bontang", Asked(meeting=3))),
        ("64.74 3", ("64.74", Asked(meeting=3))),
        ("kota bontang 11-03-2025", ("kota bontang", Asked(on=date(2025, 3, 11)))),
        ("kota bontang 11 Maret 2025", ("kota bontang", Asked(on=date(2025, 3, 11)))),
        ("kota bontang 31-02-2025", ("kota bontang 31-02-2025", NO_MORE)),
        ("", ("", NO_MORE)),
    ],
)
def test_read_asked(typed, expected):
    assert read_asked(typed) == expected
