"""When Ramadan is, as nearly as it can be known beforehand.

Its end follows from Idul Fitri in the library ``holidays``. Its beginning is declared by sidang isbat on the
evening before, after 29 or 30 days of Syakban; thirty days before Idul Fitri is that day or the one before it
(compared with the declarations of 2022 to 2026). So the hours of Ramadan may be asked for one day too early,
and years whose holidays are not decreed yet are estimates altogether: whoever uses this says *perkiraan*.
"""

from __future__ import annotations

from datetime import date, timedelta

from bot.rules.working_days import eid_days

LASTS = timedelta(days=30)


def is_ramadan(on: date) -> bool:
    """Whether this day is in Ramadan, perhaps one day too early."""
    return any(eid - LASTS <= on < eid for year in (on.year, on.year + 1) for eid in eid_days(year))
