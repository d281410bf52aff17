"""A choice of recipients: kept as JSON and read again, nobody where nothing is chosen, each person once."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from bot.rules.audiences import Addressee, AlertWish, AnswerWish, Audience, audience_of, each_once
from bot.rules.clocks import WIB
from bot.rules.criteria import Stage
from bot.rules.sheets import CoverageState

CHOICES = st.builds(
    Audience,
    everybody=st.booleans(),
    cohort=st.none() | st.integers(2021, 2030),
    stages=st.lists(st.sampled_from(Stage), unique=True).map(tuple),
    regions=st.lists(st.sampled_from(["64.74", "19.04"]), unique=True).map(tuple),
    provinces=st.lists(st.sampled_from(["64", "19"]), unique=True).map(tuple),
    seats=st.lists(st.integers(1, 9), unique=True).map(tuple),
    posts=st.lists(st.sampled_from(["sekda", "inspektur"]), unique=True).map(tuple),
    meeting=st.none() | st.integers(1, 9),
    item=st.none() | st.integers(1, 9),
    answers=st.lists(st.sampled_from(AnswerWish), unique=True).map(tuple),
    alert=st.none() | st.sampled_from(AlertWish),
)


@given(CHOICES)
def test_what_is_kept_is_read_again(audience):
    assert audience_of(json.loads(json.dumps(audience.to_json()))) == audience


def test_nothing_chosen_is_nobody_and_a_post_alone_is_nothing_chosen():
    assert Audience().is_empty and Audience().to_json() == {}
    assert Audience(posts=("sekda",)).is_empty and Audience(answers=(AnswerWish.NONE,)).is_empty
    assert not Audience(everybody=True, posts=("sekda",)).is_empty


def person(contact: int, seat: int, *, is_holder: bool = True) -> Addressee:
    return Addressee(
        contact, seat, "64.74", "Kota Bontang", "X", WIB, "N", 1, CoverageState.REACHABLE, is_holder
    )


def test_each_person_once_for_the_seat_he_holds():
    people = [person(1, 1, is_holder=False), person(2, 1), person(1, 2), person(1, 3)]
    assert [(one.contact_id, one.seat_id) for one in each_once(people)] == [(1, 2), (2, 1)]
