"""The chats of the practice room: one private chat per person, and groups of several."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.practice.cast import Person
from bot.practice.keyboards import Markup
from bot.practice.messages import Message


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


class Standing(StrEnum):
    """What somebody is in a group."""

    CREATOR = "creator"
    ADMINISTRATOR = "administrator"
    MEMBER = "member"
    LEFT = "left"
    KICKED = "kicked"


ADMINISTRATORS = (Standing.CREATOR, Standing.ADMINISTRATOR)


@dataclass
class Chat:
    """One private chat (its id is the person's), group, supergroup or channel, with everything in it."""

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
    #: who is in a group, besides the bot
    members: dict[int, Standing] = field(default_factory=dict)
    #: what the bot is in a group it is in
    bot_standing: Standing = Standing.MEMBER
    #: supergroups and channels number their messages by themselves
    last_message_id: int = 0

    @property
    def is_private(self) -> bool:
        """A talk of one person with the bot."""
        return self.kind == "private"

    @property
    def bot_is_in(self) -> bool:
        """The bot may read here, perhaps not write."""
        return self.state in (ChatState.NORMAL, ChatState.NO_RIGHTS)

    @property
    def bot_is_admin(self) -> bool:
        """The bot sees everything that is written in this group."""
        return self.bot_is_in and self.bot_standing in ADMINISTRATORS

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


#: what an administrator may do in a group, as Telegram gives it by default
_RIGHTS: Mapping[str, object] = {
    "can_be_edited": False,
    "can_manage_chat": True,
    "can_change_info": True,
    "can_delete_messages": True,
    "can_invite_users": True,
    "can_restrict_members": True,
    "can_pin_messages": True,
    "can_promote_members": False,
    "can_manage_video_chats": True,
    "can_post_stories": False,
    "can_edit_stories": False,
    "can_delete_stories": False,
    "is_anonymous": False,
}
_IN_CHANNELS: Mapping[str, object] = {"can_post_messages": True, "can_edit_messages": True}


def chat_member(user: Mapping[str, object], standing: Standing, *, kind: str = "group") -> dict[str, object]:
    """The ChatMember object."""
    member: dict[str, object] = {"user": user, "status": standing.value}
    if standing is Standing.KICKED:
        member["until_date"] = 0
    if standing is Standing.CREATOR:
        member["is_anonymous"] = False
    if standing is Standing.ADMINISTRATOR:
        member |= _RIGHTS
        if kind == "supergroup":
            member["can_manage_topics"] = False
        if kind == "channel":
            member |= _IN_CHANNELS
    return member
