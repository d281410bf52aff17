"""Every text of the ladder, whole, as people see it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.messages import acknowledgements, call_lists, changes, ladders, reminders
from bot.rules.answers import Choice
from bot.rules.calls import Call
from bot.rules.coverage import CoveredSeat
from bot.rules.meetings import ChangeKind
from bot.rules.reminders import Step
from bot.rules.sheets import CoverageLine, CoverageState
from tests.golden.compare import golden
from tests.golden.meeting_views import (
    AWAY,
    BONTANG,
    CHANGED,
    EARLIER,
    H1,
    HADIR,
    NOW,
    RAKOR,
    SENT,
    TO,
    WAITING,
)

LATER = replace(BONTANG, reveal_minutes=60)


def step(step, answer, now, *, sitting=BONTANG, is_late=False):
    return reminders.reminder(
        step, RAKOR, sitting, to=TO, post_title="Inspektur", answer=answer, is_late=is_late, now=now
    )


def call(seat_id, title, region, holder="", *, office="", own="", sitting=BONTANG):
    line = CoverageLine(
        seat_id=seat_id,
        region_code="64.74",
        region=region,
        zone="Asia/Makassar",
        title=title,
        holder=holder,
        state=CoverageState.REACHABLE,
        since=None,
        last_seen_at=None,
        phone=office or own,
        others=0,
        code_until=None,
        until_on=None,
    )
    return Call(CoveredSeat(line, "inspektur", office_phone=office, own_phone=own), sitting)


CALLS = [
    call(4, "Inspektur", "Kota Bontang", "Sari", office="0548-21021", own="+62 811-777-777"),
    call(3, "Sekretaris Daerah", "Kota Bontang", "Rina", own="+62 811-777-778"),
    call(5, "Inspektur", "Kabupaten Maros"),
    *[call(10 + number, "Inspektur", "Kabupaten Maros", f"Budi {number}") for number in range(21)],
]

MOVED = changes.News(ChangeKind.MOVED, TO, BONTANG, EARLIER, answer=HADIR)
CANCELLED = changes.News(ChangeKind.SITTING_CANCELLED, TO, BONTANG, None)

TEXTS = {
    "one_day_unanswered": lambda: step(Step.ONE_DAY, None, H1),
    "one_day_diwakilkan": lambda: step(Step.ONE_DAY, SENT, H1),
    "one_day_diwakilkan_unnamed": lambda: step(Step.ONE_DAY, replace(SENT, note=""), H1),
    "one_day_menunggu_arahan": lambda: step(Step.ONE_DAY, WAITING, H1),
    "one_day_link_later": lambda: step(Step.ONE_DAY, HADIR, H1, sitting=LATER),
    "two_hours": lambda: step(Step.TWO_HOURS, HADIR, BONTANG.starts_at - timedelta(hours=2)),
    "reveal_hour": lambda: step(
        Step.REVEAL_HOUR, HADIR, BONTANG.starts_at - timedelta(hours=1), sitting=LATER
    ),
    "minutes_diwakilkan": lambda: step(Step.MINUTES, SENT, BONTANG.starts_at - timedelta(minutes=15)),
    "reminder_coordination": lambda: step(Step.COORDINATION, HADIR, NOW),
    "reminder_coordination_unanswered_late": lambda: step(Step.COORDINATION, None, NOW, is_late=True),
    "reminder_substitute": lambda: reminders.substitute(RAKOR, BONTANG, to=TO, answer=AWAY, now=NOW),
    "calls_to_make": lambda: call_lists.to_call(RAKOR, CALLS),
    "calls_to_make_two": lambda: call_lists.to_call(RAKOR, CALLS[:2]),
    "calls_whole": lambda: call_lists.whole(RAKOR, CALLS),
    "calls_whole_empty": lambda: call_lists.whole(RAKOR, []),
    "sitting_moved_urgent": lambda: acknowledgements.with_button(
        changes.notice(CHANGED, MOVED, now=H1), CHANGED, [MOVED], now=BONTANG.starts_at - timedelta(hours=20)
    ),
    "sitting_cancelled_urgent": lambda: acknowledgements.with_button(
        changes.notice(CHANGED, CANCELLED, now=H1),
        CHANGED,
        [CANCELLED],
        now=BONTANG.starts_at - timedelta(hours=20),
    ),
    "acknowledged": lambda: acknowledgements.thanks(CHANGED),
    "acknowledgements_missing": lambda: acknowledgements.to_call(CHANGED, 2, CALLS),
    "acknowledgements_missing_none": lambda: acknowledgements.to_call(CHANGED, 2, []),
    "reminders_clock_back": lambda: reminders.clock_gone_back(last=H1 + timedelta(days=365), now=H1),
    "ladder_card": lambda: ladders.card(RAKOR),
    "ladder_card_draft": lambda: ladders.card(
        replace(RAKOR, is_draft=True, is_published=False, ladder=("h-7", "m-60", "m-15"), sittings=(LATER,))
    ),
}


@pytest.mark.parametrize("name", TEXTS)
def test_text(name):
    text = TEXTS[name]()
    golden(f"reminders/{name}", text)
    assert all(len((button.data or "").encode()) <= 64 for row in text.buttons for button in row)


@pytest.mark.parametrize("choice", Choice)
def test_every_answer_has_words_of_its_own(choice):
    answers = {Choice.HADIR: HADIR, Choice.DIWAKILKAN: SENT, Choice.MENUNGGU_ARAHAN: WAITING}
    if choice in answers:
        others = [step(Step.ONE_DAY, each, H1).html for each in (None, *answers.values())]
        assert others.count(step(Step.ONE_DAY, answers[choice], H1).html) == 1


@pytest.mark.parametrize(("name", "last"), [("together", Step.ONE_DAY), ("together_shortly", Step.MINUTES)])
def test_several_at_once(name, last):
    later = replace(BONTANG, item=9, number=3, starts_at=BONTANG.starts_at + timedelta(minutes=30))
    several = [
        reminders.Reminded(last, RAKOR, BONTANG, TO, HADIR, is_late=False),
        reminders.Reminded(last, RAKOR, later, TO, None, is_late=False),
    ]
    golden(f"reminders/{name}", reminders.together(several, now=H1))


def test_buttons_of_the_same_hour_on_two_days_name_the_day():
    next_day = replace(BONTANG, item=9, number=3, starts_at=BONTANG.starts_at + timedelta(days=1))
    several = [
        reminders.Reminded(Step.ONE_DAY, RAKOR, each, TO, None, is_late=True) for each in (BONTANG, next_day)
    ]
    labels = [button.text for row in reminders.together(several, now=H1).buttons for button in row]
    assert labels == ["Jawab: 14.00 WITA, 11 Maret 2025", "Jawab: 14.00 WITA, 12 Maret 2025"]


def test_several_at_once_for_two_posts_late():
    other = replace(TO, seat=5, post="Plt. Sekretaris Daerah Kota Bontang", via="Budi Praktik")
    several = [
        reminders.Reminded(
            Step.COORDINATION, RAKOR, BONTANG, replace(TO, via="Budi Praktik"), None, is_late=True
        ),
        reminders.Reminded(Step.ONE_DAY, RAKOR, replace(BONTANG, item=9), other, WAITING, is_late=True),
    ]
    golden("reminders/together_two_posts", reminders.together(several, now=H1))
