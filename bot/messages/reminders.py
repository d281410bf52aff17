"""The ladder in words: H-3, H-1, and shortly before. Times are absolute: a late message stays true."""

from __future__ import annotations

from datetime import datetime

from bot.messages.answers import attributed, change_button, choices
from bot.messages.render import render
from bot.messages.told import say, told
from bot.rules.answers import Given
from bot.rules.outbox import Button, Keyboard, Text
from bot.rules.reminders import Step
from bot.rules.sittings import Addressee, MeetingView, SittingView

SUDAH_BERGABUNG = "Sudah bergabung"
TERKENDALA_MASUK = "Terkendala masuk"
BUKA_RAPAT = "Buka rapat"
KIRIM_TERTUNDA = "Kirim pengingat tertunda"

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
    what = told(meeting, sitting, to=to, now=now)
    if step is Step.THREE_DAYS:
        return Text(say("reminder_three_days", what, is_late=is_late), choices(sitting, seat=to.seat))
    if step is Step.ONE_DAY:
        html = say(
            "reminder_one_day", what, answered=attributed(answer), post_title=post_title, is_late=is_late
        )
        own = ((change_button(sitting, seat=to.seat),),) if answer else choices(sitting, seat=to.seat)
        return Text(html, (*_open(sitting), *own))
    is_running = now >= sitting.starts_at
    html = say("reminder_minutes", what, is_running=is_running)
    return Text(html, (*_open(sitting), _on_the_day(sitting, seat=to.seat)))


def _open(sitting: SittingView) -> Keyboard:
    """The link as a button; the host stands in it, nothing is hidden."""
    if not sitting.join.link:
        return ()
    host = sitting.join.link.split("://")[1].split("/")[0]
    return ((Button(f"{BUKA_RAPAT} ({host})", url=sitting.join.link),),)


def _on_the_day(sitting: SittingView, *, seat: int) -> tuple[Button, ...]:
    where = f"{sitting.item}:{sitting.time_revision}:{seat}"
    return (
        Button(SUDAH_BERGABUNG, data=f"masuk:joined:{where}"),
        Button(TERKENDALA_MASUK, data=f"masuk:trouble:{where}"),
    )


def held(sittings: int) -> Text:
    """To admins: more became overdue at once than an outage explains; nothing was sent."""
    return Text(
        render("reminders_held", sittings=sittings), ((Button(KIRIM_TERTUNDA, data="pengingat_lepas"),),)
    )


def released(sent: int) -> Text:
    return Text(render("reminders_released", sent=sent))
