"""Every text about another account and about the own name, whole, as people see it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.messages import name_corrections as names
from bot.messages import new_accounts as accounts
from bot.messages import request_cards
from bot.messages.render import mistake
from bot.rules.actors import HeldSeat, Role, TenureKind
from bot.rules.outbox import Text
from bot.rules.own_requests import AccountGone, NameUnchanged, Registered
from bot.rules.request_words import Account
from bot.rules.requests import Note, NoteKind, Refusal, Refused, RequestPurpose, RequestView
from bot.rules.seat_views import Acting, SeatView
from bot.rules.sheets import CoverageState
from bot.rules.staff import Member
from tests.golden.compare import golden

AT = datetime(2025, 3, 3, 1, 0, tzinfo=UTC)
UNTIL = AT + timedelta(hours=30)
SEAT = HeldSeat(
    4, "64.74", "Kota Bontang", "Asia/Makassar", "inspektur", "Inspektur", TenureKind.HOLDER, "Plt."
)
ACTING = Acting(9, 3, "Sari", TenureKind.HOLDER, "Plt.", AT, None, CoverageState.REACHABLE, None, AT, "")
VIEW_OF_SEAT = SeatView(
    4,
    "64.74",
    "Kota Bontang",
    "Kalimantan Timur",
    "Asia/Makassar",
    "inspektur",
    "Inspektur",
    "",
    (ACTING,),
)
SARI = Registered(
    contact_id=3,
    name="Sari",
    telegram_id=7_000_000_005,
    state=CoverageState.REACHABLE,
    last_seen_at=AT - timedelta(days=2),
    posts=("Plt. Inspektur Kota Bontang",),
    is_current=True,
)
MOVE = RequestView(
    request_id=7,
    purpose=RequestPurpose.NEW_ACCOUNT,
    telegram_id=7_000_000_013,
    name="Sari",
    account=Account("Sari", "sari_baru"),
    kind=TenureKind.HOLDER,
    requested_at=AT,
    answer_by=UNTIL,
    expires_at=AT + timedelta(days=7),
    seat=VIEW_OF_SEAT,
    replaces_id=3,
    registered=SARI,
)
JOKO = Member(2, 900_000_002, "Joko", Role.OFFICER, is_reachable=True)
ODD = replace(
    MOVE,
    name="Admin Permas",
    account=Account("KPK Resmi", ""),
    notes=(
        Note(NoteKind.QUESTION, AT, "Joko", "Sejak kapan nomor lama tidak aktif?"),
        Note(NoteKind.ANSWER, AT, text="Sejak Jumat."),
        Note(NoteKind.OBJECTION, AT + timedelta(hours=1)),
    ),
    resembles_staff=True,
    seat=replace(VIEW_OF_SEAT, office_phone="0548 000000"),
    registered=replace(
        SARI,
        state=CoverageState.DEACTIVATED,
        last_seen_at=None,
        posts=("Plt. Inspektur Kota Bontang", "Sekretaris Daerah Kota Bontang"),
        further=("Inspektur Kabupaten Maros",),
    ),
)
RENAME = replace(MOVE, purpose=RequestPurpose.NAME, name="Sari Praktik, S.H.", telegram_id=7_000_000_005)
REFUSED = Refused(Refusal.NOT_THE_OFFICIAL)
PROVINCES = (("64", "Kalimantan Timur"), ("73", "Sulawesi Selatan"))

TEXTS: dict[str, Text | str] = {
    "account_from_which": accounts.from_which_account(),
    "account_choose_province": accounts.choose_province(PROVINCES),
    "account_received": accounts.received(
        seat=VIEW_OF_SEAT, name="Sari", kind=TenureKind.HOLDER, until=UNTIL
    ),
    "account_notice": accounts.notice(SEAT, request_id=7, asked_at=AT),
    "account_notice_over_moved": accounts.notice_over(is_moved=True),
    "account_notice_over_kept": accounts.notice_over(is_moved=False),
    "account_objection_noted": accounts.objection_noted(is_in_time=True),
    "account_objection_too_late": accounts.objection_noted(is_in_time=False),
    "account_card": accounts.card(MOVE),
    "account_card_first": accounts.card(replace(MOVE, first=JOKO, first_at=AT + timedelta(hours=1))),
    "account_card_odd": accounts.card(ODD),
    "account_card_gone": accounts.card(replace(MOVE, registered=None)),
    "account_ask_sure": request_cards.ask_sure(ODD, is_alone=True),
    "account_decided": request_cards.request_decided(MOVE, refused=None, by="Hasan"),
    "account_moved": accounts.moved([SEAT, replace(SEAT, kind=TenureKind.DELEGATE)], lost_phone=True),
    "account_farewell": accounts.farewell(request_id=7),
    "account_refused": accounts.refused(MOVE, REFUSED),
    "account_refused_words": accounts.refused(MOVE, Refused(Refusal.WORDS, "Kantor belum dapat dihubungi.")),
    "account_expired": accounts.expired(),
    "account_over": accounts.over(),
    "account_deputy_moved": accounts.deputy_moved(SEAT, name="Dimas", kind=TenureKind.ASSISTANT),
    "account_moved_to_staff": accounts.moved_to_staff([SEAT], name="Sari"),
    "account_disputed": accounts.disputed(SEAT, name="Sari", telegram_id=7_000_000_013),
    "name_ask": names.ask("Sari"),
    "name_received": names.received(SEAT, name="Sari Praktik, S.H.", until=UNTIL),
    "name_card": names.card(RENAME),
    "name_card_odd": names.card(replace(RENAME, name="Petugas KPK")),
    "name_decided": request_cards.request_decided(RENAME, refused=REFUSED, by="Joko"),
    "name_corrected": names.corrected("Sari Praktik, S.H."),
    "name_refused": names.refused("Sari Praktik, S.H.", REFUSED),
    "name_expired": names.expired(),
    "AccountGone": mistake(AccountGone()),
    "NameUnchanged": mistake(NameUnchanged()),
}


@pytest.mark.parametrize("name", TEXTS)
def test_text(name):
    golden(f"own_requests/{name}", TEXTS[name])


def test_the_answer_says_nothing_about_who_is_registered():
    """One function for both cases, and no way to tell it who there is."""
    assert set(accounts.received.__annotations__) == {"seat", "name", "kind", "until", "return"}
