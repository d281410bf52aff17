"""The four answers: their buttons, what is asked next, what was recorded."""

from __future__ import annotations

from datetime import datetime

from bot.messages.render import mistake as mistake_in_words
from bot.messages.render import render
from bot.messages.seats import through
from bot.messages.told import say, told
from bot.rules.actors import TenureKind
from bot.rules.answers import Channel, Choice, Given
from bot.rules.clocks import Moment
from bot.rules.errors import UserMistake
from bot.rules.outbox import Button, Keyboard, Text
from bot.rules.sittings import Addressee, MeetingView, SittingView

HADIR = "Hadir"
DIWAKILKAN = "Diwakilkan"
TIDAK_HADIR = "Tidak hadir"
MENUNGGU_ARAHAN = "Menunggu arahan"
UBAH = "Ubah jawaban"
TAUTAN_WAKIL = "Buat tautan untuk wakil"

WORDS = {
    Choice.HADIR: HADIR,
    Choice.DIWAKILKAN: DIWAKILKAN,
    Choice.TIDAK_HADIR: TIDAK_HADIR,
    Choice.MENUNGGU_ARAHAN: MENUNGGU_ARAHAN,
}

#: Reasons offered as buttons; the position is what the button carries.
REASONS = ("Dinas luar", "Agenda pimpinan", "Cuti atau sakit", "Kendala jaringan")


def worded(answer: Given | None) -> str:
    """The answer as the reader knows it, with the substitute or the reason; empty where there is none."""
    if answer is None:
        return ""
    return f"{WORDS[answer.choice]} ({answer.note})" if answer.note else WORDS[answer.choice]


def attributed(answer: Given | None) -> str:
    """The same, and through whom it came where that was not the official."""
    if answer is None:
        return ""
    if answer.channel:
        return f"{worded(answer)}, dicatat petugas {VIA[answer.channel]}"
    return f"{worded(answer)}{through(answer.through)}"


#: How staff heard an answer that they record.
VIA = {
    Channel.TELEPON: "via telepon",
    Channel.SURAT: "via surat",
    Channel.LANGSUNG: "secara langsung",
}


def choices(sitting: SittingView, *, seat: int) -> Keyboard:
    """The four buttons; they name the time, so that an old one cannot answer for a new one."""
    rows = ((Choice.HADIR, Choice.DIWAKILKAN), (Choice.TIDAK_HADIR, Choice.MENUNGGU_ARAHAN))
    return tuple(tuple(choice_button(choice, sitting, seat=seat) for choice in row) for row in rows)


def choice_button(choice: Choice, sitting: SittingView, *, seat: int) -> Button:
    return Button(WORDS[choice], data=f"jawab:{choice}:{sitting.item}:{sitting.time_revision}:{seat}")


def change_button(sitting: SittingView, *, seat: int) -> Button:
    return Button(UBAH, data=f"ubah:{sitting.item}:{seat}")


def card(
    meeting: MeetingView, sitting: SittingView, *, to: Addressee, answer: Given | None, now: datetime
) -> Text:
    """One sitting with its four buttons, for somebody who wants to answer again."""
    what = told(meeting, sitting, to=to, now=now)
    return Text(say("answer_card", what, answered=attributed(answer)), choices(sitting, seat=to.seat))


def moved_meanwhile(sitting: SittingView, *, seat: int, when: Moment) -> Text:
    """A name or reason came after the sitting was moved: it was not recorded; the buttons of the new time."""
    return Text(render("answer_moved_meanwhile", when=when), choices(sitting, seat=seat))


def no_longer(mistake: UserMistake) -> Text:
    """A name or reason came when nothing could be answered any more."""
    return Text(mistake_in_words(mistake))


def recorded(
    meeting: MeetingView, sitting: SittingView, *, to: Addressee, answer: Given, now: datetime
) -> Text:
    """The receipt; asks for what is still missing: a name and post, or a reason."""
    what = told(meeting, sitting, to=to, now=now)
    wants = (
        ""
        if answer.note
        else {Choice.DIWAKILKAN: "substitute", Choice.TIDAK_HADIR: "reason"}.get(answer.choice, "")
    )
    html = say("answer_recorded", what, answered=attributed(answer), choice=answer.choice, wants=wants)
    change = change_button(sitting, seat=to.seat)
    reasons = _reasons(sitting, seat=to.seat) if wants == "reason" else ()
    return Text(html, (*reasons, *_for_substitute(answer, seat=to.seat), (change,)))


def _for_substitute(answer: Given, *, seat: int) -> Keyboard:
    """Whoever holds the seat may invite the substitute, once he is named."""
    is_named = answer.choice is Choice.DIWAKILKAN and bool(answer.note)
    if not is_named or answer.through is not TenureKind.HOLDER:
        return ()
    return ((Button(TAUTAN_WAKIL, data=f"dep:s:{seat}"),),)


def _reasons(sitting: SittingView, *, seat: int) -> Keyboard:
    where = f"{sitting.item}:{sitting.time_revision}:{seat}"
    buttons = [Button(reason, data=f"alasan:{number}:{where}") for number, reason in enumerate(REASONS)]
    return (tuple(buttons[:2]), tuple(buttons[2:]))
