"""One test per row of Telegram's refusals that the practice room claims."""

import pytest

from bot.practice.cast import SARI
from bot.practice.chats import ChatState

#: the private chat these tests write into
CHAT = SARI.telegram_id
TEXT = {"chat_id": CHAT, "text": "Halo"}
GROUP = -100_200


def button(**action: object) -> dict:
    return {"inline_keyboard": [[{"text": "Hadir", **action}]]}


@pytest.mark.parametrize(
    ("state", "code", "description"),
    [
        (ChatState.BLOCKED, 403, "Forbidden: bot was blocked by the user"),
        (ChatState.DEACTIVATED, 403, "Forbidden: user is deactivated"),
        (ChatState.NEVER_STARTED, 403, "Forbidden: bot can't initiate conversation with a user"),
        (ChatState.BOT, 403, "Forbidden: the bot can't send messages to the bot"),
        (ChatState.UNKNOWN, 400, "Bad Request: chat not found"),
    ],
)
async def test_people_who_cannot_be_reached(server, refused, state, code, description):
    server.person(CHAT).set_state(state)
    assert await refused("sendMessage", **TEXT) == (code, description)
    assert server.log == []


@pytest.mark.parametrize(
    ("state", "kind", "code", "description"),
    [
        (ChatState.KICKED, "group", 403, "Forbidden: bot was kicked from the group chat"),
        (ChatState.KICKED, "supergroup", 403, "Forbidden: bot was kicked from the supergroup chat"),
        (ChatState.KICKED, "channel", 403, "Forbidden: bot was kicked from the channel chat"),
        (ChatState.LEFT, "group", 403, "Forbidden: bot is not a member of the group chat"),
        (ChatState.LEFT, "supergroup", 403, "Forbidden: bot is not a member of the supergroup chat"),
        (ChatState.LEFT, "channel", 403, "Forbidden: bot is not a member of the channel chat"),
        (ChatState.GROUP_DELETED, "group", 403, "Forbidden: the group chat was deleted"),
        (
            ChatState.NO_RIGHTS,
            "group",
            400,
            "Bad Request: not enough rights to send text messages to the chat",
        ),
    ],
)
async def test_groups_that_cannot_be_reached(server, refused, state, kind, code, description):
    server.group(GROUP, kind=kind).set_state(state)
    assert await refused("sendMessage", chat_id=GROUP, text="Halo") == (code, description)


async def test_a_group_that_became_a_supergroup_names_its_successor(server, call):
    group = server.group(GROUP)
    group.chat.state, group.chat.migrated_to = ChatState.MIGRATED, -1_001_234
    assert await call("sendMessage", chat_id=GROUP, text="Halo") == {
        "ok": False,
        "error_code": 400,
        "description": "Bad Request: group chat was upgraded to a supergroup chat",
        "parameters": {"migrate_to_chat_id": -1_001_234},
    }


@pytest.mark.parametrize(
    ("chat_id", "description"),
    [
        (None, "Bad Request: chat_id is empty"),
        ("", "Bad Request: chat_id is empty"),
        (4242, "Bad Request: chat not found"),
        ("@tidak_ada", "Bad Request: chat not found"),
        ("12x", "Bad Request: chat not found"),
    ],
)
async def test_chats_nobody_knows(refused, chat_id, description):
    assert await refused("sendMessage", chat_id=chat_id, text="Halo") == (400, description)


@pytest.mark.parametrize(
    ("params", "description"),
    [
        ({"text": None}, "message text is empty"),
        ({"text": ""}, "message text is empty"),
        ({"text": " \n "}, "text must be non-empty"),
        ({"text": "<b> </b>", "parse_mode": "HTML"}, "text must be non-empty"),
        ({"text": "a" * 4097}, "message is too long"),
        ({"text": "é" * 16385}, "text is too long"),
        (
            {"text": "<b>a", "parse_mode": "HTML"},
            "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
        ),
        ({"parse_mode": "Tulisan"}, "unsupported parse_mode"),
        ({"reply_markup": button(callback_data="é" * 33)}, "BUTTON_DATA_INVALID"),
        ({"reply_markup": button(callback_data="")}, "BUTTON_DATA_INVALID"),
        ({"reply_markup": button(copy_text={"text": "a" * 257})}, "BUTTON_COPY_TEXT_INVALID"),
        (
            {"reply_markup": button(url="bukan tautan")},
            "inline keyboard button URL 'bukan tautan' is invalid: Wrong HTTP URL",
        ),
        (
            {"reply_markup": button()},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            {"reply_markup": {"inline_keyboard": [[{"url": "kpk.go.id"}]]}},
            "can't parse inline keyboard button: Can't find field \"text\"",
        ),
        (
            {"reply_markup": {"inline_keyboard": [[{"text": "a", "callback_data": "a"}]] * 101}},
            "reply markup is too long",
        ),
        ({"reply_markup": "{"}, "can't parse reply keyboard markup JSON object"),
        ({"reply_markup": "[]"}, "object expected as reply markup"),
        ({"reply_parameters": {"message_id": 99}}, "message to be replied not found"),
    ],
)
async def test_messages_telegram_does_not_take(server, refused, params, description):
    assert await refused("sendMessage", **{**TEXT, **params}) == (400, f"Bad Request: {description}")
    assert server.log == []


async def test_a_caption_counts_after_parsing(server, refused, call):
    file = server.world.files.add("surat.pdf", b"%PDF").file_id
    document = {"chat_id": CHAT, "document": file, "parse_mode": "HTML"}
    assert (await call("sendDocument", **document, caption=f"<b>{'😀' * 1024}</b>"))["ok"]
    assert await refused("sendDocument", **document, caption="a" * 1025) == (
        400,
        "Bad Request: message caption is too long",
    )


async def test_4096_code_points_after_parsing_are_not_too_long(call):
    assert (await call("sendMessage", chat_id=CHAT, text=f"<b>{'a' * 4096}</b>", parse_mode="HTML"))["ok"]
