"""How an account stands to the bot: blocked, let in again, deleted; and the update that tells of a change."""

from collections.abc import Mapping

from bot.practice.chats import Chat, ChatState, Standing, chat_member
from bot.practice.world import World


def tell_bot(world: World, chat: Chat, by: Mapping[str, object], before: Standing, after: Standing) -> None:
    """Queue the ``my_chat_member`` of a change somebody made to the bot in this chat."""
    change = {
        "chat": chat.api(),
        "from": by,
        "date": world.seconds(),
        "old_chat_member": chat_member(world.bot.api(), before, kind=chat.kind),
        "new_chat_member": chat_member(world.bot.api(), after, kind=chat.kind),
    }
    world.updates.put("my_chat_member", change)
    world.journal.touch(chat.id)


def block(world: World, chat: Chat, *, blocked: bool) -> None:
    """Block the bot or let it in again."""
    before, after = (Standing.MEMBER, Standing.KICKED) if blocked else (Standing.KICKED, Standing.MEMBER)
    state = ChatState.BLOCKED if blocked else ChatState.NORMAL
    if chat.state is state or chat.state not in (ChatState.NORMAL, ChatState.BLOCKED):
        return
    chat.state = state
    tell_bot(world, chat, chat.user(), before, after)


def delete_account(world: World, chat: Chat) -> None:
    """Delete the Telegram account: for good, and without a word to the bot."""
    chat.state = ChatState.DEACTIVATED
    chat.reply_keyboard = None
    world.journal.touch(chat.id)
