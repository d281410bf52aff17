"""Every text about groups, whole, as admins, staff and groups see it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.messages import groups
from bot.rules.groups import GroupOutcome, GroupState, GroupView, ListedGroup
from bot.rules.outbox import Text
from tests.fakes import START
from tests.golden.compare import golden


def group(
    number: int, title: str, state: GroupState = GroupState.WAITING, by: int | None = None
) -> GroupView:
    at = START - timedelta(days=number)
    return GroupView(number, -4_000_000_000 - number, title, state, by, at, None)


TEAM = group(1, "Tim Dit. Permas")
LISTED = [
    ListedGroup(group(2, "Koordinasi Kota Bontang", GroupState.ALLOWED), "Pak Joko"),
    ListedGroup(TEAM, "Bu Ratna"),
    ListedGroup(group(3, "<b>Hadiah</b> @kpk t.me/hadiah", GroupState.LEFT, by=5), ""),
]
MANY = [ListedGroup(group(number, f"Grup {number}"), "Pak Joko") for number in range(1, 24)]
UNTIL = START + timedelta(days=1)

TEXTS: dict[str, Text] = {
    "group_card": groups.card(TEAM, by="Bu Ratna", until=UNTIL),
    "group_card_found": groups.card(TEAM, by="", until=UNTIL),
    "group_asked": groups.asked(TEAM.title, until=UNTIL),
    "group_outcome_allowed": groups.outcome(TEAM.title, GroupOutcome.ALLOWED, by="Pak Joko"),
    "group_outcome_refused": groups.outcome(TEAM.title, GroupOutcome.REFUSED, by="Pak Joko"),
    "group_outcome_revoked": groups.outcome(TEAM.title, GroupOutcome.REVOKED),
    "group_outcome_lapsed": groups.outcome(TEAM.title, GroupOutcome.LAPSED),
    "group_outcome_removed": groups.outcome(TEAM.title, GroupOutcome.REMOVED),
    "group_unasked": groups.unasked([("Grup <hadiah>", -5_000_000_000 - number) for number in range(12)]),
    "group_list": groups.group_list(LISTED),
    "group_list_empty": groups.group_list([]),
    "group_list_many": groups.group_list(MANY),
    "group_in_private": groups.in_private("permas_latihan_bot"),
    "group_only_in_private": groups.only_in_private("berhenti"),
}


@pytest.mark.parametrize("name", TEXTS)
def test_text(name):
    golden(f"groups/{name}", TEXTS[name])
