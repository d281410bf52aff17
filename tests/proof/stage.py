"""Short plays over the fake Telegram, a line for each deed.

``sari: /jadwal`` is said, ``sari: [Hadir]`` presses the newest button whose words begin so,
``sari: {jawab:x}`` one with this data, ``sari: (628…)`` shares the own number; ``@joko`` in what is said
stands for the newest code in his chat; ``sari: [?Setuju]`` presses it if the last message has it;
``joko: <name.csv…>`` sends a file; ``later 31s`` moves the clock.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from datetime import timedelta

from sqlalchemy import select
from sqlmodel import col

from db.tables import Dialogue
from tests.fakes import Shown, World
from tests.proof.people import PEOPLE

_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


class Stage:
    """A world in which people act by their names, and what they pressed is kept."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.pressed: list[tuple[str, str]] = []
        self.asked: dict[str, tuple[str, dict[str, object]]] = {}  #: step -> who was asked, what was said

    async def play(self, lines: Iterable[str]) -> None:
        for line in lines:
            who, _, what = line.partition(": ")
            if who.startswith("later "):
                await self._later(who.removeprefix("later "))
            elif what.startswith("[?"):
                await self._press_if_there(who, what[2:-1])
            elif what.startswith("["):
                await self.press(who, self.data_of(who, what[1:-1]))
            elif what.startswith("{"):
                await self.press(who, what[1:-1])
            elif what.startswith("<"):
                name, _, content = what[1:-1].partition("\n")
                await self.world.send_file(PEOPLE[who], name, content.encode())
            elif what.startswith("("):
                card = {"phone_number": what[1:-1], "user_id": PEOPLE[who]}
                await self.world.share_contact(PEOPLE[who], card)
            else:
                await self.world.say(PEOPLE[who], self._with_codes(what), name=who.capitalize())
            if what:
                await self._note_question(who)

    async def ready(self, lines: Sequence[str]) -> tuple[str, str]:
        """Play all but the last line; who would press there, and what the button carries."""
        await self.play(lines[:-1])
        who, _, what = lines[-1].partition(": ")
        return who, what[1:-1] if what.startswith("{") else self.data_of(who, what[1:-1])

    async def _press_if_there(self, who: str, label: str) -> None:
        if any(words.startswith(label) for words in self.world.last(PEOPLE[who]).labels):
            await self.press(who, self.data_of(who, label))

    async def press(self, who: str, data: str) -> None:
        self.pressed.append((who, data))
        await self.world.press_data(PEOPLE[who], data, on=self.shown(who, data), name=who.capitalize())

    def data_of(self, who: str, label: str) -> str:
        """What the newest button whose words begin so carries."""
        for shown in reversed(self.world.telegram.chats[PEOPLE[who]]):
            for button in shown.buttons:
                if str(button["text"]).startswith(label) and "callback_data" in button:
                    return str(button["callback_data"])
        chat = self.world.telegram.chats[PEOPLE[who]]
        raise AssertionError(
            f"{who} has no button {label!r}: {[(s.html[:200], s.labels) for s in chat[-2:]]}"
        )

    def shown(self, who: str, data: str) -> Shown | None:
        """The newest message with this button."""
        for shown in reversed(self.world.telegram.chats[PEOPLE[who]]):
            if any(button.get("callback_data") == data for button in shown.buttons):
                return shown
        return None

    async def answers(self, who: str, *, say: str = "", press: str = "") -> list[tuple[str, str, str]]:
        """What comes back, byte for byte: method, words, buttons."""
        chat = self.world.telegram.chats[PEOPLE[who]]
        before = len(chat)
        if say:
            await self.world.say(PEOPLE[who], say, name=who.capitalize())
        else:
            await self.world.press_data(PEOPLE[who], press, name=who.capitalize())
        return [(one.method, one.html, json.dumps(one.buttons)) for one in chat[before:]]

    def _with_codes(self, words: str) -> str:
        """``@joko`` is the newest code in that person's chat."""
        return re.sub(r"@(\w+)", lambda found: self._code(found[1]), words)

    def _code(self, who: str) -> str:
        found = re.findall(r"start=(\w{16})", "\n".join(self.world.texts(PEOPLE[who])))
        return str(found[-1])

    async def _later(self, span: str) -> None:
        found = re.fullmatch(r"(\d+)([smhd])", span)
        assert found is not None, span
        self.world.clock.at += timedelta(**{_UNITS[found[2]]: int(found[1])})
        await self.world.tick()

    async def _note_question(self, who: str) -> None:
        async with self.world.sessions.reading() as session:
            asked = await session.scalar(select(Dialogue).where(col(Dialogue.telegram_id) == PEOPLE[who]))
        if asked is not None:
            self.asked[asked.step] = (who, asked.said)
