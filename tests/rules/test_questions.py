"""What is thanks and what is a question, and when somebody is reminded."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.rules.courtesies import is_courtesy
from bot.rules.questions import Reminder, reminder_due, typed, without_tanya, working_days_after
from bot.rules.request_words import WordsMissing


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Terima kasih", True),
        ("Terima kasih banyak atas informasinya, Pak.", True),
        ("Baik Bapak, siap laksanakan", True),
        ("Assalamu’alaikum wr. wb.", True),
        ("Selamat pagi Bapak/Ibu", True),
        ("OK", True),
        ("\U0001f64f", True),
        ("Sudah", False),  # may be an answer
        ("Ya", False),
        ("Tidak", False),
        ("Baik, kapan bimtek dimulai?", False),
        ("Terima kasih. Mohon dikirim ulang surat undangan", False),
        ("Siap hadir", False),
        ("Halo?", False),
        ("?", False),
        ("64.74", False),
    ],
)
def test_is_courtesy(text, expected):
    assert is_courtesy(text) is expected


def at(day: int, hour: int = 3) -> datetime:
    return datetime(2025, 3, day, hour, tzinfo=UTC)


def test_working_days_leave_out_weekends_holidays_and_days_off():
    assert working_days_after(at(3), 2) == at(5)
    assert working_days_after(at(6), 2) == at(10)  # Thursday, Friday, Monday
    assert working_days_after(at(27), 2) == datetime(2025, 4, 9, 3, tzinfo=UTC)  # Nyepi and Idul Fitri
    assert working_days_after(at(3), 2, extra={at(4).date()}) == at(6)


@pytest.mark.parametrize(
    ("now", "reminded", "expected"),
    [
        (at(5, 2), None, None),
        (at(5, 3), None, Reminder.OWN),
        (at(6), at(5), None),
        (at(7, 2), at(5), None),
        (at(7, 3), at(5), Reminder.ALL),
        (at(10), at(7), None),
        # the first reminder came late, or never: everybody hears at once
        (at(7, 4), None, Reminder.ALL),
    ],
)
def test_first_the_own_officer_then_everybody_each_once(now, reminded, expected):
    assert reminder_due(at(3), reminded_at=reminded, now=now) is expected


def test_what_cannot_be_seen_is_no_question():
    assert typed("  Kapan\u202e bimtek\u200b?\n\nMohon kabar. ") == "Kapan bimtek?\n\nMohon kabar."
    with pytest.raises(WordsMissing):
        typed("\u200b\u202e")


@pytest.mark.parametrize(
    ("words", "question"),
    [
        ("tanya kapan bimtek?", "kapan bimtek?"),
        ("Tanya: kapan?", "kapan?"),
        ("tanya", "tanya"),
        ("Tanya jawab kapan?", "Tanya jawab kapan?"),
        ("Tanyakan kepada siapa?", "Tanyakan kepada siapa?"),
        ("Mohon tanya kapan", "Mohon tanya kapan"),
    ],
)
def test_the_command_before_a_question_is_no_part_of_it(words, question):
    assert without_tanya(words) == question
