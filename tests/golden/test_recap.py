"""Texts of /rekap, whole, as staff see them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.messages import recap, recap_sheets
from bot.messages.render import mistake
from bot.rules.criteria import Stage
from bot.rules.parts import LIMIT, fits_a_caption
from bot.rules.recap import RecapUnknown
from tests.golden.compare import golden
from tests.recaps import example

SHOWN, READINGS = example()
NATION, _ = example(copies=47)

TEXTS = {
    "page": recap.recap(SHOWN, cohorts=[2026, 2025, 2024], page=1),
    "page_two": recap.recap(SHOWN, cohorts=[2026], page=2),
    "page_stage": recap.recap(replace(SHOWN, stage=Stage.CALON), cohorts=[2026], page=99),
    "page_none": recap.recap(replace(SHOWN, stage=Stage.PENETAPAN, regions=()), cohorts=[2026, 2025], page=1),
    "lacking": recap.lacking(SHOWN),
    "lacking_none": recap.lacking(replace(SHOWN, regions=())),
    "lacking_many": recap.lacking(NATION),
    "caption": recap_sheets.caption(SHOWN, sheet=1),
    "caption_part": recap_sheets.caption(NATION, sheet=2),
    "unknown": mistake(RecapUnknown("2031 <calon>", [2026, 2025])),
    "unknown_none": mistake(RecapUnknown("2031", [])),
}


@pytest.mark.parametrize("name", TEXTS)
def test_text(name):
    golden(f"recap/{name}", TEXTS[name])


def test_517_regions_have_pages_that_fit_a_message_and_captions_that_fit_a_picture():
    for page in (1, 26, 52):
        text = recap.recap(NATION, cohorts=list(range(2026, 2016, -1)), page=page)
        assert len(text.html.encode("utf-16-le")) // 2 <= LIMIT
        assert sum(map(len, text.buttons)) < 100
    assert recap_sheets.sheets(NATION) == 11
    assert all(fits_a_caption(recap_sheets.caption(NATION, sheet=sheet).html) for sheet in range(1, 12))


def test_nothing_about_criterion_8_is_in_a_picture_or_a_file():
    book = recap_sheets.workbook(SHOWN, READINGS)
    assert not [line for line in (*book.values, *book.readings) if "Proses hukum" in line.criterion]
    assert "Proses hukum" not in recap_sheets.heatmap(SHOWN, sheet=1).columns
