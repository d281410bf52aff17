"""Every text about questions, whole, as people see it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.messages import question_cards as cards
from bot.messages import question_lists as lists
from bot.messages import questions
from bot.messages import unsent_answers as unsent
from bot.messages.render import mistake
from bot.rules.actors import HeldSeat, TenureKind
from bot.rules.outbox import Text
from bot.rules.questions import (
    EntryView,
    OwnQuestion,
    QuestionFull,
    QuestionLine,
    QuestionState,
    QuestionView,
    Said,
    TooManyQuestions,
)
from bot.rules.sittings import addressee
from tests.golden.compare import golden

AT = datetime(2025, 3, 4, 2, tzinfo=UTC)
LATER = datetime(2025, 3, 5, 3, 30, tzinfo=UTC)
SEAT = HeldSeat(
    4, "64.74", "Kota Bontang", "Asia/Makassar", "inspektur", "Inspektur", TenureKind.HOLDER, "Pj."
)
SEKDA = replace(SEAT, seat_id=5, post="sekda", title="Sekretaris Daerah", prefix="", kind=TenureKind.DELEGATE)
TO = addressee(SEAT)
ASKED = EntryView(Said("Apakah SK <2026> sudah terbit?\nMohon salinannya."), AT)
FILE = EntryView(Said("", "document", "x", "surat <b>.pdf"), AT)
ANSWER = EntryView(Said("Sudah, tanggal 3 Maret 2025.", "photo", "y", "foto"), LATER, by="Joko", staff_id=2)
VIEW = QuestionView(
    question=7,
    version=2,
    state=QuestionState.OPEN,
    region_code="64.74",
    region_name="Kota Bontang",
    seat=4,
    post="Pj. Inspektur Kota Bontang",
    name="Sari Praktik, S.E.",
    opened_at=AT,
    waiting_since=AT,
    entries=(ASKED, FILE),
)
ANSWERED = replace(
    VIEW,
    state=QuestionState.ANSWERED,
    waiting_since=None,
    assigned="Joko",
    assigned_id=2,
    entries=(ASKED, FILE, ANSWER),
)
GONE = replace(ASKED, said=Said(), is_gone=True)
COMPLAINT = replace(VIEW, state=QuestionState.COMPLAINT, waiting_since=None, entries=(GONE,))
LINES = [
    QuestionLine(7, QuestionState.OPEN, "Inspektur Kota Bontang", "64.74", AT),
    QuestionLine(9, QuestionState.ANSWERED, "Sekretaris Daerah Kabupaten Maros", "73.09", LATER, "Joko", 2),
]

TEXTS: dict[str, Text | str] = {
    "begin": questions.begin(SEAT, is_open=False),
    "begin_open": questions.begin(SEAT, is_open=True),
    "choose_seat": questions.choose_seat([SEAT, SEKDA]),
    "offer": questions.offer(1),
    "offer_several": questions.offer(3),
    "dropped": questions.dropped(),
    "courtesy": questions.courtesy(),
    "courtesy_kept": questions.courtesy_kept(),
    "received": questions.received("begun", SEAT, files=1, now=AT),
    "received_staff": questions.received("begun", SEAT, files=0, now=AT, is_staff=True),
    "received_added": questions.received("added", SEAT, files=0, now=AT),
    "received_reopened": questions.received("reopened", SEAT, files=0, now=AT),
    "letter": questions.letter(TO, ANSWER.said, on=AT),
    "letter_deputy": questions.letter(addressee(SEKDA, name="Rina"), Said("Sudah."), on=AT),
    "letter_only_file": questions.letter(TO, FILE.said, on=AT),
    "letter_file": questions.letter_file(FILE.said),
    "closed": questions.closed(TO, on=AT),
    "referred": questions.referred(TO),
    "unsupported": questions.unsupported(is_staff=False),
    "unsupported_staff": questions.unsupported(is_staff=True),
    "card": cards.card(VIEW, VIEW.entries, reader=2),
    "card_deputy": cards.card(replace(VIEW, via=", melalui ajudan"), [ASKED], reader=2),
    "card_answered": cards.card(ANSWERED, ANSWERED.unanswered, reader=2, is_edit=True),
    "card_handed": cards.card(replace(VIEW, assigned="Hani", assigned_id=3), [ASKED], reader=3, by="Joko"),
    "card_left": cards.card(replace(VIEW, is_acting=False), [ASKED], reader=2),
    "card_closed": cards.card(
        replace(ANSWERED, state=QuestionState.CLOSED), ANSWERED.unanswered, reader=2, is_edit=True
    ),
    "card_long": cards.card(VIEW, [replace(ASKED, said=Said("Panjang sekali. " * 270))], reader=2),
    "card_complaint": cards.card(COMPLAINT, COMPLAINT.unanswered, reader=2),
    "file_caption": cards.file_caption(VIEW, FILE),
    "history": cards.history(ANSWERED),
    "history_long": cards.history(replace(ANSWERED, entries=(ASKED,) * 31 + (GONE,))),
    "ask_answer": cards.ask_answer(VIEW),
    "answered_before": cards.answered_before(ANSWERED, ANSWER),
    "also_answered": cards.also_answered(ANSWERED, Said("Ada <lagi>."), by="Hani"),
    "answer_lost": cards.answer_lost(VIEW),
    "answer_sent": cards.answer_sent(ANSWERED),
    "not_sent_twice": unsent.not_sent_twice(),
    "not_sent_left": unsent.not_sent(VIEW, has_left=True),
    "not_sent_unreachable": unsent.not_sent(VIEW, has_left=False),
    "not_sent_complaint": unsent.not_sent_gone(VIEW, is_complaint=True),
    "not_sent_gone": unsent.not_sent_gone(VIEW, is_complaint=False),
    "still_awaited": unsent.still_awaited(7),
    "left_unsent": unsent.left_unsent(7),
    "left_gone": unsent.left_gone(7),
    "again_waits": unsent.again_waits(ANSWERED),
    "too_late": unsent.too_late(7),
    "edited_answer": unsent.edited_answer(7),
    "edited_question": unsent.edited_question(),
    "taken": cards.taken(VIEW),
    "choose_hand": cards.choose_hand(VIEW, [(3, "Hani"), (4, "")]),
    "choose_hand_alone": cards.choose_hand(VIEW, []),
    "handed": cards.handed(replace(VIEW, assigned="Hani")),
    "closed_noted": cards.closed(ANSWERED, is_told=True),
    "closed_noted_unanswered": cards.closed(VIEW, is_told=False),
    "ask_complaint": cards.ask_complaint(VIEW),
    "gone_as_complaint": cards.gone_as_complaint(VIEW),
    "gone": cards.gone(),
    "closed_noted_left": cards.closed(replace(VIEW, is_acting=False), is_told=False),
    "referred_noted_unreachable": cards.referred(VIEW, is_told=False),
    "referred_noted_left": cards.referred(replace(VIEW, is_acting=False), is_told=False),
    "referred_noted": cards.referred(VIEW, is_told=True),
    "list": lists.waiting_list(LINES, number=0, count=2, is_last=True),
    "list_page": lists.waiting_list(LINES, number=1, count=30, is_last=False),
    "list_empty": lists.waiting_list([], number=0, count=0, is_last=True),
    "overdue": lists.overdue(LINES[:1] * 9),
    "TooManyQuestions": mistake(TooManyQuestions()),
    "QuestionFull": mistake(QuestionFull()),
    "OwnQuestion": mistake(OwnQuestion()),
}


@pytest.mark.parametrize("name", TEXTS)
def test_text(name):
    golden(f"questions/{name}", TEXTS[name])
