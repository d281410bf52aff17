"""A broadcast as its officer follows it: the card that is edited, what was decided, the report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from bot.messages.render import render
from bot.rules.broadcast_progress import Fate, Progress
from bot.rules.clocks import WIB, full_moment
from bot.rules.outbox import Button, Keyboard, Text
from bot.rules.wording import number

JEDA, LANJUTKAN, HENTIKAN, YA_HENTIKAN = "Jeda", "Lanjutkan", "Hentikan", "Ya, hentikan"
PERBARUI, NAMA, BERKAS, PEMBACA = "Perbarui", "Daftar nama", "Berkas Excel", "Sudah dan belum dibaca"
GAGAL, TIDAK_PASTI, KOREKSI = "Kirim ulang yang gagal", "Kirim ulang yang tidak pasti", "Koreksi isi"

#: So many posts without anybody are named in the report; the file has all.
MOST_VACANT = 10

_STATES = {
    "scheduled": "belum dimulai",
    "sending": "sedang dikirim",
    "paused": "dijeda",
    "stopped": "dihentikan",
    "finished": "selesai",
}


@dataclass(frozen=True, slots=True)
class Outline:
    """What is told of a broadcast beside its numbers."""

    broadcast: int
    version: int
    title: str
    state: str  #: of BroadcastState
    started_at: datetime | None
    finished_at: datetime | None
    expires_at: datetime | None
    wants_read: bool
    is_correction: bool
    is_corrected: bool
    corrected_by: int | None = None  #: the siaran that says what holds now
    is_late: bool = False  #: it rests because it would have begun long after its hour
    vacant: int = 0  #: chosen posts that nobody acted for when it left
    vacant_posts: Sequence[str] = ()  #: the first of them by name, once it is over

    @property
    def is_over(self) -> bool:
        return self.finished_at is not None


@dataclass(frozen=True, slots=True)
class Numbers:
    """The counts in finished words."""

    total: str
    done: str
    sent: str
    uncertain: str
    unreachable: str
    expired: str
    withdrawn: str
    waiting: str
    edited: str
    anew: str  #: of those sent: as a new message


def card(of: Outline, progress: Progress) -> Text:
    """The broadcast as it stands now."""
    html = render(
        "broadcast_card",
        of=of,
        state=_STATES[of.state],
        numbers=_numbers(progress),
        pace=_pace(progress) if of.state == "sending" else "",
        vacant=amount(of.vacant),
        unnamed=amount(of.vacant - len(of.vacant_posts)),
        until=full_moment(of.expires_at, WIB) if of.expires_at and not of.is_over else "",
        finished=full_moment(of.finished_at, WIB) if of.finished_at else "",
    )
    return Text(html, _deeds(of, progress))


def _deeds(of: Outline, progress: Progress) -> Keyboard:
    item, press = of.broadcast, f"{of.broadcast}:{of.version}"
    look = (Button(NAMA, data=f"kirim_nama:{item}:0:0"), Button(BERKAS, data=f"kirim_berkas:{item}"))
    reading = ((Button(PEMBACA, data=f"kirim_baca:{item}:b:0"),),) if of.wants_read else ()
    if of.is_over:
        correct = (Button(KOREKSI, data=f"kirim_koreksi:{press}"),) if _stands(of, progress) else ()
        refresh = Button(PERBARUI, data=f"kirim_kartu:{item}")
        return (look, *_again(of, progress), *reading, (*correct, refresh))
    if of.state == "stopped":
        return (look,)
    stop = Button(HENTIKAN, data=f"kirim_henti:{press}", style="danger")
    if of.state == "paused":
        first = (Button(LANJUTKAN, data=f"kirim_lanjut:{press}", style="primary"), stop)
    else:
        first = (Button(JEDA, data=f"kirim_jeda:{press}"), stop)
    return (first, look, *reading)


def _again(of: Outline, progress: Progress) -> Keyboard:
    """Nobody gets a text that was corrected, and what was stopped stays so."""
    if of.is_corrected or of.state != "finished":
        return ()
    ways = ((Fate.UNREACHABLE, GAGAL, "f"), (Fate.UNCERTAIN, TIDAK_PASTI, "u"))
    return tuple(
        (Button(words, data=f"kirim_ulang:{of.broadcast}:{of.version}:{which}"),)
        for fate, words, which in ways
        if progress.of(fate)
    )


def _stands(of: Outline, progress: Progress) -> bool:
    """Whether somebody has it, or perhaps has it: else there is nothing to correct."""
    return of.is_correction or progress.of(Fate.SENT) + progress.of(Fate.UNCERTAIN) > 0


def _numbers(progress: Progress) -> Numbers:
    sent = progress.of(Fate.SENT)
    return Numbers(
        total=amount(progress.total),
        done=amount(progress.done),
        sent=amount(sent),
        uncertain=amount(progress.of(Fate.UNCERTAIN)),
        unreachable=amount(progress.of(Fate.UNREACHABLE)),
        expired=amount(progress.of(Fate.EXPIRED)),
        withdrawn=amount(progress.of(Fate.WITHDRAWN)),
        waiting=amount(progress.of(Fate.WAITING)),
        edited=amount(progress.edited),
        anew=amount(sent - progress.edited),
    )


def amount(of: int) -> str:
    """10.000, as a number in a list."""
    return number(Decimal(of))


def _pace(progress: Progress) -> str:
    """24,6 pesan per detik, perkiraan selesai sekitar 6 menit lagi"""
    if progress.left is None:
        return ""
    rate = Decimal(progress.rate).quantize(Decimal("0.1"), ROUND_HALF_UP)
    if not progress.of(Fate.WAITING):
        return ""
    return (
        f"{number(max(rate, Decimal('0.1')))} pesan per detik, perkiraan selesai {_left(progress.left)} lagi"
    )


def _left(left: timedelta) -> str:
    minutes = round(left.total_seconds() / 60)
    if minutes < 1:
        return "kurang dari 1 menit"
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"sekitar {minutes} menit"
    return f"sekitar {hours} jam {rest} menit" if rest else f"sekitar {hours} jam"


def paused(of: Outline) -> Text:
    return Text(render("broadcast_paused", of=of))


def resumed(of: Outline) -> Text:
    return Text(render("broadcast_resumed", of=of))


def ask_stop(of: Outline, progress: Progress) -> Text:
    """What stopping means, before it is done."""
    html = render("broadcast_ask_stop", of=of, numbers=_numbers(progress))
    yes = Button(YA_HENTIKAN, data=f"kirim_henti_ya:{of.broadcast}:{of.version}", style="danger")
    return Text(html, ((yes,),))


def stopped(of: Outline, taken_back: int) -> Text:
    return Text(render("broadcast_stopped", of=of, taken_back=amount(taken_back)))


def continued(of: Outline) -> Text:
    """In the place of a card that stands further down in the same chat now."""
    return Text(render("broadcast_card_continued", of=of))
