"""How near a value that is still enough lies to its threshold: aman, waspada, di bawah.

No publisher and no paper of KPK names a margin: the figures here are our own choice, and a threshold may
carry another. A region enters "waspada" below the edge of the margin and leaves it only somewhat above, so
that a value that wavers around the edge does not change its word every year.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum

from bot.rules.comparing import Compared, compare
from bot.rules.readings import Reading
from bot.rules.requirements import Requirement, Streak
from bot.rules.scales import Scale, Scales


class Margin(StrEnum):
    """The state of a judged criterion. Not a category of a publisher (SPI has a category "waspada")."""

    AMAN = "aman"
    WASPADA = "waspada"  #: met, with little to spare
    DI_BAWAH = "di_bawah"


#: Points of 100: what the national mean of SPI moves in three years, and less than one band of any scale.
OF_HUNDRED = Decimal(3)
#: Points of a scale from 1 to 5: the same share of it, rounded to what the publishers print.
OF_FIVE = Decimal("0.15")
#: A region leaves "waspada" only this share of the margin above its edge.
LEAVES_ABOVE = Decimal("0.25")
_FIVE = Decimal(5)


def margin_points(rule: Requirement, scale: Scale) -> Decimal:
    """Points above the threshold that are "waspada"; zero on a scale without numbers."""
    if rule.margin is not None:
        return rule.margin
    if scale.highest is None:
        return Decimal(0)
    return OF_FIVE if scale.highest <= _FIVE else OF_HUNDRED


def margin_of(finals: Iterable[Reading], rule: Requirement, scales: Scales) -> Margin | None:
    """The state after the last of these final values, oldest first, all to be compared with each other.

    None where nothing can be said of it. Opinions know no "waspada": ask streak_margin.
    """
    least = rule.least
    state: Margin | None = None
    is_recovering = False
    for reading in finals:
        scale = scales.find(reading.criterion, reading.year, reading.instrument)
        if least is None or isinstance(least, Streak) or scale is None:
            continue
        seen = compare(reading, least, scale)
        is_recovering = _is_recovering(seen, reading, rule, before=is_recovering)
        state = _next(seen, margin_points(rule, scale), before=state, is_recovering=is_recovering)
    return state


def streak_margin(*, is_met: bool | None) -> Margin | None:
    """Of an opinion: it is enough or it is not."""
    if is_met is None:
        return None
    return Margin.AMAN if is_met else Margin.DI_BAWAH


def _next(seen: Compared, margin: Decimal, *, before: Margin | None, is_recovering: bool) -> Margin | None:
    if seen.is_met is None:
        return None
    if not seen.is_met:
        return Margin.DI_BAWAH
    if seen.distance is None:
        return _by_grade(seen, margin)
    edge = margin * (1 + LEAVES_ABOVE) if before in (Margin.WASPADA, Margin.DI_BAWAH) else margin
    return Margin.WASPADA if seen.distance < edge or is_recovering else Margin.AMAN


def _by_grade(seen: Compared, margin: Decimal) -> Margin | None:
    """Without a number: the very grade that is asked for has nothing to spare."""
    if seen.is_least is None:
        return None
    return Margin.WASPADA if seen.is_least and margin else Margin.AMAN


def _is_recovering(seen: Compared, reading: Reading, rule: Requirement, *, before: bool) -> bool:
    """Below once, and not yet back at the recovery mark: an alert may still be open."""
    if seen.is_met is None:
        return before
    if not seen.is_met:
        return True
    is_back = rule.recovery is None or reading.value is None or reading.value >= rule.recovery
    return before and not is_back
