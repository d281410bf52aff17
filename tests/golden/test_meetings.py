"""Every text about meetings, whole, as people see it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.messages import (
    answers,
    attendance,
    boards,
    calendar,
    meetings,
    reminders,
    schedule,
    sitting_changes,
    sittings,
    undelivered,
)
from bot.rules.actors import TenureKind
from bot.rules.answers import Presence
from bot.rules.cautions import Caution, Cautions
from bot.rules.clocks import WITA, Clock, both_clocks
from bot.rules.meeting_checks import Reached
from bot.rules.meetings import Join
from bot.rules.outbox import Text
from bot.rules.reminders import Step
from bot.rules.sittings import SeatAnswer, Tally
from tests.golden.compare import golden
from tests.golden.meeting_views import (
    APPOINTMENTS,
    ASSISTANT,
    AWAY,
    BARE,
    BONTANG,
    CHANGED,
    DIGEST,
    EARLIER,
    FLAWED,
    H1,
    HADIR,
    INSPEKTUR,
    NOW,
    RAKOR,
    SEKDA,
    SENT,
    TALLY,
    TO,
    WAITING,
    draft,
    draft_of_many,
    draft_of_two,
    reminder,
)

UNREACHED = ("Inspektur Kabupaten Maros", "Pj. Sekretaris Daerah Kota Bontang")

TEXTS = {
    "invitation": lambda: sittings.invitation(RAKOR, BONTANG, to=TO, now=NOW),
    "invitation_assistant_late": lambda: sittings.invitation(
        replace(RAKOR, surat_undangan="", letter_attachment_id=None), BONTANG, to=ASSISTANT, now=H1
    ),
    "invitation_shared_no_link": lambda: sittings.invitation(
        RAKOR, replace(BARE, regions=("Kota Bontang", "Kabupaten Maros")), to=TO, now=NOW
    ),
    "invitation_letter": lambda: sittings.letter(RAKOR),
    "sitting_moved": lambda: sittings.moved(CHANGED, BONTANG, EARLIER, to=TO, answer=HADIR, now=NOW),
    "sitting_moved_link_unanswered": lambda: sittings.moved(
        CHANGED, BARE, replace(EARLIER, ends_at=BONTANG.ends_at), to=TO, answer=None, now=H1
    ),
    "link_changed": lambda: sittings.link_changed(CHANGED, BONTANG, to=TO, now=H1),
    "sitting_cancelled": lambda: sittings.cancelled(CHANGED, BONTANG, to=TO, now=NOW),
    "invitation_withdrawn": lambda: sittings.withdrawn(CHANGED, BONTANG, to=TO, now=NOW),
    "invitation_outdated": lambda: sittings.outdated(CHANGED, BONTANG, to=TO),
    "reminder_three_days": lambda: reminder(Step.THREE_DAYS, None, NOW),
    "reminder_one_day": lambda: reminder(Step.ONE_DAY, HADIR, H1),
    "reminder_one_day_by_assistant": lambda: reminder(
        Step.ONE_DAY, replace(HADIR, through=TenureKind.ASSISTANT), H1
    ),
    "reminder_one_day_unanswered_late": lambda: reminder(
        Step.ONE_DAY, None, H1 + timedelta(hours=24), is_late=True
    ),
    "reminder_minutes": lambda: reminder(Step.MINUTES, HADIR, BONTANG.starts_at - timedelta(minutes=15)),
    "reminder_minutes_running": lambda: reminder(
        Step.MINUTES, HADIR, BONTANG.starts_at + timedelta(minutes=9), is_late=True
    ),
    "reminders_held": lambda: reminders.held(6),
    "reminders_released": lambda: reminders.released(5),
    "answer_card": lambda: answers.card(RAKOR, BONTANG, to=TO, answer=HADIR, now=NOW),
    "answer_card_empty": lambda: answers.card(RAKOR, BONTANG, to=TO, answer=None, now=NOW),
    "answer_hadir": lambda: answers.recorded(RAKOR, BONTANG, to=TO, answer=HADIR, now=NOW),
    "answer_diwakilkan": lambda: answers.recorded(
        RAKOR, BONTANG, to=TO, answer=replace(SENT, note=""), now=NOW
    ),
    "answer_diwakilkan_named": lambda: answers.recorded(RAKOR, BONTANG, to=TO, answer=SENT, now=NOW),
    "answer_tidak_hadir": lambda: answers.recorded(RAKOR, BONTANG, to=TO, answer=AWAY, now=NOW),
    "answer_menunggu_arahan": lambda: answers.recorded(RAKOR, BONTANG, to=TO, answer=WAITING, now=NOW),
    "answer_moved_meanwhile": lambda: answers.moved_meanwhile(
        EARLIER, seat=TO.seat, when=both_clocks(EARLIER.starts_at, reader=WITA, until=EARLIER.ends_at)
    ),
    "attendance_joined": lambda: attendance.marked(
        RAKOR, BONTANG, to=TO, presence=Presence.JOINED, through=TenureKind.HOLDER, now=NOW
    ),
    "attendance_joined_assistant": lambda: attendance.marked(
        RAKOR, BONTANG, to=TO, presence=Presence.JOINED, through=TenureKind.ASSISTANT, now=NOW
    ),
    "attendance_trouble_receipt": lambda: attendance.marked(
        RAKOR, BONTANG, to=TO, presence=Presence.TROUBLE, through=TenureKind.HOLDER, now=NOW
    ),
    "attendance_trouble": lambda: attendance.trouble(
        RAKOR, BONTANG, to=TO, name="Sari", through=TenureKind.HOLDER, now=NOW
    ),
    "attendance_trouble_delegate": lambda: attendance.trouble(
        RAKOR, BONTANG, to=TO, name="Rina", through=TenureKind.DELEGATE, now=NOW
    ),
    "meeting_list": lambda: meetings.listed([RAKOR, replace(RAKOR, meeting=2, is_draft=True)]),
    "meeting_list_empty": lambda: meetings.listed([]),
    "meeting_form": lambda: meetings.form(now=NOW),
    "meeting_draft": lambda: draft(has_letter=True, flawed=False),
    "meeting_draft_of_many": draft_of_many,
    "meeting_draft_of_two": draft_of_two,
    "meeting_draft_flawed": lambda: draft(has_letter=False, flawed=True),
    "meeting_publishing": lambda: meetings.publishing(RAKOR, seconds=30),
    "meeting_publishing_at_night": lambda: meetings.publishing(
        RAKOR,
        seconds=30,
        resting=[Clock("Senin, 3 Maret 2025", "20.40", "WIB"), Clock("Senin, 3 Maret 2025", "21.40", "WITA")],
    ),
    "meeting_published": lambda: meetings.published(RAKOR, told=Reached(7, UNREACHED)),
    "meeting_taken_back": lambda: meetings.taken_back(RAKOR),
    "meeting_discarded": lambda: meetings.discarded(RAKOR.title),
    "meeting_letter_attached": lambda: meetings.letter_attached(RAKOR),
    "meeting_letter_for_nothing": meetings.letter_for_nothing,
    "sitting_ask_time": lambda: sitting_changes.ask_new_time(BONTANG, now=NOW),
    "sitting_ask_link": lambda: sitting_changes.ask_new_link(BONTANG),
    "sitting_move_preview": lambda: sitting_changes.move_preview(
        RAKOR, BONTANG, replace(EARLIER, zone=WITA), told=Reached(2, UNREACHED), cautions=Cautions()
    ),
    "sitting_move_preview_postponed": lambda: sitting_changes.move_preview(
        RAKOR, replace(BONTANG, is_postponed=True), EARLIER, told=Reached(2), cautions=Cautions()
    ),
    "sitting_move_preview_overlapping": lambda: sitting_changes.move_preview(
        RAKOR, BONTANG, EARLIER, told=Reached(2), cautions=Cautions(overlaps=FLAWED.overlaps[1:])
    ),
    "sitting_link_preview": lambda: sitting_changes.link_preview(
        RAKOR, BONTANG, join=BONTANG.join, told=Reached(2)
    ),
    "sitting_link_preview_unknown": lambda: sitting_changes.link_preview(
        RAKOR, BONTANG, join=Join(), told=Reached(0)
    ),
    "sitting_cancel_preview": lambda: sitting_changes.cancel_preview(RAKOR, BONTANG, told=Reached(2)),
    "sitting_left_alone": sitting_changes.left_alone,
    "meeting_revised": lambda: sitting_changes.revised(CHANGED, told=Reached(2)),
    "meeting_board": lambda: boards.board(CHANGED, [TALLY]),
    "meeting_board_many": lambda: boards.board(
        RAKOR, [Tally(BONTANG, (SeatAnswer(SEKDA, HADIR), *[SeatAnswer(INSPEKTUR, None)] * 40))]
    ),
    "meeting_board_unreached": lambda: boards.board(
        RAKOR,
        [Tally(BONTANG, (SeatAnswer(SEKDA, HADIR), SeatAnswer(INSPEKTUR, None, None, is_unreached=True)))],
    ),
    "meeting_undelivered": lambda: undelivered.came_back(
        [
            undelivered.Lost("Inspektur Kota Bontang", kind, RAKOR, BONTANG)
            for kind in ("inv", "mov", "lnk", "can", "uni", "pos", "set", "exc", "agd", "chg")
        ]
    ),
    "schedule_official_known_link": lambda: schedule.for_official(
        [replace(APPOINTMENTS[0], is_link_known=True)], now=NOW
    ),
    "meeting_digest": lambda: boards.digest([DIGEST], hour="09.00"),
    "schedule_official": lambda: schedule.for_official(APPOINTMENTS, now=NOW),
    "schedule_official_h1": lambda: schedule.for_official(APPOINTMENTS, now=H1),
    "schedule_official_empty": lambda: schedule.for_official([], now=NOW),
    "schedule_staff": lambda: schedule.for_staff([(RAKOR, [TALLY])]),
    "schedule_staff_empty": lambda: schedule.for_staff([]),
    "calendar_summary": lambda: calendar.summary(RAKOR, BONTANG, to=TO),
    "calendar_description": lambda: calendar.description(RAKOR, BONTANG, to=TO, is_link_told=True),
    "calendar_description_early": lambda: calendar.description(RAKOR, BONTANG, to=TO, is_link_told=False),
    "calendar_caption": lambda: calendar.caption(None),
    "calendar_caption_cancelled": lambda: calendar.caption("cancelled"),
}


@pytest.mark.parametrize("name", TEXTS)
def test_text(name):
    text = TEXTS[name]()
    golden(f"meetings/{name}", text)
    if isinstance(text, Text):
        assert all(len((button.data or "").encode()) <= 64 for row in text.buttons for button in row)


def test_a_button_of_the_largest_numbers_still_fits():
    huge = replace(BONTANG, item=2**31, time_revision=9999)
    text = sitting_changes.move_preview(
        replace(RAKOR, revision=9999), huge, huge, told=Reached(1), cautions=Cautions()
    )
    assert all(len((button.data or "").encode()) <= 64 for row in text.buttons for button in row)


def test_every_caution_is_seen_here():
    assert {one.caution for one in FLAWED.warned} == set(Caution)


def test_buttons_of_two_sittings_of_a_day_name_the_hour():
    later = replace(BONTANG, item=9, number=9, starts_at=BONTANG.starts_at + timedelta(hours=2))
    both = [schedule.Appointment(RAKOR, each, TO, None) for each in (BONTANG, later)]
    labels = [button.text for row in schedule.for_official(both, now=NOW).buttons for button in row]
    assert len(set(labels)) == len(labels)
    assert labels[0] == "Jawab: Inspektur Kota Bontang, 11 Maret 2025, 14.00 WITA"
