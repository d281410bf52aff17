"""Random histories of values, thresholds and falls through the whole bot, read against ``criteria_oracle``.

After every deed each text that arrived is read: of whom it speaks, whether what it says is so, whether its
reader was to hear it, and once; and nothing that was to be said is missing once its hour has come.
"""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlalchemy import or_, select, update
from sqlmodel import col

from bot.actions.alert_follow_ups import follow_up_alerts
from bot.actions.candidacy_imports import import_candidacies
from bot.actions.due_values import judge_due_values
from bot.actions.returns import welcome_back
from bot.actions.tenures import end_tenures
from bot.actions.threshold_versions import put_due_in_force
from bot.rules.clocks import WIB
from bot.rules.outbox import OutboxState
from db.queries.people import actor_of
from db.reach import came_back, went
from db.tables import Alert, AlertState, OutboxMessage, Reachability, TenureEnd
from tests import builders
from tests.builders import JOKO
from tests.criteria import confirm_thresholds
from tests.fakes import ADMIN, Shown, World
from tests.proof import histories as meetings
from tests.proof.criteria_oracle import (
    CRITERIA,
    Fall,
    Oracle,
    Place,
    Rule,
    Value,
    Version,
    Who,
    is_working,
)
from tests.proof.criteria_readers import Reader
from tests.proof.histories import POSTS, plain

CRITERIA_CHORES = (put_due_in_force, judge_due_values, follow_up_alerts, welcome_back)


def places() -> list[Place]:
    return [Place(r.code, r.name, r.zone, digit) for digit, r in enumerate(meetings.regions(), start=1)]


def people(of: list[Place]) -> list[Who]:
    return [
        Who(7_200_000_000 + 10 * at + seat, place, post)
        for at, place in enumerate(of)
        for seat, post in enumerate(POSTS)
    ]


async def registered(world: World) -> None:
    """Everybody is here, both thresholds are confirmed, and nothing is recorded."""
    await builders.joko(world.sessions)
    for who in people(places()):
        await builders.official(world.sessions, who.telegram_id, who.place.code, who.post)
    await confirm_thresholds(world, *CRITERIA)


