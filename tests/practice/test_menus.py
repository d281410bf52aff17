"""Menus of commands by scope: which one is shown where, and which scopes Telegram refuses."""

import json

import pytest

from bot.app import Bot
from bot.commands.practicing import running
from bot.practice.cast import BONTANG_GROUP, PAK_JOKO, SARI, SEKDA_BONTANG, STRANGER
from bot.practice.library import PRACTICE_TOKEN
from bot.settings import Settings
from handlers.help import introduce

CHAT = SARI.telegram_id
GROUP = BONTANG_GROUP.chat_id


def commands(*names: str) -> list[dict]:
    return [{"command": name, "description": "Keterangan"} for name in names]


@pytest.fixture
def put(call):
    """Set a menu of one command."""

    async def send(name: str, **more: object) -> None:
        assert (await call("setMyCommands", commands=commands(name), **more))["ok"]

    return send


async def test_a_menu_of_ones_own_comes_before_the_common_one_and_goes_at_once(server, call):
    scope = {"type": "chat", "chat_id": CHAT}
    sari, stranger = server.person(SARI), server.person(STRANGER)
    await call("setMyCommands", commands=commands("bantuan"))
    await call("setMyCommands", commands=json.dumps(commands("status")), scope=json.dumps(scope))
    assert (await call("getMyCommands", scope=scope))["result"] == commands("status")
    assert (sari.menu(), stranger.menu()) == (["status"], ["bantuan"])
    await call("deleteMyCommands", scope={"type": "chat", "chat_id": str(CHAT)})
    assert sari.menu() == ["bantuan"]
    assert (await call("getMyCommands", scope=scope))["result"] == []


async def test_private_chats_look_from_the_narrowest_scope_to_the_widest(server, put):
    seen = []
    for scope in ({"type": "default"}, {"type": "all_private_chats"}, {"type": "chat", "chat_id": CHAT}):
        await put(scope["type"], scope=scope)
        seen.append(server.person(SARI).menu())
        await put(f"{scope['type']}_id", scope=scope, language_code="id")
        seen.append(server.person(SARI).menu())
    await put("grup", scope={"type": "all_group_chats"})
    assert [*seen, server.person(STRANGER).menu()] == [
        ["default"],
        ["default_id"],
        ["all_private_chats"],
        ["all_private_chats_id"],
        ["chat"],
        ["chat_id"],
        ["all_private_chats_id"],
    ]


async def test_groups_look_from_the_member_to_everybody_and_set_administrators_apart(server, put):
    group = server.group_of(BONTANG_GROUP)
    await group.add_bot(SARI)
    seen = []
    for scope in (
        {"type": "default"},
        {"type": "all_group_chats"},
        {"type": "all_chat_administrators"},
        {"type": "chat", "chat_id": GROUP},
        {"type": "chat_administrators", "chat_id": GROUP},
        {"type": "chat_member", "chat_id": GROUP, "user_id": SEKDA_BONTANG.telegram_id},
    ):
        await put(scope["type"], scope=scope)
        seen.append((group.menu(SARI), group.menu(SEKDA_BONTANG)))
    assert seen == [
        (["default"], ["default"]),
        (["all_group_chats"], ["all_group_chats"]),
        (["all_chat_administrators"], ["all_group_chats"]),
        (["chat"], ["chat"]),
        (["chat_administrators"], ["chat"]),
        (["chat_administrators"], ["chat_member"]),
    ]


@pytest.mark.parametrize(
    ("scope", "code", "description"),
    [
        ("{", 400, "can't parse BotCommandScope JSON object"),
        ([], 400, "can't parse BotCommandScope: BotCommandScope must be an Object"),
        ({}, 400, "can't parse BotCommandScope: Can't find field \"type\""),
        ({"type": "orang"}, 400, "can't parse BotCommandScope: Unsupported type specified"),
        ({"type": "chat"}, 400, "can't parse BotCommandScope: Can't find field \"chat_id\""),
        ({"type": "chat", "chat_id": ""}, 400, "can't parse BotCommandScope: Empty chat_id specified"),
        ({"type": "chat", "chat_id": 42}, 400, "chat not found"),
        ({"type": "chat_administrators", "chat_id": CHAT}, 400, "can't use specified scope in private chats"),
        (
            {"type": "chat_member", "chat_id": -77, "user_id": 0},
            400,
            "can't parse BotCommandScope: Invalid user_id specified",
        ),
        ({"type": "chat_member", "chat_id": -77, "user_id": 42}, 400, "user not found"),
        ({"type": "chat", "chat_id": -88}, 400, "can't change commands in channel chats"),
    ],
)
async def test_scopes_telegram_refuses(server, refused, scope, code, description):
    server.group(-77)
    server.group(-88, kind="channel")
    assert await refused("setMyCommands", commands=commands("a"), scope=scope) == (
        code,
        f"Bad Request: {description}",
    )


async def test_a_menu_for_a_group_the_bot_is_not_in(refused):
    scope = {"type": "chat", "chat_id": GROUP}
    assert await refused("setMyCommands", commands=commands("a"), scope=scope) == (
        403,
        "Forbidden: bot is not a member of the group chat",
    )


async def test_a_menu_may_be_set_for_whoever_has_blocked_the_bot(server, put):
    await server.person(PAK_JOKO).block()
    await put("status", scope={"type": "chat", "chat_id": PAK_JOKO.telegram_id})
    assert server.person(PAK_JOKO).menu() == ["status"]


async def test_a_language_has_two_letters(refused):
    assert await refused("setMyCommands", commands=commands("a"), language_code="ind") == (
        400,
        "Bad Request: invalid language code specified",
    )


async def test_a_bot_that_is_running_has_said_of_itself_how_to_check_it(server, call, sqlite_url):
    """Set where it differs, and asked for before: a second start changes nothing."""
    settings = Settings(bot_token=PRACTICE_TOKEN, database_url=sqlite_url, telegram_api_url=server.url)
    async with running(Bot(settings)) as bot:
        await bot.house.settle()
        said = (await call("getMyDescription"))["result"]["description"]
        assert f"@{bot.house.bot_username}" in said and "/cek" in said
        short = (await call("getMyShortDescription"))["result"]["short_description"]
        assert "cocokkan nama bot dengan surat resmi" in short
        await introduce(bot.application.bot)
        assert (await call("getMyDescription"))["result"]["description"] == said
