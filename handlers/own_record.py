"""/data_saya and /berhenti: see the own record, and end it."""

from __future__ import annotations

import asyncio

from telegram import ChatMember, Update
from telegram.ext import ChatMemberHandler

from bot.actions import own_files, own_record, registration
from bot.context import Context
from bot.messages import privacy as words
from bot.pictures.own_files import own_record_json, own_record_text
from bot.rules.access import Action
from bot.rules.clocks import WIB, local_date
from bot.rules.errors import Stale
from bot.tombstones import keep_tombstones
from handlers.guards import MenuItem, bare, command, press, pressed

MENU = (
    MenuItem("data_saya", "Data Bapak/Ibu yang kami simpan", Action.SEE_OWN_RECORD),
    MenuItem("berhenti", "Mengakhiri pendaftaran", Action.LEAVE),
)


async def show_own_record(update: Update, context: Context) -> None:
    async with context.reading() as work:
        record = await own_record.own_record(work)
    await context.show(
        words.own_data(
            name=record.name,
            telegram_id=record.telegram_id,
            phone=record.phone,
            seats=record.seats,
            consented_at=record.consented_at,
            notice_version=record.notice_version,
            traces=record.traces,
            is_official=record.is_official,
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


async def send_file(update: Update, context: Context) -> None:
    """Unduh berkas: the whole record, to read and for a machine. Raises NotRegistered."""
    pressed(context, fields=1)
    async with context.work() as work:
        record = await own_files.own_file(work)
        on = local_date(work.now, WIB).isoformat()
    text, data = await asyncio.to_thread(lambda: (own_record_text(record), own_record_json(record)))
    await context.show_file(text, filename=f"data-saya-{on}.txt", caption=words.own_file_caption())
    await context.show_file(data, filename=f"data-saya-{on}.json")


async def ask_erase(update: Update, context: Context) -> None:
    """Hapus data saya: what goes and what stays, before it is done. Raises Stale."""
    pressed(context, fields=1)
    async with context.reading() as work:
        if work.actor.contact_id is None:
            raise Stale
        seats = own_record.posts_of(work)
    await context.show(words.ask_erase(seats))


async def keep(update: Update, context: Context) -> None:
    """Tidak jadi: nothing was erased. Raises Stale when there is nothing (any more)."""
    pressed(context, fields=1)
    async with context.reading() as work:
        if work.actor.contact_id is None:
            raise Stale
    await context.replace(words.erase_kept())


async def erase(update: Update, context: Context) -> None:
    """Ya, hapus data saya. The answer goes directly: nothing of this person may wait in a table."""
    pressed(context, fields=1)
    async with context.work() as work:
        await own_record.erase_me(work)
    await context.clear_buttons()
    await context.show(words.erased())
    context.house.spawn(keep_tombstones(context.house))


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
    press("own:file", send_file),
    press("own:erase", ask_erase),
    press("own:gone", erase),
    press("own:keep", keep),
    bare("stop:yes", stop),
    bare("stop:no", stay),
    ChatMemberHandler(membership_changed, ChatMemberHandler.MY_CHAT_MEMBER),
]
