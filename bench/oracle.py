"""What the local Bot API saw, held against what the ledger says: lost, doubled, marked, effects."""

from __future__ import annotations

import asyncio
import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields

from sqlalchemy import func, select, text
from sqlmodel import col

from bench.crew import FOOTER, NOW, Crew, at_work
from bot.practice.library import PracticeServer
from bot.rules.outbox import POLICIES, Ambiguity, MessageClass, OutboxState
from db.outbox import Outgoing, enqueue_many
from db.tables import Attempt, InboxState, InboxUpdate, OutboxMessage
from tests.sessions import sessions_to

#: What is fed: those that must not be lost, and one that must not be doubled.
KINDS = (MessageClass.ALERT, MessageClass.REMINDER, MessageClass.BROADCAST, MessageClass.CORRECTION)
#: How long everything may take to come to rest, in seconds, on a machine that does other things too.
REST = 120.0


@dataclass(frozen=True, slots=True)
class Verdict:
    """Counts; all but the first four and ``doubled`` have to be 0, ``uncertain`` to be bounded."""

    messages: int = 0
    deliveries: int = 0
    updates: int = 0
    uncertain: int = 0  #: left to a person: perhaps delivered
    doubled: int = 0  #: deliveries beyond the first of what is sent again in doubt
    unmarked: int = 0  #: of these, not said to the reader or not in the ledger
    lost: int = 0  #: not delivered, and nobody is told
    broadcasts_doubled: int = 0
    wrong_effects: int = 0  #: updates whose effect is not there exactly once
    untold_deliveries: int = 0  #: deliveries beyond the tries that were written down

    @property
    def is_clean(self) -> bool:
        return not (
            self.unmarked
            or self.lost
            or self.broadcasts_doubled
            or self.wrong_effects
            or self.untold_deliveries
        )

    def __add__(self, other: Verdict) -> Verdict:
        return Verdict(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))

    def kept(self) -> dict[str, int]:
        return asdict(self)


class Ground:
    """One database and one practice server, with everything that was put into either."""

    def __init__(self, database_url: str, server: PracticeServer) -> None:
        self.database_url = database_url
        self.server = server
        self.sessions = sessions_to(database_url)
        self.updates: list[int] = []
        self._numbers = itertools.count(1)

    @property
    def arguments(self) -> tuple[str, str, str]:
        return self.database_url, self.server.url, self.server.world.token

    async def clear(self) -> None:
        """Empty tables; what the server saw is not counted any more."""
        async with self.sessions.writing() as session:
            for table in ("outbox_attempt", "outbox", "inbox", "gate", "group_chat"):
                await session.execute(text(f"DELETE FROM {table}"))
        self.server.world.log.clear()
        self.server.faults.clear()
        self.updates.clear()

    async def feed(self, messages: int, updates: int = 0, *, kinds: Sequence[MessageClass] = KINDS) -> None:
        """Put so many messages of these kinds into the outbox, and give so many updates."""
        await self.put(
            *(
                (kinds[number % len(kinds)], 1_000_000 + number % 60)
                for number in itertools.islice(self._numbers, messages)
            )
        )
        self.give_some(updates)

    async def put(self, *messages: tuple[MessageClass, int]) -> Sequence[str]:
        """Messages of these classes for these chats; their words."""
        words = [f"{kind.value} {next(self._numbers)}" for kind, _ in messages]
        rows = [
            Outgoing(key=said, message_class=kind, chat_id=chat_id, html=said)
            for said, (kind, chat_id) in zip(words, messages, strict=True)
        ]
        async with self.sessions.writing() as session:
            await enqueue_many(session, rows, now=NOW)
        return words

    def give_some(self, updates: int) -> None:
        """So many updates from outside."""
        for number in itertools.islice(self._numbers, updates):
            self.updates.append(self.give("hai", chat_id=3_000_000 + number % 7))

    def give(self, words: str, *, chat_id: int) -> int:
        """One update of these words; its id, 0 where the bot wants none."""
        person = {"id": chat_id, "is_bot": False, "first_name": "A"}
        chat = {"id": chat_id, "type": "private", "first_name": "A"}
        message = {"message_id": 1, "date": 1, "chat": chat, "from": person, "text": words}
        return self.server.world.updates.put("message", message) or 0

    async def rest(self) -> None:
        """Let a crew to which nothing happens bring everything to an end."""
        async with asyncio.timeout(REST):
            async with at_work(self.sessions, *self.arguments[1:]) as crew:
                await self.at_rest(crew)

    async def at_rest(self, crew: Crew) -> None:
        await self.server.until_confirmed(REST)
        while True:
            if not await self._are_updates_open():
                break
            await asyncio.sleep(0.02)
        await crew.postman.quiet()

    async def _are_updates_open(self) -> bool:
        open_ones = select(func.count()).where(col(InboxUpdate.state) == InboxState.NEW)
        async with self.sessions.reading() as session:
            return bool((await session.execute(open_ones)).scalar_one())

    async def verdict(self) -> Verdict:
        async with self.sessions.reading() as session:
            rows = (await session.execute(select(OutboxMessage))).scalars().all()
            tries = await session.execute(
                select(col(Attempt.outbox_id), func.count())
                .where(col(Attempt.outcome).in_(["sent", "ambiguous", "crashed"]))
                .group_by(col(Attempt.outbox_id))
            )
            tried = {row[0]: row[1] for row in tries}
            done = select(col(InboxUpdate.update_id)).where(col(InboxUpdate.state) == InboxState.DONE)
            finished = set((await session.execute(done)).scalars())
        said = [one.text for one in self.server.log if one.method.startswith("send")]
        seen = Counter(words.removesuffix(FOOTER) for words in said)
        marked = Counter(words.removesuffix(FOOTER) for words in said if words.endswith(FOOTER))
        whole = Verdict(messages=len(rows), deliveries=sum(seen.values()), updates=len(self.updates))
        for row in rows:
            words = str(row.payload["text"])
            whole += _of_row(row, seen[words], marked[words], tried.get(row.id or 0, 0))
        return whole + Verdict(wrong_effects=self._wrong_effects(rows, finished))

    def _wrong_effects(self, rows: Sequence[OutboxMessage], finished: set[int]) -> int:
        effects = Counter(tuple(row.key.split()[1:3]) for row in rows if row.key.startswith("EFFECT"))
        return sum(
            update_id not in finished
            or [effects[str(update_id), which] for which in "ab"] != [int(update_id % 3 != 0)] * 2
            for update_id in self.updates
        )

    async def close(self) -> None:
        await self.sessions.close()


def _of_row(row: OutboxMessage, seen: int, marked: int, tried: int) -> Verdict:
    is_uncertain = row.state is OutboxState.UNCERTAIN
    more = max(0, seen - 1)
    is_again = POLICIES[row.message_class].ambiguity is Ambiguity.AGAIN
    return Verdict(
        uncertain=int(is_uncertain),
        doubled=more if is_again else 0,
        unmarked=max(0, more - marked) + int(bool(more) and not row.may_be_duplicate) if is_again else 0,
        lost=int(not is_uncertain and (seen == 0 or row.state is not OutboxState.SENT)),
        broadcasts_doubled=0 if is_again else more,
        untold_deliveries=max(0, seen - tried),
    )
