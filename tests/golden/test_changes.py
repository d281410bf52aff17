"""What one revision tells one person, whole: new kinds of change, and several changes in one message."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.messages import boards, calendar, changes, meeting_changes, meetings, schedule, swaps
from bot.messages.changes import News
from bot.messages.render import mistake
from bot.rules.cautions import Cautions
from bot.rules.meeting_checks import Reached
from bot.rules.meeting_mistakes import NoPartner, NothingAhead, SameInvitees, SameWords, SittingPostponed
from bot.rules.meetings import ChangeKind, Join
from bot.rules.sittings import addressee
from bot.rules.swaps import Side
from tests.golden.compare import golden
from tests.golden.meeting_views import ASSISTANT, BONTANG, CHANGED, EARLIER, FLAWED, H1, HADIR, NOW, SEKDA, TO

TO_SEKDA = addressee(SEKDA)
AGENDA = replace(BONTANG, agenda="Pemaparan komponen & indikator")
MAROS = replace(
    BONTANG,
    item=3,
    number=3,
    starts_at=BONTANG.starts_at + timedelta(hours=20),
    ends_at=BONTANG.ends_at + timedelta(hours=20),
)
WAITING = replace(BONTANG, is_postponed=True)


def one(kind, before=BONTANG, after=EARLIER, *, now=NOW, to=TO, **more):
    return changes.notice(CHANGED, News(kind, to, before, after, **more), now=now)


def several(*news, now=NOW):
    return changes.notices(CHANGED, news, now=now)


BOTH = [News(ChangeKind.MOVED, to, BONTANG, EARLIER) for to in (TO_SEKDA, TO)]
SIDES = (
    Side(BONTANG, "64.74", "Kota Bontang", frozenset({3, 4})),
    Side(MAROS, "73.09", "Kabupaten Maros", frozenset({5, 6})),
)
TEXTS = {
    "sitting_exchanged": lambda: one(ChangeKind.EXCHANGED, after=MAROS),
    "sitting_exchanged_answered": lambda: one(ChangeKind.EXCHANGED, after=MAROS, answer=HADIR),
    "sitting_exchanged_back_at_h1": lambda: one(
        ChangeKind.EXCHANGED,
        before=replace(MAROS, join=Join("https://zoom.us/j/8")),
        after=AGENDA,
        answer_now=HADIR,
        now=H1,
    ),
    "sitting_postponed": lambda: one(ChangeKind.SITTING_POSTPONED, after=WAITING, to=ASSISTANT),
    "sitting_time_set": lambda: one(ChangeKind.TIME_SET, before=WAITING, after=MAROS),
    "sitting_time_set_at_h1": lambda: one(ChangeKind.TIME_SET, before=WAITING, after=AGENDA, now=H1),
    "agenda_changed": lambda: one(
        ChangeKind.AGENDA_CHANGED, before=AGENDA, after=replace(AGENDA, agenda="Lain")
    ),
    "agenda_changed_new": lambda: one(ChangeKind.AGENDA_CHANGED, after=AGENDA),
    "agenda_changed_gone": lambda: one(ChangeKind.AGENDA_CHANGED, before=AGENDA, after=BONTANG),
    "changes_together_two_seats": lambda: several(*BOTH),
    "changes_together_two_seats_exchanged": lambda: several(
        *(News(ChangeKind.EXCHANGED, to, BONTANG, MAROS, answer=HADIR) for to in (TO_SEKDA, TO)), now=H1
    ),
    "changes_together_two_sittings": lambda: several(
        News(ChangeKind.SITTING_CANCELLED, TO, BONTANG, None), News(ChangeKind.SITTING_ADDED, TO, None, MAROS)
    ),
    "changes_together_cancelled": lambda: several(
        News(ChangeKind.SITTING_CANCELLED, TO, BONTANG, None),
        News(ChangeKind.SITTING_CANCELLED, TO, MAROS, None),
    ),
    "changes_together_postponed": lambda: several(
        News(ChangeKind.SITTING_POSTPONED, TO, BONTANG, WAITING),
        News(ChangeKind.SITTING_POSTPONED, TO, MAROS, MAROS),
    ),
    "changes_together_of_all_kinds": lambda: several(
        News(ChangeKind.SITTING_POSTPONED, ASSISTANT, BONTANG, WAITING),
        News(ChangeKind.INVITEE_REMOVED, TO, MAROS, MAROS),
        News(ChangeKind.TIME_SET, TO, replace(MAROS, item=4, number=4), replace(AGENDA, item=4, number=4)),
        News(ChangeKind.LINK_CHANGED, TO, replace(MAROS, item=5), replace(MAROS, item=5)),
        News(
            ChangeKind.AGENDA_CHANGED, TO, replace(MAROS, item=6), replace(MAROS, item=6, agenda="Indikator")
        ),
        News(ChangeKind.MOVED, TO, replace(BONTANG, item=7), replace(MAROS, item=7), answer=HADIR),
        now=H1 + timedelta(days=1),
    ),
    "swap_choose_region": lambda: swaps.choose_region(CHANGED, BONTANG, SIDES),
    "swap_choose_region_many": lambda: swaps.choose_region(CHANGED, BONTANG, [SIDES[0]] * 91),
    "swap_choose_partner": lambda: swaps.choose_partner(CHANGED, SIDES[0], SIDES[1:]),
    "swap_choose_partner_many": lambda: swaps.choose_partner(CHANGED, SIDES[0], [SIDES[1]] * 91),
    "swap_preview": lambda: swaps.preview(
        CHANGED, *SIDES, told=Reached(4, ("Inspektur Kabupaten Maros",)), cautions=Cautions()
    ),
    "swap_preview_overlapping": lambda: swaps.preview(
        CHANGED, *SIDES, told=Reached(4), cautions=Cautions(overlaps=FLAWED.overlaps[1:])
    ),
    "change_ask_title": lambda: meeting_changes.ask("rapat_judul", CHANGED, None, now=NOW),
    "change_ask_sitting": lambda: meeting_changes.ask("rapat_sesi", CHANGED, None, now=NOW),
    "change_ask_agenda": lambda: meeting_changes.ask("sesi_agenda", CHANGED, AGENDA, now=NOW),
    "change_ask_invite": lambda: meeting_changes.ask("sesi_undang", CHANGED, BONTANG, now=NOW),
    "change_ask_uninvite": lambda: meeting_changes.ask("sesi_cabut", CHANGED, BONTANG, now=NOW),
    "title_preview": lambda: meeting_changes.title_preview(CHANGED, "Rapat Persiapan"),
    "agenda_preview": lambda: meeting_changes.agenda_preview(
        CHANGED, AGENDA, "", told=Reached(2, ("Inspektur Kota Bontang",))
    ),
    "agenda_preview_new": lambda: meeting_changes.agenda_preview(
        CHANGED, BONTANG, "Indikator", told=Reached(2)
    ),
    "invite_preview": lambda: meeting_changes.invite_preview(
        CHANGED, BONTANG, posts=["Inspektur Kabupaten Maros"], told=Reached(1), cautions=Cautions()
    ),
    "invite_preview_many": lambda: meeting_changes.invite_preview(
        CHANGED,
        WAITING,
        posts=["Inspektur Kabupaten Maros"] * 42,
        told=Reached(0, ("Inspektur Kabupaten Maros",)),
        cautions=Cautions(overlaps=FLAWED.overlaps[1:]),
    ),
    "uninvite_preview": lambda: meeting_changes.uninvite_preview(
        CHANGED, BONTANG, posts=["Inspektur Kota Bontang"], told=Reached(1)
    ),
    "uninvite_preview_many": lambda: meeting_changes.uninvite_preview(
        CHANGED, BONTANG, posts=["Inspektur Kota Bontang"] * 42, told=Reached(1)
    ),
    "sitting_preview": lambda: meeting_changes.sitting_preview(
        CHANGED, MAROS, told=Reached(2), cautions=Cautions(overlaps=FLAWED.overlaps[1:])
    ),
    "postpone_preview": lambda: meeting_changes.postpone_preview(CHANGED, BONTANG, told=Reached(2)),
    "off_preview_cancelled": lambda: meeting_changes.off_preview(
        CHANGED, [BONTANG, MAROS], is_cancelled=True, told=Reached(4, ("Inspektur Kabupaten Maros",))
    ),
    "off_preview_postponed": lambda: meeting_changes.off_preview(
        CHANGED, [BONTANG], is_cancelled=False, told=Reached(4)
    ),
    "schedule_postponed": lambda: schedule.for_official(
        [schedule.Appointment(CHANGED, WAITING, TO, None)], now=NOW
    ),
    "schedule_staff_postponed": lambda: schedule.for_staff([(replace(CHANGED, sittings=(WAITING,)), [])]),
    "board_all_off": lambda: boards.board(
        replace(CHANGED, sittings=(WAITING, replace(MAROS, is_cancelled=True))), []
    ),
    "list_postponed": lambda: meetings.listed([replace(CHANGED, sittings=(WAITING, MAROS))]),
    "SittingPostponed": lambda: mistake(SittingPostponed()),
    "SameInvitees": lambda: mistake(SameInvitees()),
    "SameWords": lambda: mistake(SameWords()),
    "NothingAhead": lambda: mistake(NothingAhead()),
    "NoPartner": lambda: mistake(NoPartner()),
    "calendar_caption_postponed": lambda: calendar.caption("postponed"),
    "calendar_caption_not_invited": lambda: calendar.caption("not_invited"),
}


@pytest.mark.parametrize("name", TEXTS)
def test_text(name):
    golden(f"changes/{name}", TEXTS[name]())


def test_buttons_of_two_sittings_on_one_day_name_the_hour():
    later = replace(EARLIER, item=9, number=9, starts_at=EARLIER.starts_at + timedelta(hours=2))
    text = several(*(News(ChangeKind.MOVED, TO, each, each) for each in (EARLIER, later, MAROS)))
    labels = [button.text for row in text.buttons for button in row]
    assert len(set(labels)) == len(labels)
    assert labels[0] == "Jawab: Inspektur Kota Bontang, 11 Maret 2025, 11.00 WITA"
