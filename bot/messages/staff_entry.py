"""How colleagues come in: the link, the questions to whoever opens it, the first admin."""

from __future__ import annotations

from datetime import datetime

from bot.messages.registry import ROLES
from bot.messages.render import render
from bot.rules.actors import Role
from bot.rules.clocks import WIB, full_moment
from bot.rules.codes import in_fours
from bot.rules.outbox import Button, Keyboard, Text

ACCEPT, NOT_ME = "Saya bersedia", "Bukan untuk saya"
BACK = "Kembali ke daftar"


def choose_new_role(*, newest: int) -> Text:
    """Which role a colleague is to have. ``newest``: the last link there is, so that a press makes one."""
    buttons: Keyboard = (
        *((Button(ROLES[role].capitalize(), f"ptg:new:{role.value}:{newest}"),) for role in Role),
        (Button(BACK, "ptg:list"),),
    )
    return Text(render("staff_choose_role"), buttons)


def new_link(*, role: Role, code: str, link: str, expires_at: datetime) -> Text:
    """To the admin: the link, once."""
    html = render(
        "staff_new_link", role=ROLES[role], code=in_fours(code), link=link, until=_moment(expires_at)
    )
    return Text(html)


def link_revoked() -> Text:
    return Text(render("staff_link_revoked"))


def invitation_opened(invitation_id: int, *, role: Role, by: str, telegram_id: int) -> Text:
    """To whoever opened the link: what it is, and what is stored."""
    row = (
        Button(ACCEPT, f"sti:{invitation_id}:yes", style="success"),
        Button(NOT_ME, f"sti:{invitation_id}:no"),
    )
    html = render("staff_invitation_opened", role=ROLES[role], by=by, telegram_id=telegram_id)
    return Text(html, (row,))


def invitation_answered(*, is_accepted: bool, telegram_id: int) -> Text:
    return Text(render("staff_invitation_answered", is_accepted=is_accepted, telegram_id=telegram_id))


def invitation_declined(*, telegram_id: int) -> Text:
    """To the admin who made the link."""
    return Text(render("staff_invitation_declined", telegram_id=telegram_id))


def invitation_opened_twice(*, telegram_id: int) -> Text:
    """To the admin who made the link: a second account tried it."""
    return Text(render("staff_invitation_opened_twice", telegram_id=telegram_id))


def already_staff() -> Text:
    return Text(render("staff_already"))


def first_admin() -> Text:
    """To the first admin, who came in by the code of the console."""
    return Text(render("staff_first_admin"))


def _moment(at: datetime) -> str:
    return full_moment(at, WIB)
