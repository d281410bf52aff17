"""Every sentence about what is wrong with meetings, whole, as people see it."""

from __future__ import annotations

import pytest

from bot.messages.render import mistake
from bot.rules import meeting_mistakes as mistakes
from bot.rules.clocks import WITA, both_clocks
from bot.rules.errors import Problem
from bot.rules.meeting_form import FormProblem, MeetingFormMistake
from bot.rules.new_join import JoinMistake
from bot.rules.typed_times import TimeMistake
from tests.golden.compare import golden
from tests.golden.meeting_views import EARLIER

EVERY_PROBLEM = [
    *(Problem(code, value="contoh", line=2) for code in TimeMistake),
    *(
        Problem(
            code,
            value="contoh",
            line=3,
            detail={
                "options": "Kota Blitar; Kabupaten Blitar",
                "other_line": "2",
                "other_sitting": "2",
                "longest": "200",
            },
        )
        for code in FormProblem
    ),
]

MISTAKES = {
    "form": MeetingFormMistake(EVERY_PROBLEM, day="11-03-2025"),
    "meeting_unknown": mistakes.MeetingUnknown(),
    "join": JoinMistake(
        [
            Problem(code, value="contoh", line=2, detail={"longest": "200"})
            for code in (
                FormProblem.LINE_UNREADABLE,
                FormProblem.LABEL_REPEATED,
                FormProblem.TOO_LONG,
                FormProblem.LINK_INVALID,
            )
        ]
    ),
    "being_published": mistakes.BeingPublished(21),
    "not_a_draft": mistakes.NotADraft(),
    "not_being_published": mistakes.NotBeingPublished(),
    "nothing_to_publish": mistakes.NothingToPublish(),
    "meeting_changed": mistakes.MeetingChanged(1),
    "sitting_time": mistakes.SittingTimeMistake(
        Problem(TimeMistake.NO_SUCH_DATE, value="30-02-2025"), day="11-03-2025"
    ),
    "same_time": mistakes.SameTime(),
    "same_link": mistakes.SameLink(),
    "screen_code_unreadable": mistakes.ScreenCodeUnreadable(),
    "sitting_over": mistakes.SittingOver(),
    "sitting_cancelled": mistakes.SittingCancelled(),
    "not_invited": mistakes.NotInvited(),
    "sitting_moved": mistakes.SittingMoved(
        both_clocks(EARLIER.starts_at, reader=WITA, until=EARLIER.ends_at)
    ),
    "letter_not_pdf": mistakes.LetterNotPdf(),
    "letter_too_big": mistakes.LetterTooBig(),
    "note_too_long": mistakes.NoteTooLong(200),
    "too_early": mistakes.TooEarly(),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_mistake(name):
    golden(f"meetings/mistake_{name}", mistake(MISTAKES[name]))
