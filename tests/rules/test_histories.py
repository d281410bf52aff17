"""Everything known about one criterion: newest first, with what each value corrected, in pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from bot.messages import status as messages
from bot.rules.criteria import CriterionKey
from bot.rules.histories import PER_PAGE, History, history, kept_values
from bot.rules.readings import Reading
from tests.example import status

TODAY = date(2025, 3, 3)


def spi(year: int, value: str, number: int, **more: object) -> Reading:
    return replace(
        Reading(
            CriterionKey.SPI,
            "SPI",
            year,
            Decimal(value),
            measurement_id=number,
            published_on=date(2025, 1, 22),
            recorded_at=datetime(2025, 3, 2, 3, 0, tzinfo=UTC),
        ),
        **more,  # type: ignore[arg-type]
    )


def page_of(readings: list[Reading], page: int = 0) -> History | None:
    return history(status("64.74", "Kota Bontang", TODAY), 2, readings, page=page)


def test_a_correction_names_what_it_corrected_back_to_the_first():
    first, second = spi(2024, "75.1", 1), spi(2024, "76", 2, corrects_id=1)
    third = spi(2024, "77.69", 3, corrects_id=2)
    [kept] = kept_values([first, second, third], TODAY)
    assert (kept.reading, kept.corrected) == (third, (second, first))


def test_a_correction_that_is_not_published_yet_is_not_known():
    first = spi(2024, "75.1", 1)
    later = spi(2024, "77.69", 2, corrects_id=1, published_on=date(2025, 4, 1))
    [kept] = kept_values([first, later], TODAY)
    assert (kept.reading, kept.corrected) == (first, ())


def test_a_correction_of_the_year_keeps_the_year_of_the_wrong_one():
    wrong, right = spi(2023, "77.69", 1), spi(2024, "77.69", 2, corrects_id=1)
    shown = page_of([wrong, right])
    assert shown is not None
    html = messages.history(shown).html
    assert "Dicatat oleh Dit. Permas, 2 Maret 2025, memperbaiki SPI 2023: 77,69\n" in html
    assert "<b>SPI 2023" not in html


def test_values_on_the_way_are_marked():
    shown = page_of([spi(2024, "76", 1, is_final=False), spi(2024, "77.69", 2)])
    assert shown is not None
    html = messages.history(shown).html
    assert html.index("<b>SPI 2024: 77,69</b>") < html.index("<b>SPI 2024: 76</b>, <i>sementara</i>")


@pytest.mark.parametrize(
    ("count", "page", "years", "has_older"),
    [
        (0, 0, [], False),
        (PER_PAGE, 0, [2024, 2023, 2022, 2021, 2020, 2019], False),
        (PER_PAGE + 1, 0, [2024, 2023, 2022, 2021, 2020, 2019], True),
        (PER_PAGE + 1, 1, [2018], False),
    ],
)
def test_pages(count, page, years, has_older):
    shown = page_of([spi(2024 - n, "70", n + 1) for n in range(count)], page)
    assert shown is not None
    assert ([kept.reading.year for kept in shown.kept], shown.has_older) == (years, has_older)


@pytest.mark.parametrize("page", [-1, 1, 99])
def test_pages_there_are_not(page):
    assert page_of([spi(2024, "70", 1)], page) is None
