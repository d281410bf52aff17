"""Presses that nobody should be able to make anything of: forged, out of date, or somebody else's."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from bot.rules.access import Action
from tests.proof.harvest import WAYS, prefix_of
from tests.proof.people import PEOPLE, may_by_oracle
from tests.proof.ways import prefixes

Press = tuple[str, str]  #: who, and the data

#: Whoever has nothing here: no seat, no role, no request, no open question.
NOBODIES = ("gani", "iwan")
#: An own matter of anybody who presses, however little he has.
FREE = ("reg:agree", "dft:s")
#: Cards that stay: whoever answered may answer otherwise; a board or card comes as often as it is asked for.
LIVE = ("jawab", "papan", "kirim_kartu")
#: What a column of ids cannot hold, or holds and nobody has.
_NUMBERS = (
    "0",
    "-1",
    "77777",
    "1000001",
    "2147483647",
    "2147483648",
    "99999999999999999999",
    "²",
    "٣",
    "1.5",
)
_WORDS = (
    "",
    "x",
    "HADIR",
    "64.75",
    "99.99",
    "'--",
    "%00",
    "\u202e",
    "é",
    "🙂",
    "null",
)


@dataclass
class Forger:
    """Makes presses from real buttons: ``shown`` stand in a chat, ``used`` have been pressed by somebody."""

    dice: random.Random
    shown: Sequence[str]
    used: Sequence[Press]

    def press(self) -> Press:
        kind = self.dice.choice((self._of_others, self._of_others, self._mutated, self._junk, self._again))
        who, data = kind()
        return who, data.encode()[:64].decode(errors="ignore")

    def _of_others(self) -> Press:
        """A real button, by somebody who may not press it."""
        data = self.dice.choice(self.shown)
        return self.dice.choice(_who_may_not(data)), data

    def _mutated(self) -> Press:
        """A real button of which one field is something that does not exist."""
        data = self.dice.choice([data for data in self.shown if len(data) > len(prefix_of(data))])
        prefix = prefix_of(data)
        fields = data[len(prefix) + 1 :].split(":")
        place = self.dice.randrange(len(fields))
        fields[place] = self.dice.choice(_NUMBERS if fields[place].isdecimal() else _WORDS)
        forged = ":".join([prefix, *fields])
        return self._anybody(forged), forged

    def _junk(self) -> Press:
        """A prefix there is, and then anything; or nothing there ever was."""
        start = self.dice.choice([*prefixes(), "", "start", "reg", "🙂" * 16])
        rest = [self.dice.choice(_NUMBERS + _WORDS) for _ in range(self.dice.randrange(1, 7))]
        forged = ":".join([start, *rest])
        return self._anybody(forged), forged

    def _again(self) -> Press:
        """A button that has been used, by whoever used it or by somebody else."""
        who, data = self.dice.choice([(who, data) for who, data in self.used if prefix_of(data) not in FREE])
        is_own = prefix_of(data) not in LIVE and self.dice.random() < 0.5
        return (who if is_own else self.dice.choice(_who_may_not(data))), data

    def _anybody(self, forged: str) -> str:
        """Anybody; but what is a real button after all only somebody who may not press it."""
        is_real = forged in self.shown or not forged[len(prefix_of(forged)) :].strip(":")
        return self.dice.choice(_who_may_not(forged) if is_real else list(PEOPLE))


def _who_may_not(data: str) -> Sequence[str]:
    needs: set[Action | None] = {way.need for way in WAYS if way.prefix == prefix_of(data)}
    if needs <= {None}:
        return NOBODIES
    return [who for who in PEOPLE if not any(need and may_by_oracle(who, need, in_a=False) for need in needs)]
