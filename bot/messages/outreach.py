"""What staff send from their own WhatsApp to a post the bot cannot reach. Plain text, no code in it."""

from __future__ import annotations

from bot.messages.render import render
from bot.rules.coverage import CoveredSeat
from bot.rules.outbox import Button
from bot.rules.phones import whatsapp_link, whatsapp_number
from bot.rules.plain import plain_text
from bot.rules.sheets import CoverageState
from bot.rules.wording import post

BUKA_WHATSAPP, SALIN_TEKS = "Buka WhatsApp", "Salin teks"

#: Characters a button can copy (core.telegram.org/bots/api#copytextbutton).
_MOST_COPIED = 256


def outreach(seat: CoveredSeat, *, bot_username: str) -> str:
    """The words that ask this post to register, to open the chat again, or to register another account."""
    values = {
        "post": post(seat.line.title, seat.line.region, prefix=seat.prefix),
        "bot_username": bot_username,
    }
    match seat.line.state:
        case CoverageState.DEACTIVATED:
            html = render("outreach_new_account", **values)
        case CoverageState.BLOCKED | CoverageState.NEVER_STARTED:
            html = render("outreach_reopen", **values)
        case CoverageState.REACHABLE if seat.is_unanswered:
            html = render("outreach_reopen", **values)
        case _:
            html = render("outreach_register", **values)
    return plain_text(html)


def number_of(seat: CoveredSeat) -> str | None:
    """Where WhatsApp finds this post: the own number before that of the office; a landline is none."""
    return whatsapp_number(seat.own_phone, seat.office_phone)


def whatsapp_button(seat: CoveredSeat, *, bot_username: str, label: str = BUKA_WHATSAPP) -> Button | None:
    """Opens WhatsApp with the number and the words; None where no number is known that can have it."""
    number = number_of(seat)
    if number is None:
        return None
    return Button(label, url=whatsapp_link(number, outreach(seat, bot_username=bot_username)))


def copy_button(text: str) -> Button | None:
    """Copies the words, if they are short enough for a button; they stand in the message as well."""
    return Button(SALIN_TEKS, copy_text=text) if len(text) <= _MOST_COPIED else None
