"""Rows whose year is far from all others of their file: a slip of the finger is likelier than the fact."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bot.rules.entries import Draft

#: Years between a row and the nearest other year of the file. A criterion may have skipped a few.
MOST_YEARS = 3
#: A year that fewer than one in so many rows has; one that many have is no slip.
_ONE_IN = 4


def odd_years(drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """Those rows, in the order of the file."""
    years = Counter(draft.reading.year for draft in drafts)
    odd = {
        year
        for year, rows in years.items()
        if rows * _ONE_IN < len(drafts)
        and min(abs(year - other) for other in years if other != year) > MOST_YEARS
    }
    return tuple(draft for draft in drafts if draft.reading.year in odd)
