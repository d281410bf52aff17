"""Methods that ask, and those that describe the bot: getMe, getChat, getFile, names."""

from bot.practice.access import Access
from bot.practice.files import DOWNLOAD_LIMIT_BYTES
from bot.practice.params import Params
from bot.practice.refusals import bad_request
from bot.practice.world import World

ACCENT_COLORS = 7
TEXT_LIMITS = {"name": 64, "description": 512, "short_description": 120}


async def get_me(world: World, _params: Params) -> object:
    """The bot's own User object."""
    return {
        **world.bot.api(),
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


async def get_chat(world: World, params: Params) -> object:
    """A ChatFullInfo with the fields that are always there."""
    chat = world.find_chat(params.text("chat_id"))
    world.check_access(chat, Access.READ)
    gifts = (
        "unlimited_gifts",
        "limited_gifts",
        "unique_gifts",
        "premium_subscription",
        "gifts_from_channels",
    )
    return {
        **chat.api(),
        "accent_color_id": abs(chat.id) % ACCENT_COLORS,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(gifts, False),
    }


async def get_file(world: World, params: Params) -> object:
    """Where a file can be fetched from."""
    if not params.text("file_id"):
        raise bad_request("file_id not specified")
    file = world.files.by_id(params.text("file_id"))
    if file is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if len(file.content) > DOWNLOAD_LIMIT_BYTES:
        raise bad_request("file is too big")
    return {**file.api(), "file_path": file.path}


async def set_my_name(world: World, params: Params) -> object:
    """Checked and remembered."""
    return _remember(world, params, "name")


async def set_my_description(world: World, params: Params) -> object:
    """What an empty chat shows."""
    return _remember(world, params, "description")


async def set_my_short_description(world: World, params: Params) -> object:
    """What the profile shows."""
    return _remember(world, params, "short_description")


async def get_my_description(world: World, params: Params) -> object:
    return {"description": _said(world, params, "description")}


async def get_my_short_description(world: World, params: Params) -> object:
    return {"short_description": _said(world, params, "short_description")}


def _said(world: World, params: Params, field: str) -> str:
    return world.profile.texts.get((field, params.text("language_code")), "")


def _remember(world: World, params: Params, field: str) -> bool:
    text = params.text(field)
    if len(text) > TEXT_LIMITS[field]:
        raise bad_request(f"BOT_{field.upper()}_INVALID")
    world.profile.texts[field, params.text("language_code")] = text
    return True
