"""Every text after a sitting, whole, as people see it."""

from __future__ import annotations

import pytest

from bot.messages import follow_ups
from bot.messages.render import mistake
from bot.rules.answers import Choice, Presence
from bot.rules.follow_ups import (
    Came,
    FollowUpKind,
    FollowUpSent,
    LineTooLong,
    NothingToHandOut,
    SittingNotOver,
    TooLateToTakeBack,
    by_attendance,
)
from bot.rules.outbox import Text
from bot.rules.sittings import Mark, SeatAnswer, Tally
from tests.golden.compare import golden
from tests.golden.meeting_views import ASSISTANT, BONTANG, HADIR, INSPEKTUR, RAKOR, SEKDA, TO

LINE = "Risalah rapat kami sampaikan paling lambat pekan depan."
HERE = SeatAnswer(INSPEKTUR, HADIR, Mark(Presence.JOINED))
GROUPS = by_attendance(Tally(BONTANG, (HERE, SeatAnswer(SEKDA, None))))
THANKS, MATERIALS = FollowUpKind.THANKS, FollowUpKind.MATERIALS


def letter(came, *, kind=THANKS, to=TO, choice=None, line="", files=0):
    return follow_ups.letter(kind, RAKOR, BONTANG, came, to=to, choice=choice, line=line, files=files)


def preview(kind, **changes):
    usual = {
        "line": "",
        "files": 0,
        "people": 3,
        "unreached": [],
        "version": "0a1b2c3d",
        "is_recounted": False,
    }
    return follow_ups.preview(kind, RAKOR, BONTANG, GROUPS, **usual | changes)


TEXTS: dict[str, Text | str] = {
    "present": letter(Came.PRESENT),
    "present_with_files": letter(Came.PRESENT, to=ASSISTANT, line=LINE, files=2),
    "delegated": letter(Came.DELEGATED, choice=Choice.DIWAKILKAN, files=1),
    "absent": letter(Came.ABSENT, line=LINE, files=2),
    "absent_excused": letter(Came.ABSENT, choice=Choice.TIDAK_HADIR),
    "materials": letter(Came.PRESENT, kind=MATERIALS, files=2),
    "sample": follow_ups.sample(RAKOR, BONTANG, HERE, Came.PRESENT, line=LINE, files=1),
    "preview": preview(THANKS),
    "preview_again": preview(
        THANKS, line=LINE, files=2, unreached=["Inspektur Kota Bontang"], is_recounted=True
    ),
    "preview_materials": preview(MATERIALS, files=2),
    "leaving": follow_ups.leaving(THANKS, BONTANG, people=3, seconds=30),
    "leaving_materials": follow_ups.leaving(MATERIALS, BONTANG, people=3, seconds=30),
    "leaving_nobody": follow_ups.leaving(THANKS, BONTANG, people=0, seconds=30),
    "taken_back": follow_ups.taken_back(THANKS, BONTANG),
    "SittingNotOver": mistake(SittingNotOver()),
    "FollowUpSent": mistake(FollowUpSent("Rabu, 12 Maret 2025, pukul 09.00 WIB")),
    "TooLateToTakeBack": mistake(TooLateToTakeBack()),
    "NothingToHandOut": mistake(NothingToHandOut()),
    "LineTooLong": mistake(LineTooLong()),
}


@pytest.mark.parametrize("name", TEXTS)
def test_text(name):
    golden(f"follow_ups/{name}", TEXTS[name])
