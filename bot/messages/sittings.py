"""What an official hears of a sitting: invited, moved, other link, cancelled, no longer invited."""

from __future__ import annotations

from datetime import datetime

from bot.messages.answers import attributed, choices
from bot.messages.joining import way_in_button
from bot.messages.render import render
from bot.messages.told import say, session_name, told
from bot.rules.answers import Given
from bot.rules.clocks import both_clocks, full_date
from bot.rules.outbox import Button, Text
from bot.rules.sittings import Addressee, MeetingView, SittingView, answer_by

SIMPAN_KE_KALENDER = "Simpan ke kalender"
PERBARUI_KALENDER = "Perbarui kalender"

#: What a stranger who checks the proof code is told.
TITLE_INVITATION = "Undangan rapat"
TITLE_LETTER = "Surat undangan rapat"
TITLE_CHANGE = "Perubahan jadwal rapat"
TITLE_CANCELLED = "Pembatalan undangan rapat"
TITLE_POSTPONED = "Penundaan rapat"
TITLE_LINK = "Perubahan tautan rapat"
TITLE_AGENDA = "Perubahan susunan acara rapat"

_DIRECTIONS = {True: "dimajukan", False: "dimundurkan"}


def invitation(meeting: MeetingView, sitting: SittingView, *, to: Addressee, now: datetime) -> Text:
    """The invitation to this reader's sitting. The link is in it only from H-1 on."""
    deadline = answer_by(sitting.starts_at, zone=to.zone, now=now, extra=meeting.days_off)
    html = say(
        "invitation",
        told(meeting, sitting, to=to, now=now),
        agenda=sitting.agenda,
        answer_by=full_date(deadline) if deadline else None,
    )
    more = (calendar_button(sitting, seat=to.seat), way_in_button(sitting, seat=to.seat))
    return Text(html, (*choices(sitting, seat=to.seat), more))


def letter(meeting: MeetingView) -> Text:
    """The caption of the signed letter, which goes before the invitation."""
    return Text(render("invitation_letter", letter=meeting.surat_undangan, title=meeting.title))


def calendar_button(sitting: SittingView, *, seat: int, again: bool = False, day: str = "") -> Button:
    """``day``: where one message has the entries of several sittings."""
    words = PERBARUI_KALENDER if again else SIMPAN_KE_KALENDER
    return Button(f"{words}: {day}" if day else words, data=f"kalender:{sitting.item}:{seat}")


def moved(
    meeting: MeetingView,
    before: SittingView,
    after: SittingView,
    *,
    to: Addressee,
    answer: Given | None,
    now: datetime,
) -> Text:
    """Semula / Menjadi. ``answer`` is the one given for the former time: shown, not carried over."""
    html = say(
        "sitting_moved",
        told(meeting, after, to=to, now=now),
        before=both_clocks(before.starts_at, reader=to.zone, until=before.ends_at),
        direction=_direction(before, after),
        is_link_changed=before.join != after.join,
        answered=attributed(answer),
    )
    calendar = calendar_button(after, seat=to.seat, again=True)
    return Text(html, (*choices(after, seat=to.seat), (calendar,)))


def _direction(before: SittingView, after: SittingView) -> str:
    if before.starts_at == after.starts_at:
        return "berubah"
    return _DIRECTIONS[after.starts_at < before.starts_at]


def exchanged(
    meeting: MeetingView,
    before: SittingView,
    after: SittingView,
    *,
    to: Addressee,
    answer: Given | None,
    answer_now: Given | None,
    now: datetime,
) -> Text:
    """The seat attends another sitting instead. ``answer_now``: it answered for that one before."""
    html = say(
        "sitting_exchanged",
        told(meeting, after, to=to, now=now),
        before=both_clocks(before.starts_at, reader=to.zone, until=before.ends_at),
        is_link_changed=before.join != after.join,
        agenda=after.agenda,
        answered=attributed(answer),
        answered_now=attributed(answer_now),
    )
    calendar = calendar_button(after, seat=to.seat, again=True)
    return Text(html, (*choices(after, seat=to.seat), (calendar,)))


def time_set(meeting: MeetingView, after: SittingView, *, to: Addressee, now: datetime) -> Text:
    """A postponed sitting has a time again."""
    html = say("sitting_time_set", told(meeting, after, to=to, now=now), agenda=after.agenda)
    calendar = calendar_button(after, seat=to.seat, again=True)
    return Text(html, (*choices(after, seat=to.seat), (calendar,)))


def agenda_changed(
    meeting: MeetingView, before: SittingView, after: SittingView, *, to: Addressee, now: datetime
) -> Text:
    """Time, link and answer stay."""
    what = told(meeting, after, to=to, now=now)
    return Text(say("agenda_changed", what, agenda_before=before.agenda, agenda=after.agenda))


def link_changed(meeting: MeetingView, after: SittingView, *, to: Addressee, now: datetime) -> Text:
    """Only for those who know the former link."""
    what = told(meeting, after, to=to, now=now)
    html = say("link_changed", what)
    return Text(html, ((calendar_button(after, seat=to.seat, again=True),),))


def cancelled(meeting: MeetingView, before: SittingView, *, to: Addressee, now: datetime) -> Text:
    """The calendar button takes the entry out again."""
    html = _no_longer("sitting_cancelled", meeting, before, to=to, now=now)
    return Text(html, ((calendar_button(before, seat=to.seat, again=True),),))


def postponed(meeting: MeetingView, before: SittingView, *, to: Addressee, now: datetime) -> Text:
    """The time does not hold; the calendar button takes the entry out until there is another one."""
    html = _no_longer("sitting_postponed", meeting, before, to=to, now=now)
    return Text(html, ((calendar_button(before, seat=to.seat, again=True),),))


def withdrawn(meeting: MeetingView, before: SittingView, *, to: Addressee, now: datetime) -> Text:
    """This seat is no longer invited; the sitting itself stays."""
    html = _no_longer("invitation_withdrawn", meeting, before, to=to, now=now)
    return Text(html, ((calendar_button(before, seat=to.seat, again=True),),))


def _no_longer(
    template: str, meeting: MeetingView, before: SittingView, *, to: Addressee, now: datetime
) -> str:
    return say(
        template,
        told(meeting, before, to=to, now=now),
        before=both_clocks(before.starts_at, reader=to.zone, until=before.ends_at),
    )


def outdated(meeting: MeetingView, sitting: SittingView, *, to: Addressee) -> Text:
    """What the former invitation becomes: a pointer to the change, without buttons."""
    name = session_name(sitting, region=to.region)
    return Text(render("invitation_outdated", session_name=name, title=meeting.title))
