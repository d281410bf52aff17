"""/pratinjau: when what goes to whom, in both clocks, and each text as it will be read."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.messages.meeting_reach import silent_posts
from bot.messages.meetings import PRATINJAU, line
from bot.messages.moments import on_clocks
from bot.messages.reasons import NAMES, REASONS
from bot.messages.render import render
from bot.messages.seats import two_in_a_row
from bot.rules.actors import HeldSeat
from bot.rules.clocks import zone_named
from bot.rules.meeting_checks import SittingReach
from bot.rules.outbox import Button, Keyboard, Text
from bot.rules.outlooks import Entry, Expected, Moment, holidays_between_them, moments
from bot.rules.reminders import Step
from bot.rules.sittings import MeetingView, SittingView
from bot.rules.wording import listing, post

LETTER, INVITATION = "surat undangan", "undangan"
ADDED_DAY = "hari libur tambahan"
SEBELUMNYA, BERIKUTNYA = "Sebelumnya", "Berikutnya"
KE_WAKTU, KE_DAERAH = "Ke daftar waktu", "Ke daerah ini"

#: Regions that one page offers as buttons.
ON_A_PAGE = 12


def choose(meetings: Sequence[MeetingView]) -> Text:
    """Which meeting: those ahead, the next first."""
    buttons = [
        (Button(f"{PRATINJAU} {meeting.meeting}", data=f"pratinjau:{meeting.meeting}"),)
        for meeting in meetings[:ON_A_PAGE]
    ]
    return Text(render("preview_choose", meetings=meetings[:ON_A_PAGE]), tuple(buttons))


def timeline(
    meeting: MeetingView,
    *,
    seats: Mapping[int, HeldSeat],
    people: Mapping[int, Collection[int]],
    expected: Sequence[Expected],
    reach: Sequence[SittingReach],
    regions: Sequence[tuple[str, str]],
    now: datetime,
) -> Text:
    """Sitting by sitting what goes when to how many. ``people`` are ids of contacts by seat."""
    zones = {seat: zone_named(held.zone) for seat, held in seats.items()}
    rows = []
    for sitting in meeting.standing:
        own = [one for one in expected if one.item == sitting.item and people.get(one.seat)]
        told = {person for seat in sitting.seats for person in people.get(seat, ())}
        shown = [_row(one, meeting, sitting) for one in moments(own, zones=zones, people=people)]
        rows.append((line(sitting), len(told), sitting.ends_at <= now, shown))
    html = render("preview_timeline", meeting=meeting, rows=rows, silent=silent_posts(reach))
    return Text(html, _pages(meeting, regions, page=0))


@dataclass(frozen=True, slots=True)
class Row:
    """One moment of the ladder in words."""

    when: str
    words: str
    people: int  #: 0 where staff are the readers
    was_sent: bool
    crossed: str  #: holidays because of which it goes earlier
    skipped: tuple[tuple[str, int], ...]


def _row(one: Moment, meeting: MeetingView, sitting: SittingView) -> Row:
    crossed = holidays_between_them(one.at, sitting.starts_at, zone=one.zones[0], extra=meeting.days_off)
    return Row(
        when=on_clocks(one.at, one.zones),
        words=NAMES[one.step],
        people=0 if one.step is Step.CALLS else one.people,
        was_sent=one.was_sent,
        crossed=listing([name or ADDED_DAY for name in crossed]),
        skipped=tuple((REASONS[reason], count) for reason, count in one.skipped),
    )


def which_region(meeting: MeetingView, typed: str, named: Sequence[tuple[str, str]]) -> Text:
    """What was typed is none of this meeting's regions, or may be several: those that may be meant."""
    html = render("preview_which", meeting=meeting, typed=typed[:60], has_choice=bool(named))
    return Text(html, _pages(meeting, named[:ON_A_PAGE], page=0))


def regions(meeting: MeetingView, named: Sequence[tuple[str, str]], *, page: int) -> Text:
    """A further page of the regions to look at."""
    shown = _of_page(named, page)
    first = page * ON_A_PAGE + 1
    html = render(
        "preview_regions", meeting=meeting, first=first, last=first + len(shown) - 1, total=len(named)
    )
    return Text(html, _pages(meeting, named, page=page))


