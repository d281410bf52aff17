"""What every room shares: settings, sessions, the clock, the wire, and what is done beside the handlers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.delivery.menus import Menus
from bot.delivery.replies import Call, no_wire
from bot.settings import Settings
from db.engine import Sessions
from db.menus import are_rights_touched


@dataclass(slots=True)
class House:
    """What every room shares. ``now`` is the clock of the business, movable in the practice room."""

    settings: Settings
    sessions: Sessions
    now: Callable[[], datetime]
    ring: Callable[[], None] = field(default=lambda: None)  #: tells the postman that there is something new
    call: Call = no_wire  #: straight to the wire
    bot_username: str = ""
    menus: Menus = field(init=False)
    is_abandoned: bool = False  #: others took this process for dead, and have its work
    away: dict[int, Exception] = field(default_factory=dict)  #: updates that met a database which is away
    tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.menus = Menus(self.sessions, self.now)

    def after_commit(self, session: AsyncSession) -> None:
        """Something was changed in this session: wake whoever has to do with it."""
        self.ring()
        if are_rights_touched(session):
            self.spawn(self.menus.refresh())

    def spawn(self, chore: Coroutine[None, None, None]) -> None:
        """Do something beside the handler, best effort; it is waited for when the house closes."""
        task = asyncio.get_running_loop().create_task(chore)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def settle(self) -> None:
        """Wait for what was spawned."""
        if self.tasks:
            await asyncio.wait(self.tasks, timeout=5)
