"""The ladder in words: H-3, H-1, and shortly before. Times are absolute: a late message stays true."""

from __future__ import annotations

from datetime import datetime

from bot.messages.answers import attributed, change_button, choice_button, choices
from bot.messages.joining import on_the_day, open_meeting, way_in_button
from bot.messages.render import render
from bot.messages.told import say, told
from bot.rules.answers import Choice, Given
from bot.rules.clocks import WIB, full_moment
from bot.rules.outbox import Button, Keyboard, Text
from bot.rules.reminders import ASKING, Step
from bot.rules.sittings import Addressee, MeetingView, SittingView

KIRIM_TERTUNDA = "Kirim pengingat tertunda"
LANJUTKAN_PENGINGAT = "Lanjutkan pengingat"

TITLE = "Pengingat rapat"


def reminder(
    step: Step,
    meeting: MeetingView,
    sitting: SittingView,
    *,
    to: Addressee,
    post_title: str,
    answer: Given | None,
    is_late: bool,
    now: datetime,
) -> Text:
    """The text of one step for one reader. ``is_late``: it could not go at its hour."""
    if step in ASKING:
        what = told(meeting, sitting, to=to, now=now)
        buttons = (*choices(sitting, seat=to.seat), (way_in_button(sitting, seat=to.seat),))
        return Text(say("reminder_three_days", what, is_late=is_late), buttons)
    if step is Step.COORDINATION:
        return coordination(meeting, sitting, to=to, answer=answer, is_late=is_late, now=now)
    if step is Step.MINUTES:
        return _shortly(meeting, sitting, to=to, answer=answer, now=now)
    what = told(meeting, sitting, to=to, now=now)
    html = say(
        "reminder_one_day",
        what,
        **_of_answer(answer),
        post_title=post_title,
        is_late=is_late,
        is_reveal=step in (Step.REVEAL_HOUR, Step.REVEAL_TWO_HOURS),
    )
    way_in = open_meeting(sitting) if what.is_link_told else ((way_in_button(sitting, seat=to.seat),),)
    return Text(html, (*way_in, *_to_answer(sitting, answer, seat=to.seat)))


def _of_answer(answer: Given | None) -> dict[str, object]:
    """The answer in words, which one it is, and who comes instead where that was named."""
    is_sent = answer is not None and answer.choice is Choice.DIWAKILKAN
    return {
        "answered": attributed(answer),
        "choice": answer.choice.value if answer else "",
        "substitute": answer.note if answer and is_sent else "",
    }


def _to_answer(sitting: SittingView, answer: Given | None, *, seat: int) -> Keyboard:
    """Four buttons where an answer is still wanted, else the way to change it."""
    if answer is None or answer.choice is Choice.MENUNGGU_ARAHAN:
        return choices(sitting, seat=seat)
    return ((change_button(sitting, seat=seat),),)


def _shortly(
    meeting: MeetingView, sitting: SittingView, *, to: Addressee, answer: Given | None, now: datetime
) -> Text:
    what = told(meeting, sitting, to=to, now=now)
    html = say("reminder_minutes", what, **_of_answer(answer), is_running=now >= sitting.starts_at)
    return Text(html, (*open_meeting(sitting), on_the_day(sitting, seat=to.seat)))


def coordination(
    meeting: MeetingView,
    sitting: SittingView,
    *,
    to: Addressee,
    answer: Given | None,
    is_late: bool,
    now: datetime,
) -> Text:
    """Another seat of the region is silent: this one is asked to help. It is not said which one."""
    what = told(meeting, sitting, to=to, now=now)
    html = say("reminder_coordination", what, answered=attributed(answer), is_late=is_late)
    return Text(html, () if answer else choices(sitting, seat=to.seat))


def substitute(
    meeting: MeetingView, sitting: SittingView, *, to: Addressee, answer: Given, now: datetime
) -> Text:
    """After Tidak hadir, once: whether somebody comes instead."""
    html = say("reminder_substitute", told(meeting, sitting, to=to, now=now), answered=attributed(answer))
    return Text(html, ((choice_button(Choice.DIWAKILKAN, sitting, seat=to.seat),),))


def held(sittings: int) -> Text:
    """To admins: more became overdue at once than an outage explains; nothing was sent."""
    return Text(
        render("reminders_held", sittings=sittings), ((Button(KIRIM_TERTUNDA, data="pengingat_lepas"),),)
    )


def released(sent: int) -> Text:
    return Text(render("reminders_released", sent=sent))


def clock_gone_back(*, last: datetime, now: datetime) -> Text:
    """To admins: the clock shows a time before that of the last look; reminders rest until one has looked."""
    html = render("reminders_clock_back", last=full_moment(last, WIB), now=full_moment(now, WIB))
    return Text(html, ((Button(LANJUTKAN_PENGINGAT, data="pengingat_lepas"),),))
