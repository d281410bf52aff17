"""Konfirmasi of a siaran: late hours, the card until it leaves, and what a second officer says."""

from __future__ import annotations

from collections.abc import Sequence

from bot.messages.broadcast_drafts import moments_of
from bot.messages.render import render
from bot.rules.audiences import Found
from bot.rules.broadcast_confirming import ALONE_UP_TO
from bot.rules.broadcasts import Draft, Piece
from bot.rules.clocks import WIB, Clock, clock_time, every_clock, full_date, local_date
from bot.rules.outbox import Button, Text
from bot.rules.wording import listing

TETAP, UBAH_WAKTU, BATALKAN = "Tetap kirim", "Ubah waktu", "Batalkan"
SETUJUI, TOLAK, LIHAT, NAMA, KONSEP = (
    "Setujui",
    "Tolak",
    "Lihat seperti diterima",
    "Lihat nama",
    "Buka konsep",
)


#: Officers named as those who were asked.
_MOST_ASKED = 6


def outside_hours(draft: Draft, resting: Sequence[Clock], *, count: str) -> Text:
    """Somewhere nobody is at work then: asked once more."""
    of = f"{draft.number}:{draft.version}"
    later = Button(UBAH_WAKTU, data=f"siaran_isi:{of}:{Piece.WHEN}")
    anyway = Button(TETAP, data=f"siaran_tetap:{of}:{count}")
    html = render("siaran_outside_hours", draft=draft, resting=resting, is_second=False)
    return Text(html, ((later, anyway),))


def agreeing_outside_hours(draft: Draft, resting: Sequence[Clock]) -> Text:
    """The same question to a second officer, who cannot set another hour but may leave it until morning."""
    of = f"{draft.number}:{draft.version}"
    refuse = Button(TOLAK, data=f"siaran_tolak:{of}")
    anyway = Button(TETAP, data=f"siaran_tetap_setuju:{of}")
    html = render("siaran_outside_hours", draft=draft, resting=resting, is_second=True)
    return Text(html, ((refuse, anyway),))


def leaving(draft: Draft, *, people: int) -> Text:
    """Confirmed: when it leaves, to the second, with Batalkan."""
    html = render(
        "siaran_leaving",
        draft=draft,
        people=people,
        starts=_to_the_second(draft),
        ends=moments_of(draft).ends,
    )
    return Text(html, ((_stop(draft),),))


def _to_the_second(draft: Draft) -> str:
    at = draft.starts_at
    if at is None:
        return ""
    if not at.second:
        return every_clock(at)
    return f"{full_date(local_date(at, WIB))}, pukul {clock_time(at, WIB)}{at:.%S} WIB"


def _stop(draft: Draft) -> Button:
    return Button(BATALKAN, data=f"siaran_batal:{draft.number}:{draft.version}", style="danger")


def begun(draft: Draft) -> Text:
    """In the place of the card with Batalkan, once it leaves."""
    return Text(render("siaran_begun", draft=draft))


def taken_back(draft: Draft, *, by: str = "") -> Text:
    """Nothing left; it is a draft again. ``by`` names somebody who is not its author."""
    return Text(render("siaran_taken_back", draft=draft, by=by), _to_the_draft(draft))


def waiting(draft: Draft, *, people: int, asked: Sequence[str] = ()) -> Text:
    """For its author: a second officer is asked; ``asked`` are the names where they are known."""
    html = render(
        "siaran_waiting",
        draft=draft,
        people=people,
        alone=ALONE_UP_TO,
        starts=moments_of(draft).starts,
        asked=listing(asked[:_MOST_ASKED]) if asked else "",
    )
    return Text(html, ((_stop(draft),),))


def request(
    draft: Draft, *, author: str, who: str, found: Found, resting: Sequence[Clock], words: Sequence[str]
) -> Text:
    """For every other officer: who wrote it, for whom, when, and its words as one recipient reads them.

    ``resting`` are the clocks of zones where nobody would be at work when it arrives.
    """
    html = render(
        "siaran_request",
        draft=draft,
        author=author,
        who=who,
        found=found,
        resting=resting,
        words=words,
        moments=moments_of(draft),
        alone=ALONE_UP_TO,
    )
    of = f"{draft.number}:{draft.version}"
    see = Button(LIHAT, data=f"siaran_lihat_contoh:{draft.number}")
    names = Button(NAMA, data=f"siaran_orang:{draft.number}:0")
    agree = Button(SETUJUI, data=f"siaran_setuju:{of}", style="success")
    refuse = Button(TOLAK, data=f"siaran_tolak:{of}")
    return Text(html, ((see, names), (agree, refuse)))


def agreed(draft: Draft, *, by: str) -> Text:
    return Text(render("siaran_agreed", draft=draft, by=by))


def ask_reason(draft: Draft) -> Text:
    return Text(render("siaran_ask_reason", draft=draft))


def refused(draft: Draft, *, by: str, reason: str) -> Text:
    """For its author, with the reason."""
    return Text(render("siaran_refused", draft=draft, by=by, reason=reason), _to_the_draft(draft))


def refusal_sent(draft: Draft) -> Text:
    return Text(render("siaran_refusal_sent", draft=draft))


def lapsed(draft: Draft) -> Text:
    """For its author: nobody agreed in time."""
    return Text(render("siaran_lapsed", draft=draft), _to_the_draft(draft))


def request_over(draft: Draft) -> Text:
    """For those who were asked: nothing is to be decided any more."""
    return Text(render("siaran_request_over", draft=draft))


def _to_the_draft(draft: Draft) -> tuple[tuple[Button, ...], ...]:
    return ((Button(KONSEP, data=f"siaran_kartu:{draft.number}"),),)
