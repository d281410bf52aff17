"""Tandai kehadiran: regions, seats, and what may be marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.messages.answers import attributed
from bot.messages.attendance import BUKA_PAPAN
from bot.messages.meetings import line
from bot.messages.render import render
from bot.messages.seats import seat_in_words, two_in_a_row
from bot.messages.sitting_boards import marked as mark_in_words
from bot.rules.actors import HeldSeat
from bot.rules.answers import Presence
from bot.rules.outbox import Button, Text
from bot.rules.sittings import SeatAnswer, SittingView

#: What staff may mark; the position is what the button carries.
MARKS = (Presence.JOINED, Presence.ABSENT, Presence.CLEARED)
BUTTONS = {
    Presence.JOINED: "Hadir di ruang",
    Presence.ABSENT: "Tidak hadir",
    Presence.CLEARED: "Hapus tanda",
}
DAERAH_LAIN = "Daerah lain"

#: More regions than this are chosen by province first: Telegram takes a hundred buttons.
_MOST_REGIONS = 40


def choose_region(
    sitting: SittingView, regions: Mapping[str, str], *, provinces: Mapping[str, str], is_of_one: bool
) -> Text:
    """Regions by name, or their provinces where there are many; ``is_of_one``: of one province already."""
    if len(regions) > _MOST_REGIONS and not is_of_one:
        found = dict.fromkeys(code.split(".")[0] for code in regions)
        named = sorted((provinces.get(code, code), f"tandai_p:{sitting.item}:{code}") for code in found)
        html = render("staff_mark_choose", line=line(sitting), is_province=True)
    else:
        named = [(name, f"tandai_d:{sitting.item}:{code}") for code, name in regions.items()]
        html = render("staff_mark_choose", line=line(sitting), is_province=False)
    return Text(html, two_in_a_row([Button(name, data=data) for name, data in named]))


def region_card(sitting: SittingView, seats: Sequence[SeatAnswer]) -> Text:
    """The seats of one region, a button each."""
    rows = [(each.seat.title, _now(each), attributed(each.answer)) for each in seats]
    html = render("staff_mark_region", line=line(sitting), region=seats[0].seat.region_name, rows=rows)
    buttons = tuple(
        (Button(each.seat.title, data=f"tandai_j:{sitting.item}:{each.seat.seat_id}"),) for each in seats
    )
    others = Button(DAERAH_LAIN, data=f"tandai:{sitting.item}")
    return Text(html, (*buttons, (others, Button(BUKA_PAPAN, data=f"papan:{sitting.item}"))))


def seat_card(sitting: SittingView, each: SeatAnswer, *, last: int) -> Text:
    """One seat; a mark that stands already is not offered again."""
    offered = [number for number, mark in enumerate(MARKS) if _is_news(each, mark)]
    buttons = [
        Button(BUTTONS[MARKS[number]], data=f"tandai_ya:{sitting.item}:{each.seat.seat_id}:{number}:{last}")
        for number in offered
    ]
    back = Button("Kembali", data=f"tandai_d:{sitting.item}:{each.seat.region_code}")
    html = render(
        "staff_mark_seat",
        line=line(sitting),
        post=seat_in_words(each.seat),
        now=_now(each),
        answered=attributed(each.answer),
    )
    return Text(html, (*two_in_a_row(buttons), (back,)))


def _is_news(each: SeatAnswer, mark: Presence) -> bool:
    return each.presence is not (None if mark is Presence.CLEARED else mark)


def _now(each: SeatAnswer) -> str:
    return mark_in_words(each.mark, zone=each.seat.zone) if each.mark else "belum ada tanda"


def marked(sitting: SittingView, seat: HeldSeat, presence: Presence) -> Text:
    """To whoever marked."""
    html = render(
        "staff_marked",
        number=sitting.number,
        post=seat_in_words(seat),
        mark=BUTTONS[presence],
        is_cleared=presence is Presence.CLEARED,
    )
    return Text(html)