def _of_page(named: Sequence[tuple[str, str]], page: int) -> Sequence[tuple[str, str]]:
    return named[page * ON_A_PAGE : (page + 1) * ON_A_PAGE]


def _pages(meeting: MeetingView, named: Sequence[tuple[str, str]], *, page: int) -> Keyboard:
    buttons = [
        Button(name, data=f"pratinjau_daerah:{meeting.meeting}:{code}")
        for name, code in _of_page(named, page)
    ]
    turns = [
        Button(words, data=f"pratinjau_hal:{meeting.meeting}:{to}")
        for words, to in ((SEBELUMNYA, page - 1), (BERIKUTNYA, page + 1))
        if to >= 0 and _of_page(named, to)
    ]
    return (*two_in_a_row(buttons), *((tuple(turns),) if turns else ()))


Rows = Sequence[tuple[HeldSeat, Sequence[Entry], Sequence[tuple[SittingView, Expected]]]]


def region(meeting: MeetingView, rows: Rows) -> Text:
    """Every seat of one region with its messages, and those that do not go with their reasons."""
    shown = [
        (
            post(seat.title, seat.region_name, prefix=seat.prefix),
            _entries(entries, seat),
            [
                (sitting.number, NAMES[one.step], _when(one.at, seat), REASONS[one.reason])
                for sitting, one in silent
                if one.reason
            ],
        )
        for seat, entries, silent in rows
    ]
    texts = [
        Button(f"Teks: {seat.title}", data=f"pratinjau_teks:{meeting.meeting}:{seat.seat_id}:0")
        for seat, entries, _ in rows
        if entries
    ]
    back = Button(KE_WAKTU, data=f"pratinjau_hal:{meeting.meeting}:0")
    return Text(render("preview_region", meeting=meeting, rows=shown), (*two_in_a_row(texts), (back,)))


def _entries(entries: Sequence[Entry], seat: HeldSeat) -> list[tuple[str, str, str, bool]]:
    """When, what, through whom (also), whether nobody is there: one line for all who read the same."""
    groups: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        groups.setdefault((_when(entry.at, seat), _words(entry)), []).append(entry)
    found = []
    for (when, words), readers in groups.items():
        vias = listing([f"Sdr./Sdri. {entry.via}" for entry in readers if entry.via])
        is_also = any(not entry.via for entry in readers)
        via = f"{'juga ' if is_also else ''}melalui {vias}" if vias else ""
        found.append((when, words, via, readers[0].is_for_nobody))
    return found


def _words(entry: Entry) -> str:
    return f"sesi {entry.sitting}: {entry.words}" if entry.sitting else entry.words


def _when(at: datetime | None, seat: HeldSeat) -> str:
    return on_clocks(at, [zone_named(seat.zone)]) if at else "setelah diterbitkan"


#: Between what we say about a text and the text itself.
MARK = "\u2014" * 3


def text(meeting: MeetingView, seat: HeldSeat, entry: Entry, *, number: int, total: int) -> Text:
    """One message as it will be read, between two marks; its buttons are named, not live."""
    html = render(
        "preview_text",
        meeting=meeting,
        number=number + 1,
        total=total,
        to=post(seat.title, seat.region_name, prefix=seat.prefix),
        when=_when(entry.at, seat),
        words=_words(entry),
        entry=entry,
        mark=MARK,
        buttons=[button.text for row in entry.text.buttons for button in row],
    )
    turns = tuple(
        Button(words, data=f"pratinjau_teks:{meeting.meeting}:{seat.seat_id}:{to}")
        for words, to in ((SEBELUMNYA, number - 1), (BERIKUTNYA, number + 1))
        if 0 <= to < total
    )
    back = Button(KE_DAERAH, data=f"pratinjau_daerah:{meeting.meeting}:{seat.region_code}")
    return Text(html, (*((turns,) if turns else ()), (back,)))
