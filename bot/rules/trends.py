"""A value beside the one before it: fallen, in a lower category, or not to be compared at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.rules.readings import Reading
from bot.rules.scales import Band, Scale, Scales

#: A fall smaller than this is no news, if nothing else changed. Our own choice, without a source: a survey
#: moves by as much when nobody behaves differently, and one value is printed with such differences.
WOBBLE_OF_HUNDRED = Decimal("0.5")
WOBBLE_OF_FIVE = Decimal("0.05")
_FIVE = Decimal(5)


@dataclass(frozen=True, slots=True)
class Trend:
    """The newest final value and the one before it, each in the band of its own year's scale."""

    before: Reading
    before_band: Band | None
    band: Band | None
    change: Decimal | None  #: points; None without two numbers
    is_lower_band: bool  #: by what the words mean on both years' scales: not by a change of the scale alone
    wobble: Decimal  #: a fall smaller than this is no news by itself
    before_on_new: Band | None = None  #: where the same word begins on the newer scale, if that is another
    on_old: Band | None = None  #: what the newer value would be on the older scale, if that is another

    @property
    def has_fallen(self) -> bool:
        return self.change is not None and self.change < 0

    @property
    def is_same_word(self) -> bool:
        return (self.before_band.name if self.before_band else "") == (self.band.name if self.band else "")


def is_comparable(one: Scale | None, other: Scale | None) -> bool:
    """Whether a difference between two years says something: one instrument, read in the same way.

    The cut-offs may differ; a scale that went from colours to grades is another assessment.
    """
    if one is None or other is None:
        return one is other
    mine = (one.instrument, one.kind, one.lowest, one.highest)
    return mine == (other.instrument, other.kind, other.lowest, other.highest)


def trend_of(after: Reading, before: Reading | None, scales: Scales) -> Trend | None:
    """How a final value lies to the earlier one by the same instrument; None if they are not compared."""
    if before is None:
        return None
    new, old = _scale(after, scales), _scale(before, scales)
    if not is_comparable(new, old):
        return None
    change = None if after.value is None or before.value is None else after.value - before.value
    band, was = band_on(new, after), band_on(old, before)
    moved = new is not old and new is not None and old is not None
    same_word = next((b for b in new.bands if was and b.name == was.name), None) if moved and new else None
    on_old = band_on(old, after) if moved else None
    has_sunk = _is_lower(band, same_word or band_on(new, before)) and _is_lower(on_old or band, was)
    return Trend(
        before=before,
        before_band=was,
        band=band,
        change=change,
        is_lower_band=has_sunk and (change is None or change < 0),
        wobble=_wobble(new),
        before_on_new=same_word,
        on_old=on_old,
    )


def not_compared(known: Sequence[Reading], after: Reading, trend: Trend | None) -> Reading | None:
    """The newest final value of an earlier year, where there is one and it is not compared with this one."""
    earlier = [r for r in known if r.is_final and r.year < after.year]
    return earlier[-1] if earlier and trend is None else None


def series(known: Sequence[Reading], of: Reading, scales: Scales) -> tuple[Reading, ...]:
    """The final values up to this one that can be compared with it, oldest first."""
    own = _scale(of, scales)
    finals = (r for r in known if r.is_final and r.instrument == of.instrument and r.year <= of.year)
    return tuple(r for r in finals if is_comparable(_scale(r, scales), own))


def band_on(scale: Scale | None, reading: Reading) -> Band | None:
    """The band of a reading on a scale: by its number, or by its word if that means exactly one."""
    if scale is None:
        return None
    if reading.value is not None:
        return scale.band_of(reading.value)
    named = scale.bands_named(reading.grade or "")
    return named[0] if len(named) == 1 else None


def _is_lower(now: Band | None, then: Band | None) -> bool:
    """Whether one band is lower than another of the same scale; not known without their order."""
    if now is None or then is None or now.rank is None or then.rank is None:
        return False
    return now.rank < then.rank


def _wobble(scale: Scale | None) -> Decimal:
    is_of_five = scale is not None and scale.highest is not None and scale.highest <= _FIVE
    return WOBBLE_OF_FIVE if is_of_five else WOBBLE_OF_HUNDRED


def _scale(reading: Reading, scales: Scales) -> Scale | None:
    return scales.find(reading.criterion, reading.year, reading.instrument)
