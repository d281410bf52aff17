"""Requests as staff decide them, as the holder hears of them, and what the asker is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.messages import request_cards as cards
from bot.messages import request_ends as ends
from bot.messages import request_holders as holders
from bot.messages import request_lists as lists
from bot.messages import request_talk as talk
from bot.messages import requests
from bot.messages.render import mistake
from bot.rules.actors import HeldSeat, Role, TenureKind
from bot.rules.approvals import OwnRequest
from bot.rules.outbox import Text
from bot.rules.request_words import Account, WordsMissing, WordsTooLong
from bot.rules.requests import Note, NoteKind, Refusal, Refused, RequestPurpose, Rival, Waiting
from bot.rules.seat_views import Acting
from bot.rules.sheets import CoverageState
from bot.rules.staff import Member
from tests.builders import request_view
from tests.fakes import START
from tests.golden.compare import golden

AT, UNTIL = START, START + timedelta(days=7)
VIEW = request_view()
EMPTY = VIEW.seat
HOLDER = Acting(
    tenure_id=9,
    contact_id=3,
    name="Rahmat Praktik",
    kind=TenureKind.HOLDER,
    prefix="Plt.",
    started_at=AT - timedelta(days=200),
    until_on=None,
    state=CoverageState.REACHABLE,
    unreachable_at=None,
    last_seen_at=None,
    phone="",
)
HELD = replace(EMPTY, acting=(HOLDER,))
RECORDED = replace(EMPTY, acting=(replace(HOLDER, state=CoverageState.NO_TELEGRAM),))
JOKO = Member(2, 900_000_002, "Joko", Role.OFFICER, is_reachable=True)
TAKING = replace(VIEW, seat=HELD, replaces_id=3)
FIRST = replace(TAKING, first=JOKO, first_at=AT + timedelta(hours=1))
AGAINST = replace(FIRST, notes=(Note(NoteKind.OBJECTION, AT + timedelta(hours=2)),))
ODD = replace(
    TAKING,
    name="Rаhmat Prаktik",
    account=Account("\u202eKPK resmi\u200b <b>", ""),
    resembles_staff=True,
    rivals=(Rival(8, "Budi", 7_000_000_002, AT),),
    notes=(
        Note(NoteKind.CODE, AT),
        Note(NoteKind.QUESTION, AT, "Joko", "Sejak kapan menjabat?"),
        Note(NoteKind.ANSWER, AT, "", "Sejak 1 Maret, SK nomor <1>"),
    ),
)
AIDE = replace(TAKING, name="Rina <Praktik>", kind=TenureKind.ASSISTANT, invited_by=3, account=Account())
SEAT = HeldSeat(
    4, "64.74", "Kota Bontang", "Asia/Makassar", "inspektur", "Inspektur", TenureKind.HOLDER, "Plt."
)
WORDS = Refused(Refusal.WORDS, "Mohon melampirkan SK <pengangkatan>.")

MANY = replace(VIEW, rivals=tuple(Rival(n, f"Pemohon {n}", n, AT) for n in range(8)))
LINES = tuple(
    Waiting(
        number,
        purpose,
        name,
        "Inspektur",
        "Kota Bontang",
        "64.74",
        "Asia/Makassar",
        7_000_000_001,
        AT,
        UNTIL,
        has_first,
    )
    for number, purpose, name, has_first in (
        (7, RequestPurpose.SEAT, "Sari Praktik, S.E.", True),
        (8, RequestPurpose.NEW_ACCOUNT, "Rahmat <Praktik>", False),
        (9, RequestPurpose.NAME, "@kpk_resmi https://t.me/palsu", False),
    )
)

TEXTS: dict[str, Text] = {
    "approval_card": cards.approval_card(VIEW),
    "approval_card_recorded": cards.approval_card(replace(VIEW, seat=RECORDED)),
    "approval_card_held": cards.approval_card(TAKING),
    "approval_card_first": cards.approval_card(FIRST),
    "approval_card_against": cards.approval_card(AGAINST),
    "approval_card_odd": cards.approval_card(ODD),
    "approval_card_invited": cards.approval_card(AIDE),
    "approval_card_after_admin": cards.approval_card(replace(FIRST, first=replace(JOKO, role=Role.ADMIN))),
    "ask_sure_against": cards.ask_sure(AGAINST, is_alone=False),
    "ask_sure_alone": cards.ask_sure(TAKING, is_alone=True),
    "choose_reason": cards.choose_reason(VIEW),
    "ask_reason": talk.ask_reason(),
    "ask_question": talk.ask_question(VIEW),
    "question_sent": talk.question_sent(),
    "question": talk.question(VIEW, words="Sejak kapan menjabat, dan berapa nomor <SK>?"),
    "ask_answer": talk.ask_answer(),
    "answer_sent": talk.answer_sent(),
    "question_over": talk.question_over(),
    "request_decided": cards.request_decided(VIEW, refused=None, by="Joko"),
    "request_decided_second": cards.request_decided(FIRST, refused=None, by="Wati"),
    "request_decided_no": cards.request_decided(FIRST, refused=Refused(Refusal.UNCLEAR), by=""),
    "request_decided_words": cards.request_decided(VIEW, refused=WORDS, by="Joko"),
    "request_moved_on": ends.request_moved_on(),
    "request_taken_back": ends.request_taken_back(),
    "request_overtaken": ends.request_overtaken(),
    "request_pointless": ends.request_pointless(),
    "approval_card_many": cards.approval_card(MANY),
    "request_lapsed": ends.request_lapsed(),
    "too_late": talk.too_late(),
    "holder_told": holders.told(SEAT, request_id=7, asked_at=AT),
    "objection_noted": holders.objection_noted(),
    "holder_settled": holders.settled(title="Inspektur", region_name="Kota Bontang", is_kept=True),
    "holder_settled_gone": holders.settled(title="Inspektur", region_name="Kota Bontang", is_kept=False),
    "request_list": lists.waiting_list(LINES, number=0, count=3, is_last=True),
    "request_list_page": lists.waiting_list(LINES, number=1, count=20, is_last=False),
    "request_list_empty": lists.waiting_list((), number=0, count=0, is_last=True),
    "many_wait": lists.many_wait(7),
    "overdue": lists.overdue(LINES),
    "overdue_many": lists.overdue(LINES * 3),
    "takes_longer": lists.takes_longer(LINES[0]),
    "takes_longer_name": lists.takes_longer(replace(LINES[0], purpose=RequestPurpose.NAME)),
    "question_name": talk.question(replace(VIEW, purpose=RequestPurpose.NAME), words="Sesuai SK?"),
} | {
    f"decision_noted_{word}": cards.decision_noted(word)
    for word in ("approved", "refused", "first", "another", "changed")
}
TEXTS["decision_noted_first_no_admin"] = cards.decision_noted("first", second="nobody")
TEXTS["decision_noted_another_officer"] = cards.decision_noted("another", second="officer")
TEXTS["decision_noted_first_officer"] = cards.decision_noted("first", second="officer")


@pytest.mark.parametrize("name", TEXTS)
def test_text(name):
    golden(f"requests/{name}", TEXTS[name])


@pytest.mark.parametrize("reason", Refusal)
def test_refused(reason):
    refused = WORDS if reason is Refusal.WORDS else Refused(reason)
    golden(f"requests/request_refused_{reason}", requests.request_refused(seat=EMPTY, refused=refused))


@pytest.mark.parametrize(
    "error", [WordsTooLong(500), WordsMissing(), OwnRequest()], ids=lambda error: type(error).__name__
)
def test_mistake(error):
    golden(f"requests/{type(error).__name__}", mistake(error))
