"""Every text about staff, whole, as people see it."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.messages import staff, staff_changes, staff_entry
from bot.messages.render import mistake
from bot.rules.actors import Role
from bot.rules.clocks import WIB
from bot.rules.outbox import Text
from bot.rules.staff import (
    ChangeWaiting,
    LastAdmin,
    Member,
    NobodyToApprove,
    OpenInvitation,
    StaffEvent,
    WaitingChange,
    Way,
)
from tests.golden.compare import golden

NOW = datetime(2025, 3, 3, 8, 0, tzinfo=WIB)
UNTIL = datetime(2025, 3, 10, 8, 0, tzinfo=WIB)
RINA = Member(1, 900_000_001, "Rina", Role.ADMIN, True, NOW)
BAYU = Member(2, 900_000_003, "", Role.ADMIN, False)
JOKO = Member(3, 900_000_002, "Joko <Praktik>", Role.OFFICER, True, NOW)
RAISE = WaitingChange(7, JOKO.telegram_id, JOKO.name, Role.OFFICER, Role.ADMIN, RINA, UNTIL)
REMOVAL = WaitingChange(8, JOKO.telegram_id, JOKO.name, Role.OFFICER, None, RINA, UNTIL)
NEW = WaitingChange(9, 7_000_000_099, "Аdmin KPK \u202e✓", None, Role.VIEWER, RINA, UNTIL)
LINK = "https://t.me/permas_uji_bot?start=K7M2Q9X4PA0B1CDE"

ALONE, SECOND = Way.ALONE, Way.SECOND
TEXTS: dict[str, Text] = {
    "list": staff.staff_list(
        [RINA, BAYU, JOKO],
        [RAISE],
        [
            OpenInvitation(4, Role.VIEWER, "Rina", False, UNTIL),
            OpenInvitation(5, Role.OFFICER, "Rina", True, UNTIL),
        ],
    ),
    "list_one": staff.staff_list([RINA], [], []),
    "person": staff.staff_person(JOKO, is_me=False),
    "person_me": staff.staff_person(RINA, is_me=True),
    "person_unseen": staff.staff_person(BAYU, is_me=False),
    "confirm": staff.staff_confirm(JOKO, after=Role.ADMIN, way=ALONE, is_me=False, comes_back=False),
    "confirm_second": staff.staff_confirm(JOKO, after=None, way=SECOND, is_me=False, comes_back=False),
    "confirm_comes_back": staff.staff_confirm(BAYU, after=None, way=ALONE, is_me=False, comes_back=True),
    "confirm_resign": staff.staff_confirm(RINA, after=None, way=ALONE, is_me=True, comes_back=False),
    "changed": staff.staff_changed(JOKO, after=Role.VIEWER, way=ALONE, is_me=False),
    "changed_waits": staff.staff_changed(JOKO, after=Role.ADMIN, way=SECOND, is_me=False),
    "changed_removed": staff.staff_changed(JOKO, after=None, way=ALONE, is_me=False),
    "changed_resigned": staff.staff_changed(RINA, after=None, way=ALONE, is_me=True),
    "change_card": staff_changes.change_card(RAISE, may_decide=True),
    "change_card_alone": staff_changes.change_card(NEW, may_decide=True, is_alone=True),
    "change_card_mine": staff_changes.change_card(REMOVAL, may_decide=False, is_mine=True),
    "change_card_concerned": staff_changes.change_card(REMOVAL, may_decide=False),
    "change_decided": staff_changes.change_decided(RAISE, is_approved=True, by="Bayu"),
    "change_decided_no": staff_changes.change_decided(NEW, is_approved=False, by=""),
    "change_receipt": staff_changes.change_receipt("done"),
    "change_receipt_refused": staff_changes.change_receipt("refused"),
    "change_receipt_needs_another": staff_changes.change_receipt("needs_another"),
    "change_taken_back": staff_changes.change_taken_back(),
    "change_void": staff_changes.change_void(),
    "change_lapsed": staff_changes.change_lapsed(is_mine=False),
    "change_lapsed_mine": staff_changes.change_lapsed(is_mine=True, name="Joko"),
    "card_void": staff.card_void(),
    "told_added": staff.told_person(StaffEvent("Ani", None, Role.OFFICER, by="Rina")),
    "told_changed": staff.told_person(StaffEvent("Joko", Role.OFFICER, Role.ADMIN, by="Bayu")),
    "told_removed": staff.told_person(StaffEvent("Joko", Role.OFFICER, None, by="Bayu")),
    "announced": staff.announced(
        StaffEvent("Joko <Praktik>", Role.OFFICER, Role.ADMIN, by="Bayu", proposed_by="Rina"),
        telegram_id=JOKO.telegram_id,
    ),
    "announced_removal": staff.announced(
        StaffEvent("Joko", Role.OFFICER, None, by="Rina"), telegram_id=JOKO.telegram_id
    ),
    "announced_by_settings": staff.announced(
        StaffEvent("", None, Role.ADMIN, by=""), telegram_id=BAYU.telegram_id
    ),
    "choose_role": staff_entry.choose_new_role(newest=3),
    "new_link": staff_entry.new_link(role=Role.OFFICER, code="K7M2Q9X4PA0B1CDE", link=LINK, expires_at=UNTIL),
    "link_revoked": staff_entry.link_revoked(),
    "invitation_opened": staff_entry.invitation_opened(
        4, role=Role.OFFICER, by="Rina", telegram_id=7_000_000_099
    ),
    "invitation_accepted": staff_entry.invitation_answered(is_accepted=True, telegram_id=7_000_000_099),
    "invitation_not_mine": staff_entry.invitation_answered(is_accepted=False, telegram_id=7_000_000_099),
    "invitation_declined": staff_entry.invitation_declined(telegram_id=7_000_000_099),
    "invitation_opened_twice": staff_entry.invitation_opened_twice(telegram_id=7_000_000_099),
    "already_staff": staff_entry.already_staff(),
    "first_admin": staff_entry.first_admin(),
}


@pytest.mark.parametrize("name", TEXTS)
def test_text(name):
    golden(f"staff/{name}", TEXTS[name])


@pytest.mark.parametrize(
    "error", [LastAdmin(), NobodyToApprove(), ChangeWaiting()], ids=lambda e: type(e).__name__
)
def test_mistake(error):
    golden(f"staff/{type(error).__name__}", mistake(error))
