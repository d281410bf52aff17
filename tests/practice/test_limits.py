"""How much Telegram takes, and what it says when it was too much."""

import pytest

from bot.practice.cast import SARI
from bot.practice.library import practice_server
from bot.practice.limits import Limits

CHAT = SARI.telegram_id


async def test_asking_again_at_once_is_slowed_down(caller):
    seconds = [100.0]
    async with practice_server(strict_limits=True, monotonic=lambda: seconds[0]) as server:
        call = caller(server)
        for words in ("satu", "dua"):
            await server.person(SARI).say(words)
        assert len((await call("getUpdates"))["result"]) == 2
        # the same offset within half a second brings one
        assert len((await call("getUpdates"))["result"]) == 1
        seconds[0] += 0.6
        assert len((await call("getUpdates"))["result"]) == 2


@pytest.mark.parametrize(
    ("limits", "chats", "taken"),
    [
        # over all chats
        (Limits(overall=3, chat_burst=100), [CHAT, CHAT - 1, CHAT - 2, CHAT - 3], 3),
        # one private chat
        (Limits(chat_burst=2), [CHAT] * 4, 2),
        # a group
        (Limits(group=2), [-100] * 3, 2),
    ],
)
async def test_limits_answer_429_with_the_time_to_wait(caller, limits, chats, taken):
    seconds = [0.0]
    async with practice_server(strict_limits=limits, monotonic=lambda: seconds[0]) as server:
        server.group(-100)
        call = caller(server)
        answers = [await call("sendMessage", chat_id=chat, text="Halo") for chat in chats]
        assert [answer["ok"] for answer in answers] == [True] * taken + [False] * (len(chats) - taken)
        wait = answers[-1]["parameters"]["retry_after"]
        assert answers[-1]["description"] == f"Too Many Requests: retry after {wait}"
        seconds[0] += wait
        assert (await call("sendMessage", chat_id=chats[-1], text="Halo"))["ok"]


async def test_limits_can_hold_instead_of_refusing(caller):
    async with practice_server(strict_limits=Limits(overall=1, hold=8)) as server:
        call = caller(server)
        assert all([(await call("sendMessage", chat_id=CHAT, text="Halo"))["ok"] for _ in range(2)])
        first, second = server.log
        assert second.real_seconds - first.real_seconds >= 0.99


async def test_refusals_for_haste_say_so_in_the_header_too(caller, http):
    async with practice_server(strict_limits=Limits(chat_burst=1)) as server:
        call = caller(server)
        await call("sendMessage", chat_id=CHAT, text="Halo")
        address = f"{server.url}/bot{server.world.token}/sendMessage"
        async with http.post(address, json={"chat_id": CHAT, "text": "Halo"}) as response:
            assert (response.status, response.headers["Retry-After"]) == (429, "1")
