"""What staff should look at twice, in words: one line for all sittings that share a caution."""

from __future__ import annotations

from dataclasses import dataclass

from bot.rules.cautions import Caution, Cautions, Doubled, Overlap, Warned
from bot.rules.wording import listing

#: Lines about seats that are to be in two places; more would hide the card.
_MOST_OVERLAPS = 12
#: Regions or posts named in one line.
_MOST_NAMES = 4


@dataclass(frozen=True, slots=True)
class CautionLine:
    """One caution about one or several sittings."""

    caution: Caution
    sittings: str  #: "1", "1, 2, dan 3"
    detail: str
    zones: str


@dataclass(frozen=True, slots=True)
class OverlapLine:
    """Who is to be in two sittings at once."""

    number: int
    who: str
    where: str
    meeting: int
    other: int


@dataclass(frozen=True, slots=True)
class CautionWords:
    """For the macro ``mohon_diperiksa`` of ``_periksa.html.j2``; false where there is nothing to say."""

    lines: tuple[CautionLine, ...] = ()
    overlaps: tuple[OverlapLine, ...] = ()
    doubled: tuple[Doubled, ...] = ()
    more: int = 0  #: overlaps that are not named

    def __bool__(self) -> bool:
        return bool(self.lines or self.overlaps or self.doubled)


def caution_words(cautions: Cautions) -> CautionWords:
    """Grouped, so that many sittings and regions make few lines."""
    room = max(0, _MOST_OVERLAPS - len(cautions.overlaps))
    return CautionWords(
        lines=_lines(cautions.warned),
        overlaps=tuple(_overlap(one) for one in cautions.overlaps[:_MOST_OVERLAPS]),
        doubled=cautions.doubled[:room],
        more=max(0, len(cautions.overlaps) - _MOST_OVERLAPS) + max(0, len(cautions.doubled) - room),
    )


def _lines(warned: tuple[Warned, ...]) -> tuple[CautionLine, ...]:
    groups: dict[tuple[Caution, str, tuple[str, ...]], list[int]] = {}
    for one in warned:
        groups.setdefault((one.caution, one.detail, one.zones), []).append(one.number)
    told = list(Caution)
    return tuple(
        CautionLine(caution, listing([str(number) for number in numbers]), detail, listing(zones))
        for (caution, detail, zones), numbers in sorted(
            groups.items(), key=lambda group: (told.index(group[0][0]), group[1])
        )
    )


def _overlap(one: Overlap) -> OverlapLine:
    return OverlapLine(one.number, some_of(one.who), one.where, one.meeting, one.other)


def some_of(names: tuple[str, ...]) -> str:
    """Kota Bontang, Kabupaten Maros, dan 12 lainnya."""
    if len(names) <= _MOST_NAMES:
        return listing(names)
    shown = names[: _MOST_NAMES - 1]
    return listing([*shown, f"{len(names) - len(shown)} lainnya"])
