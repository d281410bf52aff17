"""Random histories of a meeting, and an oracle that knows nothing of the code: only what was done, and texts.

The oracle keeps which sitting each region has and when. After every deed it reads what arrived: the last
message each person holds about a sitting must state what is so now, nobody is reminded of what is over,
cancelled or at another time, and nothing is said twice.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.actions import answers, meeting_deeds, newcomers, sitting_deeds, swaps
from bot.actions.reminders import remind
from bot.actions.revisions import publish_due
from bot.actions.tenures import end_tenures
from bot.actions.unacknowledged import list_unacknowledged
from bot.actions.work import Work
from bot.rules.answers import Choice
from bot.rules.clocks import WIB, WITA
from bot.rules.errors import UserMistake
from bot.rules.meetings import Join
from db.queries.meetings import meeting_view
from db.queries.people import actor_of, people_of_seats
from db.tables import ItemState, TenureEnd
from tests import builders
from tests.builders import JOKO
from tests.fakes import Shown, World
from tests.handlers.rakor import published

POSTS = ("sekda", "inspektur")
MONTHS = ("Januari", "Februari", "Maret", "April", "Mei", "Juni")

#: What comes by itself and is about meetings.
MEETING_CHORES = (publish_due, remind, list_unacknowledged)
#: How messages about a sitting begin, and which of them remind.
REMINDERS = (
    "Pengingat",
    "Menunggu konfirmasi",
    "Mohon bantuan koordinasi",
    "Mengenai konfirmasi",
    "Rapat dimulai",
    "Rapat sedang",
)
ENDS = ("Perubahan undangan", "Pembatalan", "Penundaan")
ABOUT = ("Undangan rapat", "Perubahan", "Waktu baru", *ENDS, *REMINDERS)


@dataclass
class Sitting:
    """One sitting as it is now."""

    item: int
    starts_at: datetime
    ends_at: datetime
    times: int = 1  #: how many it has had
    is_cancelled: bool = False
    is_postponed: bool = False

    @property
    def is_off(self) -> bool:
        return self.is_cancelled or self.is_postponed


@dataclass
class Region:
    """A region and the sitting it is invited to: 0 for none."""

    code: str
    name: str
    zone: ZoneInfo
    number: int
    was: int = 0  #: the one it was last invited to, while it is to none


@dataclass
class Person:
    """Somebody of a region's post, and how much of his chat was read."""

    telegram_id: int
    region: Region
    post: str
    contact_id: int = 0
    is_here: bool = True
    is_back: bool = False
    read: int = 0
    reminded: Counter[str] = field(default_factory=Counter)


def regions() -> list[Region]:
    return [
        Region("19.04", "Kabupaten Bangka Tengah", WIB, 1),
        Region("64.74", "Kota Bontang", WITA, 2),
        Region("73.09", "Kabupaten Maros", WITA, 3),
        Region("53.15", "Kabupaten Manggarai Barat", WITA, 4),
    ]


def people(of: list[Region]) -> list[Person]:
    return [
        Person(7_100_000_000 + 10 * place + seat, region, post)
        for place, region in enumerate(of)
        for seat, post in enumerate(POSTS)
    ]


async def rakor(world: World) -> None:
    """Two people of each of four regions are registered, and their meeting is published."""
    await builders.joko(world.sessions)
    for person in people(regions()):
        await builders.official(world.sessions, person.telegram_id, person.region.code, person.post)
    await published(world)


