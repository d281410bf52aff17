"""What is known of the next claim without asking the database."""

from __future__ import annotations

from bot.delivery.expected import Expected
from db.claimed import Room

ALL, URGENT, NONE = Room(free=3), Room(free=3, urgent_only=True), Room(free=0)


def test_at_first_anything_is_expected():
    assert Expected().something_for(ALL)
    assert Expected().something_for(URGENT)


def test_nothing_urgent_says_nothing_of_broadcasts():
    expected = Expected()
    expected.found([], URGENT)
    assert not expected.something_for(URGENT)
    assert expected.something_for(ALL)


def test_where_all_was_looked_for_and_nothing_found_nothing_is_expected():
    expected = Expected()
    expected.found([], ALL)
    assert not expected.something_for(ALL)
    assert not expected.something_for(URGENT)
    expected.anything()
    assert expected.something_for(ALL)
    assert expected.something_for(URGENT)


def test_without_room_nobody_looked():
    expected = Expected()
    expected.found([], NONE)
    assert expected.something_for(ALL)
