"""The town is built once for each engine; whoever proves something visits a copy of its own."""

from __future__ import annotations

import asyncio
import itertools
import json
import pickle
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from telegram import Update

from db.beats import forget_beats
from db.engine import Sessions
from db.tables import InboxState, InboxUpdate
from tests.fakes import BOT, Clock, World
from tests.proof.harvest import WAYS, Sample, harvest, moves_the_clock
from tests.proof.people import PEOPLE
from tests.proof.stage import Stage
from tests.proof.town import build

#: Past all ids of the town.
_FIRST = 10_000


@dataclass(frozen=True)
class Town:
    """What has to be carried over into a copy of its database."""

    chats: bytes
    at: datetime
    pressed: tuple[tuple[str, str], ...]
    asked: bytes
    next_id: int  #: ids of updates and messages in a copy begin here


async def build_town(database_url: str) -> Town:
    async with World(database_url, Clock()) as world:
        return town_of(await build(world))


def town_of(stage: Stage) -> Town:
    world = stage.world
    chats, asked = pickle.dumps(dict(world.telegram.chats)), pickle.dumps(stage.asked)
    return Town(chats, world.clock.at, tuple(stage.pressed), asked, next(world._update_ids) + _FIRST)


async def walk(town: Town, database_url: str, keep: Callable[[], None]) -> tuple[Town, list[Sample]]:
    """Walk every way: the town as it is then, and a sample of every button.

    ``keep`` copies the database when all ways have been walked but those that take days.
    """
    async with visits(town, database_url, lambda: None) as anew:
        stage = await anew()
        samples = await harvest(stage, [way for way in WAYS if not moves_the_clock(way)])
        walked = town_of(stage)
        await Sessions.close(stage.world.sessions)
        keep()
        for way in filter(moves_the_clock, WAYS):
            samples += await harvest(stage, [way])
            stage.world.clock.at = town.at
            async with stage.world.sessions.writing() as session:
                await forget_beats(session)
        asked = pickle.dumps(stage.asked)  # also what is asked only on the day of a sitting
        return replace(walked, asked=asked), samples


@asynccontextmanager
async def visits(
    town: Town, database_url: str, restore: Callable[[], None]
) -> AsyncIterator[Callable[[], Awaitable[Stage]]]:
    """What gives the town anew, database and chats, as often as it is called.

    One engine for all: an engine of its own would compile every statement again. ``restore`` puts the
    town's database in its place while nobody is connected.
    """
    restore()
    async with World(database_url, Clock(town.at)) as world:

        async def anew() -> Stage:
            await Sessions.close(world.sessions)  # only the connections: they are not given back yet
            restore()
            world.clock.at = town.at
            world.telegram.chats.clear()
            world.telegram.chats.update(pickle.loads(town.chats))
            world.telegram._ids = itertools.count(town.next_id)
            world._update_ids = itertools.count(town.next_id)
            stage = Stage(world)
            stage.pressed.extend(town.pressed)
            stage.asked.update(pickle.loads(town.asked))
            return stage

        yield anew


def press_of(who: str, data: str, *, message_id: int = 1) -> dict[str, object]:
    """An update: this person presses a button with this data."""
    chat = {"id": PEOPLE[who], "type": "private", "first_name": who.capitalize()}
    message = {"message_id": message_id, "date": 1, "chat": chat, "from": BOT, "text": "x"}
    return {
        "callback_query": {
            "id": "1",
            "from": _user(who),
            "chat_instance": "1",
            "message": message,
            "data": data,
        }
    }


def words_of(who: str, text: str) -> dict[str, object]:
    """An update: this person says something."""
    chat = {"id": PEOPLE[who], "type": "private", "first_name": who.capitalize()}
    entities = (
        [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}] if text[0] == "/" else []
    )
    return {
        "message": {
            "message_id": 1,
            "date": 1,
            "chat": chat,
            "from": _user(who),
            "text": text,
            "entities": entities,
        }
    }


async def arrive(world: World, payloads: Iterable[dict[str, object]]) -> list[Update]:
    """Store updates as the inbox does, in one commit, ready to be processed."""
    raws = [{"update_id": next(world._update_ids), **payload} for payload in payloads]
    async with world.sessions.writing() as session:
        for raw in raws:
            session.add(
                InboxUpdate(
                    update_id=int(str(raw["update_id"])),
                    payload=json.dumps(raw),
                    state=InboxState.NEW,
                    received_at=world.clock(),
                )
            )
    parsed = [Update.de_json(raw, world.application.bot) for raw in raws]
    return [update for update in parsed if update is not None]


async def answers_to(world: World, who: str, payloads: Iterable[dict[str, object]]) -> list[list[str]]:
    """Updates one after the other, and what was said to this person at once after each."""
    chat, found = world.telegram.chats[PEOPLE[who]], []
    for update in await arrive(world, payloads):
        before = len(chat)
        await world.application.process_update(update)
        await world.house.settle()
        found.append([shown.html for shown in chat[before:]])
    return found


async def all_at_once(world: World, payloads: Iterable[dict[str, object]]) -> None:
    """Updates that are processed beside each other. Nothing is delivered."""
    updates = await arrive(world, payloads)
    await asyncio.gather(*(world.application.process_update(update) for update in updates))
    await world.house.settle()


def _user(who: str) -> dict[str, object]:
    return {"id": PEOPLE[who], "is_bot": False, "first_name": who.capitalize()}