class History:
    """One run. ``deeds`` is what was done, in words, to be read when something is wrong."""

    def __init__(self, world: World, seed: int) -> None:
        self.world, self.chance = world, random.Random(seed)
        self.deeds: list[str] = []
        self.counted: Counter[str] = Counter()
        self.regions = regions()
        self.people = people(self.regions)
        self.sittings: dict[int, Sitting] = {}
        self.revision = 1

    @property
    def now(self) -> datetime:
        return self.world.clock()

    async def play(self, steps: int) -> None:
        """Begin where ``rakor`` led, and do so many deeds."""
        async with self.world.sessions.reading() as session:
            meeting = await meeting_view(session, 1)
        assert meeting is not None
        self.sittings = {
            each.number: Sitting(each.item, each.starts_at, each.ends_at) for each in meeting.sittings
        }
        self.world.clock.forward(
            hours=self.chance.randint(0, 9 * 24)
        )  # the meeting is in eight and nine days
        await self.world.tick()
        self.deeds.append(f"begins at {self.now}")
        self.look()
        deeds = [self.move, self.move, self.move, self.swap, self.swap, self.relink, self.cancel]
        deeds += [self.postpone, self.call_off, self.change_agenda, self.uninvite, self.invite, self.invite]
        deeds += [self.answer, self.answer, self.leave, self.join, self.wait, self.wait, self.outage]
        for _ in range(steps):
            deed = self.chance.choice(deeds)
            self.counted[f"tried: {deed.__name__}"] += 1
            await deed()
            self.look()

    # what staff do

    async def move(self) -> None:
        number = self.chance.choice(list(self.sittings))
        starts_at = self._some_time()
        ends_at = starts_at + timedelta(minutes=self.chance.choice([60, 90, 150]))
        if await self._staff(
            f"move {number} to {starts_at}",
            lambda work, revision: sitting_deeds.move_sitting(
                work, item=self.sittings[number].item, revision=revision, starts_at=starts_at, ends_at=ends_at
            ),
        ):
            was = self.sittings[number]
            self.sittings[number] = replace(
                was, starts_at=starts_at, ends_at=ends_at, times=was.times + 1, is_postponed=False
            )

    async def cancel(self) -> None:
        number = self.chance.choice(list(self.sittings))
        if self.chance.random() < 0.5 and await self._staff(
            f"cancel {number}",
            lambda work, revision: sitting_deeds.cancel_sitting(
                work, item=self.sittings[number].item, revision=revision
            ),
        ):
            self.sittings[number].is_cancelled = True

    async def postpone(self) -> None:
        number = self.chance.choice(list(self.sittings))
        item = self.sittings[number].item
        if await self._staff(
            f"postpone {number}",
            lambda work, revision: sitting_deeds.postpone_sitting(work, item=item, revision=revision),
        ):
            self.sittings[number].is_postponed = True

    async def call_off(self) -> None:
        """The whole meeting, sometimes."""
        if self.chance.random() < 0.8:
            return
        state = self.chance.choice([ItemState.CANCELLED, ItemState.POSTPONED])
        if await self._staff(
            f"the whole meeting: {state}",
            lambda work, revision: meeting_deeds.call_off(work, meeting_id=1, revision=revision, state=state),
        ):
            for sitting in self.sittings.values():
                if sitting.is_cancelled or (not sitting.is_postponed and sitting.starts_at <= self.now):
                    continue
                sitting.is_postponed = True
                sitting.is_cancelled = state is ItemState.CANCELLED

    async def change_agenda(self) -> None:
        number = self.chance.choice(list(self.sittings))
        item, words = self.sittings[number].item, f"Pokok bahasan {self.chance.randrange(1000)}"
        await self._staff(
            f"another agenda for {number}",
            lambda work, revision: sitting_deeds.set_agenda(work, item=item, revision=revision, agenda=words),
        )

    async def uninvite(self) -> None:
        region = self.chance.choice(self.regions)
        if not region.number:
            return
        item = self.sittings[region.number].item
        seats = await self._seats(region)
        if await self._staff(
            f"uninvite {region.name}",
            lambda work, revision: sitting_deeds.uninvite_from(
                work, item=item, revision=revision, seats=seats
            ),
        ):
            region.was, region.number = region.number, 0

    async def invite(self) -> None:
        """A region that has no sitting, to any."""
        free = [region for region in self.regions if not region.number]
        if not free:
            return
        region, number = self.chance.choice(free), self.chance.choice(list(self.sittings))
        item, seats = self.sittings[number].item, await self._seats(region)
        if await self._staff(
            f"invite {region.name} to {number}",
            lambda work, revision: sitting_deeds.invite_to(work, item=item, revision=revision, seats=seats),
        ):
            region.number = number

    async def _seats(self, region: Region) -> list[int]:
        return [await builders.seat_id(self.world.sessions, region.code, post) for post in POSTS]

    async def relink(self) -> None:
        number = self.chance.choice(list(self.sittings))
        join = Join(f"https://zoom.us/j/{self.chance.randrange(10**10)}")
        await self._staff(
            f"relink {number}",
            lambda work, revision: sitting_deeds.relink_sitting(
                work, item=self.sittings[number].item, revision=revision, join=join
            ),
        )

    async def swap(self) -> None:
        """Two regions take each other's place."""
        one, other = self.chance.sample(self.regions, 2)
        if not one.number or not other.number:
            return
        pair = (self.sittings[one.number].item, self.sittings[other.number].item)
        if await self._staff(
            f"swap {one.name} with {other.name}",
            lambda work, revision: swaps.swap(work, pair, (one.code, other.code), revision=revision),
        ):
            one.number, other.number = other.number, one.number

    async def _staff(self, words: str, deed: Callable[[Work, int], Awaitable[None]]) -> bool:
        """Whether the bot took it; what it refuses must change nothing."""
        try:
            async with self.world.working(JOKO) as work:
                await deed(work, self.revision)
        except UserMistake as mistake:
            self.deeds.append(f"{self.now} {words}: {type(mistake).__name__}")
            return False
        self.deeds.append(f"{self.now} {words}")
        self.counted["revisions"] += 1
        self.revision += 1
        return True

    def _some_time(self) -> datetime:
        day = self.now.astimezone(WIB).replace(minute=0, second=0, microsecond=0)
        return day + timedelta(
            days=self.chance.choice([0, 0, 1, 1, 2, 4, 9]), hours=self.chance.randint(1, 9), minutes=30
        )

    # what officials do

    async def answer(self) -> None:
        person = self.chance.choice(self.people)
        number = person.region.number
        if not person.is_here or not number:
            return
        sitting = self.sittings[number]
        async with self.world.sessions.reading() as session:
            seat_id = (await actor_of(session, person.telegram_id)).seats[0].seat_id
        choice = self.chance.choice(list(Choice))
        self.deeds.append(f"{self.now} {person.post} {person.region.name} answers {choice}")
        try:
            async with self.world.working(person.telegram_id) as work:
                await answers.answer(
                    work,
                    item=sitting.item,
                    time_revision=sitting.times,
                    seat_id=seat_id,
                    choice=choice,
                )
        except UserMistake:
            pass

    async def leave(self) -> None:
        person = self.chance.choice(self.people)
        if not person.is_here:
            return
        self.deeds.append(f"{self.now} {person.post} {person.region.name} leaves")
        async with self.world.working() as work:
            contact_id = (await actor_of(work.session, person.telegram_id)).contact_id
            await end_tenures(work, contact_id=contact_id, reason=TenureEnd.LEFT)
        person.is_here = False

    async def join(self) -> None:
        """Whoever left takes his seat again, and is new."""
        away = [person for person in self.people if not person.is_here]
        if not away:
            return
        person = self.chance.choice(away)
        self.deeds.append(f"{self.now} {person.post} {person.region.name} joins")
        await builders.official(self.world.sessions, person.telegram_id, person.region.code, person.post)
        person.is_here = person.is_back = True
        async with self.world.working() as work:
            seat_id = (await actor_of(work.session, person.telegram_id)).seats[0].seat_id
            (recipient,) = [
                one
                for one in await people_of_seats(work.session, [seat_id])
                if one.chat_id == person.telegram_id
            ]
            await newcomers.invite_newcomer(work, recipient=recipient)

    # what happens by itself

    async def wait(self) -> None:
        for _ in range(self.chance.randint(1, 3)):
            self.world.clock.forward(minutes=self.chance.choice([3, 15, 60, 240]))
            await self.world.tick()
            self.look()
        self.deeds.append(f"waits until {self.now}")

    async def outage(self) -> None:
        self.world.clock.forward(hours=self.chance.choice([1, 5, 20]))
        await self.world.tick()
        self.deeds.append(f"was off until {self.now}")

    # what must hold

    def chat(self, person: Person) -> list[Shown]:
        return self.world.telegram.chats[person.telegram_id]

    def look(self) -> None:
        for person in self.people:
            try:
                self._look(person)
            except AssertionError as error:
                raise AssertionError("\n".join([*self.deeds, f"now {self.now}", str(error)])) from None

    def _look(self, person: Person) -> None:
        fresh, person.read = self.chat(person)[person.read :], len(self.chat(person))
        sitting = self.sittings.get(person.region.number)
        for shown in fresh:
            words = plain(shown)
            if not words.startswith(ABOUT):
                continue
            self.counted["messages looked at"] += 1
            self.counted["reminders looked at"] += words.startswith(REMINDERS)
            assert person.is_here, f"told after leaving: {words}"
            if words.startswith(REMINDERS):
                assert sitting and not sitting.is_off, f"reminded of nothing: {words}"
                assert self.now < sitting.ends_at, f"reminded of what is over: {words}"
                assert states(words, sitting, person.region.zone), f"another time: {words}"
                person.reminded[words.splitlines()[0] + str(sitting.starts_at)] += 1
                assert max(person.reminded.values()) == 1, f"twice: {words}"
        if person.is_here:
            self._holds_what_is_so(person, sitting)

    def _holds_what_is_so(self, person: Person, sitting: Sitting | None) -> None:
        about = [words for shown in self.chat(person) if (words := plain(shown)).startswith(ABOUT)]
        if sitting is None or sitting.is_off:
            former = sitting or self.sittings[person.region.was]
            if about and self.now < former.starts_at:
                assert about[-1].startswith(ENDS), f"believes in what is off: {about[-1]}"
        elif self.now < sitting.starts_at:
            assert about, "holds nothing"
            assert states(about[-1], sitting, person.region.zone), f"holds another time: {about[-1]}"


def plain(shown: Shown) -> str:
    return re.sub(r"<[^>]+>", "", shown.html)


def states(words: str, sitting: Sitting, zone: ZoneInfo) -> bool:
    """Whether this text says date and hour of the start on the reader's clock as what holds."""
    is_of_words = words.startswith("Perubahan susunan acara")  # there Menjadi is about the words
    holding = words if is_of_words else words.rpartition("Menjadi")[2]
    start = sitting.starts_at.astimezone(zone)
    label = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}[zone.key]
    hour = rf"{start:%H}\.{start:%M}(?:-\d\d\.\d\d)? {label}"
    date = f"{start.day} {MONTHS[start.month - 1]} {start.year}"
    return date in holding and re.search(hour, holding) is not None
