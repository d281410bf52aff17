"""Who has to agree: one, two of whom the second is an admin, or the only one within reach."""

from __future__ import annotations

import pytest

from bot.rules.actors import Role
from bot.rules.approvals import Approval, approval, second_by
from bot.rules.staff import Member


def member(word: str) -> Member:
    """``a1`` is an admin, ``o2`` an officer; in capitals, one who cannot be reached."""
    role = Role.ADMIN if word[0].lower() == "a" else Role.OFFICER
    return Member(int(word[1:]), 900 + int(word[1:]), word, role, is_reachable=word[0].islower())


@pytest.mark.parametrize(
    ("me", "first", "everybody", "expected"),
    [
        # the first is anybody's
        ("o1", "", "o1 a2", Approval.FIRST),
        ("a2", "", "o1 a2", Approval.FIRST),
        ("o1", "", "o1 o2 a3", Approval.FIRST),
        # the second is an admin's, and not the same person's
        ("a2", "o1", "o1 a2", Approval.FINAL),
        ("a2", "a3", "o1 a2 a3", Approval.FINAL),
        ("o1", "o1", "o1 a2", Approval.ANOTHER),
        ("a2", "a2", "o1 a2", Approval.ANOTHER),
        ("o2", "o1", "o1 o2 a3", Approval.ANOTHER),
        ("o1", "a2", "o1 a2 a3", Approval.ANOTHER),
        # after the only admin within reach an officer is the second
        ("o1", "a2", "o1 a2", Approval.FINAL),
        ("o1", "a2", "o1 a2 A3", Approval.FINAL),
        # an officer is never all that is needed
        ("o1", "", "o1", Approval.FIRST),
        ("o1", "", "o1 A2", Approval.FIRST),
        ("o1", "o1", "o1 A2", Approval.ANOTHER),
        ("o2", "o1", "o1 o2 A3", Approval.ANOTHER),
        # an admin who is all there is decides alone, also when the other went away after the first
        ("a1", "", "a1", Approval.ALONE),
        ("a1", "", "a1 A2 O3", Approval.ALONE),
        ("a1", "a1", "a1 O3", Approval.ALONE),
        # whoever presses is there, whatever the bot believes
        ("A2", "o1", "o1 A2", Approval.FINAL),
    ],
)
def test_of_two(me, first, everybody, expected):
    people = [member(word) for word in everybody.split()]
    assert (
        approval(member(me), needs_second=True, first=member(first) if first else None, deciders=people)
        is expected
    )
    assert approval(member(me), needs_second=False, first=None, deciders=people) is Approval.FINAL


@pytest.mark.parametrize(
    ("me", "everybody", "expected"),
    [
        ("o1", "o1 a2", "admin"),
        ("a2", "o1 a2", "officer"),
        ("a2", "o1 a2 a3", "admin"),
        ("o1", "o1 o2 A3", "nobody"),
    ],
)
def test_whose_the_second_is(me, everybody, expected):
    assert second_by(member(me), [member(word) for word in everybody.split()]) == expected
