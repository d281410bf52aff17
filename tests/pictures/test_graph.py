"""A criterion over the years, as a picture."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.messages import graphs
from bot.pictures.graph import HEIGHT, drawn
from bot.pictures.status_card import WIDTH
from bot.rules.graph_cards import GraphCard
from bot.rules.graphs import graph
from bot.rules.readings import known
from db.reference import criteria, rows, scales
from tests.example import readings_of, requirements, status
from tests.pictures.seeing import decoded

TODAY = date(2026, 6, 2)
SERIES = sorted({(row["region_code"], row["criterion"]) for row in rows("measurements")})
LONG = "Kabupaten Kepulauan Siau Tagulandang Biaro"


def card(code: str, key: str, name: str = LONG) -> GraphCard:
    line = next(line for line in status(code, name, TODAY).lines if line.criterion.key == key)
    own = known((one for one in readings_of(code) if one.criterion == key), TODAY)
    found = graph(own, requirements(), scales(), criterion=line.criterion.key)
    assert found is not None
    return graphs.card(status(code, name, TODAY), line, found)


@pytest.mark.parametrize(("code", "key"), SERIES)
def test_every_example_is_a_photo_in_which_nothing_is_cut(code, key):
    canvas = drawn(card(code, key))
    assert canvas.cut == []
    assert canvas.image.size == (WIDTH, HEIGHT)


def test_it_is_a_photo_telegram_takes():
    decoded(drawn(card("53.15", "bpk")).png())


def test_a_provisional_value_is_hollow():
    of = card("64.74", "spi")
    hollow = tuple(replace(one, reading=replace(one.reading, is_final=False)) for one in of.graph.points)
    middles = {
        drawn(replace(of, graph=replace(of.graph, points=points, joined=()))).image.getpixel(middle(of))
        for points in (of.graph.points, hollow)
    }
    assert middles == {(27, 27, 31), (255, 255, 255)}


def middle(of: GraphCard) -> tuple[int, int]:
    """Where the newest value of the card is drawn."""
    width = WIDTH - 48 - 150 - 140
    newest = of.graph.points[-1]
    x = 140 + width * (len(of.graph.years) - 0.5) / len(of.graph.years)
    return round(x), round(250 + 640 * (1 - (newest.at or 0)))


def test_all_eight_criteria_have_names_that_fit():
    of = card("64.74", "spi")
    for criterion in criteria():
        assert drawn(replace(of, title=f"{criterion.number}. {criterion.name}")).cut == []
