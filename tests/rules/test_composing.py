"""A meeting put together question by question."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from hypothesis import assume, given
from hypothesis import strategies as st

from bot.rules.composing import ComposedSitting, Composition, Step, composition
from bot.rules.meetings import Join

words = st.text(max_size=20)
times = st.none() | st.datetimes(timezones=st.just(UTC))
sittings = st.builds(
    ComposedSitting,
    starts_at=times,
    ends_at=times,
    zone=st.sampled_from(["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"]),
    codes=st.lists(st.sampled_from(["64.74", "73.09"]), unique=True).map(tuple),
    join=st.builds(Join, words, words, words),
)
compositions = st.builds(
    Composition,
    at=st.sampled_from(Step),
    title=words,
    letter=words,
    sittings=st.lists(sittings, min_size=1, max_size=3).map(tuple),
)


@given(compositions)
def test_it_comes_back_from_json_as_it_was(so_far):
    assert composition(json.loads(json.dumps(so_far.said()))) == so_far


@given(compositions)
def test_forward_and_back_lead_to_the_same_question(so_far):
    assume(so_far.number == 1 or so_far.at not in (Step.TITLE, Step.LETTER))  # no further sitting yet
    there = so_far.forward()
    assert there.back().at == so_far.at
    assert there.back().sittings == so_far.sittings or so_far.at is not Step.MORE


def test_the_questions_come_in_order_and_again_for_each_sitting():
    so_far, asked = Composition(), []
    for _ in range(10):
        asked.append((so_far.at, so_far.number))
        so_far = (
            so_far.with_current(
                ComposedSitting(datetime(2025, 3, 11, tzinfo=UTC), datetime(2025, 3, 12, tzinfo=UTC))
            ).forward()
            if so_far.at is Step.TIME
            else so_far.forward()
        )
    steps = [Step.TIME, Step.REGIONS, Step.LINK, Step.MORE]
    assert asked == [
        (Step.TITLE, 0),
        (Step.LETTER, 0),
        *((step, 1) for step in steps),
        *((step, 2) for step in steps),
    ]


@given(compositions, st.sampled_from(["64.74", "11.01"]))
def test_toggling_twice_changes_nothing(so_far, code):
    twice = so_far.toggled(code).toggled(code)
    assert set(twice.current.codes) == set(so_far.current.codes)
