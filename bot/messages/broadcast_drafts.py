"""Siaran in the making, for staff: the list, the card of a draft, the questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.messages.render import render
from bot.rules.audiences import Found
from bot.rules.broadcast_texts import seen
from bot.rules.broadcast_times import bounds_of_end, bounds_of_start
from bot.rules.broadcasts import OPTIONAL, Draft, Line, Piece
from bot.rules.clocks import WIB, every_clock, full_moment
from bot.rules.outbox import Button, Keyboard, Text

TULIS, PRATINJAU, BUANG, KEMBALIKAN = "Tulis siaran", "Pratinjau", "Buang konsep", "Kembalikan"
LENGKAP, KEMBALI = "Sudah lengkap", "Kembali"
_STATES = {
    "draft": "konsep",
    "waiting": "menunggu persetujuan petugas kedua",
    "scheduled": "akan dikirim",
    "sending": "sedang dikirim",
    "paused": "dijeda",
    "stopped": "dihentikan",
    "finished": "selesai",
}
_LACKING = {Piece.TEXT: "isi", Piece.TITLE: "judul", Piece.WHO: "penerima"}
_WITHOUT = {
    Piece.FILE: "Tanpa berkas",
    Piece.LINK: "Tanpa tautan",
    Piece.WHEN: "Kirim segera",
    Piece.UNTIL: "Tanpa batas waktu",
}
_EDITS = (
    ((Piece.TEXT, "Ubah isi"), (Piece.TITLE, "Judul")),
    ((Piece.FILE, "Berkas"), (Piece.LINK, "Tautan")),
    ((Piece.WHEN, "Waktu kirim"), (Piece.UNTIL, "Batas waktu")),
)
_AWAITED = {
    Piece.TEXT: "isi siaran",
    Piece.MORE: "sambungan isi siaran",
    Piece.TITLE: "judul",
    Piece.FILE: "satu foto atau satu dokumen",
    Piece.LINK: "nama dan alamat tautan",
    Piece.WHO: "penerima",
    Piece.WHEN: "waktu kirim",
    Piece.UNTIL: "batas waktu",
    Piece.NAME: "nama pilihan penerima",
}
_FIRST_WORDS = 300


@dataclass(frozen=True, slots=True)
class Moments:
    """When it leaves and until when, in words; empty where nothing was set."""

    starts: str = ""
    ends: str = ""


def moments_of(draft: Draft) -> Moments:
    """On every clock: whatever zone was typed is among them."""
    return Moments(_moment(draft.starts_at), _moment(draft.expires_at))


def _moment(at: datetime | None) -> str:
    return every_clock(at) if at else ""


def listed(lines: Sequence[Line]) -> Text:
    """Own drafts and everybody's confirmed ones, each behind a button."""
    rows = [(line, _state(line)) for line in lines]
    buttons = [Button(str(line.number), data=_opens(line)) for line in lines]
    fives = tuple(tuple(buttons[at : at + 5]) for at in range(0, len(buttons), 5))
    write = Button(TULIS, data="siaran_tulis", style="primary")
    return Text(render("siaran_list", rows=rows), (*fives, (write,)))


def _state(line: Line) -> str:
    when = f" {full_moment(line.starts_at, WIB)}" if line.state == "scheduled" and line.starts_at else ""
    return _STATES.get(line.state, line.state) + when


def _opens(line: Line) -> str:
    return f"{'kirim_kartu' if line.has_begun else 'siaran_kartu'}:{line.number}"


def draft(draft: Draft, *, who: str, found: Found) -> Text:
    """The card of a draft: what is there, what is missing, and everything that can be done with it."""
    html = render(
        "siaran_draft",
        draft=draft,
        words=_beginning(draft.content.html),
        moments=moments_of(draft),
        who=who,
        found=found,
        lacks=[_LACKING[piece] for piece in draft.lacks],
    )
    return Text(html, _edits(draft))


def _beginning(html: str) -> str:
    words = " ".join(seen(html).split())
    return words if len(words) <= _FIRST_WORDS else f"{words[:_FIRST_WORDS]}…"


def _edits(draft: Draft) -> Keyboard:
    of = f"{draft.number}:{draft.version}"
    rows = [tuple(Button(words, data=f"siaran_isi:{of}:{piece}") for piece, words in row) for row in _EDITS]
    read = Button(f"Sudah dibaca: {'ya' if draft.content.wants_read else 'tidak'}", data=f"siaran_baca:{of}")
    rows.append((Button("Penerima", data=f"siaran_siapa:{of}:u:0"), read))
    if not draft.lacks:
        rows.append((Button(PRATINJAU, data=f"siaran_lihat:{of}", style="primary"),))
    return (*rows, (Button(BUANG, data=f"siaran_buang:{of}"),))


def question(draft: Draft, piece: Piece, *, now: datetime) -> Text:
    """One piece is asked for; what is optional can be taken out by a button."""
    example = _example(draft, piece, now)
    html = render(
        "siaran_question", draft=draft, piece=piece.value, example=example, moments=moments_of(draft)
    )
    of = f"{draft.number}:{draft.version}"
    if piece is Piece.MORE:
        return Text(html, ((Button(LENGKAP, data=f"siaran_lanjut:{draft.number}"),),))
    back = Button(KEMBALI, data=f"siaran_kartu:{draft.number}")
    if piece in OPTIONAL and _is_set(draft, piece):
        return Text(html, ((Button(_WITHOUT[piece], data=f"siaran_tanpa:{of}:{piece}"), back),))
    return Text(html, ((back,),))


def not_attached(piece: Piece) -> Text:
    """To what cannot stand in a siaran, or is one file too many; what is awaited stays awaited."""
    return Text(render("siaran_not_attached", awaited=_AWAITED[piece]))


def _example(draft: Draft, piece: Piece, now: datetime) -> str:
    """A moment that would be taken."""
    if piece is Piece.UNTIL:
        return bounds_of_end(draft.starts_at, now=now).example(now=now, hour=17)
    return bounds_of_start(draft.expires_at, now=now).example(now=now)


def hour_over(draft: Draft, piece: Piece, *, now: datetime) -> Text:
    """At Konfirmasi: the hour to leave, or the last one, has passed; another one is asked for at once."""
    html = render(
        "siaran_hour_over",
        draft=draft,
        piece=piece.value,
        example=_example(draft, piece, now),
        moments=moments_of(draft),
    )
    without = Button(_WITHOUT[piece], data=f"siaran_tanpa:{draft.number}:{draft.version}:{piece}")
    return Text(html, ((without, Button(KEMBALI, data=f"siaran_kartu:{draft.number}")),))


def _is_set(draft: Draft, piece: Piece) -> bool:
    return {
        Piece.FILE: bool(draft.content.file_id),
        Piece.LINK: bool(draft.content.link_url),
        Piece.WHEN: draft.starts_at is not None,
        Piece.UNTIL: draft.expires_at is not None,
    }[piece]


def discarded(*, number: int, version: int) -> Text:
    """Thrown away; it can be fetched back."""
    button = Button(KEMBALIKAN, data=f"siaran_pulih:{number}:{version}")
    return Text(render("siaran_discarded", number=number), ((button,),))
