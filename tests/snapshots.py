"""A world as it was after steps that many tests begin with: kept once, given to whoever is at the same point.

Publishing a meeting takes as long as most tests that begin with a published one. A world that is equal to
the last byte of its database gets a copy of what came out the first time. On SQLite; elsewhere it is played.
"""

from __future__ import annotations

import copy
import hashlib
import sqlite3
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tests.fakes import FakeTelegram, World


@dataclass
class Kept:
    """Everything a world holds at one moment."""

    database: bytes
    at: datetime
    updates: object
    telegram: dict[str, object]

    @classmethod
    def of(cls, world: World) -> Kept:
        return cls(_content(world), world.clock.at, copy.copy(world._update_ids), _seen(world.telegram))

    async def give(self, world: World) -> None:
        """Take this world there; it must be the one that was kept, or equal to it."""
        await world.sessions.let_go()
        _file(world).write_bytes(self.database)
        world.clock.at, world._update_ids = self.at, copy.copy(self.updates)
        vars(world.telegram).update(copy.deepcopy(self.telegram))


_kept: dict[str, Kept] = {}


async def once(world: World, name: str, play: Callable[[], Awaitable[None]]) -> None:
    """Play it, or take the world to where playing it led before."""
    if not world.sessions.is_sqlite:
        return await play()
    key = _point(world, name)
    if key not in _kept:
        await play()
        _kept[key] = Kept.of(world)
        return None
    return await _kept[key].give(world)


def _point(world: World, name: str) -> str:
    """Everything on which the outcome could depend."""
    around = (
        name,
        world.clock.at,
        world._update_ids,
        world.house.menus._hashes,
        sorted(_seen(world.telegram).items()),
    )
    return hashlib.sha256(_content(world) + repr(around).encode()).hexdigest()


def _seen(telegram: FakeTelegram) -> dict[str, object]:
    return copy.deepcopy(vars(telegram))


def _file(world: World) -> Path:
    return Path(world.sessions.url.database or "")


def _content(world: World) -> bytes:
    """The database file, with what was still beside it."""
    with sqlite3.connect(_file(world)) as connection:
        (busy, *_) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    connection.close()
    assert not busy, "somebody still reads"
    return _file(world).read_bytes()
