"""Texts that must fit into a box."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.pictures.canvas import MOST_AREA, MOST_SIDES, Canvas
from bot.pictures.drawing import LEADING, fitted, font, wrapped

LONG = "Kabupaten Kepulauan Siau Tagulandang Biaro"


def test_lines_break_between_words():
    assert wrapped(LONG, width=330, size=26) == ["Kabupaten Kepulauan", "Siau Tagulandang Biaro"]
    assert wrapped("", width=330, size=26) == []


def test_a_word_longer_than_the_line_is_broken():
    lines = wrapped("Bupati Siautagulandangbiaro", width=120, size=26)
    assert lines == ["Bupati", "Siautagul", "andangbi", "aro"]


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="abi WMÉ中 ", max_size=60), st.integers(40, 300), st.integers(10, 30))
def test_no_line_is_wider_than_its_box_and_no_letter_is_lost(text, width, size):
    lines = wrapped(text, width=width, size=size)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert [line for line in lines if font(size).getlength(line) > width + 0.5] == []


@pytest.mark.parametrize(
    ("height", "expected"),
    [
        (40, (26, ["Kabupaten Kepulauan Siau Tagulandan…"])),
        (66, (26, ["Kabupaten Kepulauan Siau Tagulandang", "Biaro"])),
    ],
)
def test_a_text_grows_to_its_box_and_is_cut_only_at_the_smallest(height, expected):
    assert fitted(LONG, width=520, height=height, sizes=range(26, 25, -1)) == expected
    size, lines = fitted(LONG, width=520, height=height, sizes=range(26, 9, -1))
    assert " ".join(lines) == LONG
    assert len(lines) * size * LEADING <= height


@pytest.mark.parametrize(("width", "height"), [(1040, 570), (9000, 9000), (400, 60_000), (3000, 6_000)])
def test_a_picture_is_never_larger_than_can_be_sent(width, height):
    canvas = Canvas(width, height)
    across, down = canvas.image.size
    assert across * down <= MOST_AREA
    assert across + down <= MOST_SIDES
    assert (across, down) == (width, height) or canvas.scale < 1
