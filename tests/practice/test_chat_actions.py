"""sendChatAction: no message, but refused where one would be, and limited on its own."""

import pytest

from bot.practice.cast import SARI
from bot.practice.chats import ChatState
from bot.practice.library import practice_server
from bot.practice.limits import Limits

CHAT = SARI.telegram_id
TYPING = {"chat_id": CHAT, "action": "typing"}


async def test_it_leaves_a_line_in_the_log_and_nothing_in_the_chat(server, call):
    assert (await call("sendChatAction", **TYPING)) == {"ok": True, "result": True}
    assert [(line.method, line.chat_id, line.message_id, line.text) for line in server.log] == [
        ("sendChatAction", CHAT, 0, "typing")
    ]
    assert server.person(SARI).messages() == []


@pytest.mark.parametrize(
    ("state", "code", "description"),
    [
        (ChatState.BLOCKED, 403, "Forbidden: bot was blocked by the user"),
        (ChatState.DEACTIVATED, 403, "Forbidden: user is deactivated"),
        # sendMessage has better words for these two (TDLib rewrites them only for messages)
        (ChatState.NEVER_STARTED, 400, "Bad Request: PEER_ID_INVALID"),
        (ChatState.BOT, 400, "Bad Request: USER_IS_BOT"),
        (ChatState.UNKNOWN, 400, "Bad Request: chat not found"),
    ],
)
async def test_whoever_cannot_be_reached(server, refused, state, code, description):
    server.person(CHAT).set_state(state)
    assert await refused("sendChatAction", **TYPING) == (code, description)
    assert server.log == []


@pytest.mark.parametrize(
    ("state", "code", "description"),
    [
        (ChatState.KICKED, 403, "Forbidden: bot was kicked from the group chat"),
        (ChatState.LEFT, 403, "Forbidden: bot is not a member of the group chat"),
        (ChatState.GROUP_DELETED, 403, "Forbidden: the group chat was deleted"),
        (ChatState.NO_RIGHTS, 400, "Bad Request: have no write access to the chat"),
    ],
)
async def test_groups_that_cannot_be_reached(server, refused, state, code, description):
    server.group(-100).set_state(state)
    assert await refused("sendChatAction", chat_id=-100, action="typing") == (code, description)


@pytest.mark.parametrize(("limits", "taken"), [((3, 40), 3), ((20, 5), 5)])
async def test_it_has_a_limit_of_its_own(caller, limits, taken):
    async with practice_server(strict_limits=Limits(actions=limits), monotonic=lambda: 0.0) as server:
        call = caller(server)
        answers = [await call("sendChatAction", **TYPING) for _ in range(taken + 1)]
        wait = 5 if taken == 3 else 30
        assert [answer["ok"] for answer in answers] == [True] * taken + [False]
        assert answers[-1]["description"] == f"Too Many Requests: retry after {wait}"
        assert (await call("sendMessage", chat_id=CHAT, text="Halo"))["ok"]
