"""The card Pengingat: which reminders a meeting has, and from when on its way in is told."""

from __future__ import annotations

from bot.messages.render import render
from bot.rules.ladders import ALWAYS, CHOOSABLE, REVEALS, steps_of
from bot.rules.outbox import Button, Text
from bot.rules.reminders import Step
from bot.rules.sittings import MeetingView

PENGINGAT = "Pengingat"
KEMBALI_KE_RAPAT = "Kembali ke rapat"

_ON, _OFF = "\u25cf", "\u25cb"
_NAMES = {
    Step.SEVEN_DAYS: "H-7",
    Step.THREE_DAYS: "H-3",
    Step.COORDINATION: "H-2",
    Step.ONE_DAY: "H-1",
    Step.CALLS: "H-1 petugas",
    Step.TWO_HOURS: "2 jam",
    Step.HOUR: "1 jam",
    Step.MINUTES: "15 menit",
}
_PURPOSES = {
    Step.SEVEN_DAYS: "meminta konfirmasi dari yang belum menjawab",
    Step.THREE_DAYS: "meminta konfirmasi dari yang belum menjawab",
    Step.COORDINATION: "meminta bantuan jabatan lain di daerah yang belum lengkap jawabannya",
    Step.ONE_DAY: "pengingat kepada semua yang diundang, kecuali yang menjawab Tidak hadir",
    Step.CALLS: "kepada petugas, pukul 09.00 WIB: siapa yang perlu ditelepon",
    Step.TWO_HOURS: "sebelum mulai",
    Step.HOUR: "sebelum mulai",
    Step.MINUTES: "sebelum mulai, selalu dikirim supaya tautan sampai kepada semua",
}
_REVEALS = {0: "Sejak H-1", 120: "2 jam", 60: "1 jam", 15: "15 menit"}
_IN_A_ROW = 3


def button(meeting: MeetingView) -> Button:
    """The way to the card, from the card of the meeting."""
    return Button(PENGINGAT, data=f"ingat:{meeting.meeting}")


def card(meeting: MeetingView) -> Text:
    """The steps with a sign for those that are chosen; a press turns one over."""
    chosen = steps_of(meeting.ladder)
    reveal = next((sitting.reveal_minutes or 0 for sitting in meeting.sittings), 0)
    html = render(
        "ladder_card",
        meeting=meeting,
        steps=[(step in chosen, _NAMES[step], _PURPOSES[step]) for step in CHOOSABLE],
        reveal=reveal,
    )
    steps = [_step(meeting, step, is_set=step in chosen) for step in CHOOSABLE if step is not ALWAYS]
    times = [_reveal(meeting, minutes, is_set=minutes == reveal) for minutes in (0, *REVEALS)]
    rows = [tuple(steps[start : start + _IN_A_ROW]) for start in range(0, len(steps), _IN_A_ROW)]
    back = Button(KEMBALI_KE_RAPAT, data=f"rapat_lihat:{meeting.meeting}")
    return Text(html, (*rows, tuple(times[:2]), tuple(times[2:]), (back,)))


def _step(meeting: MeetingView, step: Step, *, is_set: bool) -> Button:
    data = f"ingat_langkah:{meeting.meeting}:{step}:{int(not is_set)}"
    return Button(f"{_ON if is_set else _OFF} {_NAMES[step]}", data=data)


def _reveal(meeting: MeetingView, minutes: int, *, is_set: bool) -> Button:
    sign = _ON if is_set else _OFF
    return Button(f"{sign} Tautan: {_REVEALS[minutes]}", data=f"ingat_tautan:{meeting.meeting}:{minutes}")
