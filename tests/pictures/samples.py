"""The pictures shown in README and docs/panduan.md, drawn anew: ``python -m tests.pictures.samples``.

Made of the published values in ``db/reference/measurements.csv``; nothing in them is invented.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from PIL import Image

from bot.messages import graphs, recap_sheets, status_cards
from bot.pictures.graph import graph_png
from bot.pictures.heatmap import heatmap_png
from bot.pictures.status_card import status_card_png
from bot.rules.criteria import CriterionKey
from bot.rules.graphs import graph
from bot.rules.readings import known
from db.reference import rows, scales
from tests.example import readings_of, requirements, status
from tests.recaps import example

IMAGES = Path(__file__).parents[2] / "docs" / "images"
TODAY = date(2026, 3, 2)
_COLOURS = 64


def samples() -> Iterator[tuple[str, bytes]]:
    """(name, PNG) of each."""
    maros = status("73.09", "Kabupaten Maros", TODAY)
    yield "kartu-capaian", status_card_png(status_cards.card(maros, scales()))
    manggarai = status("53.15", "Kabupaten Manggarai Barat", TODAY)
    own = known((one for one in readings_of("53.15") if one.criterion is CriterionKey.MCP), TODAY)
    found = graph(own, requirements(), scales(), criterion=CriterionKey.MCP)
    assert found is not None
    yield "grafik", graph_png(graphs.card(manggarai, manggarai.lines[0], found))
    cohort = {row["region_code"] for row in rows("candidacies") if row["cohort"] == "2026"}
    shown, _ = example(codes=sorted(cohort))
    yield "rekap", heatmap_png(recap_sheets.heatmap(shown, sheet=1))


def main() -> None:
    for name, png in samples():
        small = Image.open(io.BytesIO(png)).quantize(_COLOURS, dither=Image.Dither.NONE)
        small.save(IMAGES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
