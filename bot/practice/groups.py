"""What people do in groups and channels, and how much of it Telegram shows the bot."""

from collections.abc import Mapping

from bot.practice import people
from bot.practice.chats import ADMINISTRATORS, Chat, ChatState
from bot.practice.entities import Formatted, cleaned, cut
from bot.practice.links import with_found_entities
from bot.practice.messages import NOTHING, Message, entities_of
from bot.practice.people import Impossible
from bot.practice.world import World

#: whoever writes as an administrator without a name is this bot of Telegram
ANONYMOUS: Mapping[str, object] = {
    "id": 1_087_968_824,
    "is_bot": True,
    "first_name": "Group",
    "username": "GroupAnonymousBot",
}
#: whoever forwards a channel into the group that discusses it
FORWARDER: Mapping[str, object] = {"id": 777_000, "is_bot": False, "first_name": "Telegram"}


def say(world: World, group: Chat, by: Chat, text: str, *, reply_to: int | None = None) -> Message:
    """A member writes; without being an administrator the bot is shown only what is meant for it."""
    check_member(group, by)
    message = received(world, group, by.user(), body=_written(text), reply_to=reply_to)
    _show_bot(world, group, message)
    return message


def say_unnamed(world: World, group: Chat, by: Chat, text: str) -> Message:
    """An administrator writes as the group itself, which only supergroups know."""
    check_admin(group, by)
    if group.kind != "supergroup":
        raise Impossible("only a supergroup has administrators without a name")
    message = received(world, group, ANONYMOUS, body=_written(text), sender_chat=group.api())
    _show_bot(world, group, message)
    return message


def say_forwarded(world: World, group: Chat, channel: Chat, text: str) -> Message:
    """What the channel of this group has posted appears in the group by itself."""
    message = received(
        world, group, FORWARDER, body=_written(text), sender_chat=channel.api(), is_forward=True
    )
    _show_bot(world, group, message)
    return message


def post(world: World, channel: Chat, by: Chat, text: str) -> Message:
    """An administrator writes in a channel: the post has no sender but the channel."""
    check_admin(channel, by)
    if channel.kind != "channel":
        raise Impossible("no channel")
    message = received(world, channel, None, body=_written(text), sender_chat=channel.api())
    if channel.bot_is_in:
        world.updates.put("channel_post", message.api())
    return message


def announce(
    world: World,
    group: Chat,
    by: Mapping[str, object],
    service: Mapping[str, object],
    *,
    sender_chat: Mapping[str, object] | None = None,
) -> Message:
    """Write down what happened to the group; a bot in it is shown that."""
    message = received(world, group, by, service=service, sender_chat=sender_chat)
    if group.bot_is_in:
        world.updates.put("message", message.api())
    return message


def received(
    world: World,
    group: Chat,
    sender: Mapping[str, object] | None,
    *,
    body: Formatted = NOTHING,
    sender_chat: Mapping[str, object] | None = None,
    service: Mapping[str, object] | None = None,
    reply_to: int | None = None,
    is_forward: bool = False,
) -> Message:
    """Put a message of somebody into the group."""
    message = Message(
        message_id=world.next_message_id(group),
        date=world.seconds(),
        sender=sender,
        sender_chat=sender_chat,
        chat=group.api(),
        out=False,
        body=body,
        service=service,
        is_automatic_forward=is_forward,
        reply_to=group.messages.get(reply_to) if reply_to is not None else None,
    )
    return world.keep(group, message)


def press(world: World, group: Chat, by: Chat, message_id: int, row: int, column: int) -> str:
    """A member presses a button under a message in the group; returns the id of the query."""
    check_member(group, by)
    return people.press(world, group, message_id, row, column, by=by)


def check_member(group: Chat, by: Chat) -> None:
    """Raises Impossible for whoever cannot write here."""
    if group.state in (ChatState.MIGRATED, ChatState.GROUP_DELETED):
        raise Impossible(f"this group is {group.state.value}")
    if by.id not in group.members or by.state is ChatState.DEACTIVATED:
        raise Impossible("not a member of this group")


def check_admin(group: Chat, by: Chat) -> None:
    """Raises Impossible for whoever does not lead here."""
    check_member(group, by)
    if group.members[by.id] not in ADMINISTRATORS:
        raise Impossible("not an administrator of this group")


def _written(text: str) -> Formatted:
    body = with_found_entities(cleaned(Formatted(text)))
    if not body.text:
        raise Impossible("an empty text")
    return body


def _show_bot(world: World, group: Chat, message: Message) -> None:
    if group.bot_is_in and (group.bot_is_admin or _is_meant_for(world, message)):
        world.updates.put("message", message.api())


def _is_meant_for(world: World, message: Message) -> bool:
    """Privacy mode: a command without a name or with this bot's, or a reply to what the bot wrote."""
    if message.reply_to is not None and message.reply_to.out:
        return True
    for entity in entities_of(message, "bot_command"):
        _, at, name = cut(message.text, entity).partition("@")
        if not at or name.lower() == world.bot.username.lower():
            return True
    return False
