"""Every text about meetings, whole, as people see it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.messages import answers, attendance, boards, calendar, meetings, reminders, schedule, sittings
from bot.rules.access import HeldSeat, TenureKind
from bot.rules.answers import Choice, Given, Presence
from bot.rules.clocks import WIB, WITA
from bot.rules.meeting_checks import (
    Caution,
    RegionReach,
    SeatReach,
    SittingReach,
    Unreached,
    Warned,
)
from bot.rules.meetings import Join
from bot.rules.outbox import Text
from bot.rules.reminders import Step
from bot.rules.sittings import MeetingView, SeatAnswer, SittingView, Tally, addressee
from tests.golden.compare import golden

NOW = datetime(2025, 3, 4, 9, 0, tzinfo=WITA)
SEKDA = HeldSeat(3, "64.74", "Kota Bontang", "Asia/Makassar", "sekda", "Sekretaris Daerah", TenureKind.HOLDER)
INSPEKTUR = HeldSeat(4, "64.74", "Kota Bontang", "Asia/Makassar", "inspektur", "Inspektur", TenureKind.HOLDER)
BONTANG = SittingView(
    item=2,
    number=2,
    starts_at=datetime(2025, 3, 11, 13, 0, tzinfo=WIB).astimezone(UTC),
    ends_at=datetime(2025, 3, 11, 15, 30, tzinfo=WIB).astimezone(UTC),
    zone=WIB,
    time_revision=1,
    sequence=0,
    join=Join("https://zoom.us/j/90000000000", "900 0000 0000", "Bontang25"),
    regions=("Kota Bontang",),
    seats=(3, 4),
)
RAKOR = MeetingView(
    meeting=1,
    uid="u",
    title="Rapat Koordinasi Pembentukan Percontohan Kabupaten/Kota Antikorupsi Tahun 2026",
    surat_undangan="B/1234/DKM.02/80-83/03/2025",
    revision=1,
    is_draft=False,
    is_published=True,
    letter_attachment_id=7,
    publish_at=None,
    sittings=(BONTANG,),
)
CHANGED = replace(RAKOR, revision=2)
EARLIER = replace(
    BONTANG,
    starts_at=BONTANG.starts_at - timedelta(hours=3),
    ends_at=BONTANG.ends_at - timedelta(hours=3),
    time_revision=2,
)
BARE = replace(BONTANG, join=Join())
TO = addressee(INSPEKTUR)
ASSISTANT = addressee(replace(SEKDA, kind=TenureKind.ASSISTANT, prefix="Pj."), name="Rina <contoh>")
H1 = datetime(2025, 3, 10, 9, 0, tzinfo=WITA)
HADIR = Given(Choice.HADIR, 1, NOW)
SENT = Given(Choice.DIWAKILKAN, 1, NOW, "Rina, Sekretaris Inspektorat")
AWAY = Given(Choice.TIDAK_HADIR, 1, NOW)
WAITING = Given(Choice.MENUNGGU_ARAHAN, 1, NOW)


def reminder(step, answer, now, *, is_late=False):
    return reminders.reminder(
        step, RAKOR, BONTANG, to=TO, post_title="Inspektur", answer=answer, is_late=is_late, now=now
    )


def draft(*, has_letter, flawed):
    reach = [
        SittingReach(
            BONTANG,
            (
                RegionReach(
                    "Kota Bontang",
                    WITA,
                    (
                        SeatReach(SEKDA, Unreached.EMPTY if flawed else None),
                        SeatReach(INSPEKTUR, Unreached.UNREACHABLE if flawed else None),
                    ),
                ),
            ),
        )
    ]
    meeting = replace(RAKOR, is_draft=True, letter_attachment_id=7 if has_letter else None)
    warned = [
        Warned(Caution.PAST, 2),
        Warned(Caution.WEEKEND, 2),
        Warned(Caution.HOLIDAY, 2, "Hari Suci Nyepi"),
        Warned(Caution.OUTSIDE_HOURS, 2, "WIT"),
        Warned(Caution.NO_LINK, 2),
    ]
    return meetings.draft(meeting, reach=reach, warnings=warned if flawed else [])


TALLY = Tally(BONTANG, (SeatAnswer(SEKDA, HADIR, Presence.JOINED), SeatAnswer(INSPEKTUR, None)))
DIGEST = boards.DigestPart(RAKOR, 1, 2, (boards.digest_line(SeatAnswer(INSPEKTUR, SENT)),))
APPOINTMENTS = [schedule.Appointment(RAKOR, BONTANG, TO, HADIR)]

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
    "attendance_joined": lambda: attendance.marked(RAKOR, BONTANG, to=TO, presence=Presence.JOINED, now=NOW),
    "attendance_trouble_receipt": lambda: attendance.marked(
        RAKOR, BONTANG, to=TO, presence=Presence.TROUBLE, now=NOW
    ),
    "attendance_trouble": lambda: attendance.trouble(RAKOR, BONTANG, to=TO, name="Sari", now=NOW),
    "meeting_list": lambda: meetings.listed([RAKOR, replace(RAKOR, meeting=2, is_draft=True)]),
    "meeting_list_empty": lambda: meetings.listed([]),
    "meeting_form": meetings.form,
    "meeting_draft": lambda: draft(has_letter=True, flawed=False),
    "meeting_draft_flawed": lambda: draft(has_letter=False, flawed=True),
    "meeting_publishing": lambda: meetings.publishing(RAKOR, seconds=30),
    "meeting_taken_back": lambda: meetings.taken_back(RAKOR),
    "meeting_discarded": lambda: meetings.discarded(RAKOR.title),
    "meeting_letter_attached": lambda: meetings.letter_attached(RAKOR),
    "meeting_letter_for_nothing": meetings.letter_for_nothing,
    "meeting_card": lambda: meetings.card(CHANGED, now=NOW),
    "meeting_card_empty": lambda: meetings.card(
        replace(CHANGED, sittings=(replace(BONTANG, is_cancelled=True),)), now=NOW
    ),
    "sitting_ask_time": lambda: meetings.ask_new_time(BONTANG),
    "sitting_ask_link": lambda: meetings.ask_new_link(BONTANG),
    "sitting_move_preview": lambda: meetings.move_preview(
        RAKOR, BONTANG, replace(EARLIER, zone=WITA), told=2
    ),
    "sitting_cancel_preview": lambda: meetings.cancel_preview(RAKOR, BONTANG, told=2),
    "sitting_left_alone": meetings.left_alone,
    "meeting_revised": lambda: meetings.revised(CHANGED, told=2),
    "meeting_board": lambda: boards.board(CHANGED, [TALLY]),
    "meeting_board_many": lambda: boards.board(
        RAKOR, [Tally(BONTANG, (SeatAnswer(SEKDA, HADIR), *[SeatAnswer(INSPEKTUR, None)] * 40))]
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
    "calendar_caption": lambda: calendar.caption(is_cancelled=False),
    "calendar_caption_cancelled": lambda: calendar.caption(is_cancelled=True),
}


@pytest.mark.parametrize("name", TEXTS)
def test_text(name):
    text = TEXTS[name]()
    golden(f"meetings/{name}", text)
    if isinstance(text, Text):
        assert all(len((button.data or "").encode()) <= 64 for row in text.buttons for button in row)


def test_a_button_of_the_largest_numbers_still_fits():
    huge = replace(BONTANG, item=2**31, time_revision=9999)
    text = meetings.move_preview(replace(RAKOR, revision=9999), huge, huge, told=1)
    assert all(len((button.data or "").encode()) <= 64 for row in text.buttons for button in row)
