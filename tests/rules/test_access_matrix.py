"""Every kind of person x every action x every kind of region, against a table written by hand."""

from __future__ import annotations

import itertools

from bot.rules.access import Action, may, require, scope
from bot.rules.actors import Actor, HeldSeat, Role, TenureKind
from bot.rules.errors import Forbidden, NotApprovedYet, NotRegistered

#: What each may do, in words and not read back from the rules: v, o, a are viewer, officer and admin (each
#: named by itself), H, A, D holder, assistant and delegate of an own seat, * anybody. A new action has to be
#: written here too.
ORACLE = {
    "begin": "*",
    "register": "*",
    "check_proof": "*",
    "read_status": "voaHAD",
    "read_schedule": "voaHAD",
    "read_timeline": "voaHAD",
    "read_action_points": "voaHAD",
    "answer": "HAD",
    "join": "HAD",
    "respond": "HAD",
    "follow_up": "HAD",
    "see_own_record": "voaHAD",
    "correct_own_record": "HAD",
    "leave": "HAD",
    "confirm_reading": "HAD",
    "invite_deputy": "H",
    "ask": "oaHAD",
    "object": "H",
    "see_meetings": "voa",
    "arrange_meetings": "oa",
    "set_stages": "oa",
    "run_sittings": "oa",
    "set_action_points": "oa",
    "record_values": "oa",
    "see_thresholds": "voa",
    "confirm_thresholds": "a",
    "set_cases": "oa",
    "release_reminders": "a",
    "read_recap": "voa",
    "see_coverage": "voa",
    "see_contacts": "voa",
    "edit_seats": "oa",
    "invite": "oa",
    "print_codes": "oa",
    "decide_requests": "oa",
    "answer_questions": "oa",
    "answer_for_seat": "oa",
    "call_seats": "oa",
    "check_reach": "oa",
    "import_contacts": "oa",
    "export_contacts": "oa",
    "read_deliveries": "oa",
    "run_broadcasts": "oa",
    "see_staff": "a",
    "change_staff": "a",
    "allow_groups": "a",
    "read_audit": "a",
    "see_queue": "oa",
    "decide_queue": "a",
}
ROLES = {"": None, "v": Role.VIEWER, "o": Role.OFFICER, "a": Role.ADMIN}
#: Capacity and region of each seat held. Nothing: a stranger, somebody who left or was erased, staff removed.
SEATS = ("", "H1", "A1", "D1", "H1 H2", "H1 D2", "A1 A2")
KINDS = {"H": TenureKind.HOLDER, "A": TenureKind.ASSISTANT, "D": TenureKind.DELEGATE}
OWN = {"1": "64.74", "2": "19.04"}
#: Own, perhaps own, another's, one that does not exist, none, and any at all.
REGIONS = ("64.74", "19.04", "73.09", "99.99", "", None)


def person(role: str, seats: str, *, is_pending: bool) -> Actor:
    held = tuple(
        HeldSeat(number, OWN[at], "Daerah", "Asia/Jakarta", "inspektur", "Inspektur", KINDS[kind])
        for number, (kind, at) in enumerate(seats.split(), start=1)
    )
    return Actor(
        7, 1 if role else None, ROLES[role], 1 if seats else None, "Uji", held, is_pending=is_pending
    )


def expected(role: str, seats: str, allowed: str, region: str | None) -> bool:
    if allowed == "*" or (role and role in allowed):
        return True
    return any(kind in allowed and region in (OWN[at], None) for kind, at in seats.split())


def refusal(actor: Actor, action: Action, region: str | None) -> type[Exception] | None:
    try:
        require(actor, action, region=region)
    except (Forbidden, NotApprovedYet, NotRegistered) as error:
        return type(error)
    return None


def test_the_matrix_of_people_actions_and_regions():
    assert {action.value for action in Action} == set(ORACLE), "a new action has to be in the table"
    cells, wrong = 0, []
    for (role, seats), is_pending, (name, allowed), region in itertools.product(
        itertools.product(ROLES, SEATS), (False, True), ORACLE.items(), REGIONS
    ):
        actor, action = person(role, seats, is_pending=is_pending), Action(name)
        passes = expected(role, seats, allowed, region)
        if passes:
            refused = None
        elif role or seats or not set(allowed) & set("HAD"):
            refused = Forbidden
        else:
            refused = NotApprovedYet if is_pending else NotRegistered
        seen = scope(actor, action)
        is_seen = passes if allowed != "*" else seen.includes(region or "")
        found = (may(actor, action, region=region), refusal(actor, action, region))
        if found != (passes, refused) or (region is not None and seen.includes(region) != is_seen):
            wrong.append((role, seats, is_pending, name, region, found))
        cells += 1
    assert wrong == []
    assert cells == 4 * 7 * 2 * len(ORACLE) * 6 >= 5_000
