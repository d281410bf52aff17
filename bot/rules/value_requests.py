"""When officers are asked for a value that should be known by now, and how long a publisher is late."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from bot.rules.clocks import WIB, local_date
from bot.rules.errors import UserMistake
from bot.rules.names import safe_name
from bot.rules.publications import Publication
from bot.rules.typed_times import TimeUnreadable, parse_date

#: Others have their value this long: whoever has none is asked for it.
AFTER_FIRST = timedelta(days=14)
#: Asked once more after this, and not again: /terbit and /rekap go on showing it.
AGAIN_AFTER = timedelta(days=30)
MOST_ROUNDS = 2
#: A publisher that is later than this is not late, it has stopped.
MOST_AHEAD = timedelta(days=730)


class DelayUnusable(UserMistake):
    """What was typed is no date, is over, or is more than two years ahead."""

    def __init__(self, typed: str, *, example: str) -> None:
        super().__init__(typed)
        self.typed = safe_name(typed[:60])
        self.example = example


def typed_delay(typed: str, *, today: date, example: str) -> date:
    """The last day on which nobody is asked. Raises DelayUnusable."""
    try:
        until = parse_date(typed.strip())
    except TimeUnreadable as error:
        raise DelayUnusable(typed, example=example) from error
    if not today <= until <= today + MOST_AHEAD:
        raise DelayUnusable(typed, example=example)
    return until


def round_due(
    publication: Publication,
    year: int,
    *,
    asked: Sequence[datetime],
    first_recorded: datetime | None,
    delayed_until: date | None,
    now: datetime,
) -> int | None:
    """Which round of asking one officer is due, from 1; None if none is.

    ``asked`` are the moments of those before. What others have is out: no delay counts against that.
    """
    today = local_date(now, WIB)
    is_late = first_recorded is None and delayed_until is not None and today <= delayed_until
    if len(asked) >= MOST_ROUNDS or is_late:
        return None
    others_have_it = first_recorded is not None and now - first_recorded >= AFTER_FIRST
    if today <= publication.due_on(year) and not others_have_it:
        return None
    if asked and now - asked[-1] < AGAIN_AFTER:
        return None
    return len(asked) + 1
