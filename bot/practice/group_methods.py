"""Methods about groups: leaveChat, getChatMember, getChatMemberCount."""

from collections.abc import Mapping

from bot.practice.access import Access
from bot.practice.chats import Chat, ChatState, Standing, chat_member
from bot.practice.group_changes import bot_leaves
from bot.practice.params import Params
from bot.practice.refusals import bad_request
from bot.practice.world import World


async def leave_chat(world: World, params: Params) -> object:
    """The bot goes. A group it has left already says true again, a supergroup refuses."""
    chat = world.find_chat(params.text("chat_id"))
    world.check_access(chat, Access.READ)
    if chat.is_private:
        raise bad_request("can't leave private chats")
    if chat.state in (ChatState.MIGRATED, ChatState.GROUP_DELETED):
        raise bad_request("chat is deactivated")
    if chat.bot_is_in:
        bot_leaves(world, chat)
        world.record_deed("leaveChat", chat)
    return True


async def get_chat_member(world: World, params: Params) -> object:
    """What somebody is in a chat; whoever was never there is "left"."""
    chat = world.find_chat(params.text("chat_id"))
    user_id = params.integer("user_id")
    if user_id <= 0:
        raise bad_request("invalid user_id specified")
    is_bot = user_id == world.bot.id
    world.check_access(chat, Access.READ if is_bot else Access.MEMBERS)
    if is_bot:
        standing = chat.bot_standing if chat.bot_is_in or chat.is_private else Standing.LEFT
        return chat_member(world.bot.api(), standing, kind=chat.kind)
    return chat_member(_user(world, chat, user_id), _standing(chat, user_id), kind=chat.kind)


async def get_chat_member_count(world: World, params: Params) -> object:
    """How many there are, the bot among them."""
    chat = world.find_chat(params.text("chat_id"))
    world.check_access(chat, Access.MEMBERS)
    return 2 if chat.is_private else len(chat.members) + 1


def _user(world: World, chat: Chat, user_id: int) -> Mapping[str, object]:
    person = world.chats.get(user_id)
    if person is None or (chat.is_private and user_id != chat.id):
        raise bad_request("member not found")
    return person.user()


def _standing(chat: Chat, user_id: int) -> Standing:
    return Standing.MEMBER if chat.is_private else chat.members.get(user_id, Standing.LEFT)
