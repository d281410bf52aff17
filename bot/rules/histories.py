"""Everything known about one criterion of one region: values newest first, with what each corrected."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.rules.readings import Reading, known
from bot.rules.status import CriterionLine, StatusReport

#: Values on one page: with their sources they fit into one message.
PER_PAGE = 6


@dataclass(frozen=True, slots=True)
class Kept:
    """One value that counts, and the wrong ones it took the place of, the last one first."""

    reading: Reading
    corrected: tuple[Reading, ...] = ()


@dataclass(frozen=True, slots=True)
class History:
    """One page of the values of one criterion, newest first. Page 0 is the newest."""

    region_code: str
    region_name: str
    today: date
    is_in_cohort: bool
    line: CriterionLine
    kept: tuple[Kept, ...]
    page: int = 0
    has_older: bool = False


def history(
    status: StatusReport, number: int, readings: Iterable[Reading], *, page: int = 0
) -> History | None:
    """A page of the criterion with this official number; None where there is no such number or page."""
    line = next((line for line in status.lines if line.criterion.number == number), None)
    if line is None or page < 0:
        return None
    own = [r for r in readings if r.criterion is line.criterion.key]
    kept = kept_values(own, status.today)
    shown = kept[page * PER_PAGE : (page + 1) * PER_PAGE]
    if page and not shown:
        return None
    return History(
        status.region_code,
        status.region_name,
        status.today,
        status.cohort is not None,
        line,
        shown,
        page,
        has_older=len(kept) > (page + 1) * PER_PAGE,
    )


def kept_values(readings: Sequence[Reading], today: date) -> tuple[Kept, ...]:
    """What counts today, newest first; a correction that is not published yet corrects nothing."""
    by_id = {r.measurement_id: r for r in readings if r.measurement_id}
    return tuple(Kept(r, _corrected(r, by_id)) for r in reversed(known(readings, today)))


def _corrected(reading: Reading, by_id: dict[int, Reading]) -> tuple[Reading, ...]:
    """Back along the corrections; ids only fall, so this ends."""
    found: list[Reading] = []
    wrong = by_id.get(reading.corrects_id or 0)
    while wrong is not None and wrong not in found:
        found.append(wrong)
        wrong = by_id.get(wrong.corrects_id or 0)
    return tuple(found)
