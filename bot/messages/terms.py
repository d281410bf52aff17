"""The end of a term: what staff are asked, and what the holder is told a week before."""

from __future__ import annotations

from datetime import date

from bot.messages.contacts import SERAH_TERIMA
from bot.messages.render import render
from bot.rules.clocks import full_date
from bot.rules.outbox import Button, Keyboard, Text
from bot.rules.sittings import addressee
from bot.rules.terms import Term, TermStep
from bot.rules.wording import count

PERPANJANG = "Perpanjang"

#: What a stranger who checks the proof code is told.
TITLE_TERM = "Pengingat masa berlaku jabatan"


def to_staff(term: Term, step: TermStep, *, today: date) -> Text:
    """Thirty or seven days before the last day, or on the day after it."""
    buttons: Keyboard = (
        (
            Button(PERPANJANG, data=f"berlaku:{term.tenure_id}"),
            Button(SERAH_TERIMA, data=f"serah:{term.tenure_id}"),
        ),
    )
    left = (term.until_on - today).days
    html = render(
        "term_to_staff",
        post=addressee(term.seat).post,
        name=term.name,
        until=full_date(term.until_on),
        days=count(left) if left > 0 else "",
        is_past=step is TermStep.PAST,
    )
    return Text(html, buttons)


def to_holder(term: Term) -> Text:
    """A week before; nothing is asked of him."""
    return Text(render("term_to_holder", to=addressee(term.seat), until=full_date(term.until_on)))


def settled(*, until_on: date | None, is_over: bool, by: str) -> Text:
    """What the cards of staff say once somebody has acted."""
    until = full_date(until_on) if until_on else ""
    return Text(render("term_settled", until=until, is_over=is_over, by=by or "petugas"))
