"""The regions of a cohort by the criteria, as a picture."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest

from bot.messages.recap_sheets import heatmap, sheets
from bot.pictures.heatmap import drawn, heatmap_png
from bot.rules.criterion_states import CriterionState
from bot.rules.recap_sheets import Heatmap, RecapCell
from tests.pictures.seeing import changed, decoded
from tests.recaps import example

SHOWN, _ = example()


def one_cell(cell: RecapCell) -> Heatmap:
    whole = heatmap(SHOWN, sheet=1)
    return replace(whole, rows=(replace(whole.rows[0], cells=(cell,) * 7),))


def test_the_examples_are_a_photo_in_which_nothing_is_cut():
    canvas = drawn(heatmap(SHOWN, sheet=1))
    assert canvas.cut == []
    assert decoded(canvas.png()).width == canvas.image.width


def test_fifty_regions_are_one_photo_and_517_are_eleven():
    nation, _ = example(copies=47)
    assert sheets(nation) == 11
    first, last = (drawn(heatmap(nation, sheet=sheet)) for sheet in (1, 11))
    assert first.scale == last.scale == 1.0
    assert decoded(first.png()).height > decoded(last.png()).height
    assert heatmap(nation, sheet=11).part == "Daerah 501 sampai 517 dari 517"


def test_long_names_and_values_fit():
    whole = heatmap(SHOWN, sheet=1)
    cell = RecapCell(CriterionState.UNDECIDED, "Kualitas Tertinggi Tanpa Maladministrasi", "2025")
    row = replace(whole.rows[0], region="Kabupaten Kepulauan Siau Tagulandang Biaro", cells=(cell,) * 7)
    assert drawn(replace(whole, rows=(row,))).cut == []


@pytest.mark.parametrize("value", ["73,92", ""])
def test_every_state_is_another_cell_in_grey(value):
    pictures = {
        state: drawn(one_cell(RecapCell(state, value, "2025"))).image.convert("L") for state in CriterionState
    }
    alike = [
        pair for pair in combinations(pictures, 2) if changed(pictures[pair[0]], pictures[pair[1]]) is None
    ]
    assert alike == []


def test_a_cohort_without_regions_is_a_picture_too():
    decoded(heatmap_png(heatmap(replace(SHOWN, regions=()), sheet=1)))
