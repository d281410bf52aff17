"""/cakupan: who of a cohort can be reached, why not, and what to do next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.messages.coverage_rows import pages_of, state_in_words
from bot.messages.outreach import copy_button, number_of, outreach, whatsapp_button
from bot.messages.render import render
from bot.rules.clocks import WIB, full_moment
from bot.rules.coverage import STATES, Coverage, CoveredSeat, NextStep, counted
from bot.rules.outbox import Button, Keyboard, Text
from bot.rules.sheets import CoverageState
from bot.rules.wording import post

GAMBAR, BERKAS, UJI, TINJAU = "Gambar", "Berkas XLSX", "Uji sambung", "Perlu ditinjau"
SEBELUMNYA, SELANJUTNYA = "Sebelumnya", "Selanjutnya"
HUBUNGI, KARTU, KEMBALI = "Hubungi", "Kartu jabatan", "Kembali"

_BUTTONS_IN_A_ROW = 3


def as_of(now: datetime) -> str:
    """Senin, 3 Maret 2025, pukul 08.00 WIB."""
    return full_moment(now, WIB)


def title(cohort: int) -> str:
    """Above the picture and the sheet."""
    return f"Cakupan angkatan {cohort}"


def coverage(cohort: int, seats: Sequence[CoveredSeat], *, page: int, now: datetime, may_check: bool) -> Text:
    """One page of the seats, the counts first, the worst before the rest."""
    pages = pages_of(seats)
    page = min(max(page, 1), len(pages))
    html = render(
        "coverage",
        cohort=cohort,
        head=_head(counted(seats), now),
        groups=pages[page - 1],
        page=page,
        pages=len(pages),
    )
    numbered = [row for _, rows in pages[page - 1] for row in rows if row.number]
    calls = [Button(f"{HUBUNGI} {row.number}", f"cak_hub:{row.seat_id}:{cohort}:{page}") for row in numbered]
    return Text(
        html, (*_in_rows(calls), *_turning(cohort, page, len(pages)), *_more(cohort, may_check=may_check))
    )


def caption(cohort: int, seats: Sequence[CoveredSeat], *, now: datetime) -> Text:
    """Under the picture, and with the sheet: the counts alone."""
    return Text(render("coverage_caption", cohort=cohort, head=_head(counted(seats), now)))


def person(seat: CoveredSeat, *, bot_username: str, cohort: int, page: int, may_invite: bool) -> Text:
    """Whom to call for one seat, and the words to send by WhatsApp."""
    words = outreach(seat, bot_username=bot_username)
    html = render(
        "coverage_person",
        post=_post(seat),
        holder=seat.line.holder,
        state=state_in_words(seat),
        office_phone=seat.office_phone,
        own_phone=seat.own_phone,
        number=number_of(seat) or "",
        words=words,
    )
    first = [whatsapp_button(seat, bot_username=bot_username), copy_button(words)]
    second = [Button(KARTU, f"jabatan:{seat.line.seat_id}"), Button(KEMBALI, f"cak:{cohort}:{page}")]
    if may_invite and seat.step is NextStep.MAKE_CODE:
        second.insert(0, Button("Buat kode", f"und:{seat.line.region_code}:{seat.post}"))
    rows = (tuple(button for button in first if button), tuple(second))
    return Text(html, tuple(row for row in rows if row))


@dataclass(frozen=True, slots=True)
class Head:
    """The counts in finished words."""

    reached: int
    seats: int
    by_others: int
    lacking: str
    as_of: str


def _head(counts: Coverage, now: datetime) -> Head:
    lacking = [
        f"{count} {STATES[state]}"
        for state, count in counts.states.items()
        if state is not CoverageState.REACHABLE
    ]
    return Head(counts.reached, counts.seats, counts.by_others, ", ".join(lacking), as_of(now))


def _post(seat: CoveredSeat) -> str:
    return post(seat.line.title, seat.line.region, prefix=seat.prefix)


def _in_rows(buttons: Sequence[Button]) -> Keyboard:
    starts = range(0, len(buttons), _BUTTONS_IN_A_ROW)
    return tuple(tuple(buttons[start : start + _BUTTONS_IN_A_ROW]) for start in starts)


def _turning(cohort: int, page: int, pages: int) -> Keyboard:
    row = [Button(SEBELUMNYA, f"cak:{cohort}:{page - 1}")] if page > 1 else []
    row += [Button(SELANJUTNYA, f"cak:{cohort}:{page + 1}")] if page < pages else []
    return (tuple(row),) if row else ()


def _more(cohort: int, *, may_check: bool) -> Keyboard:
    check = (Button(UJI, f"uji:{cohort}"),) if may_check else ()
    return (
        (Button(GAMBAR, f"cak_png:{cohort}"), Button(BERKAS, f"cak_xlsx:{cohort}")),
        (*check, Button(TINJAU, "tinjau")),
    )
