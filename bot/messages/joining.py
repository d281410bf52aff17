"""The way into a sitting: buttons, and what whoever asks for it reads."""

from __future__ import annotations

from datetime import datetime

from bot.messages.render import render
from bot.messages.told import say, told
from bot.rules.clocks import both_clocks
from bot.rules.outbox import Button, Keyboard, Text
from bot.rules.sittings import Addressee, MeetingView, SittingView

CARA_BERGABUNG = "Cara bergabung"
SUDAH_BERGABUNG = "Sudah bergabung"
TERKENDALA_MASUK = "Terkendala masuk"
BUKA_RAPAT = "Buka rapat"
SALIN_ID, SALIN_SANDI = "Salin ID rapat", "Salin kode sandi"

TITLE = "Cara bergabung rapat"


def way_in_button(sitting: SittingView, *, seat: int) -> Button:
    """Asks for the way in, however often the sitting has moved since."""
    return Button(CARA_BERGABUNG, data=f"gabung:{sitting.item}:{seat}")


def open_meeting(sitting: SittingView) -> Keyboard:
    """The link as a button; the host stands in it, nothing is hidden."""
    if not sitting.join.link:
        return ()
    host = sitting.join.link.split("://")[1].split("/")[0]
    return ((Button(f"{BUKA_RAPAT} ({host})", url=sitting.join.link),),)


def on_the_day(sitting: SittingView, *, seat: int) -> tuple[Button, ...]:
    """What somebody presses when the sitting begins."""
    where = f"{sitting.item}:{sitting.time_revision}:{seat}"
    return (
        Button(SUDAH_BERGABUNG, data=f"masuk:joined:{where}"),
        Button(TERKENDALA_MASUK, data=f"masuk:trouble:{where}"),
    )


def way_in(
    meeting: MeetingView, sitting: SittingView, *, to: Addressee, now: datetime, is_open: bool
) -> Text:
    """Link, ID and passcode to copy; ``is_open``: Sudah bergabung can be pressed already."""
    what = told(meeting, sitting, to=to, now=now, is_known=True)
    deeds = (on_the_day(sitting, seat=to.seat),) if is_open else ()
    return Text(say("way_in", what), (*open_meeting(sitting), *_to_copy(sitting), *deeds))


def _to_copy(sitting: SittingView) -> Keyboard:
    found = ((SALIN_ID, sitting.join.meeting_id), (SALIN_SANDI, sitting.join.passcode))
    buttons = tuple(Button(words, copy_text=text) for words, text in found if text)
    return (buttons,) if buttons else ()


def not_yet(
    meeting: MeetingView, sitting: SittingView, *, to: Addressee, since: datetime, now: datetime
) -> Text:
    """The way in is told later: ``since`` then, or nobody knows when where it is not there yet."""
    what = told(meeting, sitting, to=to, now=now)
    html = say(
        "way_in_not_yet",
        what,
        since=both_clocks(since, reader=to.zone),
        is_set=bool(sitting.join),
        is_postponed=sitting.is_postponed,
        is_due=since <= now,
    )
    return Text(html, ((way_in_button(sitting, seat=to.seat),),))


def revealed(meeting: MeetingView, sitting: SittingView, *, to: Addressee, now: datetime) -> Text:
    """To everybody invited: staff opened the way in before its hour."""
    html = say("way_in_revealed", told(meeting, sitting, to=to, now=now, is_known=True))
    return Text(html, (*open_meeting(sitting), *_to_copy(sitting), (way_in_button(sitting, seat=to.seat),)))


def ask_reveal(sitting: SittingView, *, people: int, revision: int) -> Text:
    """Buka tautan sekarang: who would be told."""
    buttons = (
        Button("Konfirmasi", data=f"buka_tautan_ya:{sitting.item}:{revision}", style="primary"),
        Button("Batal", data="sesi_biarkan"),
    )
    return Text(render("way_in_ask_reveal", number=sitting.number, people=people), (buttons,))


def reveal_done(sitting: SittingView, *, people: int) -> Text:
    """To whoever opened it."""
    return Text(render("way_in_reveal_done", number=sitting.number, people=people))
