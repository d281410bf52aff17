"""Posts as they are typed, and until when a request is answered."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.rules.clocks import WIB, WIT, WITA
from bot.rules.posts import PostTitleUnusable, key_of, post_title
from bot.rules.seats import DEFAULT_POSTS, InvitationIncomplete, PostUnknown, answer_by, post_key, split_post


@pytest.mark.parametrize(
    ("typed", "region", "post"),
    [
        ("kota bontang inspektur", "kota bontang", "inspektur"),
        ("inspektur kota bontang", "kota bontang", "inspektur"),
        ("73.09 sekda", "73.09", "sekda"),
        ("Sekretaris Daerah Kabupaten Maros", "Kabupaten Maros", "sekda"),
        ("maros, sekretaris daerah", "maros", "sekda"),
        ("INSPEKTORAT  Maros", "Maros", "inspektur"),
        ("inspektur daerah maros", "maros", "inspektur"),
    ],
)
def test_region_and_post_in_any_order(typed, region, post):
    assert split_post(typed) == (region, post)


@pytest.mark.parametrize("typed", ["", "bontang", "inspektur", "sekretaris daerah"])
def test_a_region_and_a_post_are_needed(typed):
    with pytest.raises(InvitationIncomplete):
        split_post(typed)


@pytest.mark.parametrize("typed", ["kota bontang camat", "x " * 2000])
def test_an_unknown_post(typed):
    with pytest.raises(PostUnknown):
        split_post(typed)


def test_what_was_typed_is_shown_shortened():
    with pytest.raises(PostUnknown) as refused:
        post_key("camat" * 1000)
    assert len(refused.value.text) == 40
    assert refused.value.posts == ("Sekretaris Daerah", "Inspektur")


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        # Monday: Tuesday 15.00 there
        (datetime(2025, 3, 3, 10, 5, tzinfo=WITA), datetime(2025, 3, 4, 15, 0, tzinfo=WITA)),
        # Friday: Monday
        (datetime(2025, 3, 7, 10, 0, tzinfo=WIB), datetime(2025, 3, 10, 15, 0, tzinfo=WIB)),
        # late on Monday in Jakarta is Tuesday already in Jayapura
        (datetime(2025, 3, 3, 23, 30, tzinfo=WIB), datetime(2025, 3, 5, 15, 0, tzinfo=WIT)),
        # before Nyepi (29 March) and Idulfitri (31 March to 7 April with collective leave)
        (datetime(2025, 3, 27, 9, 0, tzinfo=WIB), datetime(2025, 4, 8, 15, 0, tzinfo=WIB)),
    ],
)
def test_answered_on_the_next_working_day(asked, answered):
    assert answer_by(asked, zone=answered.tzinfo) == answered


POSTS = {**DEFAULT_POSTS, "admin_mcsp": "Admin MCSP", "kepala_bappeda": "Kepala Bappeda"}


@pytest.mark.parametrize(
    ("typed", "region", "post"),
    [
        ("maros admin mcsp", "maros", "admin_mcsp"),
        ("ADMIN_MCSP kota bontang", "kota bontang", "admin_mcsp"),
        ("Kepala Bappeda, Kabupaten Maros", "Kabupaten Maros", "kepala_bappeda"),
        ("maros inspektur", "maros", "inspektur"),
    ],
)
def test_posts_that_staff_added(typed, region, post):
    assert split_post(typed, POSTS) == (region, post)


def test_an_unknown_post_names_all_there_are():
    with pytest.raises(PostUnknown) as refused:
        post_key("camat", POSTS)
    assert refused.value.posts == ("Sekretaris Daerah", "Inspektur", "Admin MCSP", "Kepala Bappeda")


@pytest.mark.parametrize(
    ("typed", "title", "key"),
    [
        ("Kepala  Bappeda", "Kepala Bappeda", "kepala_bappeda"),
        ("Admin-MCSP", "Admin-MCSP", "admin_mcsp"),  # is there already under another spelling
        ("sekretaris daerah", "sekretaris daerah", "sekda"),
        ("Asisten I (Pemerintahan)", "Asisten I (Pemerintahan)", "asisten_i_pemerintahan"),
        ("D" * 60, "D" * 60, "d" * 40),
    ],
)
def test_a_new_post(typed, title, key):
    assert (post_title(typed), key_of(post_title(typed), POSTS)) == (title, key)


@pytest.mark.parametrize(
    "typed",
    ["", "D", "1 2", "/status", "D" * 61, "x" * 500, "Kepala, Bappeda", "Инспектор", "a:b", "9 Kepala"],
)
def test_no_post(typed):
    with pytest.raises(PostTitleUnusable):
        post_title(typed)
