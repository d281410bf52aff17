"""What staff read and press to change a draft before anybody is told: its pieces, and one sitting's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.messages.meetings import BATAL, line
from bot.messages.render import mistake as mistake_in_words
from bot.messages.render import render
from bot.rules.clocks import both_clocks, zone_label
from bot.rules.errors import UserMistake
from bot.rules.meeting_pieces import Piece
from bot.rules.outbox import Button, Keyboard, Text
from bot.rules.sittings import MeetingView, SittingView, platform
from bot.rules.typed_times import example_day

UBAH_JUDUL = "Ubah judul"
UBAH_NOMOR = "Ubah nomor surat"
GANTI_PDF = "Ganti surat PDF"
TAMBAH_PDF = "Lampirkan surat PDF"
HAPUS_PDF = "Hapus surat PDF"
UBAH_SESI = "Ubah sesi"
TAMBAH_SESI = "Tambah sesi"
WAKTU, DAERAH, TAUTAN, AGENDA = "Waktu", "Daerah", "Tautan", "Susunan acara"
KELUARKAN = "Keluarkan sesi"
YA_KELUARKAN = "Ya, keluarkan"
KEMBALI = "Kembali"

#: Sittings with a button of their own on the card; of more, the sitting's card leads to its neighbours.
_MOST_SITTINGS = 12
_ROW = 3
#: Regions named on a card or in a question; of a sitting for all of the country the rest are counted.
_MOST_REGIONS = 60


def edit_rows(meeting: MeetingView) -> Keyboard:
    """The edit buttons of the draft card. A further kind of edit gets a row of its own here."""
    return (
        (_piece(UBAH_JUDUL, Piece.TITLE, meeting), _piece(UBAH_NOMOR, Piece.LETTER, meeting)),
        _letter_row(meeting),
        *_in_rows(
            [
                Button(f"{UBAH_SESI} {sitting.number}", data=f"konsep_sesi:{sitting.item}")
                for sitting in meeting.sittings[:_MOST_SITTINGS]
            ]
        ),
        (_piece(TAMBAH_SESI, Piece.SITTING, meeting),),
    )


def _piece(words: str, piece: Piece, meeting: MeetingView) -> Button:
    return Button(words, data=f"konsep_ubah:{piece}:{meeting.meeting}")


def _letter_row(meeting: MeetingView) -> tuple[Button, ...]:
    if meeting.letter_attachment_id is None:
        return (_piece(TAMBAH_PDF, Piece.PDF, meeting),)
    remove = Button(HAPUS_PDF, data=f"konsep_tanpa_pdf:{meeting.meeting}")
    return (_piece(GANTI_PDF, Piece.PDF, meeting), remove)


def _in_rows(buttons: Sequence[Button]) -> Keyboard:
    return tuple(tuple(buttons[start : start + _ROW]) for start in range(0, len(buttons), _ROW))


def sitting_card(meeting: MeetingView, sitting: SittingView) -> Text:
    """One sitting of a draft, whole, with a button for each of its pieces."""
    html = render("draft_sitting", meeting=meeting, sitting=sitting, **_shown(sitting))
    return Text(
        html,
        (
            (_of_sitting(WAKTU, Piece.TIME, sitting), _of_sitting(DAERAH, Piece.REGIONS, sitting)),
            (_of_sitting(TAUTAN, Piece.LINK, sitting), _of_sitting(AGENDA, Piece.AGENDA, sitting)),
            *_neighbours(meeting, sitting),
            (
                Button(KELUARKAN, data=f"konsep_keluar:{sitting.item}"),
                Button(KEMBALI, data=f"konsep:{meeting.meeting}"),
            ),
        ),
    )


def _shown(sitting: SittingView) -> dict[str, object]:
    """The sitting in one line, its time on WIB and on the clock it was typed in, the platform."""
    when = both_clocks(sitting.starts_at, reader=sitting.zone, until=sitting.ends_at)
    return {
        "line": line(sitting),
        "when": when,
        "platform": platform(sitting.join),
        "regions": sitting.regions[:_MOST_REGIONS],
        "further": max(0, len(sitting.regions) - _MOST_REGIONS),
    }


def _of_sitting(words: str, piece: Piece, sitting: SittingView) -> Button:
    return Button(words, data=f"konsep_isian:{piece}:{sitting.item}")


def _neighbours(meeting: MeetingView, sitting: SittingView) -> Keyboard:
    """The way to sittings that have no button on the draft card."""
    if len(meeting.sittings) <= _MOST_SITTINGS:
        return ()
    near = [other for other in meeting.sittings if abs(other.number - sitting.number) == 1]
    return (tuple(Button(f"Sesi {other.number}", data=f"konsep_sesi:{other.item}") for other in near),)


def take_out_preview(sitting: SittingView) -> Text:
    buttons = (
        Button(YA_KELUARKAN, data=f"konsep_keluar_ya:{sitting.item}", style="danger"),
        Button(KEMBALI, data=f"konsep_sesi:{sitting.item}"),
    )
    return Text(render("draft_take_out", line=line(sitting)), (buttons,))


#: Closes the question, whatever it is.
_BATAL: Keyboard = ((Button(BATAL, data="batal"),),)


def ask(piece: Piece, meeting: MeetingView, *, now: datetime) -> Text:
    """The question for one piece of the draft, with what it is now."""
    return Text(render("draft_ask", piece=piece, meeting=meeting, day=example_day(now)), _BATAL)


def ask_of_sitting(piece: Piece, sitting: SittingView, *, now: datetime) -> Text:
    """The question for one piece of a sitting, with what it is now."""
    html = render(
        "draft_ask_sitting",
        piece=piece,
        sitting=sitting,
        day=example_day(now),
        zone=zone_label(sitting.zone),
        **_shown(sitting),
    )
    return Text(html, _BATAL)


def send_the_letter() -> Text:
    """Words came where the file of the letter is awaited."""
    return Text(render("draft_send_letter"), _BATAL)


def letter_for_which(drafts: Sequence[MeetingView]) -> Text:
    """A PDF came unasked, and several drafts are open: which one is it for?"""
    buttons = tuple(
        (Button(f"Konsep rapat {meeting.meeting}", data=f"konsep_ubah:{Piece.PDF}:{meeting.meeting}"),)
        for meeting in drafts[:_MOST_SITTINGS]
    )
    return Text(render("draft_letter_for_which", drafts=drafts[:_MOST_SITTINGS]), buttons)


def no_longer(mistake: UserMistake) -> Text:
    """What was asked for cannot be changed any more, and why."""
    return Text(mistake_in_words(mistake))
