"""What staff are asked and confirm when a published meeting changes in more than time and link."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.messages.cautions import caution_words
from bot.messages.meetings import line
from bot.messages.render import render
from bot.messages.sitting_changes import TIDAK_JADI, confirm
from bot.rules.cautions import Cautions
from bot.rules.meeting_checks import Reached
from bot.rules.outbox import Text
from bot.rules.sittings import MeetingView, SittingView
from bot.rules.typed_times import example_day

#: Questions about a sitting, and about the whole meeting.
AGENDA, INVITE, UNINVITE = "sesi_agenda", "sesi_undang", "sesi_cabut"
TITLE, SITTING = "rapat_judul", "rapat_sesi"
OF_SITTING, OF_MEETING = (AGENDA, INVITE, UNINVITE), (TITLE, SITTING)


def ask(step: str, meeting: MeetingView, sitting: SittingView | None, *, now: datetime) -> Text:
    """What is wanted, with an example."""
    return Text(
        render(
            "change_ask",
            step=step,
            meeting=meeting,
            sitting=sitting,
            row=line(sitting) if sitting else None,
            day=example_day(now),
        )
    )


def title_preview(meeting: MeetingView, title: str) -> Text:
    """Nobody is told of it by itself."""
    html = render("title_preview", meeting=meeting, title=title)
    return Text(html, confirm(f"perubahan_ya:{meeting.meeting}:{meeting.revision}"))


def agenda_preview(meeting: MeetingView, sitting: SittingView, agenda: str, *, told: Reached) -> Text:
    html = render("agenda_preview", row=line(sitting), before=sitting.agenda, after=agenda, reached=told)
    return Text(html, confirm(f"perubahan_ya:{sitting.item}:{meeting.revision}"))


def invite_preview(
    meeting: MeetingView, sitting: SittingView, *, posts: Sequence[str], told: Reached, cautions: Cautions
) -> Text:
    """``posts``: who is invited besides those who are already."""
    html = render(
        "invite_preview",
        row=line(sitting),
        posts=posts,
        is_postponed=sitting.is_postponed,
        cautions=caution_words(cautions),
        reached=told,
    )
    return Text(html, confirm(f"perubahan_ya:{sitting.item}:{meeting.revision}"))


def uninvite_preview(
    meeting: MeetingView, sitting: SittingView, *, posts: Sequence[str], told: Reached
) -> Text:
    """``posts``: whose invitation is taken back."""
    html = render("uninvite_preview", row=line(sitting), posts=posts, reached=told)
    return Text(html, confirm(f"perubahan_ya:{sitting.item}:{meeting.revision}"))


def sitting_preview(meeting: MeetingView, sitting: SittingView, *, told: Reached, cautions: Cautions) -> Text:
    html = render(
        "sitting_preview",
        meeting=meeting,
        row=line(sitting),
        cautions=caution_words(cautions),
        reached=told,
    )
    return Text(html, confirm(f"perubahan_ya:{meeting.meeting}:{meeting.revision}"))


def postpone_preview(meeting: MeetingView, sitting: SittingView, *, told: Reached) -> Text:
    html = render("postpone_preview", row=line(sitting), reached=told)
    data = f"sesi_tunda_ya:{sitting.item}:{meeting.revision}"
    return Text(html, confirm(data, otherwise=TIDAK_JADI))


def off_preview(
    meeting: MeetingView, ahead: Sequence[SittingView], *, is_cancelled: bool, told: Reached
) -> Text:
    """The whole meeting is cancelled, or postponed."""
    rows = [line(sitting) for sitting in ahead]
    html = render("off_preview", meeting=meeting, rows=rows, is_cancelled=is_cancelled, reached=told)
    deed = "rapat_batal_ya" if is_cancelled else "rapat_tunda_ya"
    return Text(html, confirm(f"{deed}:{meeting.meeting}:{meeting.revision}", otherwise=TIDAK_JADI))
