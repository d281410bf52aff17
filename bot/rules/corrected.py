"""What a correction makes untrue of what was said before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.rules.readings import Reading, known, previous


@dataclass(frozen=True, slots=True)
class Untrue:
    """An early notice that rested on a value which is corrected now."""

    told_id: int  #: the value it spoke of
    wrong: Reading  #: that value, or the one before it that it was compared with
    right: Reading  #: what stands in the place of the wrong one


def chain_of(reading: Reading, known: Iterable[Reading]) -> tuple[int, ...]:
    """The ids this reading corrects, and those these corrected before, newest first."""
    corrects = {r.measurement_id: r.corrects_id for r in known}
    chain: list[int] = []
    wrong = reading.corrects_id
    while wrong is not None and wrong not in chain:
        chain.append(wrong)
        wrong = corrects.get(wrong)
    return tuple(chain)


def untrue_notices(
    told: Iterable[int],
    before: Sequence[Reading],
    published: Sequence[Reading],
    corrected: Mapping[int, tuple[int, ...]],
    *,
    today: date,
) -> Iterable[Untrue]:
    """Of the values that early notices spoke of: those that are wrong, or whose comparison is."""
    known_before = known(before, today)
    by_id = {r.measurement_id: r for r in before}
    for told_id in sorted(told):
        spoken = by_id.get(told_id)
        compared = previous(known_before, spoken) if spoken else None
        for wrong in (spoken, compared):
            right = _right(wrong, published, corrected)
            if wrong is not None and right is not None:
                if not wrong.says_the_same(right):  # what was heard is right after all
                    yield Untrue(told_id, wrong, right)
                break


def _right(
    wrong: Reading | None, published: Sequence[Reading], corrected: Mapping[int, tuple[int, ...]]
) -> Reading | None:
    if wrong is None:
        return None
    found = [r for r in published if wrong.measurement_id in corrected[r.measurement_id]]
    return found[-1] if found else None
