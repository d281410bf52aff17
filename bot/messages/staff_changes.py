"""A change of staff that waits for an admin: the card, what became of it, and the receipt."""

from __future__ import annotations

from bot.messages.render import render
from bot.messages.staff import change_in_words
from bot.rules.name_wording import warning_words
from bot.rules.names import name_warnings, shown_name
from bot.rules.outbox import Button, Text
from bot.rules.staff import WaitingChange

APPROVE, REFUSE, TAKE_BACK = "Setujui", "Tolak", "Batalkan usulan"


def change_card(
    change: WaitingChange, *, may_decide: bool, is_alone: bool = False, is_mine: bool = False
) -> Text:
    """To an admin: to decide, or, for whoever proposed it, to take back."""
    html = render(
        "staff_change_card",
        change=change_in_words(change),
        warnings=[warning_words[one] for one in name_warnings(change.name)],
        may_decide=may_decide,
        is_alone=is_alone,
    )
    where = f"stf:{change.change_id}"
    if may_decide:
        yes = Button(APPROVE, f"{where}:yes", style="success")
        return Text(html, ((yes, Button(REFUSE, f"{where}:no", style="danger")),))
    return Text(html, ((Button(TAKE_BACK, f"{where}:back"),),) if is_mine else ())


def change_decided(change: WaitingChange, *, is_approved: bool, by: str) -> Text:
    """What the cards say afterwards."""
    return Text(
        render("staff_change_decided", change=change_in_words(change), is_approved=is_approved, by=by)
    )


def change_receipt(decision: str) -> Text:
    """To whoever decided: done, refused, or needs_another."""
    return Text(render("staff_change_receipt", decision=decision))


def change_taken_back() -> Text:
    return Text(render("staff_change_taken_back"))


def change_void() -> Text:
    """The card of a change that something else has overtaken."""
    return Text(render("staff_change_void"))


def change_lapsed(*, is_mine: bool, name: str = "") -> Text:
    """Nobody decided in time: on the cards, and to whoever proposed it."""
    return Text(render("staff_change_lapsed", is_mine=is_mine, name=shown_name(name)))
