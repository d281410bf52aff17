"""What somebody asks with /status: a region, a criterion, or both, in any order."""

from __future__ import annotations

from dataclasses import dataclass

from bot.rules.criteria import CriterionKey
from bot.rules.instruments import CRITERION_NAMES, plain

#: "survei penilaian integritas" has three words.
_LONGEST_NAME = max(len(name.split()) for name in CRITERION_NAMES)


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed, taken apart. No criterion: all eight; no region: the own one, or a choice."""

    region: str = ""
    criterion: CriterionKey | None = None

    @property
    def number(self) -> int:
        """The official number of the criterion, 0 for all of them."""
        return list(CriterionKey).index(self.criterion) + 1 if self.criterion else 0


def asked(typed: str) -> Asked:
    """``spi``, ``spi maros``, ``maros spi``, ``maros``, or nothing."""
    words = typed.split()
    for length in range(min(_LONGEST_NAME, len(words)), 0, -1):
        for name, rest in ((words[:length], words[length:]), (words[-length:], words[:-length])):
            criterion = CRITERION_NAMES.get(plain(" ".join(name)))
            if criterion is not None:
                return Asked(" ".join(rest), criterion)
    return Asked(" ".join(words))
