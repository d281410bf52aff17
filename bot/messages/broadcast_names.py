"""Recipients of a broadcast by name: what became of each, who has read it, who gets it once more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.messages.broadcast_cards import Outline, amount
from bot.messages.render import render
from bot.rules.broadcast_progress import Fate, Progress
from bot.rules.clocks import WIB, full_date, moment_in_words
from bot.rules.outbox import Button, Keyboard, Text

SEMUA, SEBELUMNYA, SELANJUTNYA = "Semua", "Sebelumnya", "Selanjutnya"
BELUM, SUDAH, TANYA, YA_TANYA = "Belum dibaca", "Sudah dibaca", "Ingatkan yang belum", "Ya, ingatkan"
YA_ULANG, KARTU = "Ya, kirim ulang", "Kartu siaran"

#: Names on a page, and where somebody is asked before something is done.
ON_A_PAGE, IN_A_QUESTION = 25, 15

FATES = {
    Fate.WAITING: "menunggu",
    Fate.UNCERTAIN: "tidak pasti",
    Fate.UNREACHABLE: "tidak terjangkau",
    Fate.EXPIRED: "kedaluwarsa",
    Fate.SENT: "terkirim",
    Fate.WITHDRAWN: "ditarik",
}
#: Of a post in the file that nobody acted for.
VACANT = "belum ada pejabatnya"
WHY_VACANT = "tidak ada pejabatnya ketika siaran mulai dikirim"


@dataclass(frozen=True, slots=True)
class Named:
    """One recipient in words."""

    post: str
    name: str
    fate: Fate
    read_at: datetime | None
    zone: ZoneInfo = WIB

    @property
    def words(self) -> str:
        return FATES[self.fate]

    @property
    def read(self) -> str:
        return moment_in_words(self.read_at, self.zone) if self.read_at else ""


def names(
    of: Outline, progress: Progress, listed: Sequence[Named], *, fate: Fate | None, page: int, total: int
) -> Text:
    """One page of those with this fate, or of all."""
    pages = max(1, -(-total // ON_A_PAGE))
    html = render(
        "broadcast_names",
        of=of,
        heading=FATES[fate] if fate is not None else "semua penerima",
        listed=listed,
        total=amount(total),
        page=page,
        pages=pages,
        shows_fate=fate is None,
    )
    choices = [
        Button(
            f"{words.capitalize()} ({amount(progress.of(one))})",
            data=f"kirim_nama:{of.broadcast}:{one + 1}:1",
        )
        for one, words in FATES.items()
        if progress.of(one) and one is not fate
    ]
    if fate is not None:
        choices.append(Button(SEMUA, data=f"kirim_nama:{of.broadcast}:0:1"))
    which = 0 if fate is None else fate + 1
    turning = _turning(f"kirim_nama:{of.broadcast}:{which}", page, pages)
    return Text(html, (*turning, *_two_by_two(choices), (_back(of),)))


def reading(
    of: Outline, listed: Sequence[Named], *, is_read: bool, page: int, read: int, unread: int
) -> Text:
    """One page of those who have read it, or of those who have not."""
    total = read if is_read else unread
    pages = max(1, -(-total // ON_A_PAGE))
    html = render(
        "broadcast_reading",
        of=of,
        listed=listed,
        is_read=is_read,
        read=amount(read),
        unread=amount(unread),
        page=page,
        pages=pages,
    )
    which = "s" if is_read else "b"
    other = (
        Button(f"{BELUM} ({amount(unread)})", data=f"kirim_baca:{of.broadcast}:b:1")
        if is_read
        else Button(f"{SUDAH} ({amount(read)})", data=f"kirim_baca:{of.broadcast}:s:1")
    )
    ask = (
        ((Button(TANYA, data=f"kirim_ingat:{of.broadcast}:{of.version}"),),)
        if unread and of.is_over and not of.is_corrected
        else ()
    )
    turning = _turning(f"kirim_baca:{of.broadcast}:{which}", page, pages)
    return Text(html, (*turning, (other,), *ask, (_back(of),)))


def ask_again(
    of: Outline, listed: Sequence[Named], *, total: int, sample: str, not_before: date | None
) -> Text:
    """Whom a second ask would go to, and its words; ``not_before``: it has to wait until that day."""
    html = render(
        "broadcast_ask_again",
        of=of,
        listed=listed[:IN_A_QUESTION],
        total=amount(total),
        more=amount(total - len(listed[:IN_A_QUESTION])),
        sample=sample,
        not_before=full_date(not_before) if not_before else "",
    )
    if not_before or not total:
        return Text(html)
    return Text(html, ((Button(YA_TANYA, data=f"kirim_ingat_ya:{of.broadcast}:{of.version}"),),))


def asked_again(of: Outline, *, total: int) -> Text:
    return Text(render("broadcast_asked_again", of=of, total=amount(total)))


def ask_resend(
    of: Outline, listed: Sequence[Named], *, is_doubtful: bool, lost: int, is_expired: bool
) -> Text:
    """Who would get it once more; ``lost`` of the same fate still cannot be reached."""
    html = render(
        "broadcast_ask_resend",
        of=of,
        listed=listed[:IN_A_QUESTION],
        total=amount(len(listed)),
        more=amount(len(listed) - len(listed[:IN_A_QUESTION])),
        is_doubtful=is_doubtful,
        lost=amount(lost),
        is_expired=is_expired,
    )
    if is_expired or not listed:
        return Text(html)
    which = "u" if is_doubtful else "f"
    yes = Button(YA_ULANG, data=f"kirim_ulang_ya:{of.broadcast}:{of.version}:{which}")
    return Text(html, ((yes,),))


def resent(of: Outline, *, total: int) -> Text:
    return Text(render("broadcast_resent", of=of, total=amount(total)))


def _turning(data: str, page: int, pages: int) -> Keyboard:
    row = [Button(SEBELUMNYA, data=f"{data}:{page - 1}")] if page > 1 else []
    row += [Button(SELANJUTNYA, data=f"{data}:{page + 1}")] if page < pages else []
    return (tuple(row),) if row else ()


def _two_by_two(buttons: Sequence[Button]) -> Keyboard:
    return tuple(tuple(buttons[start : start + 2]) for start in range(0, len(buttons), 2))


def _back(of: Outline) -> Button:
    return Button(KARTU, data=f"kirim_kartu:{of.broadcast}")
