"""Every text about answers that staff record for a seat, whole, as people see it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.actions.answers import Asked
from bot.messages import answers, boards, recorded_answers, schedule
from bot.rules.actors import TenureKind
from bot.rules.answers import Channel, Choice, Given
from bot.rules.handovers import ComingSitting
from bot.rules.outbox import Text
from bot.rules.sittings import SeatAnswer, Tally, addressee
from tests.golden.compare import golden
from tests.golden.meeting_views import BONTANG, HADIR, INSPEKTUR, NOW, RAKOR, TO

ASKED = Asked(RAKOR, BONTANG, replace(INSPEKTUR, prefix="Plt."))
CALLED = Given(Choice.HADIR, 1, NOW, channel=Channel.TELEPON)
WRITTEN = Given(Choice.DIWAKILKAN, 1, NOW, "Rina <Praktik>, Sekretaris Inspektorat", channel=Channel.SURAT)
SPOKEN = Given(Choice.TIDAK_HADIR, 1, NOW, channel=Channel.LANGSUNG)
ASSISTANT = addressee(replace(INSPEKTUR, kind=TenureKind.ASSISTANT), name="Rina")

TEXTS: dict[str, Text] = {
    "choose_sitting": recorded_answers.choose_sitting(
        INSPEKTUR, [ComingSitting(RAKOR, BONTANG, HADIR), ComingSitting(RAKOR, BONTANG, None)], now=NOW
    ),
    "choose_sitting_none": recorded_answers.choose_sitting(INSPEKTUR, [], now=NOW),
    "choose_answer": recorded_answers.choose_answer(ASKED, now=NOW),
    "choose_channel": recorded_answers.choose_channel(ASKED, choice=Choice.TIDAK_HADIR, now=NOW),
    "ask_note_substitute": recorded_answers.ask_note(ASKED, choice=Choice.DIWAKILKAN),
    "ask_note_reason": recorded_answers.ask_note(ASKED, choice=Choice.TIDAK_HADIR),
    "recorded": recorded_answers.recorded(ASKED, CALLED, people=2, now=NOW),
    "recorded_untold": recorded_answers.recorded(ASKED, SPOKEN, people=0, now=NOW),
    "to_seat": recorded_answers.to_seat(ASKED, WRITTEN, to=TO, now=NOW),
    "to_seat_assistant": recorded_answers.to_seat(ASKED, SPOKEN, to=ASSISTANT, now=NOW),
    "on_the_board": boards.board(RAKOR, [Tally(BONTANG, (SeatAnswer(INSPEKTUR, CALLED),))]),
    "in_the_schedule": schedule.for_official([schedule.Appointment(RAKOR, BONTANG, TO, WRITTEN)], now=NOW),
    "on_the_card": answers.card(RAKOR, BONTANG, to=TO, answer=SPOKEN, now=NOW),
}


@pytest.mark.parametrize("name", TEXTS)
def test_text(name):
    golden(f"recorded/{name}", TEXTS[name])
