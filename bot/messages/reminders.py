"""The ladder in words: H-3, H-1, and shortly before. Times are absolute: a late message stays true."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.messages.answers import UBAH, attributed, change_button, choice_button, choices
from bot.messages.joining import on_the_day, open_meeting, way_in_button
from bot.messages.render import render
from bot.messages.told import say, told
from bot.rules.answers import Choice, Given
from bot.rules.clocks import WIB, both_clocks, full_moment, local_date, short_date
from bot.rules.outbox import Button, Keyboard, Text
from bot.rules.reminders import ASKING, Step
from bot.rules.sittings import Addressee, MeetingView, SittingView

KIRIM_TERTUNDA = "Kirim pengingat tertunda"
LANJUTKAN_PENGINGAT = "Lanjutkan pengingat"

JAWAB = "Jawab"
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


@dataclass(frozen=True, slots=True)
class Reminded:
    """One of several things a message reminds of."""

    step: Step
    meeting: MeetingView
    sitting: SittingView
    to: Addressee
    answer: Given | None
    is_late: bool


def together(several: Sequence[Reminded], *, now: datetime) -> Text:
    """Two or more sittings of one person whose reminders fall together."""
    posts = tuple(dict.fromkeys(one.to.post for one in several))
    blocks = [
        {
            "what": told(one.meeting, one.sitting, to=one.to, now=now),
            "posts": () if len(posts) == 1 else (one.to.post,),
            "answered": attributed(one.answer),
        }
        for one in several
    ]
    html = render(
        "reminders_together",
        posts=posts,
        via=several[0].to.via,
        blocks=blocks,
        short_dates=_dates(several),
        asks=any(_is_asked(one.answer) and one.step is not Step.MINUTES for one in several),
        starts=any(one.step is Step.MINUTES for one in several),
        helps=any(one.step is Step.COORDINATION for one in several),
        is_late=any(one.is_late for one in several),
    )
    return Text(html, tuple(row for one in several for row in _own_rows(one, several)))


def _dates(several: Sequence[Reminded]) -> list[str]:
    found = [short_date(local_date(one.sitting.starts_at, one.to.zone)) for one in several]
    return list(dict.fromkeys(found))


def _is_asked(answer: Given | None) -> bool:
    return answer is None or answer.choice is Choice.MENUNGGU_ARAHAN


def _own_rows(one: Reminded, several: Sequence[Reminded]) -> Keyboard:
    """To answer and, when it is about to start, to get in: each button says for what."""
    start = str(both_clocks(one.sitting.starts_at, reader=one.to.zone).local)
    if len(_dates(several)) > 1:
        start += f", {short_date(local_date(one.sitting.starts_at, one.to.zone))}"
    which = start if len({each.to.seat for each in several}) == 1 else f"{one.to.post}, {start}"
    seat = one.to.seat
    if one.step is Step.MINUTES:
        deeds = [
            (replace(button, text=f"{button.text}: {which}"),)
            for button in on_the_day(one.sitting, seat=seat)
        ]
        return (*open_meeting(one.sitting), *deeds)
    words = JAWAB if _is_asked(one.answer) else UBAH
    return ((Button(f"{words}: {which}", data=f"ubah:{one.sitting.item}:{seat}"),),)


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