class History:
    """One run. ``deeds`` is what was done, in words, to be read when something is wrong."""

    def __init__(self, world: World, seed: int) -> None:
        self.world, self.chance = world, random.Random(seed)
        self.deeds: list[str] = []
        self.counted: Counter[str] = Counter()
        self.places = places()
        self.people = people(self.places)
        self.oracle = Oracle(self.places, self.people, self.today)
        self.reader = Reader(world, self.oracle, self.counted)
        self.batches, self.newcomers = 0, 0
        self.cards: dict[Fall, Shown] = {}  #: of disputes, as the officer has them
        #: Most happens here: a history is short.
        self.focus = (self.chance.choice(self.places), self.chance.choice(CRITERIA))

    @property
    def now(self) -> datetime:
        return self.world.clock()

    @property
    def today(self) -> date:
        return self.now.astimezone(WIB).date()

    async def play(self, steps: int, *, rest: int = 8) -> None:
        """So many deeds, and then as many days of which nothing is done."""
        await self.pass_time(hours=self.chance.choice([0, 2, 5, 11, 12, 107]))
        deeds = [*[self.value] * 9, *[self.sheet] * 2, *[self.threshold] * 4, self.confirm, self.move]
        deeds += [
            *[self.answer] * 5,
            *[self.decide] * 2,
            *[self.wait] * 5,
            self.outage,
            self.leave,
            self.join,
            self.join,
        ]
        deeds += [self.block, self.unblock]
        for _ in range(steps):
            deed = self.chance.choice(deeds)
            self.counted[f"tried: {deed.__name__}"] += 1
            await deed()
            await self.look()
        await self.pass_time(hours=24 * rest)
        await self.look()

    def did(self, words: str) -> None:
        self.deeds.append(f"{self.now:%a %d %b %H:%M}Z {words}")

    # values

    def _somewhere(self) -> tuple[Place, str]:
        if self.chance.random() < 0.7:
            return self.focus
        return self.chance.choice([self.focus[0], *self.places]), self.chance.choice(CRITERIA)

    def _some_value(self, place: Place, criterion: str) -> tuple[int, Decimal]:
        """Most are near the threshold; a year on is likelier than a correction."""
        newest = self.oracle.newest(place, criterion, self.today)
        year = newest.year if newest else 2016
        year = min(self.today.year, max(2015, year + self.chance.choice([1, 1, 1, 0, 0, 0, -1])))
        own = self.oracle.values[place, criterion]
        if own and self.chance.random() < 0.1:
            return own[-1].year, own[-1].value
        points = self.chance.choice([59, 63, 66, 67, 69, 72, 74, 76, 79, 81])
        return year, Decimal(points) + Decimal(self.chance.randrange(1, 10)) / 10 + Decimal(place.digit) / 100

    async def value(self) -> None:
        place, criterion = self._somewhere()
        year, number = self._some_value(place, criterion)
        value = Value(year, self.chance.random() > 0.15, number, is_quiet=self.chance.random() < 0.2)
        if self.chance.random() < 0.15:
            value.published_on = self.today + timedelta(days=self.chance.randint(1, 6))
        typed = f"{place.code} {criterion} {year} {_comma(number)}{'' if value.is_final else ' sementara'}"
        if value.published_on:
            typed += f" terbit {value.published_on:%d-%m-%Y}"
        typed += " diam" if value.is_quiet else ""
        self.did(f"/nilai {typed}")
        await self.world.say(JOKO, f"/nilai {typed}")
        await self._record([(place, criterion, value)], is_quiet=value.is_quiet)

    async def sheet(self) -> None:
        """One value for several regions and criteria, in one file."""
        pairs = [(place, criterion) for place in self.places for criterion in CRITERIA]
        is_quiet = self.chance.random() < 0.15
        rows = []
        chosen = {self.focus, *self.chance.sample(pairs, self.chance.randint(1, 4))}
        for place, criterion in sorted(chosen, key=lambda pair: (pair[0].code, pair[1])):
            year, number = self._some_value(place, criterion)
            rows.append((place, criterion, Value(year, True, number, is_quiet=is_quiet)))
        lines = [f"{p.code},{c},{v.year},{v.value}" for p, c, v in rows]
        self.did(f"sheet{' diam' if is_quiet else ''}: {'; '.join(lines)}")
        content = "region_code,criterion,year,value\n" + "\n".join(lines)
        await self.world.send_file(JOKO, "nilai.csv", content.encode(), caption="diam" if is_quiet else "")
        await self._record(rows, is_quiet=is_quiet)

    async def _record(self, rows: list[tuple[Place, str, Value]], *, is_quiet: bool) -> None:
        card = self.world.last(JOKO)
        self.batches += 1
        new = [row for row in rows if self.oracle.record(*row, self.today)]
        if not new:
            assert "Konfirmasi" not in card.labels, f"nothing is new: {plain(card)}"
            return
        for place, criterion, value in new:
            if value.is_judged:
                self.oracle.judge(
                    place, criterion, [value], now=self.now, is_quiet=is_quiet, batch=f"r{self.batches}"
                )
        label = next((one for one in ("Konfirmasi", "Catat tanpa memberi tahu") if one in card.labels), "")
        assert label, f"cannot be recorded: {self.deeds[-1]}: {plain(card)}"
        said = await self.world.press(JOKO, label, on=card)
        assert any("Telah dicatat" in text for text in said), said

    # rules

    async def threshold(self) -> None:
        stage, criterion = self.chance.choice(["calon", "calon", "penetapan"]), self._somewhere()[1]
        figure = self.chance.choice(["kosong", "60", "64,5", "68", "70,5", "75", "78"])
        floor = None if figure == "kosong" else Decimal(figure.replace(",", "."))
        version = Version(Rule(floor, floor is not None), self.today, is_quiet=self.chance.random() < 0.15)
        typed = f"2026 {stage} {criterion} {figure}"
        if floor is not None and self.chance.random() < 0.2:
            version.rule, typed = Rule(floor, False), f"{typed} belum dikonfirmasi"
        if self.chance.random() < 0.25:
            version.since += timedelta(days=self.chance.randint(1, 6))
            typed += f" mulai {version.since:%d-%m-%Y}"
        self.did(f"/ambang ubah {typed}{', quietly' if version.is_quiet else ''}")
        await self.world.say(ADMIN, f"/ambang ubah {typed}")
        card = self.world.last(ADMIN)
        quietly = "Ubah tanpa memberi tahu"
        label = quietly if version.is_quiet and quietly in card.labels else "Konfirmasi"
        version.is_quiet = label == quietly
        if label not in card.labels:
            return self.did(f"  refused: {plain(card).splitlines()[0]}")
        before = len(self.world.texts(ADMIN))
        await self.world.press(ADMIN, label, on=card)
        said = plain(self.world.telegram.chats[ADMIN][before])
        if "telah diubah" in said or "telah disimpan" in said:
            self.oracle.change(stage, criterion, version, now=self.now)
        else:
            self.did(f"  not done: {said.splitlines()[0]}")
        return None

    async def confirm(self) -> None:
        """An unconfirmed threshold of calon, and sometimes the regions are told of it."""
        criterion = self.chance.choice(CRITERIA)
        label = f"Konfirmasi {criterion.upper()}"
        await self.world.say(ADMIN, "/ambang 2026")
        if label not in self.world.last(ADMIN).labels:
            return
        rule = self.oracle.in_force["calon", criterion]
        assert not rule.is_confirmed, f"offered: {label}"
        self.did(label)
        await self.world.press(ADMIN, label, on=self.world.last(ADMIN))
        for version in self.oracle.versions["calon", criterion]:
            if version.is_settled and version.rule is rule:
                version.rule = Rule(rule.floor, True)
        self.oracle.in_force["calon", criterion] = Rule(rule.floor, True)
        if "Beri tahu daerah" in self.world.last(ADMIN).labels and self.chance.random() < 0.7:
            self.did("Beri tahu daerah")
            for place in self.places:
                if place.stage == "calon":
                    self.oracle.turn(
                        place, criterion, rule, Rule(rule.floor, True), now=self.now, is_quiet=False
                    )
            await self.world.press(ADMIN, "Beri tahu daerah", on=self.world.last(ADMIN))

    async def move(self) -> None:
        place = self._somewhere()[0]
        stage = self.chance.choice([one for one in ("calon", "penetapan", "dicabut") if one != place.stage])
        self.did(f"{place.code} goes to {stage}")
        self.oracle.move(place, stage, now=self.now)
        rows = [["region_code", "cohort", "stage"], [place.code, "2026", stage]]
        async with self.world.working(ADMIN) as work:
            await import_candidacies(work, rows, is_dry_run=False, is_quiet=False)

    # people

    def _somebody(self) -> Who:
        place = self._somewhere()[0]
        return self.chance.choice([who for who in self.people if who.place is place])

    async def answer(self) -> None:
        told = [
            (fall, who)
            for fall in self.oracle.falls[-6:]
            for who in fall.told
            if who.is_here
            and not who.is_blocked
            and who.post == "inspektur"
            and (fall, who) in self.reader.notices
        ]
        if not told:
            return None
        fall, who = self.chance.choice(told)
        shown = self.reader.notices[fall, who]
        label = self.chance.choice(["Terima pemberitahuan", "Rencana", "Rencana", "Nilai keliru"])
        self.did(f"{_name(who)} answers {label} to {fall.criterion}")
        said = (await self.world.press(who.telegram_id, label, on=shown))[0]
        if label == "Terima pemberitahuan":
            return self.oracle.answer(fall, "acknowledged", now=self.now)
        if "sudah selesai atau ditarik" in said:
            return None
        if "Mohon maaf" in said:
            self.did(f"  refused: {said}")
        if label == "Nilai keliru":
            return await self._dispute(fall, who)
        on = self.today + timedelta(days=self.chance.randint(2, 12))
        for typed in ("Rina, Sekretaris Inspektorat", f"{on:%d-%m-%Y}", "Melengkapi standar pelayanan"):
            await self.world.say(who.telegram_id, typed)
        self.deeds[-1] += f" for {on}"
        return self.oracle.answer(fall, "promised", now=self.now, on=on)

    async def _dispute(self, fall: Fall, who: Who) -> None:
        if fall.criterion.upper() in self.world.last(who.telegram_id).labels:
            await self.world.press(
                who.telegram_id, fall.criterion.upper(), on=self.world.last(who.telegram_id)
            )
        elif fall.ended:  # the notice spoke of two, and this one is over
            return
        await self.world.say(who.telegram_id, "Menurut laporan resmi nilainya lebih tinggi")
        await self.world.press(who.telegram_id, "Kirim", on=self.world.last(who.telegram_id))
        self.oracle.dispute(fall, now=self.now)
        self.cards[fall] = next(
            shown for shown in reversed(self.world.telegram.chats[JOKO]) if "Nilai benar" in shown.labels
        )

    async def decide(self) -> None:
        """Staff decide a dispute."""
        waits = [fall for fall in self.cards if not fall.ended and fall.state == "disputed"]
        if not waits:
            return
        fall = self.chance.choice(waits)
        label = self.chance.choice(["Keliru, tarik", "Nilai benar"])
        self.did(f"Joko decides on {fall.place.code} {fall.criterion}: {label}")
        card = self.cards.pop(fall)
        if label == "Keliru, tarik":
            self.oracle.end(fall, "withdrawn", now=self.now, is_quiet=False)
            await self.world.press(JOKO, label, on=card)
        else:
            await self.world.press(JOKO, label, on=card)
            await self.world.say(JOKO, "Sesuai pengumuman resmi")
            self.oracle.turn_down(fall, now=self.now)

    async def leave(self) -> None:
        who = self._somebody()
        if not who.is_here:
            return
        self.did(f"{_name(who)} leaves")
        async with self.world.working() as work:
            contact_id = (await actor_of(work.session, who.telegram_id)).contact_id
            await end_tenures(work, contact_id=contact_id, reason=TenureEnd.LEFT)
        who.is_here = False

    async def join(self) -> None:
        """Somebody new takes a seat nobody holds, with a code."""
        held = {(who.place, who.post) for who in self.people if who.is_here}
        where = [self.focus[0], *self.places]
        free = [(place, post) for place in where for post in POSTS if (place, post) not in held]
        if not free:
            return
        place, post = self.chance.choice(free)
        self.newcomers += 1
        who = Who(7_300_000_000 + self.newcomers, place, post)
        self.did(f"{_name(who)} is new")
        await self.world.say(JOKO, f"/undang {place.code} {post}")
        code = self.world.last(JOKO).html.split("start=")[1].split("\n")[0]
        self.people.append(who)
        await self.world.say(who.telegram_id, f"/start {code}", name="Dewi")
        await self.world.press(who.telegram_id, "Setuju", name="Dewi")
        await self.world.press(who.telegram_id, "Benar", name="Dewi")

    async def block(self) -> None:
        who = self._somebody()
        if not who.is_here or who.is_blocked:
            return
        self.did(f"{_name(who)} blocks the bot")
        who.is_blocked = True
        for fall in self.oracle.falls:  # what is to be said meanwhile may be lost on him
            fall.excused.add(who)
            fall.end_owed.discard(who)
        async with self.world.sessions.writing() as session:
            connection = await session.connection()
            await went(connection, who.telegram_id, Reachability.BLOCKED, now=self.now)

    async def unblock(self) -> None:
        gone = [who for who in self.people if who.is_blocked]
        if not gone:
            return
        who = self.chance.choice(gone)
        self.did(f"{_name(who)} is back")
        who.is_blocked = False
        async with self.world.sessions.writing() as session:
            await came_back(await session.connection(), [who.telegram_id])
        await self.beat()

    # time

    async def wait(self) -> None:
        await self.pass_time(hours=self.chance.choice([1, 5, 14, 14, 24, 48, 72, 170]))

    async def outage(self) -> None:
        """Nothing is looked at meanwhile; up again by day."""
        self.world.clock.forward(hours=self.chance.choice([10, 24, 60, 120]))
        while not all(is_working(self.now, place.zone) for place in self.places):
            self.world.clock.forward(hours=1)
        self.did("was off until now")
        await self.beat()

    async def pass_time(self, *, hours: int) -> None:
        """With a look after midnight and one in the morning everywhere; the clock stands at the end."""
        until = self.now + timedelta(hours=hours)
        while self.now < until:
            stops = [self.now.replace(hour=h, minute=5) for h in (2, 17)]
            stops += [stop + timedelta(days=1) for stop in stops]
            self.world.clock.at = min(until, *(stop for stop in stops if stop > self.now))
            await self.beat()
        self.did(f"time has passed ({hours} h)")

    async def beat(self) -> None:
        await self._refuse()
        self.oracle.beat(self.now)
        await self.world.tick()
        await self.look()

    async def _refuse(self) -> None:
        """As the postman does: what was to leave by now to somebody who blocked the bot never arrives."""
        gone = [who.telegram_id for who in self.people if who.is_blocked]
        async with self.world.sessions.writing() as session:
            await session.execute(
                update(OutboxMessage)
                .where(
                    col(OutboxMessage.chat_id).in_(gone),
                    col(OutboxMessage.state) == OutboxState.PENDING,
                    or_(
                        col(OutboxMessage.not_before).is_(None),
                        col(OutboxMessage.not_before) <= self.now,
                    ),
                )
                .values(state=OutboxState.UNDELIVERABLE, finished_at=self.now)
            )

    # what must hold

    async def look(self) -> None:
        try:
            self.reader.look()
            await self._stored()
        except AssertionError as error:
            raise AssertionError(
                "\n".join([*self.deeds, f"now {self.now:%a %d %b %H:%M}Z", str(error)])
            ) from None

    async def _stored(self) -> None:
        """The open alerts are those that are to be open."""
        async with self.world.sessions.reading() as session:
            rows = await session.execute(
                select(col(Alert.region_code), col(Alert.criterion)).where(
                    col(Alert.state) == AlertState.OPEN
                )
            )
            stored = sorted((code, criterion) for code, criterion in rows)
        wanted = sorted((f.place.code, f.criterion) for f in self.oracle.falls if not f.ended)
        assert stored == wanted, f"open alerts: {stored} and not {wanted}"


def _comma(number: Decimal) -> str:
    return str(number).replace(".", ",")


def _name(who: Who) -> str:
    return f"{who.post} {who.place.code} ({who.telegram_id % 1000})"
