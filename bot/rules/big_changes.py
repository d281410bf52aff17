"""Values so far from the one before that a slip of the finger is likelier than the fact: a person decides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.rules.criteria import CriterionKey
from bot.rules.entries import Draft
from bot.rules.readings import Reading
from bot.rules.recording import Addition, Effect
from bot.rules.scales import Scale, Scales

#: Points on a scale from 0 to 100. The widest real move in the published values is 30.
MOST_POINTS = Decimal(30)
#: Points on a scale from 1 to 5.
MOST_LEVELS = Decimal("1.5")
#: From one grade or opinion to another, so many steps: WTP to TMP, A to B.
MOST_STEPS = 2
_LOWEST, _HIGHEST = Decimal(0), Decimal(100)


@dataclass(frozen=True, slots=True)
class BigChange:
    """A value to be recorded, and the one of the same instrument it is far from."""

    region_code: str
    after: Reading
    before: Reading


def big_changes(
    additions: Sequence[Addition], readings: Mapping[str, Sequence[Reading]], scales: Scales
) -> tuple[BigChange, ...]:
    """Of what would be recorded: whatever is far from the value it replaces,
    or from the one of the newest earlier year (in the same file or known before)."""
    recorded = [addition.draft for addition in additions if addition.effect is not Effect.UNCHANGED]
    known = _Known(readings, recorded)
    found = []
    for draft in recorded:
        for before in known.compared(draft):
            if _is_far(draft.reading, before, scales):
                found.append(BigChange(draft.region_code, draft.reading, before))
                break
    return tuple(found)


class _Known:
    """What a new value is held against, found without looking through all of a region each time."""

    def __init__(self, readings: Mapping[str, Sequence[Reading]], recorded: Sequence[Draft]) -> None:
        new = [(draft.region_code, draft.reading) for draft in recorded]
        known = [(code, reading) for code, those in readings.items() for reading in those]
        self._by_id = {(code, r.measurement_id): r for code, r in known if r.measurement_id}
        corrected = {(code, r.corrects_id) for code, r in (*known, *new) if r.corrects_id is not None}
        self._series: dict[tuple[str, CriterionKey, str], list[Reading]] = defaultdict(list)
        for code, reading in (*known, *new):
            if (code, reading.measurement_id) not in corrected:
                self._series[code, reading.criterion, reading.instrument].append(reading)

    def compared(self, draft: Draft) -> list[Reading]:
        """The value this one replaces, and that of the newest earlier year."""
        reading = draft.reading
        replaced = self._by_id.get((draft.region_code, reading.corrects_id or 0))
        series = self._series[draft.region_code, reading.criterion, reading.instrument]
        earlier = [r for r in series if r.year < reading.year]
        newest = max(earlier, key=lambda r: (r.year, r.is_final), default=None)
        return [r for r in (replaced, newest) if r is not None]


def _is_far(after: Reading, before: Reading, scales: Scales) -> bool:
    """By points where both have a number, otherwise by the steps between their grades."""
    now, then = (scales.find(r.criterion, r.year, r.instrument) for r in (after, before))
    if now is None or then is None or (now.lowest, now.highest) != (then.lowest, then.highest):
        return False
    if after.value is not None and before.value is not None:
        most = MOST_POINTS if (now.lowest, now.highest) == (_LOWEST, _HIGHEST) else MOST_LEVELS
        return abs(after.value - before.value) > most
    ranks = _rank(after, now), _rank(before, then)
    return None not in ranks and abs((ranks[0] or 0) - (ranks[1] or 0)) >= MOST_STEPS


def _rank(reading: Reading, scale: Scale) -> int | None:
    """Of its grade, or of the band of its number; None where the order is not published."""
    named = scale.band_named(reading.grade) if reading.grade else None
    band = named or (scale.band_of(reading.value) if reading.value is not None else None)
    return band.rank if band else None
