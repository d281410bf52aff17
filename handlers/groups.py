"""/grup for admins; and groups themselves: the bot comes and goes, commands are answered in private."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from telegram import ChatMember, ChatMemberRestricted, Update
from telegram.ext import ChatMemberHandler, CommandHandler, MessageHandler, filters

from bot.actions import group_changes, group_decisions, groups
from bot.context import Context
from bot.messages import groups as words
from bot.rules.access import Action
from bot.rules.errors import Stale
from bot.rules.groups import Entry
from handlers.guards import Coroutine, Handler, MenuItem, command, press, pressed, pressed_id, typed_text

MENU = (MenuItem("grup", "Grup: izin bagi bot", Action.ALLOW_GROUPS, plain=("grup",), takes_argument=False),)

#: What somebody of a group wrote himself: no edited message, no administrator without a name, no channel.
GROUP_MESSAGE = (
    filters.UpdateType.MESSAGE
    & filters.ChatType.GROUPS
    & ~filters.SenderChat.ALL
    & ~filters.IS_AUTOMATIC_FORWARD
    & ~filters.VIA_BOT
    & ~filters.FORWARDED
)
#: Commands that only show something; the others change something or go on with a question.
SHOWING = ("bantuan", "help", "status", "jadwal", "rapat", "cakupan")
_DECISIONS = {
    "yes": group_decisions.allow,
    "no": group_decisions.refuse,
    "out": group_decisions.revoke,
}
_INSIDE = (ChatMember.MEMBER, ChatMember.ADMINISTRATOR, ChatMember.OWNER)


async def show_list(update: Update, context: Context) -> None:
    async with context.reading() as work:
        seen = await group_decisions.overview(work)
    await context.show(words.group_list(seen))


async def decide(update: Update, context: Context) -> None:
    """Izinkan, Keluar, or Cabut izin."""
    number, stamp, answer = pressed(context, fields=3)
    if answer not in _DECISIONS:
        raise Stale
    async with context.work() as work:
        await _DECISIONS[answer](work, pressed_id(number), stamp=pressed_id(stamp))
    await context.clear_buttons()


class GroupMembership(ChatMemberHandler[Context, None]):
    """The bot's own place in a group or channel changed."""

    def check_update(self, update: object) -> bool:
        change = update.my_chat_member if isinstance(update, Update) else None
        return change is not None and change.chat.type != "private"


async def membership_changed(update: Update, context: Context) -> None:
    """The bot was put into a group, or out of it."""
    change = update.my_chat_member
    if change is None:
        raise Stale
    chat = change.chat
    entry = Entry(
        chat_id=chat.id,
        title=chat.title or "",
        by=change.from_user.id,
        is_new=not _is_inside(change.old_chat_member),
        is_supergroup=chat.type == "supergroup",
        is_channel=chat.type == "channel",
    )
    async with context.work() as work:
        if _is_inside(change.new_chat_member):
            await groups.came_in(work, entry)
        else:
            await group_changes.went_out(work, chat.id)


def _is_inside(member: ChatMember) -> bool:
    if isinstance(member, ChatMemberRestricted):
        return member.is_member
    return member.status in _INSIDE


async def migrated(update: Update, context: Context) -> None:
    """The group became a supergroup: told by the old one, and by the new one."""
    message = update.effective_message
    if message is None:
        raise Stale
    old, new = message.chat.id, message.migrate_to_chat_id
    if message.migrate_from_chat_id is not None:
        old, new = message.migrate_from_chat_id, message.chat.id
    if new is not None:
        async with context.work() as work:
            await group_changes.moved(work, old=old, new=new)


async def renamed(update: Update, context: Context) -> None:
    message = update.effective_message
    if message is not None and message.new_chat_title:
        async with context.work() as work:
            await group_changes.renamed(work, message.chat.id, message.new_chat_title)


@dataclass(frozen=True, slots=True)
class GroupCommands:
    """Every command by its name, as private chats have them."""

    commands: Mapping[str, Coroutine]

    async def hear(self, update: Update, context: Context) -> None:
        """A command in a group: answered in private, or not at all."""
        name = self._meant(typed_text(context), context.house.bot_username)
        chat, user = update.effective_chat, update.effective_user
        if not name or chat is None or user is None or user.is_bot:
            return
        async with context.reading() as work:
            is_allowed = await group_decisions.is_allowed(work, chat.id)
        if not is_allowed:
            entry = Entry(chat.id, chat.title or "", by=None)
            async with context.work() as work:
                await group_decisions.heard_where_not_allowed(work, entry)
        elif not await context.can_answer():
            async with context.work() as work:
                await group_decisions.point_to_private(work, chat.id)
        elif name in SHOWING:
            await self.commands[name](update, context)
        else:
            await context.show(words.only_in_private(name))

    def _meant(self, text: str, bot_username: str) -> str:
        """The command, if it is one of ours and for us; several bots may be in a group."""
        found = re.match(r"/(\w+)(?:@(\w+))?(?:\s|$)", text)
        if not found or (found[2] and found[2].casefold() != bot_username.casefold()):
            return ""
        name = found[1].casefold()
        return name if name in self.commands else ""


def in_groups(private: Sequence[Handler]) -> list[Handler]:
    """What is heard in groups; ``private`` are the handlers of private chats."""
    commands = {
        name: handler.callback
        for handler in private
        if isinstance(handler, CommandHandler)
        for name in handler.commands
    }
    return [
        MessageHandler(filters.StatusUpdate.MIGRATE, migrated),
        MessageHandler(filters.ChatType.GROUPS & filters.StatusUpdate.NEW_CHAT_TITLE, renamed),
        MessageHandler(GROUP_MESSAGE & filters.COMMAND, GroupCommands(commands).hear),
    ]


HANDLERS = [
    command("grup", show_list),
    press("grp", decide),
    GroupMembership(membership_changed, ChatMemberHandler.MY_CHAT_MEMBER),
]
PLAIN_WORDS = {"grup": show_list}
