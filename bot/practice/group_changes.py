"""What becomes of a group: the bot comes, leads, goes; the group turns into a supergroup, or ends."""

from bot.practice.chats import Chat, ChatState, Standing
from bot.practice.groups import ANONYMOUS, announce, check_admin, check_member
from bot.practice.memberships import tell_bot
from bot.practice.people import Impossible
from bot.practice.world import World

#: supergroups and channels: the number behind -100
_FIRST_SUPERGROUP = -1_002_000_000_001


def add_bot(world: World, group: Chat, by: Chat) -> None:
    """A member puts the bot into the group; into a channel only an administrator, and as one."""
    check_member(group, by)
    if group.bot_is_in:
        raise Impossible("the bot is already in this group")
    before = _standing(group)
    after = Standing.MEMBER
    if group.kind == "channel":
        check_admin(group, by)
        after = Standing.ADMINISTRATOR
    group.state, group.bot_standing = ChatState.NORMAL, after
    tell_bot(world, group, by.user(), before, after)
    if group.kind != "channel":
        announce(world, group, by.user(), {"new_chat_members": [world.bot.api()]})


def promote_bot(world: World, group: Chat, by: Chat, *, admin: bool = True) -> None:
    """An administrator makes the bot one, or takes that away."""
    check_admin(group, by)
    after = Standing.ADMINISTRATOR if admin else Standing.MEMBER
    before = _standing(group)
    if not group.bot_is_in or before is after:
        raise Impossible(f"the bot is {before.value} here")
    group.bot_standing = after
    tell_bot(world, group, by.user(), before, after)


def remove_bot(world: World, group: Chat, by: Chat) -> None:
    """An administrator throws the bot out. A group says "left" in the update, a supergroup "kicked"."""
    check_admin(group, by)
    if not group.bot_is_in:
        raise Impossible("the bot is not in this group")
    if group.kind == "group":
        announce(world, group, by.user(), {"left_chat_member": world.bot.api()})
    before = _standing(group)
    group.state = ChatState.KICKED
    after = Standing.LEFT if group.kind == "group" else Standing.KICKED
    tell_bot(world, group, by.user(), before, after)


def bot_leaves(world: World, group: Chat) -> None:
    """The bot goes by itself; a second time changes nothing."""
    if not group.bot_is_in:
        return
    before = _standing(group)
    group.state = ChatState.LEFT
    tell_bot(world, group, world.bot.api(), before, Standing.LEFT)


def migrate(world: World, group: Chat, by: Chat) -> Chat:
    """The owner turns a group into a supergroup: another id, and the old one only names its successor.

    Telegram tells the bot that it came into the new group, and never that it left the old one
    (tdlib/telegram-bot-api #266).
    """
    check_admin(group, by)
    if group.kind != "group":
        raise Impossible("no plain group")
    taken = [chat_id for chat_id in world.chats if chat_id <= _FIRST_SUPERGROUP]
    successor = world.add_group(min(taken, default=_FIRST_SUPERGROUP + 1) - 1, group.title, kind="supergroup")
    successor.members, successor.bot_standing = dict(group.members), group.bot_standing
    successor.state = group.state
    if group.bot_is_in:
        tell_bot(world, successor, by.user(), Standing.LEFT, group.bot_standing)
    announce(world, group, by.user(), {"migrate_to_chat_id": successor.id})
    origin = {"migrate_from_chat_id": group.id}
    announce(world, successor, ANONYMOUS, origin, sender_chat=successor.api())
    group.state, group.migrated_to = ChatState.MIGRATED, successor.id
    world.journal.touch(group.id)
    return successor


def delete_group(world: World, group: Chat, by: Chat) -> None:
    """The owner ends the group."""
    check_member(group, by)
    if group.members[by.id] is not Standing.CREATOR:
        raise Impossible("not the owner of this group")
    before, was_in = _standing(group), group.bot_is_in
    group.state = ChatState.GROUP_DELETED if group.kind == "group" else ChatState.KICKED
    if was_in:
        tell_bot(world, group, by.user(), before, Standing.LEFT)
    world.journal.touch(group.id)


def _standing(group: Chat) -> Standing:
    if group.bot_is_in:
        return group.bot_standing
    return Standing.KICKED if group.state is ChatState.KICKED and group.kind != "group" else Standing.LEFT
