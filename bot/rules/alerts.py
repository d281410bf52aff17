"""When do we speak about a value, and to whom? Decided once, when the value becomes known."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from bot.rules.assessments import Assessment, Standing


class Verdict(StrEnum):
    """Why we speak, or why we stay silent. Stored with every measurement."""

    UNKNOWN = "unknown"  #: no final value is known: say so when asked, never alarm
    UNSET = "unset"  #: no threshold: nothing can be missed
    UNDECIDED = "undecided"  #: a year is missing, or the instrument has no such scale
    NOT_YET = "not_yet"  #: published later than today: judged when that day has come
    HISTORY = "history"  #: an older year or an interim value: recorded, never judged
    QUIET = "quiet"  #: met before and now
    FELL = "fell"  #: lower than before, but still enough: no alarm
    STAFF_ONLY = "staff_only"  #: below a threshold nobody has confirmed: staff are told, the region is not
    DROPPED = "dropped"  #: below the threshold and not yet told: send a pemberitahuan capaian
    STILL_LOW = "still_low"  #: told before, not yet recovered: stay silent
    RECOVERED = "recovered"  #: climbed back past the recovery mark: say so once
    REVISED = "revised"  #: the low value was wrong, and the right one is low as well: say both
    CORRECTED = "corrected"  #: the low value was wrong: withdraw what was said, by name

    @property
    def speaks(self) -> bool:
        """Whether the region hears of it."""
        return self in {Verdict.DROPPED, Verdict.RECOVERED, Verdict.REVISED, Verdict.CORRECTED}

    @property
    def needs_attention(self) -> bool:
        """Whether staff want to read of it after an import."""
        return self.speaks or self in {Verdict.STAFF_ONLY, Verdict.STILL_LOW, Verdict.FELL}


def judge(
    after: Assessment,
    *,
    recorded: Collection[int],
    alerting: bool,
    alerted_measurement: int | None = None,
    corrected: Collection[int] = (),
    right_is_low: bool = False,
) -> Verdict:
    """What the values recorded now mean for one region and one criterion.

    ``after`` is the assessment with them included, ``recorded`` their ids, ``corrected`` the ids they
    replace, and those replaced before these. ``alerting`` is whether an alert is open, and
    ``alerted_measurement`` the value it spoke of; ``right_is_low`` says that what replaces that value is
    low in its own period. The first known value counts as a drop if it is below: nobody was told before.
    """
    is_newest = after.reading is not None and after.reading.measurement_id in recorded
    if alerting:
        was_wrong = alerted_measurement in corrected or _rests_on_corrected(after, corrected)
        if was_wrong and not (right_is_low and is_newest and _is_new_period(after)):
            return Verdict.REVISED if after.standing is Standing.BELOW else Verdict.CORRECTED
        return _while_alerting(after, is_newest=is_newest)
    if after.reading is None:
        return Verdict.HISTORY if after.interim is not None else Verdict.UNKNOWN
    if not is_newest:
        return Verdict.HISTORY
    if after.standing is Standing.BELOW:
        confirmed = after.requirement is not None and after.requirement.is_confirmed
        return Verdict.DROPPED if confirmed else Verdict.STAFF_ONLY
    if after.standing is Standing.MET:
        return Verdict.FELL if after.change is not None and after.change < 0 else Verdict.QUIET
    return Verdict.UNSET if after.standing is Standing.NO_THRESHOLD else Verdict.UNDECIDED


def _while_alerting(after: Assessment, *, is_newest: bool) -> Verdict:
    """An open alert closes by recovery, or by the correction of the value it spoke of (see judge).

    Only a new period can recover: a correction says that we were wrong, not that anything got better.
    """
    if not is_newest:
        return Verdict.HISTORY
    return Verdict.RECOVERED if has_recovered(after) else Verdict.STILL_LOW


def _is_new_period(after: Assessment) -> bool:
    """A year that was not known before, and that ends the alert: the correction before it was no matter."""
    return after.reading is not None and after.reading.corrects_id is None and has_recovered(after)


def _rests_on_corrected(after: Assessment, corrected: Collection[int]) -> bool:
    """Whether a streak was judged by an opinion that is corrected now, be it of an older year."""
    return any(opinion.corrects_id in corrected for opinion in after.opinions)


def has_recovered(after: Assessment) -> bool:
    """Met, and at or past the recovery mark if one is set (otherwise the threshold is the mark)."""
    if after.standing is not Standing.MET:
        return False
    mark = after.requirement.recovery if after.requirement else None
    value = after.reading.value if after.reading else None
    return mark is None or value is None or value >= mark
