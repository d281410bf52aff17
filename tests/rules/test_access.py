"""Who may do what, for every kind of person."""

from __future__ import annotations

import pytest

from bot.rules.access import GRANTS, Action, may, require, require_seat, scope
from bot.rules.actors import Actor, HeldSeat, Role, Scope, TenureKind
from bot.rules.errors import Forbidden, NotApprovedYet, NotRegistered

BONTANG = HeldSeat(4, "64.74", "Kota Bontang", "Asia/Makassar", "inspektur", "Inspektur", TenureKind.HOLDER)
SEKDA = HeldSeat(
    3, "64.74", "Kota Bontang", "Asia/Makassar", "sekda", "Sekretaris Daerah", TenureKind.DELEGATE
)
STRANGER = Actor(1)
PENDING = Actor(4, is_pending=True)
SARI = Actor(2, contact_id=1, name="Sari", seats=(SEKDA, BONTANG))
LEFT = Actor(3, contact_id=2, name="Budi")  # was an official once
VIEWER, OFFICER, ADMIN = (Actor(9, staff_id=1, role=role) for role in Role)


def refusal(check, *args, **more) -> type[Exception] | None:
    try:
        check(*args, **more)
    except (Forbidden, NotApprovedYet, NotRegistered) as error:
        return type(error)
    return None


def test_every_action_is_granted_to_somebody():
    assert set(GRANTS) == set(Action)


@pytest.mark.parametrize(
    ("actor", "meetings", "invite", "staff"),
    [
        # what only staff have does not exist for anybody else, strangers too
        (STRANGER, Forbidden, Forbidden, Forbidden),
        (PENDING, Forbidden, Forbidden, Forbidden),
        (LEFT, Forbidden, Forbidden, Forbidden),
        (SARI, Forbidden, Forbidden, Forbidden),
        (VIEWER, None, Forbidden, Forbidden),
        (OFFICER, None, None, Forbidden),
        (ADMIN, None, None, None),
    ],
)
def test_a_role_includes_the_ones_before(actor, meetings, invite, staff):
    wanted = (Action.SEE_MEETINGS, Action.INVITE, Action.CHANGE_STAFF)
    assert [refusal(require, actor, action) for action in wanted] == [meetings, invite, staff]


@pytest.mark.parametrize(
    ("actor", "own", "other"),
    [
        (STRANGER, NotRegistered, NotRegistered),
        (PENDING, NotApprovedYet, NotApprovedYet),
        (LEFT, NotRegistered, NotRegistered),
        (SARI, None, Forbidden),
        (VIEWER, None, None),
        (ADMIN, None, None),
    ],
)
def test_a_region_is_seen_by_its_own_and_by_staff(actor, own, other):
    assert refusal(require, actor, Action.READ_STATUS, region="64.74") is own
    assert refusal(require, actor, Action.READ_STATUS, region="73.09") is other


def test_queries_are_given_the_own_regions_or_all_of_them():
    assert scope(SARI, Action.READ_STATUS) == Scope(region_codes=frozenset({"64.74"}))
    assert scope(VIEWER, Action.READ_STATUS) == Scope(everywhere=True)
    assert scope(STRANGER, Action.READ_STATUS) == Scope()
    assert not scope(STRANGER, Action.READ_STATUS).includes("64.74")


def test_only_the_own_seat_is_answered_for():
    assert require_seat(SARI, 4, Action.ANSWER) is BONTANG
    assert refusal(require_seat, SARI, 5, Action.ANSWER) is Forbidden
    assert refusal(require_seat, ADMIN, 4, Action.ANSWER) is Forbidden
    assert refusal(require_seat, STRANGER, 4, Action.ANSWER) is NotRegistered


def test_only_the_holder_invites_deputies():
    assert may(SARI, Action.INVITE_DEPUTY)
    assert refusal(require_seat, SARI, 3, Action.INVITE_DEPUTY) is Forbidden  # a delegate there
