"""What staff see of the answers: one living card per meeting, and two digests a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.messages.answers import WORDS, attributed
from bot.messages.meetings import Line, line
from bot.messages.render import render
from bot.messages.seats import through
from bot.rules.answers import Choice, Presence, region_state
from bot.rules.outbox import Button, Text
from bot.rules.sittings import Mark, MeetingView, SeatAnswer, Tally

KELOLA = "Kelola rapat"

_MARKS = {
    Presence.JOINED: "; sudah bergabung",
    Presence.TROUBLE: "; terkendala masuk",
    Presence.ABSENT: "; tidak hadir menurut petugas",
}

#: More seats than this, and a card names regions no longer, it counts.
_MOST_NAMED = 40


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One sitting on the card."""

    line: Line
    answered: int
    seats: int
    counts: str
    regions: tuple[tuple[str, str, tuple[str, ...]], ...]  #: name, kosong/sebagian/lengkap, seats in words


def board(meeting: MeetingView, tallies: Sequence[Tally]) -> Text:
    """All sittings with what each seat said."""
    is_named = sum(len(tally.answers) for tally in tallies) <= _MOST_NAMED
    rows = [_row(tally, is_named=is_named) for tally in tallies]
    off = [(line(sitting), sitting.is_postponed) for sitting in meeting.sittings if not sitting.is_standing]
    html = render("meeting_board", meeting=meeting, rows=rows, off=off, change_number=meeting.revision - 1)
    return Text(html, ((Button(KELOLA, data=f"rapat_lihat:{meeting.meeting}"),),))


def counted_answers(tally: Tally) -> str:
    """Hadir 2, Tidak hadir 1, belum menjawab 3"""
    counts = [f"{WORDS[choice]} {tally.count(choice)}" for choice in Choice if tally.count(choice)]
    if silent := tally.count(None):
        counts.append(f"belum menjawab {silent}")
    return ", ".join(counts) or "tanpa undangan"


def _row(tally: Tally, *, is_named: bool) -> BoardRow:
    return BoardRow(
        line=line(tally.sitting),
        answered=tally.answered,
        seats=len(tally.answers),
        counts=counted_answers(tally),
        regions=_regions(tally) if is_named else (),
    )


def _regions(tally: Tally) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    by_region: dict[str, list[SeatAnswer]] = {}
    for each in tally.answers:
        by_region.setdefault(each.seat.region_name, []).append(each)
    return tuple(
        (name, region_state([row.answer for row in rows]).value, tuple(_seat(row) for row in rows))
        for name, rows in by_region.items()
    )


def _seat(row: SeatAnswer) -> str:
    words = attributed(row.answer) or "belum menjawab"
    unreached = "; tidak terjangkau lewat Telegram" if row.is_unreached else ""
    return f"{row.seat.title}: {words}{_marked(row.mark)}{unreached}"


def _marked(mark: Mark | None) -> str:
    return f"{_MARKS[mark.presence]}{through(mark.through)}" if mark else ""


@dataclass(frozen=True, slots=True)
class DigestPart:
    """One meeting in a digest: how many answered, and who since the last digest."""

    meeting: MeetingView
    answered: int
    seats: int
    news: tuple[str, ...]


def digest_line(row: SeatAnswer) -> str:
    return f"{row.seat.title} {row.seat.region_name}: {attributed(row.answer)}"


def digest(parts: Sequence[DigestPart], *, hour: str) -> Text:
    """Only what changed since the digest before."""
    return Text(render("meeting_digest", parts=parts, hour=hour))
