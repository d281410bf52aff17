"""One piece of a meeting, as one answer to one question."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules import meeting_pieces as pieces
from bot.rules.clocks import WIB, WITA
from bot.rules.meeting_form import Circumstances, FormProblem
from bot.rules.meeting_pieces import PieceMistake
from bot.rules.meetings import Join
from bot.rules.regions import Place
from tests.golden.meeting_views import BONTANG

NOW = datetime(2025, 3, 3, 1, 0, tzinfo=UTC)
PLACES = {"kota bontang": Place("64.74", "Kota Bontang"), "maros": Place("73.09", "Kabupaten Maros")}
AGAINST = Circumstances(
    now=NOW,
    find=lambda typed: [PLACES[typed.lower()]] if typed.lower() in PLACES else [],
    cohort=tuple(PLACES.values()),
    invitable=frozenset(place.code for place in PLACES.values()),
    zone=WIB,
)


def codes(mistake) -> list[str]:
    return [problem.code for problem in mistake.value.problems]


@given(st.text(max_size=400))
def test_a_title_is_one_line_that_fits_or_a_mistake(typed):
    try:
        title = pieces.read_title(typed)
    except PieceMistake:
        assert not typed.split() or len(" ".join(typed.split())) > 200
    else:
        assert title == " ".join(typed.split())


@given(st.text(max_size=1200))
def test_an_agenda_keeps_its_lines_without_empty_ones(typed):
    try:
        agenda = pieces.read_agenda(typed)
    except PieceMistake:
        return
    assert len(agenda) <= pieces.LONGEST_AGENDA
    assert all(line.strip() for line in agenda.split("\n") if agenda)


@pytest.mark.parametrize("read", [pieces.read_letter, pieces.read_agenda])
def test_a_dash_means_none(read):
    assert read(" - ") == ""


def test_a_sitting_is_read_with_and_without_its_label():
    join = Join("https://zoom.us/j/1")
    for typed in ("11-03-2025 09.00-10.00 WITA; Maros", "Sesi: 11-03-2025 09.00-10.00 WITA; Maros"):
        draft = pieces.read_sitting(typed, join=join, circumstances=AGAINST)
        assert draft.starts_at == datetime(2025, 3, 11, 9, tzinfo=WITA)
        assert (draft.zone, draft.regions, draft.join) == (WITA, (PLACES["maros"],), join)


def test_all_that_is_wrong_with_a_sitting_is_said_at_once():
    with pytest.raises(PieceMistake) as mistake:
        pieces.read_sitting("11-03-2025 09.00; Atlantis", join=Join(), circumstances=AGAINST)
    assert codes(mistake) == ["end_missing", FormProblem.REGION_UNKNOWN]


def test_regions_may_stand_on_lines_of_their_own():
    assert pieces.read_who("Maros\nKota Bontang", circumstances=AGAINST) == (
        PLACES["maros"],
        PLACES["kota bontang"],
    )


def test_hours_without_a_zone_are_meant_in_that_of_the_sitting():
    against = pieces.in_zone_of(AGAINST, replace(BONTANG, zone=WITA))
    assert pieces.read_when("11-03-2025 09.00-10.00", circumstances=against).zone == WITA
    assert pieces.read_when("11-03-2025 09.00-10.00 WIB", circumstances=against).zone == WIB


def test_a_region_cannot_sit_in_two_sittings_at_a_time():
    other = replace(BONTANG, item=3, number=3)
    with pytest.raises(PieceMistake) as mistake:
        pieces.check_meets_none(BONTANG, [BONTANG, other])
    assert codes(mistake) == [FormProblem.OVERLAP_SITTING]
    after = timedelta(hours=2, minutes=30)
    later = replace(other, starts_at=other.starts_at + after, ends_at=other.ends_at + after)
    pieces.check_meets_none(BONTANG, [later, replace(other, regions=("Kabupaten Maros",))])


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Maros", ("73.09",)),
        ("+ Maros", ("64.74", "73.09")),
        ("+Maros\n- kota bontang", ("73.09",)),
        ("– Maros", ("64.74",)),  # a telephone makes a dash of a minus; not there: nothing to take out
    ],
)
def test_regions_anew_or_changed_by_signs(typed, expected):
    assert pieces.read_change_of_regions(typed, old=["64.74"], circumstances=AGAINST) == expected


def test_no_sitting_is_left_without_a_region():
    with pytest.raises(PieceMistake) as mistake:
        pieces.read_change_of_regions("- Kota Bontang", old=["64.74"], circumstances=AGAINST)
    assert codes(mistake) == [FormProblem.REGION_MISSING]
