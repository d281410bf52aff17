"""Random histories of publishing, moving, cancelling, answering and outages, against what must always hold.

After every step: the last message each person holds about a sitting states its present time; nobody is
reminded of a past, cancelled or former time; nobody is reminded of one step of one time twice.
"""

from __future__ import annotations

import random
import re
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from bot.rules.clocks import WIB, WITA, both_clocks, local_date, short_date
from db.queries.meetings import meeting_view
from db.tables import OutboxMessage
from tests.builders import BUDI, JOKO, SARI
from tests.fakes import World
from tests.handlers.rakor import published, registered

ZONES = {SARI: (WITA, 2), BUDI: (WIB, 1)}
ABOUT = (
    "<b>Undangan rapat",
    "<b>Perubahan jadwal",
    "<b>Pembatalan",
    "<b>Pengingat",
    "<b>Menunggu",
    "<b>Rapat ",
)


class History:
    """One run: what is done, and what is checked after each step."""

    def __init__(self, world: World, seed: int) -> None:
        self.world, self.chance = world, random.Random(seed)
        self.seen = dict.fromkeys(ZONES, 0)

    async def play(self, steps: int) -> None:
        for _ in range(steps):
            deed = self.chance.choice(
                [self.move, self.move, self.cancel, self.answer, self.wait, self.outage]
            )
            await deed()
            await self.check()

    async def move(self) -> None:
        number = self.chance.choice([1, 2])
        day, hour = self.chance.randint(4, 14), self.chance.randint(7, 15)
        if not await self.manage(number, "Pindahkan"):
            return
        await self.world.say(JOKO, f"{day:02}-03-2025 {hour:02}.00-{hour + 2:02}.00 WIB")
        if "Konfirmasi" in self.world.last(JOKO).labels:
            await self.world.press(JOKO, "Konfirmasi", on=self.world.last(JOKO))
        else:
            await self.world.say(JOKO, "/batal")

    async def cancel(self) -> None:
        if self.chance.random() < 0.3 and await self.manage(self.chance.choice([1, 2]), "Batalkan sesi"):
            await self.world.press(JOKO, "Konfirmasi", on=self.world.last(JOKO))

    async def manage(self, number: int, label: str) -> bool:
        await self.world.say(JOKO, "/rapat 1")
        card = self.world.last(JOKO)
        if f"Sesi {number} ▸" not in card.labels:
            return False
        await self.world.press(JOKO, f"Sesi {number} ▸", on=card)
        if label not in card.labels:
            return False
        await self.world.press(JOKO, label, on=card)
        return True

    async def answer(self) -> None:
        who = self.chance.choice([SARI, BUDI])
        held = [shown for shown in self.world.telegram.chats[who] if "Hadir" in shown.labels]
        if held:
            await self.world.press(
                who, self.chance.choice(["Hadir", "Tidak hadir"]), on=self.chance.choice(held)
            )

    async def wait(self) -> None:
        """The clock goes on, and the bot looks every ten minutes of the day."""
        for _ in range(self.chance.randint(1, 30)):
            self.world.clock.forward(minutes=10)
            await self.world.tick()
            await self.check()

    async def outage(self) -> None:
        self.world.clock.forward(hours=self.chance.randint(1, 60))
        await self.world.tick()

    async def check(self) -> None:
        async with self.world.sessions.reading() as session:
            meeting = await meeting_view(session, 1)
            reminders = (
                await session.scalars(select(OutboxMessage.key).where(OutboxMessage.key.like("rem:%")))
            ).all()
        assert len(set(reminders)) == len(reminders)
        for who, (zone, number) in ZONES.items():
            sitting = next(each for each in meeting.sittings if each.number == number)
            about = [shown for shown in self.world.telegram.chats[who] if shown.html.startswith(ABOUT)]
            fresh, self.seen[who] = about[self.seen[who] :], len(about)
            for shown in fresh:
                if shown.html.startswith(ABOUT[3:]):
                    assert not sitting.is_cancelled
                    assert self.world.clock() < sitting.ends_at
            if sitting.is_cancelled and sitting.starts_at > self.world.clock():
                assert about[-1].html.startswith("<b>Pembatalan")
            if not sitting.is_cancelled:
                self.states_present_time(about[-1].html, sitting, zone)

    def states_present_time(self, html: str, sitting, zone) -> None:
        plain = re.sub(r"<[^>]+>", "", html)
        when = both_clocks(sitting.starts_at, reader=zone, until=sitting.ends_at)
        assert str(when) in plain or f"dimulai pukul {when.local.time.partition('-')[0]}" in plain
        assert short_date(local_date(sitting.starts_at, zone)) in plain


@pytest.mark.parametrize("seed", range(4))
async def test_whatever_happens_the_last_message_is_true(world, seed):
    await published(await registered(world))
    await History(world, seed).play(12)
    assert world.clock() < datetime(2025, 6, 1, tzinfo=WIB) + timedelta(days=30)
