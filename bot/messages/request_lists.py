"""Requests that wait, as a list; many at once; and those that wait too long."""

from __future__ import annotations

from collections.abc import Sequence

from bot.messages.render import render
from bot.rules.clocks import WIB, clock_time, full_date, local_date, short_date, zone_named
from bot.rules.names import shown_name
from bot.rules.outbox import Button, Text
from bot.rules.requests import RequestPurpose, RequestState, Waiting
from bot.rules.wording import post

SEE, BEFORE, NEXT = "Lihat permohonan", "Sebelumnya", "Berikutnya"
#: What is asked for, where it is not the seat itself.
PURPOSES = {
    RequestPurpose.SEAT: "",
    RequestPurpose.NEW_ACCOUNT: "akun Telegram baru",
    RequestPurpose.NAME: "perbaikan nama",
}
#: What became of a request, to whoever made it.
STATES = {
    RequestState.PENDING: "sedang diperiksa",
    RequestState.APPROVED: "disetujui",
    RequestState.REFUSED: "tidak disetujui",
    RequestState.WITHDRAWN: "dibatalkan",
    RequestState.EXPIRED: "kedaluwarsa",
}
#: Characters of a button that a thumb can read, and buttons under a reminder.
_LABEL, _MOST = 40, 8


def waiting_list(lines: Sequence[Waiting], *, number: int, count: int, is_last: bool) -> Text:
    """One page, the oldest first; a button opens the card of each."""
    is_only = not number and is_last
    html = render("request_list", count=count, page=number + 1, is_only=is_only, lines=_lines(lines))
    turns = [Button(BEFORE, f"prm:page:{number - 1}")] if number else []
    turns += [] if is_last else [Button(NEXT, f"prm:page:{number + 1}")]
    return Text(html, (*_opens(lines), *((tuple(turns),) if turns else ())))


def many_wait(count: int) -> Text:
    """More requests than are sent one by one."""
    return Text(render("request_many_wait", count=count), ((Button(SEE, "prm:page:0"),),))


def overdue(lines: Sequence[Waiting]) -> Text:
    """To staff: the time the askers were promised has passed."""
    shown = lines[:_MOST]
    html = render("request_overdue", lines=_lines(shown), more=len(lines) - len(shown))
    return Text(html, (*_opens(shown), (Button(SEE, "prm:page:0"),)))


def takes_longer(line: Waiting) -> Text:
    """To the asker: not forgotten, though later than promised."""
    until = full_date(local_date(line.expires_at, zone_named(line.zone)))
    about = PURPOSES[line.purpose]
    html = render("request_takes_longer", post=post(line.title, line.region_name), about=about, until=until)
    return Text(html)


def _lines(lines: Sequence[Waiting]) -> list[tuple[str, str, str, str, bool]]:
    """Name, post, what for, since when, and whether the second approval is awaited."""
    return [
        (
            shown_name(line.name),
            post(line.title, line.region_name),
            PURPOSES[line.purpose],
            f"{short_date(local_date(line.requested_at, WIB))}, {clock_time(line.requested_at, WIB)} WIB",
            line.has_first,
        )
        for line in lines
    ]


def _opens(lines: Sequence[Waiting]) -> tuple[tuple[Button, ...], ...]:
    return tuple((Button(_label(line), f"prm:open:{line.request_id}"),) for line in lines)


def _label(line: Waiting) -> str:
    words = f"{shown_name(line.name)}, {post(line.title, line.region_name)}"
    return words if len(words) <= _LABEL else f"{words[: _LABEL - 1].rstrip()}…"
