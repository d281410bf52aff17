"""Own data: shown, ended, erased; and what staff hear of that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from bot.messages.render import render
from bot.rules.clocks import WIB, clock_time, full_date, local_date, month_and_year, short_date
from bot.rules.outbox import Button, Keyboard, Text

PHONE, REMOVE_PHONE = "Nomor telepon", "Hapus nomor"
OTHER_NAME = "Perbaiki nama"
STOP = "Ya, berhenti"
STAY = "Tidak jadi"
DOWNLOAD = "Unduh berkas"
ERASE = "Hapus data saya"
ERASE_NOW = "Ya, hapus data saya"

#: What the retention job counts, in words.
_REMOVED = {
    "requests": "permohonan yang tidak berlanjut",
    "updates": "salinan pesan masuk",
    "bodies": "isi pesan keluar",
    "attempts": "catatan percobaan kirim",
    "wrong_codes": "catatan kode keliru",
    "dialogues": "percakapan yang ditinggalkan",
    "questions": "isi pertanyaan pejabat",
    "sheet_rows": "baris berkas pejabat",
    "staff_traces": "usulan dan tautan petugas",
    "groups": "grup yang telah ditinggalkan",
    "cases": "usulan kriteria 8 yang berakhir",
    "people": "data mantan pejabat",
}


def own_data(
    *,
    name: str,
    telegram_id: int,
    phone: str,
    seats: Sequence[str],
    consented_at: datetime | None,
    notice_version: str,
    traces: Sequence[tuple[datetime, str]],
    is_official: bool,
) -> Text:
    """The stored data and the last things done with them; officials may have them erased."""
    html = render(
        "own_data",
        name=name,
        telegram_id=telegram_id,
        phone=phone,
        seats=seats,
        consent_on=full_date(local_date(consented_at, WIB)) if consented_at else "tidak tercatat",
        notice_version=notice_version,
        traces=[(_when(at), what) for at, what in traces],
        is_official=is_official,
    )
    number = (Button(PHONE, "phone:ask"), *((Button(REMOVE_PHONE, "phone:del"),) if phone else ()))
    take = Button(DOWNLOAD, "own:file")
    leave = (Button(ERASE, "own:erase", style="danger"),) if is_official else ()
    own = ((Button(OTHER_NAME, "name:fix"),), number) if seats else ()
    return Text(html, (*own, (take, *leave)))


def _when(at: datetime) -> str:
    return f"{short_date(local_date(at, WIB))}, {clock_time(at, WIB)} WIB"


def own_file_caption() -> str:
    return render("own_file_caption")


def ask_stop(seats: Sequence[str]) -> Text:
    buttons: Keyboard = ((Button(STOP, "stop:yes", style="danger"), Button(STAY, "stop:no")),)
    return Text(render("ask_stop", seats=seats), buttons)


def stopped(*, has_stopped: bool) -> Text:
    return Text(render("stopped", has_stopped=has_stopped))


def ask_erase(seats: Sequence[str]) -> Text:
    """What goes, what stays, and that it cannot be taken back."""
    buttons: Keyboard = ((Button(ERASE_NOW, "own:gone", style="danger"), Button(STAY, "own:keep")),)
    return Text(render("ask_erase", seats=seats), buttons)


def erase_kept() -> Text:
    return Text(render("erase_kept"))


def erased() -> Text:
    """The last message to somebody we no longer know."""
    return Text(render("erased"))


def seat_left(*, post_name: str, name: str) -> Text:
    """To staff: somebody left a seat."""
    return Text(render("seat_left", post=post_name, name=name))


def seat_erased(*, post_name: str) -> Text:
    """To staff: whoever held this post had the own data erased. No name: it is gone."""
    return Text(render("seat_erased", post=post_name))


def retention_report(month: date, removed: Mapping[str, int]) -> Text:
    """To admins, once a month: what was removed because its time was over."""
    lines = [(words, removed.get(name, 0)) for name, words in _REMOVED.items()]
    return Text(render("retention_report", month=month_and_year(month), lines=lines))
