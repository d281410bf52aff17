"""/data_saya and /berhenti: see the own record, and end it."""

from __future__ import annotations

from telegram import ChatMember, Update
from telegram.ext import ChatMemberHandler

from bot.actions import own_record, registration
from bot.context import Context
from bot.messages import invitations as words
from bot.rules.access import Action
from bot.rules.clocks import WIB, full_date, local_date
from bot.rules.errors import Stale
from handlers.guards import MenuItem, command, press

MENU = (
    MenuItem("data_saya", "Data Bapak/Ibu yang kami simpan", Action.SEE_OWN_RECORD),
    MenuItem("berhenti", "Mengakhiri pendaftaran", Action.LEAVE),
)


async def show_own_record(update: Update, context: Context) -> None:
    async with context.reading() as work:
        record = await own_record.own_record(work)
    consent_on = full_date(local_date(record.consented_at, WIB)) if record.consented_at else "tidak tercatat"
    await context.show(
        words.own_data(
            name=record.name,
            telegram_id=record.telegram_id,
            seats=record.seats,
            consent_on=consent_on,
            notice_version=record.notice_version or "-",
        )
    )


async def ask_stop(update: Update, context: Context) -> None:
    """Ask first: one press ends it."""
    async with context.reading() as work:
        seats = own_record.seats_to_leave(work)
    await context.show(words.ask_stop(seats))


async def stop(update: Update, context: Context) -> None:
    async with context.work() as work:
        await own_record.stop(work)
        await work.receipt(words.stopped(has_stopped=True))
    await context.clear_buttons()


async def stay(update: Update, context: Context) -> None:
    """Tidak jadi: nothing is changed, but only whoever holds a seat can be told that it stays."""
    async with context.reading() as work:
        if not work.actor.is_official:
            raise Stale
    await context.replace(words.stopped(has_stopped=False))


async def membership_changed(update: Update, context: Context) -> None:
    """The person blocked the bot, or came back."""
    change = update.my_chat_member
    if change is None or change.chat.type != "private":
        return
    is_back = change.new_chat_member.status in (ChatMember.MEMBER, ChatMember.ADMINISTRATOR, ChatMember.OWNER)
    async with context.work() as work:
        await registration.mark_reachable(work, is_reachable=is_back)


HANDLERS = [
    command("data_saya", show_own_record),
    command("berhenti", ask_stop),
    press("stop:yes", stop),
    press("stop:no", stay),
    ChatMemberHandler(membership_changed, ChatMemberHandler.MY_CHAT_MEMBER),
]
