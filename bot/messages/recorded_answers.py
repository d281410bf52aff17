"""Catat jawaban: what staff choose from, what was recorded, and what the seat reads of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.messages.answers import VIA, WORDS, attributed, change_button, worded
from bot.messages.contacts import KEMBALI
from bot.messages.render import render
from bot.messages.seat_changes import BATAL, BUKA_JABATAN
from bot.messages.seats import two_in_a_row
from bot.messages.told import say, told
from bot.rules.actors import HeldSeat
from bot.rules.answers import Channel, Choice, Given
from bot.rules.handovers import ComingSitting
from bot.rules.outbox import Button, Text
from bot.rules.sittings import Addressee, MeetingView, SittingView, addressee
from bot.rules.wording import count

CHANNELS = {Channel.TELEPON: "Telepon", Channel.SURAT: "Surat", Channel.LANGSUNG: "Langsung"}
TANPA_KETERANGAN = "Tanpa keterangan"

#: What a stranger who checks the proof code is told.
TITLE_RECORDED = "Pencatatan jawaban rapat"


class AnsweredFor(Protocol):
    """A sitting, and the seat for which staff answer."""

    @property
    def meeting(self) -> MeetingView: ...
    @property
    def sitting(self) -> SittingView: ...
    @property
    def seat(self) -> HeldSeat: ...


def choose_sitting(seat: HeldSeat, sittings: Sequence[ComingSitting], *, now: datetime) -> Text:
    """One button a sitting, with what was answered so far."""
    to = addressee(seat)
    rows = [(told(each.meeting, each.sitting, to=to, now=now), attributed(each.answer)) for each in sittings]
    buttons = tuple(
        (
            Button(
                f"{what.short_date}, {what.start}",
                data=f"catat_sesi:{seat.seat_id}:{each.sitting.item}:{each.sitting.time_revision}",
            ),
        )
        for each, (what, _) in zip(sittings, rows, strict=True)
    )
    html = render("record_choose_sitting", post=to.post, rows=rows)
    return Text(html, (*buttons, (_back(seat),)))


def choose_answer(asked: AnsweredFor, *, now: datetime) -> Text:
    """The four answers, in the words of the invitation."""
    buttons = [
        Button(WORDS[choice], data=f"catat_pilih:{_place(asked)}:{number}")
        for number, choice in enumerate(Choice)
    ]
    html = say("record_choose_answer", told(asked.meeting, asked.sitting, to=_to(asked), now=now))
    return Text(html, (*two_in_a_row(buttons), (_back(asked.seat),)))


def choose_channel(asked: AnsweredFor, *, choice: Choice, now: datetime) -> Text:
    """How staff heard it: stands beside the answer from then on."""
    place = f"{_place(asked)}:{tuple(Choice).index(choice)}"
    buttons = tuple(
        Button(CHANNELS[channel], data=f"catat_lewat:{place}:{number}")
        for number, channel in enumerate(Channel)
    )
    what = told(asked.meeting, asked.sitting, to=_to(asked), now=now)
    return Text(say("record_choose_channel", what, answered=WORDS[choice]), (buttons, (_back(asked.seat),)))


def ask_note(asked: AnsweredFor, *, choice: Choice) -> Text:
    """Nothing is recorded yet."""
    html = render("record_ask_note", post=_to(asked).post, choice=choice, answered=WORDS[choice])
    none = Button(TANPA_KETERANGAN, data="catat_tanpa")
    return Text(html, ((none,), (_back(asked.seat), Button(BATAL, data="batal"))))


def recorded(asked: AnsweredFor, given: Given, *, people: int, now: datetime) -> Text:
    """To whoever recorded it; so many ``people`` of the seat read it too."""
    what = told(asked.meeting, asked.sitting, to=_to(asked), now=now)
    html = say("record_done", what, answered=attributed(given), people=count(people) if people else "")
    return Text(html, ((Button(BUKA_JABATAN, data=f"jabatan:{asked.seat.seat_id}"),),))


def to_seat(asked: AnsweredFor, given: Given, *, to: Addressee, now: datetime) -> Text:
    """To whoever acts for the seat: what was recorded in its name, and how to correct it."""
    what = told(asked.meeting, asked.sitting, to=to, now=now)
    via = VIA[given.channel] if given.channel else ""
    html = say("record_to_seat", what, answered=worded(given), via=via)
    return Text(html, ((change_button(asked.sitting, seat=to.seat),),))


def _to(asked: AnsweredFor) -> Addressee:
    return addressee(asked.seat)


def _place(asked: AnsweredFor) -> str:
    return f"{asked.seat.seat_id}:{asked.sitting.item}:{asked.sitting.time_revision}"


def _back(seat: HeldSeat) -> Button:
    return Button(KEMBALI, data=f"jabatan:{seat.seat_id}")
