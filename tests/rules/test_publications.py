"""When values are expected: both edges of every window, as published before."""

from __future__ import annotations

from datetime import date

import pytest

from bot.rules.criteria import CriterionKey
from bot.rules.cycles import PublicationState, cycles, is_stale, state_of
from bot.rules.readings import Reading
from db.reference import criteria, publication_calendar, rows, scales

CALENDAR = publication_calendar()
SPI, MCP, BPK, KEPATUHAN = CriterionKey.SPI, CriterionKey.MCP, CriterionKey.BPK, CriterionKey.KEPATUHAN

#: criterion, assessment year, first day it may come out, last day it is expected, last day it is not too old
WINDOWS = [
    ("mcp", 2024, date(2025, 1, 1), date(2025, 4, 30), date(2026, 10, 31)),
    ("mcp", 2025, date(2026, 1, 1), date(2026, 4, 30), date(2027, 10, 31)),
    ("spi", 2023, date(2023, 12, 1), date(2024, 1, 31), date(2025, 7, 31)),
    ("spi", 2025, date(2025, 12, 1), date(2026, 1, 31), date(2027, 7, 31)),
    ("sakip", 2024, date(2024, 10, 1), date(2024, 11, 30), date(2026, 5, 31)),
    ("kepatuhan", 2024, date(2024, 11, 1), date(2024, 12, 31), date(2026, 6, 30)),
    ("kepatuhan", 2025, date(2026, 1, 1), date(2026, 2, 28), date(2027, 8, 31)),
    ("kepatuhan", 2027, date(2028, 1, 1), date(2028, 2, 29), date(2029, 8, 31)),
    ("spip", 2024, date(2024, 12, 1), date(2025, 2, 28), date(2026, 8, 31)),
    ("spbe", 2024, date(2025, 1, 1), date(2025, 1, 31), date(2026, 7, 31)),
    ("spbe", 2026, date(2027, 1, 1), date(2027, 2, 28), date(2028, 8, 31)),
    ("bpk", 2024, date(2025, 4, 1), date(2025, 6, 30), date(2026, 12, 31)),
]


@pytest.mark.parametrize(("criterion", "year", "opens", "due", "stale"), WINDOWS)
def test_a_window_opens_ends_and_a_value_grows_old(criterion, year, opens, due, stale):
    key = CriterionKey(criterion)
    publication = CALENDAR.of(key, year)
    assert publication is not None
    assert (publication.opens_on(year), publication.due_on(year)) == (opens, due)
    before, after = date.fromordinal(opens.toordinal() - 1), date.fromordinal(due.toordinal() + 1)
    assert CALENDAR.expected(key, opens) == (publication, year)
    earlier = CALENDAR.expected(key, before)
    assert (earlier is not None and earlier[1] == year - 1) or (criterion == "spip" and year == 2021)

    def state(today: date) -> PublicationState:
        return state_of(
            publication, year, is_recorded=False, is_published=False, delayed_until=None, today=today
        )

    assert state(due) is PublicationState.BELUM_TERBIT
    assert state(after) is PublicationState.TERLAMBAT
    assert not is_stale(CALENDAR, key, year, stale)
    assert is_stale(CALENDAR, key, year, date.fromordinal(stale.toordinal() + 1))


@pytest.mark.parametrize(
    ("is_recorded", "is_published", "delayed_until", "expected"),
    [
        (True, True, None, PublicationState.TERBIT),
        (False, True, None, PublicationState.BELUM_TERCATAT),
        (False, True, date(2026, 3, 1), PublicationState.BELUM_TERCATAT),  # it is out after all
        (False, False, None, PublicationState.TERLAMBAT),
        (False, False, date(2026, 2, 9), PublicationState.TERLAMBAT),
        (False, False, date(2026, 2, 10), PublicationState.BELUM_TERBIT),
    ],
)
def test_what_is_known_says_the_state(is_recorded, is_published, delayed_until, expected):
    publication = CALENDAR.of(SPI, 2025)
    assert publication is not None
    found = state_of(
        publication,
        2025,
        is_recorded=is_recorded,
        is_published=is_published,
        delayed_until=delayed_until,
        today=date(2026, 2, 10),
    )
    assert found is expected


def one(key: CriterionKey, *known: Reading, today: date, published: tuple = ()):
    return cycles(CALENDAR, known, published=published, delays={}, today=today)[key]


def test_a_value_of_another_instrument_of_the_same_year_is_that_year():
    bontang = Reading(KEPATUHAN, "Kepatuhan Ombudsman", 2024)
    found = one(KEPATUHAN, bontang, today=date(2026, 2, 1))
    assert found.publication.instrument == "Opini Ombudsman"
    assert (found.year, found.newest_year, found.state) == (2025, 2024, PublicationState.BELUM_TERBIT)
    assert not found.is_stale


def test_a_provisional_value_or_one_of_tomorrow_is_not_there():
    provisional = Reading(MCP, "MCSP", 2025, is_final=False)
    tomorrow = Reading(SPI, "SPI", 2025, published_on=date(2025, 12, 9))
    today = date(2025, 12, 8)
    assert one(MCP, provisional, today=today).newest_year is None
    assert one(SPI, tomorrow, today=today).state is PublicationState.BELUM_TERBIT
    assert one(SPI, tomorrow, today=date(2025, 12, 9)).state is PublicationState.TERBIT


def test_what_others_have_is_out():
    found = one(SPI, today=date(2025, 12, 20), published=((SPI, "SPI", 2025),))
    assert found.state is PublicationState.BELUM_TERCATAT


def test_an_old_opinion_is_kedaluwarsa_and_the_next_one_is_expected():
    found = one(BPK, Reading(BPK, "Opini BPK", 2018, grade="WTP"), today=date(2026, 7, 1))
    assert (found.year, found.is_stale, found.state) == (2025, True, PublicationState.TERLAMBAT)


def test_every_instrument_of_every_scale_has_its_months_and_criterion_8_has_none():
    for criterion in criteria():
        names = {scale.instrument for scale in scales().all if scale.criterion is criterion.key}
        has = {
            publication.instrument for publication in CALENDAR.all if publication.criterion is criterion.key
        }
        assert has == (set() if criterion.key is CriterionKey.PERKARA else names)
    assert all(publication.source and publication.publisher for publication in CALENDAR.all)


def test_no_published_value_of_the_example_came_before_its_window():
    """The first day of a window is what the example knows, but for dates that were inferred."""
    for row in rows("measurements"):
        if row["published_inferred"] == "yes" or row["status"] != "final":
            continue
        publication = CALENDAR.of(CriterionKey(row["criterion"]), int(row["year"]))
        if publication is not None:
            assert publication.opens_on(int(row["year"])) <= date.fromisoformat(row["published_on"]), row
