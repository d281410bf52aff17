"""A typed minimum in the one form it is stored in: 70.5, B, 3, WTP x 2."""

from __future__ import annotations

import re

from bot.rules.criteria import CriterionKey
from bot.rules.instruments import plain
from bot.rules.requirements import Floor, Grade, Streak, fits, minimum_of
from bot.rules.scales import Scale, Scales

#: "minimal 75", ">= 75", "kategori B": what people write before the figure itself.
_BEFORE = re.compile(r"^(?:(?:minimal|minimum|paling rendah|min|nilai|kategori|predikat|level|>=|≥|=)\s*)+")
_YEARS = {"satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5}
#: "WTP dua tahun berturut-turut", "WTP 2 kali", "WTP 2x".
_STREAK = re.compile(
    r"(?P<grade>wtp|wdp|wajar tanpa pengecualian|wajar dengan pengecualian)\s+"
    rf"(?:x\s*)?(?P<years>[1-5]|{'|'.join(_YEARS)})\s*(?:x|kali|tahun)?(?:\s+berturut(?:-turut)?)?"
)
_OPINIONS = {"wajar tanpa pengecualian": "WTP", "wajar dengan pengecualian": "WDP"}


def canonical(typed: str, criterion: CriterionKey, scales: Scales, *, instrument: str = "") -> str | None:
    """The minimum as it is stored; None for one that no scale of the criterion can meet."""
    words = _BEFORE.sub("", plain(typed))
    streak = _STREAK.fullmatch(words)
    if streak:
        grade = _OPINIONS.get(streak["grade"], streak["grade"].upper())
        words = f"{grade} x {_YEARS.get(streak['years'], streak['years'])}"
    if not words or not fits(words, criterion, scales, instrument=instrument):
        return None
    return _in_form(words, _own(criterion, scales, instrument))


def fitting(criterion: CriterionKey, scales: Scales, *, instrument: str = "") -> tuple[str, ...]:
    """What a minimum may be, newest scale first: the words of its bands, and its limits."""
    own = _own(criterion, scales, instrument)
    ranked = [band.name for scale in own for band in scale.bands if band.rank is not None]
    limits = [f"{scale.lowest:f} sampai {scale.highest:f}" for scale in own if scale.lowest is not None]
    return tuple(dict.fromkeys([*limits, *ranked]))


def _own(criterion: CriterionKey, scales: Scales, instrument: str) -> list[Scale]:
    found = [s for s in scales.all if s.criterion is criterion and instrument in ("", s.instrument)]
    return sorted(found, key=lambda scale: scale.first_year or 0, reverse=True)


def _in_form(words: str, own: list[Scale]) -> str:
    least = minimum_of(words)
    if isinstance(least, Floor):
        return f"{least.value.normalize():f}"
    if isinstance(least, Streak):
        return f"{least.grade} x {least.years}"
    if isinstance(least, Grade):
        names = [band.name for scale in own if (band := scale.band_named(least.name)) is not None]
        return names[0] if names else least.name
    return words
