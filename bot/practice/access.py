"""What Telegram answers when the bot may not do something in a chat (telegram-bot-api, check_chat_access)."""

from enum import Enum

from bot.practice.chats import Chat, ChatState
from bot.practice.refusals import Refusal, bad_request, refusal


class Access(Enum):
    """What a call needs of a chat."""

    READ = "read"
    MEMBERS = "members"
    WRITE = "write"


_NAMES = {"group": "group chat", "supergroup": "supergroup chat", "channel": "channel chat"}
_PRIVATE = {
    ChatState.NEVER_STARTED: refusal(403, "bot can't initiate conversation with a user"),
    ChatState.BLOCKED: refusal(403, "bot was blocked by the user"),
    ChatState.DEACTIVATED: refusal(403, "user is deactivated"),
    ChatState.BOT: refusal(403, "the bot can't send messages to the bot"),
}
#: messages.setTyping passes the words of the server on, where sending a message has better ones
_PRIVATE_ACTIONS = {
    **_PRIVATE,
    ChatState.NEVER_STARTED: bad_request("PEER_ID_INVALID"),
    ChatState.BOT: bad_request("USER_IS_BOT"),
}


def refusal_for(chat: Chat, access: Access) -> Refusal | None:
    """What Telegram answers to a call that needs ``access``; None when it would do it."""
    if chat.state is ChatState.NORMAL:
        return None
    if chat.state is ChatState.UNKNOWN:
        return bad_request("chat not found")
    if chat.is_private:
        return _PRIVATE.get(chat.state) if access is Access.WRITE else None
    if chat.state is ChatState.NO_RIGHTS:
        muted = bad_request("not enough rights to send text messages to the chat")
        return muted if access is Access.WRITE else None
    # a group tells its name to whom it has thrown out, a supergroup nothing at all
    if chat.kind == "group" and access is Access.READ:
        return None
    return _outside(chat)


def refusal_of_action(chat: Chat) -> Refusal | None:
    """What Telegram answers to sendChatAction into this chat."""
    if chat.is_private and chat.state is not ChatState.UNKNOWN:
        return _PRIVATE_ACTIONS.get(chat.state)
    if chat.state is ChatState.NO_RIGHTS:
        return bad_request("have no write access to the chat")
    return refusal_for(chat, Access.WRITE)


def _outside(chat: Chat) -> Refusal | None:
    match chat.state:
        case ChatState.KICKED:
            return refusal(403, f"bot was kicked from the {_NAMES[chat.kind]}")
        case ChatState.LEFT:
            return refusal(403, f"bot is not a member of the {_NAMES[chat.kind]}")
        case ChatState.GROUP_DELETED:
            return refusal(403, "the group chat was deleted")
        case ChatState.MIGRATED:
            return Refusal(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                migrate_to_chat_id=chat.migrated_to,
            )
        case _:
            return None
