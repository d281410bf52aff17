"""The card of a published meeting, and the card of one of its sittings: what staff can do, by buttons.

A button is one line in ``_meeting_deeds`` or ``_sitting_deeds``; they are laid out two in a row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from bot.messages.attendance_sheets import sheet_buttons
from bot.messages.ladders import button as ladder_button
from bot.messages.meetings import line, preview_button
from bot.messages.past_meetings import copy_button
from bot.messages.render import render
from bot.rules.outbox import Button, Keyboard, Text
from bot.rules.sittings import MeetingView, SittingView, platform

PINDAHKAN = "Pindahkan"
UBAH_TAUTAN = "Ubah tautan"
TUKAR = "Tukar jadwal"
BATALKAN_SESI = "Batalkan sesi"
TETAPKAN = "Tetapkan waktu"
TUNDA = "Tunda"
AGENDA = "Ubah susunan acara"
TAMBAH_UNDANGAN = "Tambah undangan"
CABUT_UNDANGAN = "Cabut undangan"
TAMBAH_SESI = "Tambah sesi"
UBAH_JUDUL = "Ubah judul"
TUNDA_RAPAT = "Tunda rapat"
BATALKAN_RAPAT = "Batalkan rapat"
SESI = "Sesi"
PAPAN = "Papan hari-H"
KEMBALI = "Kembali"
TINDAK_LANJUT = "Tindak lanjut"
BAHAN = "Bahan"
TERIMA_KASIH = "Ucapan terima kasih"

#: Telegram takes a hundred buttons; the last ones are for deeds.
_MOST_SITTINGS = 80
_SITTINGS_IN_A_ROW = 4


def card(meeting: MeetingView, *, now: datetime) -> Text:
    """A published meeting; each sitting opens a card of its own."""
    rows = [(line(sitting), sitting) for sitting in meeting.sittings]
    html = render("meeting_card", meeting=meeting, rows=rows, change_number=meeting.revision - 1)
    opens = [_open(sitting) for sitting in meeting.sittings if not sitting.is_cancelled][:_MOST_SITTINGS]
    return Text(
        html, (*_laid_out(opens, _SITTINGS_IN_A_ROW), *_laid_out(_meeting_deeds(meeting, now=now), 2))
    )


def _open(sitting: SittingView) -> Button:
    return Button(f"{SESI} {sitting.number} ▸", data=f"sesi_lihat:{sitting.item}")


def _meeting_deeds(meeting: MeetingView, *, now: datetime) -> Iterator[Button]:
    """What can be done to the whole meeting. New buttons are added here."""
    where = f"{meeting.meeting}:{meeting.revision}"
    if any(sitting.starts_at > now for sitting in meeting.standing):
        yield ladder_button(meeting)
        yield preview_button(meeting)
    if meeting.is_published:
        yield Button(TAMBAH_SESI, data=f"rapat_sesi:{where}")
        yield Button(UBAH_JUDUL, data=f"rapat_judul:{where}")
    if any(sitting.starts_at > now for sitting in meeting.standing):
        yield Button(TUNDA_RAPAT, data=f"rapat_tunda:{where}")
    if any(_is_ahead(sitting, now=now) for sitting in meeting.sittings):
        yield Button(BATALKAN_RAPAT, data=f"rapat_batal:{where}")
    if meeting.is_published:
        yield Button(TINDAK_LANJUT, data=f"tl_baru:{meeting.meeting}")
        yield copy_button(meeting)


def sitting_card(meeting: MeetingView, sitting: SittingView, *, now: datetime) -> Text:
    """One sitting with what can be done to it."""
    html = render(
        "sitting_card",
        meeting=meeting,
        sitting=sitting,
        row=line(sitting),
        platform=platform(sitting.join),
        has_begun=sitting.starts_at <= now,
    )
    back = Button(KEMBALI, data=f"rapat_kartu:{meeting.meeting}")
    return Text(html, (*_laid_out(_sitting_deeds(meeting, sitting, now=now), 2), (back,)))


def _is_ahead(sitting: SittingView, *, now: datetime) -> bool:
    return not sitting.is_cancelled and (sitting.starts_at > now or sitting.is_postponed)


def _sitting_deeds(meeting: MeetingView, sitting: SittingView, *, now: datetime) -> Iterator[Button]:
    """What can be done to one sitting. New buttons are added here."""
    if _is_ahead(sitting, now=now):
        yield from _changes(sitting, f"{sitting.item}:{meeting.revision}")
    if sitting.is_standing:
        yield Button(PAPAN, data=f"papan:{sitting.item}")
        if sitting.starts_at <= now:
            yield from sheet_buttons(sitting)
    if meeting.is_published and not sitting.is_cancelled:
        yield Button(BAHAN, data=f"bahan:{sitting.item}")
    if meeting.is_published and sitting.is_standing and sitting.ends_at <= now:
        yield Button(TERIMA_KASIH, data=f"susulan:{sitting.item}:thanks")


def _changes(sitting: SittingView, where: str) -> Iterator[Button]:
    """What makes a new revision; ``where`` names the revision that is changed."""
    yield Button(TETAPKAN if sitting.is_postponed else PINDAHKAN, data=f"sesi_pindah:{where}")
    if sitting.is_standing:
        yield Button(TUKAR, data=f"sesi_tukar:{where}")
    yield Button(UBAH_TAUTAN, data=f"sesi_tautan:{where}")
    yield Button(AGENDA, data=f"sesi_agenda:{where}")
    yield Button(TAMBAH_UNDANGAN, data=f"sesi_undang:{where}")
    yield Button(CABUT_UNDANGAN, data=f"sesi_cabut:{where}")
    if sitting.is_standing:
        yield Button(TUNDA, data=f"sesi_tunda:{where}")
    yield Button(BATALKAN_SESI, data=f"sesi_batal:{where}")


def _laid_out(buttons: Iterable[Button], in_a_row: int) -> Keyboard:
    waiting = tuple(buttons)
    return tuple(waiting[first : first + in_a_row] for first in range(0, len(waiting), in_a_row))
