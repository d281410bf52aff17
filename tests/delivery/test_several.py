"""Several processes at one PostgreSQL: one leads, all send, the rate is shared, the dead are replaced."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from aiohttp import ClientConnectionError, ClientSession
from aiohttp.test_utils import unused_port
from sqlalchemy import func, select, update
from sqlmodel import col

from bot.commands.running import run_bot
from bot.delivery.gate import BOT, Gate
from bot.delivery.leader import Leader
from bot.delivery.pace import MOST_IN_GROUP, rest_after, share_of
from bot.delivery.presence import Buried, Presence, Times
from bot.delivery.wire import NotSent, Wire
from bot.rules.outbox import OutboxState
from bot.settings import Settings
from db.chat_paces import rest, take_turn
from db.clock import real_in
from db.engine import Sessions
from db.gates import close_gate
from db.instances import living
from db.leading import still_leads
from db.tables import Attempt, Instance, OutboxMessage
from tests.delivery import one_of_several
from tests.delivery.conftest import row_of
from tests.delivery.telegram import TOKEN, Telegram, message
from tests.processes import Killable

TIMES = Times(beat=0.2, lease=1.2, gone=0.6, stale=2.0, settle=1.1)
NOBODY = "nobody"


def most_within_a_second(moments: list[float]) -> int:
    """Of a window of a second that slides over these moments, the fullest."""
    ordered, first, most = sorted(moments), 0, 0
    for number, moment in enumerate(ordered):
        while ordered[first] <= moment - 1:
            first += 1
        most = max(most, number - first + 1)
    return most


@pytest.mark.parametrize("rate", [1, 2, 7, 25, 30])
@pytest.mark.parametrize("among", [1, 2, 3, 5])
def test_the_shares_add_up_to_the_rate_and_more_processes_never_mean_more(rate, among):
    shares = [share_of(rate, place, among) for place in range(among)]
    assert sum(slots / window for slots, window in shares) == pytest.approx(rate)
    for place, (slots, window) in enumerate(shares):
        for earlier in {place, max(0, place - 1)}:  # where somebody before it, or behind it, leaves
            if earlier < among - 1:
                fewer, shorter = share_of(rate, earlier, among - 1)
                assert fewer / shorter >= slots / window


def test_a_group_rests_so_long_that_all_together_stay_below():
    assert 60 / rest_after(-5) == MOST_IN_GROUP
    assert rest_after(5) == 1.0


@pytest.fixture(params=["postgresql"])
def database_url(one_postgresql: str, request: pytest.FixtureRequest) -> str:
    return request.getfixturevalue("emptied_postgresql")


@pytest.fixture
async def ours(database_url: str, telegram: Telegram) -> AsyncIterator[list[Presence]]:
    """Makes processes, each with connections of its own, and closes them."""
    made: list[Sessions] = []
    wires: list[Wire] = []

    async def make(owner: str, *, rate: float = 20, times: Times = TIMES) -> tuple[Presence, Wire, Sessions]:
        sessions = Sessions(database_url, pool_size=2, owner=owner)
        wire = Wire(token=TOKEN, api_url=telegram.url, gate=Gate(sessions), rate=rate)
        await wire.open()
        made.append(sessions)
        wires.append(wire)
        return Presence(sessions, wire, owner=owner, times=times), wire, sessions

    yield make
    for wire in wires:
        await wire.close()
    for sessions in made:
        await sessions.close()


async def silence(sessions: Sessions, owner: str, seconds: float) -> None:
    """As if this one had not been heard of for so long."""
    async with sessions.writing() as session:
        quiet = update(Instance).where(col(Instance.owner) == owner)
        await session.execute(quiet.values(seen_at=real_in(-seconds)))


async def owners(sessions: Sessions) -> list[str]:
    async with sessions.reading() as session:
        return [one.owner for one in await living(session)]


async def test_a_newcomer_sends_when_all_have_seen_it_and_both_have_their_share(ours, sessions):
    slow = Times(settle=0)
    first, one, _ = await ours("first", times=slow)
    await first.join()
    await first.beat()
    assert (one.traffic.is_trusted, one.traffic.room()) == (True, 20), "alone: at once, and everything"
    second, two, _ = await ours("second", times=slow)
    await second.join()
    await second.beat()
    assert not two.traffic.is_trusted, "the first may still send as if it were alone"
    await first.beat()
    await second.beat()
    assert not two.traffic.is_trusted, "seen, but perhaps not acted upon"
    await first.beat()
    await second.beat()
    assert (two.traffic.is_trusted, one.traffic.room(), two.traffic.room()) == (True, 10, 10)
    await silence(sessions, "first", 3600)
    await second.beat()
    await second.beat()
    assert await owners(sessions) == ["second"]
    assert two.traffic.room() == 10, "a larger share has to wait"
    with pytest.raises(Buried):
        await first.beat()


async def test_whoever_is_not_heard_sends_nothing_and_was_quiet_for_a_moment_is_not_buried(ours, sessions):
    first, one, _ = await ours("first", times=Times(lease=-1))
    second, _, _ = await ours("second", times=Times(gone=0.05, stale=3600))
    await first.join()
    await second.join()
    await first.beat()
    assert not one.traffic.is_trusted
    with pytest.raises(NotSent):
        await one.call("sendMessage", {"chat_id": 1, "text": "x"}, patience=timedelta(seconds=0.01))
    await silence(sessions, "first", 0.1)
    await second.beat()
    assert sorted(await owners(sessions)) == ["first", "second"], "it has sessions at the server: it lives"
    async with sessions.writing() as session:
        session.add(Instance(owner=NOBODY, started_at=datetime.now(UTC), seen_at=datetime.now(UTC)))
    await silence(sessions, NOBODY, 0.1)
    await second.beat()
    assert sorted(await owners(sessions)) == ["first", "second"], "the one without sessions was killed"


async def test_a_frozen_leader_is_relieved_and_writes_nothing_more(ours, sessions):
    frozen, _, its = await ours("frozen")
    await frozen.join()
    leader, next_leader = Leader(its, owner="frozen"), None
    assert await leader.try_take()
    async with its.writing() as session:
        assert await still_leads(session, "frozen")
    other, _, others = await ours("other")
    await other.join()
    next_leader = Leader(others, owner="other")
    assert not await next_leader.try_take()
    await silence(sessions, "frozen", 3600)
    await other.beat()
    assert await next_leader.try_take()
    assert not await leader.leads()
    await leader.release()
    async with its.writing() as session:
        assert not await still_leads(session, "frozen")
    await next_leader.release()


async def test_two_do_not_write_to_a_chat_in_one_second_and_obey_each_others_pause(sessions):
    async def wait_for(chat_id: int) -> timedelta | None:
        async with sessions.writing() as session:
            return await take_turn(session, chat_id, hold=timedelta(seconds=10))

    assert await wait_for(1) is None
    assert await wait_for(1) > timedelta(seconds=9)
    assert await wait_for(2) is None
    async with sessions.writing() as session:
        await rest(session, 1, seconds=-1)
    assert await wait_for(1) is None
    async with sessions.writing() as session:
        await close_gate(session, name=BOT, pause=timedelta(seconds=60))
    assert await wait_for(3) > timedelta(seconds=50)


@contextmanager
def several(database_url: str, telegram: Telegram, *, rate: int) -> Iterator[list[Killable]]:
    """Two processes of the whole bot, the leader first; ended at the end."""
    times = f"{TIMES.beat} {TIMES.lease} {TIMES.gone} {TIMES.stale} {TIMES.settle}"
    started: list[Killable] = []

    def start() -> Killable:
        started.append(Killable(one_of_several.main, database_url, telegram.url, str(rate), times))
        return started[-1]

    try:
        yield start
    finally:
        for process in started:
            process.kill()


@asynccontextmanager
async def new_poll(telegram: Telegram):
    """Within these seconds somebody asks for updates anew."""
    before = len(telegram.offsets)
    yield
    await telegram.until(lambda: len(telegram.offsets) > before)


async def test_one_is_frozen_one_is_killed_and_all_is_sent_once_within_the_rate(
    database_url, sessions, telegram, put
):
    async def send(count: int) -> None:
        already = len(telegram.sent())
        for number in range(count):
            await put(chat_id=already + number + 1, now=datetime.now(UTC))
        await telegram.until(lambda: len(telegram.sent()) >= already + count)

    with several(database_url, telegram, rate=20) as start:
        async with new_poll(telegram):
            leader = start()
        async with new_poll(telegram):
            other = start()
            await until(lambda: are_two(sessions))
            await send(30)
            leader.freeze()
        await telegram.give(message(1, 9001, "halo"))
        await telegram.until(lambda: bool(telegram.texts(9001)))
        leader.thaw()
        await until(lambda: are_two(sessions))
        async with new_poll(telegram):
            other.kill()
        await send(10)
        await until(lambda: is_all_sent(sessions))
    async with sessions.reading() as session:
        senders = await session.scalar(select(func.count(func.distinct(col(Attempt.owner)))))
    assert senders == 3, "both sent, and the frozen one began anew under another name"
    assert most_within_a_second([call.at for call in telegram.sent()]) <= 20
    twice = {chat for chat in range(1, 42) if len(telegram.texts(chat)) > 1}
    for chat_id in twice:
        assert (await row_of(sessions, chat_id)).may_be_duplicate


async def until(is_so: Callable[[], Awaitable[bool]]) -> None:
    """Wait for something in the database that other processes do."""
    async with asyncio.timeout(20):
        while not await is_so():  # noqa: ASYNC110 - no bell rings for it
            await asyncio.sleep(0.05)


async def are_two(sessions: Sessions) -> bool:
    return len(await owners(sessions)) == 2


async def is_all_sent(sessions: Sessions) -> bool:
    async with sessions.reading() as session:
        left = select(func.count()).where(col(OutboxMessage.state) != OutboxState.SENT)
        return not await session.scalar(left)


async def test_with_a_webhook_every_process_takes_updates_and_each_is_handled_once(database_url, telegram):
    ports = [unused_port(), unused_port()]
    secret = {"X-Telegram-Bot-Api-Secret-Token": "s" * 32}
    running = [
        asyncio.create_task(
            run_bot(
                Settings(
                    bot_token=TOKEN,
                    database_url=database_url,
                    telegram_api_url=telegram.url,
                    webhook_url="https://bot.example.go.id",
                    webhook_secret="s" * 32,
                    port=port,
                ),
                times=TIMES,
            )
        )
        for port in ports
    ]
    async with ClientSession() as client:

        async def post(port: int, update: dict) -> None:
            async with client.post(
                f"http://127.0.0.1:{port}/telegram", json=update, headers=secret
            ) as answer:
                assert answer.status == 200

        await telegram.until(lambda: bool(telegram.sent("setWebhook")))
        await asyncio.gather(*(until(partial(is_open, client, port)) for port in ports))
        await asyncio.gather(
            *(post(port, message(number, 70 + number, "halo")) for number in range(4) for port in ports)
        )
        await telegram.until(lambda: all(telegram.texts(70 + number) for number in range(4)))
    assert len(telegram.sent("setWebhook")) == 1, "only the leader says where to call"
    assert [len(telegram.texts(70 + number)) for number in range(4)] == [1] * 4
    for task in running:
        task.cancel()
    await asyncio.wait(running)


async def is_open(client: ClientSession, port: int) -> bool:
    try:
        async with client.get(f"http://127.0.0.1:{port}/healthz") as answer:
            return answer.status == 200
    except ClientConnectionError:
        return False
