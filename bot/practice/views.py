"""The JSON the page reads: who is there, which groups, what stands in a chat."""

from collections.abc import Mapping

from bot.practice.cast import Person
from bot.practice.chats import Chat, ChatState, Standing
from bot.practice.menus import menu_for
from bot.practice.world import World

_GONE = (ChatState.MIGRATED, ChatState.GROUP_DELETED)


async def people_view(world: World) -> dict[str, object]:
    """Everybody, every group that still is one, and the clock."""
    known = await world.roster() if world.roster is not None else None
    now = world.clock.now().isoformat()
    chats = world.chats.values()
    return {
        "bot": {"username": world.bot.username, "name": world.bot.first_name},
        "people": [_person(chat, chat.person, known) for chat in chats if chat.person is not None],
        "groups": [_group(chat) for chat in chats if not chat.is_private and chat.state not in _GONE],
        "clock": {"now": now, "label": world.clock.label},
    }


def chat_view(world: World, chat: Chat, reader: int | None = None) -> dict[str, object]:
    """The messages, and the menu as ``reader`` (or the person of a private chat) sees it."""
    messages = [
        {
            **message.api(),
            "out": message.out,
            "read": not message.out or message.message_id <= chat.read_up_to,
        }
        for message in chat.messages.values()
    ]
    return {
        "messages": messages,
        "commands": list(menu_for(world, chat, user_id=reader)) if chat.is_private or chat.bot_is_in else [],
        "reply_keyboard": chat.reply_keyboard.api if chat.reply_keyboard else None,
        "started": chat.state is not ChatState.NEVER_STARTED,
    }


def _person(chat: Chat, person: Person, known: Mapping[int, str] | None) -> dict[str, object]:
    """With ``known`` the place is the present one, else that of the cast."""
    started = chat.state is not ChatState.NEVER_STARTED
    region = known.get(chat.id) if known is not None else None
    return {
        "id": chat.id,
        "name": person.label,
        "post": person.post,
        "region": region or person.region,
        "staff": person.staff is not None if known is None else region == "",
        "registered": None if known is None else chat.id in known,
        "zone": person.zone,
        "zone_label": person.zone_label,
        "waiting": chat.code is not None and not started,
        "code": chat.code,
        "unread": chat.unread,
        "state": chat.state.value,
        "can_type": chat.state is ChatState.NORMAL,
    }


def _group(chat: Chat) -> dict[str, object]:
    outside = Standing.KICKED if chat.state is ChatState.KICKED else Standing.LEFT
    return {
        "id": chat.id,
        "title": chat.title,
        "kind": chat.kind,
        "members": [{"id": member, "standing": standing.value} for member, standing in chat.members.items()],
        "bot": (chat.bot_standing if chat.bot_is_in else outside).value,
        "unread": chat.unread,
    }
