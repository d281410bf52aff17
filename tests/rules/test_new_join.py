"""Ubah tautan: what is typed changes, the rest stays."""

import pytest

from bot.rules.meetings import Join
from bot.rules.new_join import JoinMistake, read_join

OLD = Join("https://zoom.us/j/1", "111", "lama")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("https://zoom.us/j/2", Join("https://zoom.us/j/2", "111", "lama")),
        ("Tautan: https://zoom.us/j/2\nID rapat: 222", Join("https://zoom.us/j/2", "222", "lama")),
        ("https://zoom.us/j/2\nKode sandi: baru", Join("https://zoom.us/j/2", "111", "baru")),
        ("kode sandi: -", Join("https://zoom.us/j/1", "111", "")),
        ("Tautan: -\nID rapat: -\nKode sandi: -", Join()),
        ("Tautan:\nPasscode: baru", Join("https://zoom.us/j/1", "111", "baru")),
    ],
)
def test_what_is_not_given_stays(typed, expected):
    assert read_join(typed, old=OLD) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("zoom", [(1, "line_unreadable", "zoom")]),
        ("Judul: A", [(1, "line_unreadable", "A")]),
        ("http://zoom.us/j/2", [(1, "link_invalid", "http://zoom.us/j/2")]),
        ("Tautan: zoom.us\nTempat: B", [(1, "link_invalid", "zoom.us"), (2, "line_unreadable", "Tempat: B")]),
        ("https://a.id/1\nhttps://a.id/2", [(2, "label_repeated", "tautan")]),
        ("Tautan:", [(1, "line_unreadable", "Tautan:")]),
    ],
)
def test_everything_wrong_is_said_at_once(typed, expected):
    with pytest.raises(JoinMistake) as caught:
        read_join(typed, old=OLD)
    assert [(each.line, each.code, each.value) for each in caught.value.problems] == expected
