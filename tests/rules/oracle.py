"""What an inspector would expect of a series of SPI values, in a few lines that share nothing with the rules.

Values, thresholds, margins and marks are whole hundredths.
"""

from __future__ import annotations

from dataclasses import dataclass, field

WORDS = ("sangat rentan", "rentan", "waspada", "terjaga")
_CUTS = {False: {1: 6800, 2: 7370, 3: 7750}, True: {1: 0, 2: 7300, 3: 7800}}


def word(value: int, year: int) -> int:
    """The place of the category among WORDS, by the scale of this year."""
    return max((rank for rank, cut in _CUTS[year >= 2024].items() if value >= cut), default=0)


@dataclass
class Inspector:
    """Remembers the values as they stand, the alert, and of which years a fall was told."""

    threshold: int
    margin: int
    mark: int  #: where an alert closes; the threshold if there is none
    is_confirmed: bool
    values: dict[int, int] = field(default_factory=dict)
    alerted: int | None = None  #: the year the open alert speaks of
    told: set[int] = field(default_factory=set)
    undone: set[int] = field(default_factory=set)  #: by the last value: years whose early notice was wrong

    def hears(self, year: int, value: int) -> tuple[str, int]:
        """What is said now that a value is known or put right, and how many early notices it undoes."""
        is_correction = year in self.values
        self.undone = {y for y in self.told if year in (y, self._before(y))} if is_correction else set()
        self.values[year] = value
        said = self._said(year, is_correction=is_correction)
        if self.undone and said in ("", "fell", "lower category"):
            said = "put right"
        if said == "low" and year in self.undone:
            self.told -= {year}
        if said in ("fell", "lower category"):
            self.told |= {year}
        return said, len(self.undone)

    def _said(self, year: int, *, is_correction: bool) -> str:
        newest = max(self.values)
        is_low = self.values[newest] < self.threshold
        if self.alerted is not None:
            if is_correction and year == self.alerted:
                self.alerted = newest if is_low else None
                return "revised" if is_low else "withdrawn"
            if year != newest:
                return ""
            if is_low or self.values[newest] < self.mark:
                return "still low"
            self.alerted = None
            return "recovered"
        if year != newest:
            return ""
        if is_low:
            self.alerted = newest if self.is_confirmed else None
            return "low" if self.is_confirmed else "staff"
        return self._early(newest)

    def _early(self, year: int) -> str:
        earlier = self._before(year)
        if earlier is None or self.values[year] >= self.values[earlier]:
            return ""
        now, then = self.values[year], self.values[earlier]
        own_words = word(now, year), word(then, earlier)
        if own_words[0] < own_words[1] and word(now, earlier) < word(then, earlier):
            return "lower category"
        is_small = then - now < 50 and own_words[0] == own_words[1]
        return "" if is_small and self.state() != "waspada" else "fell"

    def _before(self, year: int) -> int | None:
        return max((y for y in self.values if y < year), default=None)

    def state(self) -> str:
        """Aman, waspada or di bawah, after all values in order."""
        state, is_back = "", True
        for _, value in sorted(self.values.items()):
            spare = value - self.threshold
            is_back = spare >= 0 and (is_back or value >= self.mark)
            edge = self.margin if state in ("", "aman") else self.margin * 5 / 4
            state = "di_bawah" if spare < 0 else "aman" if spare >= edge and is_back else "waspada"
        return state
