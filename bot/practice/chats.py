"""The chats of the practice room and the states in which Telegram refuses to deliver into them."""

from dataclasses import dataclass, field
from enum import StrEnum

from bot.practice.cast import Person
from bot.practice.keyboards import Markup
from bot.practice.messages import Message
from bot.practice.refusals import Refusal, bad_request, refusal


class ChatState(StrEnum):
    """What stands between the bot and this chat."""

    NORMAL = "normal"
    NEVER_STARTED = "never_started"
    BLOCKED = "blocked"
    DEACTIVATED = "deactivated"
    BOT = "bot"
    KICKED = "kicked"
    LEFT = "left"
    GROUP_DELETED = "group_deleted"
    NO_RIGHTS = "no_rights"
    MIGRATED = "migrated"
    #: known by its number only, never met: Telegram says it does not exist
    UNKNOWN = "unknown"


GROUP_NAMES = {"group": "group chat", "supergroup": "supergroup chat", "channel": "channel chat"}


@dataclass
class Chat:
    """One private chat (its id is the person's) or group, with everything in it."""

    id: int
    kind: str = "private"
    state: ChatState = ChatState.NORMAL
    person: Person | None = None
    title: str = ""
    #: negative id of the supergroup a migrated group became
    migrated_to: int | None = None
    messages: dict[int, Message] = field(default_factory=dict)
    reply_keyboard: Markup | None = None
    #: the last message id this person has read
    read_up_to: int = 0
    code: str | None = None

    def api(self) -> dict[str, object]:
        """The Chat object."""
        if self.kind != "private":
            return {"id": self.id, "title": self.title, "type": self.kind}
        return {"id": self.id, **self._names(), "type": "private"}

    def user(self) -> dict[str, object]:
        """The User object of the person behind a private chat."""
        names = self._names()
        return {"id": self.id, "is_bot": self.state is ChatState.BOT, **names, "language_code": "id"}

    def _names(self) -> dict[str, object]:
        if self.person is None:
            return {"first_name": str(self.id)}
        names: dict[str, object] = {"first_name": self.person.first_name}
        if self.person.username:
            names["username"] = self.person.username
        return names

    @property
    def unread(self) -> int:
        """How many messages of the bot this person has not read yet."""
        return sum(message.out and message.message_id > self.read_up_to for message in self.messages.values())


def refusal_to_deliver(chat: Chat) -> Refusal | None:
    """What Telegram answers to a send into this chat; None when it would deliver."""
    group = GROUP_NAMES.get(chat.kind, "group chat")
    match chat.state:
        case ChatState.NORMAL:
            return None
        case ChatState.NEVER_STARTED:
            return refusal(403, "bot can't initiate conversation with a user")
        case ChatState.BLOCKED:
            return refusal(403, "bot was blocked by the user")
        case ChatState.DEACTIVATED:
            return refusal(403, "user is deactivated")
        case ChatState.BOT:
            return refusal(403, "the bot can't send messages to the bot")
        case ChatState.KICKED:
            return refusal(403, f"bot was kicked from the {group}")
        case ChatState.LEFT:
            return refusal(403, f"bot is not a member of the {group}")
        case ChatState.GROUP_DELETED:
            return refusal(403, "the group chat was deleted")
        case ChatState.NO_RIGHTS:
            return bad_request("not enough rights to send text messages to the chat")
        case ChatState.MIGRATED:
            return Refusal(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                migrate_to_chat_id=chat.migrated_to,
            )
        case ChatState.UNKNOWN:
            return bad_request("chat not found")
