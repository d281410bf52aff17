"""What staff read and confirm when a published sitting changes."""

from __future__ import annotations

from datetime import datetime

from bot.messages.cautions import caution_words
from bot.messages.meetings import BATAL, KONFIRMASI, line
from bot.messages.render import mistake as mistake_in_words
from bot.messages.render import render
from bot.rules.cautions import Cautions
from bot.rules.clocks import WIB, both_clocks
from bot.rules.errors import UserMistake
from bot.rules.meeting_checks import Reached
from bot.rules.meetings import Join
from bot.rules.outbox import Button, Keyboard, Text
from bot.rules.sittings import MeetingView, SittingView, platform
from bot.rules.typed_times import example_day

#: Beside Konfirmasi of a cancellation, where Batal would read as the deed itself.
TIDAK_JADI = "Tidak jadi"


def ask_new_time(sitting: SittingView, *, now: datetime) -> Text:
    return Text(render("sitting_ask_time", sitting=line(sitting), day=example_day(now)))


def ask_new_link(sitting: SittingView) -> Text:
    return Text(render("sitting_ask_link", sitting=line(sitting)))


def move_preview(
    meeting: MeetingView,
    before: SittingView,
    after: SittingView,
    *,
    told: Reached,
    cautions: Cautions,
) -> Text:
    """Semula / Menjadi for staff. ``told``: who will hear of it."""
    start, end = int(after.starts_at.timestamp()), int(after.ends_at.timestamp())
    data = f"sesi_pindah_ya:{before.item}:{meeting.revision}:{start}:{end}"
    html = render(
        "sitting_move_preview",
        before=line(before),
        is_postponed=before.is_postponed,
        after=line(after),
        zones=_zones(before, after),
        cautions=caution_words(cautions),
        reached=told,
    )
    return Text(html, confirm(data))


def _zones(before: SittingView, after: SittingView) -> list[str]:
    """The new time in the zone it was typed in, where that is not WIB."""
    if after.zone == WIB:
        return []
    return [str(both_clocks(after.starts_at, reader=after.zone, until=after.ends_at))]


def link_preview(meeting: MeetingView, sitting: SittingView, *, join: Join, told: Reached) -> Text:
    """The new way in. ``told``: those who know the former one."""
    html = render(
        "sitting_link_preview", sitting=line(sitting), join=join, platform=platform(join), reached=told
    )
    return Text(html, confirm(f"sesi_tautan_ya:{sitting.item}:{meeting.revision}"))


def cancel_preview(meeting: MeetingView, sitting: SittingView, *, told: Reached) -> Text:
    html = render("sitting_cancel_preview", sitting=line(sitting), reached=told)
    return Text(html, confirm(f"sesi_batal_ya:{sitting.item}:{meeting.revision}", otherwise=TIDAK_JADI))


def confirm(data: str, *, otherwise: str = BATAL) -> Keyboard:
    """Konfirmasi beside the way back, which leaves everything as it is."""
    return ((Button(KONFIRMASI, data=data, style="primary"), Button(otherwise, data="sesi_biarkan")),)


def revised(meeting: MeetingView, *, told: Reached) -> Text:
    """The receipt of a revision: who was told."""
    return Text(render("meeting_revised", meeting=meeting, change_number=meeting.revision - 1, reached=told))


def no_longer(mistake: UserMistake) -> Text:
    """The sitting changed while its new time or link was awaited."""
    return Text(mistake_in_words(mistake))


def left_alone() -> Text:
    """Batal on a confirmation."""
    return Text(render("sitting_left_alone"))
