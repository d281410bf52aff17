"""The rows of /cakupan in finished words, spread over pages that no message is too short for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from bot.rules.clocks import local_date, short_date, zone_named
from bot.rules.coverage import STATES, CoveredSeat, NextStep, worst_first

_STEPS = {
    NextStep.NOTHING: "",
    NextStep.AWAIT_APPROVAL: "tunggu persetujuan atas permohonan yang ada",
    NextStep.AWAIT_CODE: "kode masih berlaku sampai {until}",
    NextStep.MAKE_CODE: "buat kode",
    NextStep.CALL: "telepon {phone}",
    NextStep.FIND_PHONE: "cari nomor telepon kantor",
}
#: UTF-16 units of the rows of a page: with head and markup far below what one message holds.
_PAGE = 2600
_MARKUP = 60


@dataclass(frozen=True, slots=True)
class Row:
    """One seat in finished words. ``number`` is that of its button; 0 where nobody has to be called."""

    seat_id: int
    title: str
    holder: str
    state: str
    seen: str
    others: int
    step: str
    command: str  #: to be copied
    number: int = 0

    @property
    def length(self) -> int:
        words = (self.title, self.holder, self.state, self.seen, self.step, self.command)
        return sum(len(escape(word)) for word in words) + _MARKUP


Page = list[tuple[str, list[Row]]]  #: (region, rows)


def pages_of(seats: Sequence[CoveredSeat]) -> list[Page]:
    """The regions over as many pages as they need; a region that is cut is named again."""
    pages: list[Page] = [[]]
    length = number = 0
    for region, of_region in worst_first(seats):
        for seat in of_region:
            row = _row(seat)
            if length and length + row.length > _PAGE:
                pages.append([])
                length = number = 0
            if not pages[-1] or pages[-1][-1][0] != region:
                pages[-1].append((region, []))
                length += len(region) + _MARKUP
            number += seat.is_silent
            pages[-1][-1][1].append(_numbered(row, number if seat.is_silent else 0))
            length += row.length
    return pages


def _numbered(row: Row, number: int) -> Row:
    return Row(
        row.seat_id, row.title, row.holder, row.state, row.seen, row.others, row.step, row.command, number
    )


def _row(seat: CoveredSeat) -> Row:
    line = seat.line
    seen = line.last_seen_at
    command = f"/undang {line.region_code} {seat.post}" if seat.step is NextStep.MAKE_CODE else ""
    return Row(
        seat_id=line.seat_id,
        title=line.title,
        holder=line.holder,
        state=state_in_words(seat),
        seen=short_date(local_date(seen, zone_named(line.zone))) if seen else "",
        others=0 if seat.is_reached else line.others,
        step=_step(seat),
        command=command,
    )


def state_in_words(seat: CoveredSeat) -> str:
    """Menghentikan bot sejak 1 Maret 2025: on the calendar of the region."""
    words, since = STATES[seat.line.state], seat.line.since
    return f"{words} sejak {short_date(local_date(since, zone_named(seat.line.zone)))}" if since else words


def _step(seat: CoveredSeat) -> str:
    until = short_date(seat.line.code_until) if seat.line.code_until else ""
    phone = f"kantor {seat.office_phone}" if seat.office_phone else seat.own_phone
    return _STEPS[seat.step].format(until=until, phone=phone)
