"""/wakil: a holder sees who acts for the own seats, invites, and takes back."""

from __future__ import annotations

from telegram import Update

from bot.actions import deputies
from bot.context import Context
from bot.messages import deputies as words
from bot.rules.access import Action
from bot.rules.actors import TenureKind
from bot.rules.errors import Stale
from handlers.guards import MenuItem, bare, command, press, pressed, pressed_id

MENU = (
    MenuItem(
        "wakil",
        "Ajudan dan wakil jabatan Bapak/Ibu",
        Action.INVITE_DEPUTY,
        plain=("wakil", "ajudan"),
        takes_argument=False,
    ),
)


async def show(update: Update, context: Context) -> None:
    """/wakil. Raises NotRegistered, Forbidden."""
    async with context.reading() as work:
        text = words.overview(await deputies.own_deputies(work))
    await context.show(text)


async def invite(update: Update, context: Context) -> None:
    """Undang ajudan, Undang wakil. The code goes out directly and is stored nowhere."""
    _, seat, kind, version = pressed(context, fields=4)
    if kind not in set(TenureKind):
        raise Stale
    async with context.work() as work:
        made = await deputies.invite_deputy(
            work, seat_id=pressed_id(seat), kind=TenureKind(kind), version=pressed_id(version)
        )
        await work.receipt(words.invited(made.seat, kind=made.kind))
        card = words.overview(await deputies.own_deputies(work))
    await context.show(
        words.invitation(
            made.seat,
            kind=made.kind,
            code=made.code,
            link=f"https://t.me/{context.house.bot_username}?start={made.code}",
            expires_at=made.expires_at,
            bot_username=context.house.bot_username,
        )
    )
    await context.replace(card)


async def explain_link(update: Update, context: Context) -> None:
    """Buat tautan untuk wakil, under an answer: what that means. Raises NotRegistered, Forbidden."""
    _, seat = pressed(context, fields=2)
    async with context.reading() as work:
        found = await deputies.deputies_of_own(work, seat_id=pressed_id(seat))
    await context.show(words.for_substitute(found))


async def cancel_invitation(update: Update, context: Context) -> None:
    """Batalkan undangan."""
    _, code_id = pressed(context, fields=2)
    async with context.work() as work:
        await deputies.cancel_invitation(work, code_id=pressed_id(code_id))
        await work.receipt(words.invitation_cancelled())
        card = words.overview(await deputies.own_deputies(work))
    await context.replace(card)


async def ask_remove(update: Update, context: Context) -> None:
    """Cabut: ask first."""
    _, number = pressed(context, fields=2)
    tenure_id = pressed_id(number)
    async with context.reading() as work:
        seat, name, kind = await deputies.deputy_of_own(work, tenure_id=tenure_id)
    await context.show(words.ask_remove(seat, tenure_id=tenure_id, name=name, kind=kind))


async def remove(update: Update, context: Context) -> None:
    """Ya, cabut."""
    _, number = pressed(context, fields=2)
    async with context.work() as work:
        gone = await deputies.remove_deputy(work, tenure_id=pressed_id(number))
        await work.receipt(words.removed(name=gone.name))
    await context.clear_buttons()


async def leave_alone(update: Update, context: Context) -> None:
    """Tidak jadi: the list as it is. Raises NotRegistered, Forbidden."""
    async with context.reading() as work:
        text = words.overview(await deputies.own_deputies(work))
    await context.replace(text)


HANDLERS = [
    command("wakil", show),
    press("dep:i", invite),
    press("dep:s", explain_link),
    press("dep:c", cancel_invitation),
    press("dep:r", ask_remove),
    press("dep:ry", remove),
    bare("dep:l", leave_alone),
]
PLAIN_WORDS = dict.fromkeys(("wakil", "ajudan"), show)
