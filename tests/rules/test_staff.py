"""How staff are changed: alone, with a second admin, or not at all."""

from __future__ import annotations

import itertools

import pytest

from bot.rules.actors import Role
from bot.rules.staff import Member, Way, is_raise, may_decide, way_of_change

RINA, BAYU, CITRA = 1, 2, 3  # may be admins
DEDI = 9  # somebody else
VIEWER, OFFICER, ADMIN = Role


def admin(telegram_id: int, is_reachable: bool = True) -> Member:
    return Member(telegram_id, telegram_id, "", ADMIN, is_reachable)


ONE = (admin(RINA),)
TWO = (admin(RINA), admin(BAYU))
THREE = (*TWO, admin(CITRA))
SILENT = (admin(RINA), admin(BAYU, False))


@pytest.mark.parametrize(
    ("before", "after", "one", "two"),
    [
        # somebody new, and every raise
        (None, VIEWER, Way.ALONE, Way.SECOND),
        (None, ADMIN, Way.ALONE, Way.SECOND),
        (VIEWER, OFFICER, Way.ALONE, Way.SECOND),
        (OFFICER, ADMIN, Way.ALONE, Way.SECOND),
        # taking away
        (VIEWER, None, Way.ALONE, Way.SECOND),
        (OFFICER, None, Way.ALONE, Way.SECOND),
        # the demotion of somebody who is no admin takes nothing that could be abused
        (OFFICER, VIEWER, Way.ALONE, Way.ALONE),
    ],
)
def test_others_are_changed_alone_only_where_there_is_one_admin(before, after, one, two):
    for admins, way in ((ONE, one), (SILENT, one), (TWO, two), (THREE, two)):
        assert way_of_change(before, after, by=RINA, person=DEDI, admins=admins) is way


@pytest.mark.parametrize("after", [None, VIEWER, OFFICER])
def test_an_admin_falls_by_two_others_or_by_himself(after):
    def way(by, person, admins):
        return way_of_change(ADMIN, after, by=by, person=person, admins=admins)

    assert way(RINA, BAYU, THREE) is Way.SECOND
    # of two admins neither can throw out the other
    assert way(RINA, BAYU, TWO) is Way.NOBODY
    # one who has blocked the bot, or never started it, is not waited for
    assert way(RINA, BAYU, SILENT) is Way.ALONE
    # leaving is everybody's own affair, unless nobody were left
    assert way(RINA, RINA, TWO) is Way.ALONE
    assert way(RINA, RINA, ONE) is Way.LAST
    assert way(RINA, RINA, SILENT) is Way.LAST


def test_neither_the_proposer_nor_the_person_concerned_counts():
    assert [may_decide(actor, by=RINA, person=BAYU, way=Way.SECOND) for actor in (RINA, BAYU, CITRA)] == [
        False,
        False,
        True,
    ]
    assert may_decide(RINA, by=RINA, person=DEDI, way=Way.ALONE)


def test_whatever_is_allowed_an_admin_who_can_be_reached_is_left():
    ids = (RINA, BAYU, CITRA)
    teams = [
        tuple(admin(each, reach) for each, reach in zip(ids, reaches, strict=False))
        for size in (1, 2, 3)
        for reaches in itertools.product((True, False), repeat=size)
        if reaches[0]  # whoever acts can be reached
    ]
    for admins, person, after in itertools.product(teams, ids, (None, VIEWER, OFFICER)):
        if person not in {one.telegram_id for one in admins}:
            continue
        way = way_of_change(ADMIN, after, by=RINA, person=person, admins=admins)
        left = [one for one in admins if one.telegram_id != person and one.is_reachable]
        assert (way is Way.LAST) == (not left)


def test_a_raise():
    raises = [
        (before, after) for before in (None, *Role) for after in (None, *Role) if is_raise(before, after)
    ]
    assert raises == [
        (None, VIEWER),
        (None, OFFICER),
        (None, ADMIN),
        (VIEWER, OFFICER),
        (VIEWER, ADMIN),
        (OFFICER, ADMIN),
    ]
