"""Methods for the menu of commands: set, asked for and taken away by scope and language."""

import re
from collections.abc import Mapping

from bot.practice.access import Access
from bot.practice.chats import ADMINISTRATORS, Chat, Standing
from bot.practice.params import Params
from bot.practice.profile import Command, Scope, checked_commands
from bot.practice.refusals import bad_request
from bot.practice.world import World

_EVERYWHERE = ("default", "all_private_chats", "all_group_chats", "all_chat_administrators")
_IN_ONE_CHAT = ("chat", "chat_administrators", "chat_member")
_LANGUAGE = re.compile(r"([a-z]{2})?")


async def get_my_commands(world: World, params: Params) -> object:
    """The menu of exactly this scope and language."""
    return world.profile.commands.get(_place(world, params), [])


async def set_my_commands(world: World, params: Params) -> object:
    """Replace the menu of one scope; an empty list takes it away."""
    commands = checked_commands(params.structure("commands", what="commands"))
    place = _place(world, params)
    if commands:
        world.profile.commands[place] = commands
    else:
        world.profile.commands.pop(place, None)
    _redraw(world)
    return True


async def delete_my_commands(world: World, params: Params) -> object:
    """Take the menu of one scope away."""
    world.profile.commands.pop(_place(world, params), None)
    _redraw(world)
    return True


def menu_for(world: World, chat: Chat, *, user_id: int | None = None) -> list[Command]:
    """What this chat shows; in a group what it shows to one member of it."""
    if chat.is_private:
        return world.profile.menu((Scope("chat", chat.id), Scope("all_private_chats"), Scope()))
    leads = user_id is not None and chat.members.get(user_id, Standing.LEFT) in ADMINISTRATORS
    scopes = [
        Scope("chat_member", chat.id, user_id),
        *([Scope("chat_administrators", chat.id)] if leads else []),
        Scope("chat", chat.id),
        *([Scope("all_chat_administrators")] if leads else []),
        Scope("all_group_chats"),
        Scope(),
    ]
    return world.profile.menu(scopes)


def _place(world: World, params: Params) -> tuple[Scope, str]:
    given = params.structure("scope", what="BotCommandScope")
    scope = Scope() if given is None else _scope(world, given)
    language = params.text("language_code")
    if not _LANGUAGE.fullmatch(language):
        raise bad_request("invalid language code specified")
    return scope, language


def _scope(world: World, given: object) -> Scope:
    """Words and order of the refusals as in telegram-bot-api and TDLib (get_bot_command_scope)."""
    if not isinstance(given, dict):
        raise _unparsable("BotCommandScope must be an Object")
    kind = _field(given, "type")
    if kind in _EVERYWHERE:
        return Scope(kind)
    if kind not in _IN_ONE_CHAT:
        raise _unparsable("Unsupported type specified")
    words = _field(given, "chat_id")
    if not words:
        raise _unparsable("Empty chat_id specified")
    user_id = _user_id(given) if kind == "chat_member" else None
    chat = world.find_chat(words)
    world.check_access(chat, Access.MEMBERS)
    if user_id is not None and user_id not in world.chats:
        raise bad_request("user not found")
    if chat.is_private and kind != "chat":
        raise bad_request("can't use specified scope in private chats")
    if chat.kind == "channel":
        raise bad_request("can't change commands in channel chats")
    return Scope(kind, chat.id, user_id)


def _field(given: Mapping[str, object], name: str) -> str:
    value = given.get(name)
    if value is None:
        raise _unparsable(f'Can\'t find field "{name}"')
    return str(value)


def _user_id(given: Mapping[str, object]) -> int:
    words = _field(given, "user_id")
    if not words.isdecimal() or int(words) == 0:
        raise _unparsable("Invalid user_id specified")
    return int(words)


def _unparsable(words: str) -> Exception:
    return bad_request(f"can't parse BotCommandScope: {words}")


def _redraw(world: World) -> None:
    for chat_id in world.chats:
        world.journal.touch(chat_id)
