"""The board of one sitting on its day: who is in, who cannot get in, who is awaited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.messages.answers import attributed
from bot.messages.attendance_sheets import sheet_buttons
from bot.messages.boards import counted_answers
from bot.messages.meeting_cards import TERIMA_KASIH
from bot.messages.meetings import line
from bot.messages.render import render
from bot.messages.seats import through
from bot.rules.answers import Presence
from bot.rules.attendance import Gathering, Method, phase
from bot.rules.clocks import WIB, both_clocks, zone_named
from bot.rules.outbox import Button, Keyboard, Text
from bot.rules.sittings import Mark, MeetingView, SeatAnswer, SittingView, Tally

TANDAI = "Tandai kehadiran"
KODE_LAYAR = "Kode layar"
BUKA_TAUTAN = "Buka tautan sekarang"

#: More seats than this, and the board names only those whom somebody has to look after.
_MOST_NAMED = 40
#: Characters for the lines of seats; with head and foot a board stays below Telegram's 4,096.
_ROOM = 3000

_MARKS = {Presence.JOINED: "bergabung", Presence.TROUBLE: "terkendala masuk"}


@dataclass(frozen=True, slots=True)
class Group:
    """Seats under one heading, as many as there is room for."""

    heading: str
    lines: tuple[str, ...]
    more: int  #: how many are not named


def board(
    meeting: MeetingView,
    tally: Tally,
    who: Gathering,
    *,
    now: datetime,
    has_code: bool = False,
) -> Text:
    """The sitting as it stands now; whole for a small one, else only what somebody has to act on.

    ``has_code``: the shared screen shows a code for those who join.
    """
    sitting = tally.sitting
    html = render(
        "sitting_board",
        meeting=meeting,
        line=line(sitting),
        is_cancelled=sitting.is_cancelled,
        is_postponed=sitting.is_postponed,
        phase=phase(starts_at=sitting.starts_at, ends_at=sitting.ends_at, now=now).value,
        seats=len(tally.answers),
        who=who,
        answers=counted_answers(tally),
        groups=_groups(tally, who),
        has_code=has_code,
        link=_link(sitting),
    )
    return Text(html, _deeds(meeting, sitting, now=now) if sitting.is_standing else ())


def _link(sitting: SittingView) -> str:
    if not sitting.join:
        return "belum ditetapkan"
    if sitting.revealed_at is not None:
        return f"dibuka petugas {both_clocks(sitting.revealed_at, reader=WIB)}"
    return "disampaikan sesuai jadwal pengingat"


def _deeds(meeting: MeetingView, sitting: SittingView, *, now: datetime) -> Keyboard:
    """What staff do with the sitting on its day, and once it is over."""
    first = (
        Button(TANDAI, data=f"tandai:{sitting.item}"),
        Button(KODE_LAYAR, data=f"kode_layar:{sitting.item}"),
    )
    reveal = Button(BUKA_TAUTAN, data=f"buka_tautan:{sitting.item}:{meeting.revision}")
    if now < sitting.starts_at:
        is_closed = bool(sitting.join) and sitting.revealed_at is None
        return (first, (reveal,)) if is_closed else (first,)
    thanks = Button(TERIMA_KASIH, data=f"susulan:{sitting.item}:thanks")
    is_over = sitting.ends_at <= now
    return (first, sheet_buttons(sitting), *([(thanks,)] if is_over else []))


def _groups(tally: Tally, who: Gathering) -> list[Group]:
    whole = _by_region(tally) if len(tally.answers) <= _MOST_NAMED else []
    if whole and sum(_length(group) for group in whole) <= _ROOM:
        return whole
    half = _ROOM // 2
    return [
        _fitted(heading, [f"{each.seat.title} {each.seat.region_name}{_when(each)}" for each in seats], half)
        for heading, seats in (
            ("Terkendala masuk", who.trouble),
            ("Menyatakan hadir atau diwakilkan, belum bergabung", who.awaited),
        )
        if seats
    ]


def _by_region(tally: Tally) -> list[Group]:
    by_region: dict[str, list[str]] = {}
    for each in tally.answers:
        by_region.setdefault(each.seat.region_name, []).append(_seat(each))
    return [Group(name, tuple(lines), 0) for name, lines in by_region.items()]


def _length(group: Group) -> int:
    return len(group.heading) + sum(len(one) + 3 for one in group.lines) + 10


def _fitted(heading: str, lines: Sequence[str], room: int) -> Group:
    fitting: list[str] = []
    for one in lines:
        room -= len(one) + 3
        if room < 0:
            break
        fitting.append(one)
    return Group(f"{heading} ({len(lines)})", tuple(fitting), len(lines) - len(fitting))


def _seat(each: SeatAnswer) -> str:
    unreached = "; tidak terjangkau lewat Telegram" if each.is_unreached else ""
    mark = marked(each.mark, zone=each.seat.zone) if each.mark else "belum bergabung"
    return f"{each.seat.title}: {mark}; jawaban: {attributed(each.answer) or 'belum ada'}{unreached}"


def _when(each: SeatAnswer) -> str:
    return f" (sejak {_clock(each.mark, each.seat.zone)})" if each.mark and each.mark.at else ""


def marked(mark: Mark, *, zone: str) -> str:
    """bergabung pukul 13.02 WIB / 14.02 WITA, dengan kode layar, disampaikan oleh wakil"""
    at = _clock(mark, zone)
    if mark.method == Method.STAFF:
        words = "hadir" if mark.presence is Presence.JOINED else "tidak hadir"
        return f"{words} menurut petugas, ditandai {at}"
    with_code = ", dengan kode layar" if mark.method == Method.SCREEN else ""
    return f"{_MARKS[mark.presence]} {at}".rstrip() + f"{with_code}{through(mark.through)}"


def _clock(mark: Mark, zone: str) -> str:
    return str(both_clocks(mark.at, reader=zone_named(zone))) if mark.at else ""


def continued(sitting: SittingView) -> Text:
    """In the place of a board that stands further down in the same chat now."""
    return Text(render("sitting_board_continued", number=sitting.number))
