"""The status of a region as a card."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest

from bot.messages import status_cards
from bot.pictures.canvas import Canvas
from bot.pictures.criterion_marks import MARKS, sign
from bot.pictures.drawing import GREY, INK, PAPER
from bot.pictures.gauges import BAND_FILLS
from bot.pictures.status_card import EDGE, WIDTH, drawn, status_card_png
from bot.rules.criterion_states import CriterionState
from bot.rules.status_cards import StatusCard
from db.reference import rows, scales
from tests.example import status
from tests.pictures.seeing import changed, contrast, decoded, share_that_differs

MARCH = date(2026, 3, 2)
LONG = "Kabupaten Kepulauan Siau Tagulandang Biaro"
EXAMPLES = sorted({(row["region_code"]) for row in rows("measurements")})


def card(code: str = "64.74", name: str = "Kota Bontang", **how: bool) -> StatusCard:
    return status_cards.card(status(code, name, MARCH, **how), scales())


@pytest.mark.parametrize("code", EXAMPLES)
def test_every_example_is_a_photo_in_which_nothing_is_cut(code):
    canvas = drawn(card(code, LONG))
    assert canvas.cut == []
    image = decoded(canvas.png())
    assert image.width == WIDTH and image.height < 2600


def test_the_longest_words_there_are_fit():
    lines = tuple(
        replace(
            line, value="Kualitas Tertinggi Tanpa Maladministrasi", band="", note="sementara 76,55 (2025)"
        )
        for line in card().lines
    )
    assert drawn(replace(card(), region=f"{LONG} {LONG}", lines=lines)).cut == []


def test_a_text_for_which_there_is_no_room_would_be_found():
    assert drawn(replace(card(), region=LONG * 9)).cut == [LONG * 9]


def test_its_ground_is_light_and_its_edge_is_seen_on_a_dark_chat():
    image = decoded(status_card_png(card()))
    corners = {image.getpixel((x, y)) for x in (0, WIDTH - 1) for y in (0, image.height - 1)}
    assert corners == {(255, 255, 255)}
    assert contrast(EDGE, PAPER) >= 4.5


def test_every_word_stands_out_from_its_ground():
    grounds = [(mark.ink, mark.fill) for mark in MARKS.values()]
    grounds += [(ink, fill) for ink in (INK, GREY) for fill in (PAPER, *BAND_FILLS)] + [(INK, "#b9c6da")]
    assert [pair for pair in grounds if contrast(*pair) < 4.5] == []


def test_edges_of_the_states_are_seen_too():
    """WCAG 2.2, 1.4.11: 3 to 1 for what is no text."""
    edged = [mark for mark in MARKS.values() if mark.edge != mark.fill]
    assert [mark for mark in edged if contrast(mark.edge, PAPER) < 3] == []


def test_no_two_signs_are_alike_in_shape():
    for size in (24, 36):
        masks = {state: sign(state, size) for state in CriterionState}
        alike = [
            pair
            for pair in combinations(masks, 2)
            if share_that_differs(masks[pair[0]], masks[pair[1]]) < 0.08
        ]
        assert alike == []


def test_every_state_is_another_picture_in_grey():
    pictures = {}
    for state in CriterionState:
        first = replace(card().lines[0], state=state)
        pictures[state] = drawn(replace(card(), lines=(first,))).image.convert("L")
    alike = [
        pair for pair in combinations(pictures, 2) if changed(pictures[pair[0]], pictures[pair[1]]) is None
    ]
    assert alike == []


def test_the_threshold_and_the_value_stand_where_their_numbers_are():
    """MCP 95,47 with a threshold of 75: both marks are dark, at their share of the bar."""
    image = drawn(replace(card(), lines=card().lines[:1])).image.convert("L")
    left, width = 48, WIDTH - 96
    row = 304 + 17 + 58 + 62 + 24 + 20  # the middle of the first bar
    dark = [x for x in range(left + 4, left + width - 4) if image.getpixel((x, row)) < 60]
    for share in (0.75, 0.9547):
        assert any(abs(x - (left + share * width)) <= 4 for x in dark)


def test_criterion_8_is_the_same_for_everybody():
    def last(code: str) -> object:
        eighth = card(code, "Kota A").lines[-1:]
        return drawn(replace(card(), lines=eighth)).png()

    assert len({last(code) for code in EXAMPLES}) == 1


def test_a_region_in_no_cohort_has_a_card_too():
    assert drawn(card("71.01", LONG, is_in_cohort=False)).cut == []


def test_a_line_of_dashes_has_gaps():
    canvas = Canvas(100, 20)
    canvas.line((0, 10), (100, 10), fill=INK, width=3, dash=10)
    row = [canvas.image.getpixel((x, 10)) == (255, 255, 255) for x in range(100)]
    assert (row[5], row[15], row[25]) == (False, True, False)
