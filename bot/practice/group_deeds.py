"""What the page can do in the name of a member of a group; ``as`` in the body says whose."""

from collections.abc import Callable, Mapping

from bot.practice import group_changes, groups, people
from bot.practice.chats import Chat, Standing
from bot.practice.people import Impossible
from bot.practice.world import World

Body = Mapping[str, object]
GroupDeed = Callable[[World, Chat, Body], Mapping[str, object]]


def _by(world: World, body: Body) -> Chat:
    """The private chat of whoever acts."""
    return world.find_chat(str(body["as"]))


def _text(world: World, group: Chat, body: Body) -> Body:
    by, words = _by(world, body), str(body["text"])
    if group.kind == "channel":
        groups.post(world, group, by, words)
    elif body.get("unnamed") is True:
        groups.say_unnamed(world, group, by, words)
    else:
        reply_to = body.get("reply_to")
        groups.say(world, group, by, words, reply_to=reply_to if isinstance(reply_to, int) else None)
    return {}


def _press(world: World, group: Chat, body: Body) -> Body:
    message_id, row, column = (int(str(body[name])) for name in ("message_id", "row", "column"))
    groups.press(world, group, _by(world, body), message_id, row, column)
    return {}


def _bot(world: World, group: Chat, body: Body) -> Body:
    """``standing`` of the bot from now on: member, administrator or left."""
    by, standing = _by(world, body), Standing(str(body["standing"]))
    if standing in (Standing.LEFT, Standing.KICKED):
        group_changes.remove_bot(world, group, by)
    elif standing is Standing.CREATOR:
        raise Impossible("a bot owns no group")
    elif group.bot_is_in:
        group_changes.promote_bot(world, group, by, admin=standing is Standing.ADMINISTRATOR)
    else:
        group_changes.add_bot(world, group, by)
    return {}


def _upgrade(world: World, group: Chat, body: Body) -> Body:
    return {"chat_id": group_changes.migrate(world, group, _by(world, body)).id}


def _delete(world: World, group: Chat, body: Body) -> Body:
    group_changes.delete_group(world, group, _by(world, body))
    return {}


def _read(world: World, group: Chat, _body: Body) -> Body:
    people.read(world, group)
    return {}


GROUP_DEEDS: dict[str, GroupDeed] = {
    "text": _text,
    "press": _press,
    "bot": _bot,
    "upgrade": _upgrade,
    "delete": _delete,
    "read": _read,
}
