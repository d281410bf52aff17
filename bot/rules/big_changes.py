"""Values so far from the one before that a slip of the finger is likelier than the fact: a person decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.rules.readings import Reading
from bot.rules.recording import Addition, Effect
from bot.rules.scales import Scales

#: Points on a scale from 0 to 100. The widest real move in the published values is 30.
MOST_POINTS = Decimal(30)
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
    """Of what would be recorded: whatever differs by more than MOST_POINTS from the value it replaces,
    or from the one of the newest earlier year (in the same file or known before)."""
    recorded = [addition.draft for addition in additions if addition.effect is not Effect.UNCHANGED]
    known = {code: list(those) for code, those in readings.items()}
    for draft in recorded:
        known.setdefault(draft.region_code, []).append(draft.reading)
    found = []
    for draft in recorded:
        for before in _compared(draft.reading, known[draft.region_code]):
            if _is_far(draft.reading, before, scales):
                found.append(BigChange(draft.region_code, draft.reading, before))
                break
    return tuple(found)


def _compared(reading: Reading, known: Sequence[Reading]) -> list[Reading]:
    replaced = [r for r in known if r.measurement_id and r.measurement_id == reading.corrects_id]
    corrected = {r.corrects_id for r in known}
    series = [
        r
        for r in known
        if (r.criterion, r.instrument) == (reading.criterion, reading.instrument)
        and r.year < reading.year
        and (r.measurement_id == 0 or r.measurement_id not in corrected)
    ]
    newest = max(series, key=lambda r: (r.year, r.is_final), default=None)
    return [*replaced, *([newest] if newest else [])]


def _is_far(after: Reading, before: Reading, scales: Scales) -> bool:
    if after.value is None or before.value is None:
        return False
    for reading in (after, before):
        scale = scales.find(reading.criterion, reading.year, reading.instrument)
        if scale is None or (scale.lowest, scale.highest) != (_LOWEST, _HIGHEST):
            return False
    return abs(after.value - before.value) > MOST_POINTS
