"""Who may do what, for every kind of person."""

from __future__ import annotations

import pytest

from bot.rules.access import (
    Actor,
    HeldSeat,
    Role,
    TenureKind,
    require_known,
    require_region,
    require_role,
    require_seat,
)
from bot.rules.errors import Forbidden, NotRegistered

BONTANG = HeldSeat(4, "64.74", "Kota Bontang", "Asia/Makassar", "inspektur", "Inspektur", TenureKind.HOLDER)
SEKDA = HeldSeat(3, "64.74", "Kota Bontang", "Asia/Makassar", "sekda", "Sekretaris Daerah", TenureKind.HOLDER)
STRANGER = Actor(1)
SARI = Actor(2, contact_id=1, name="Sari", seats=(BONTANG,))
LEFT = Actor(3, contact_id=2, name="Budi")  # was an official once
VIEWER, OFFICER, ADMIN = (Actor(9, staff_id=1, role=role) for role in Role)


def refusal(check, *args) -> type[Exception] | None:
    try:
        check(*args)
    except (Forbidden, NotRegistered) as error:
        return type(error)
    return None


@pytest.mark.parametrize(
    ("actor", "viewer", "officer", "admin"),
    [
        (STRANGER, NotRegistered, NotRegistered, NotRegistered),
        (LEFT, NotRegistered, NotRegistered, NotRegistered),
        (SARI, Forbidden, Forbidden, Forbidden),
        (VIEWER, None, Forbidden, Forbidden),
        (OFFICER, None, None, Forbidden),
        (ADMIN, None, None, None),
    ],
)
def test_a_role_includes_the_ones_before(actor, viewer, officer, admin):
    assert [refusal(require_role, actor, role) for role in Role] == [viewer, officer, admin]


@pytest.mark.parametrize(
    ("actor", "own", "other"),
    [
        (STRANGER, NotRegistered, NotRegistered),
        (LEFT, NotRegistered, NotRegistered),
        (SARI, None, Forbidden),
        (VIEWER, None, None),
        (ADMIN, None, None),
    ],
)
def test_a_region_is_seen_by_its_own_and_by_staff(actor, own, other):
    assert refusal(require_region, actor, "64.74") is own
    assert refusal(require_region, actor, "19.04") is other


def test_a_region_that_does_not_exist_is_refused_like_a_foreign_one():
    assert refusal(require_region, SARI, "99.99") is refusal(require_region, SARI, "19.04")


def test_only_the_own_seat_is_given_even_to_an_admin():
    assert require_seat(SARI, 4) == BONTANG
    assert refusal(require_seat, SARI, 5) is Forbidden
    assert refusal(require_seat, ADMIN, 4) is Forbidden
    assert refusal(require_seat, STRANGER, 4) is NotRegistered


def test_two_seats_of_one_region_are_one_region():
    assert Actor(2, contact_id=1, seats=(BONTANG, SEKDA)).region_codes == ("64.74",)


def test_known_are_officials_and_staff():
    assert [refusal(require_known, actor) for actor in (STRANGER, LEFT, SARI, VIEWER)] == [
        NotRegistered,
        NotRegistered,
        None,
        None,
    ]
