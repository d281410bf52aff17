"""When do we speak about a value, and to whom? Decided once, when the value becomes known."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from bot.rules.assessments import Assessment, Standing
from bot.rules.margins import Margin
from bot.rules.trends import Trend


class Verdict(StrEnum):
    """Why we speak, or why we stay silent. Stored with every measurement."""

    UNKNOWN = "unknown"  #: no final value is known: say so when asked, never alarm
    UNSET = "unset"  #: no threshold: nothing can be missed
    UNDECIDED = "undecided"  #: a year is missing, or the instrument has no such scale
    NOT_YET = "not_yet"  #: published later than today: judged when that day has come
    HISTORY = "history"  #: an older year or an interim value: recorded, never judged
    QUIET = "quiet"  #: met before and now
    FELL = "fell"  #: lower than before, still enough, same category: an early notice
    BAND_DROPPED = "band_dropped"  #: still enough, in a lower category: an early notice
    NEW_PERIOD = (
        "new_period"  #: the first value of another instrument or scale: not compared, an early notice
    )
    AMENDED = "amended"  #: an early notice rested on a value that was wrong: told to those who had it
    STAFF_ONLY = "staff_only"  #: below a threshold nobody has confirmed: staff are told, the region is not
    DROPPED = "dropped"  #: below the threshold and not yet told: send a pemberitahuan capaian
    STILL_LOW = "still_low"  #: told before, low or not yet at the recovery mark: stay silent
    RECOVERED = "recovered"  #: climbed back past the recovery mark: say so once
    REVISED = "revised"  #: the low value was wrong, and the right one is low as well: say both
    CORRECTED = "corrected"  #: the low value was wrong: withdraw what was said, by name

    @property
    def speaks(self) -> bool:
        """Whether the region hears of an alert."""
        return self in {Verdict.DROPPED, Verdict.RECOVERED, Verdict.REVISED, Verdict.CORRECTED}

    @property
    def is_early(self) -> bool:
        """Whether the region gets an early notice: no alarm, and nothing is asked of it."""
        return self in {Verdict.FELL, Verdict.BAND_DROPPED, Verdict.NEW_PERIOD}

    @property
    def needs_attention(self) -> bool:
        """Whether staff want to read of it after an import."""
        return (
            self.speaks or self.is_early or self in {Verdict.STAFF_ONLY, Verdict.STILL_LOW, Verdict.AMENDED}
        )


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
        return _while_alerting(after, is_newest=is_newest or _fills_a_gap(after, recorded))
    if after.reading is None:
        return Verdict.HISTORY if after.interim is not None else Verdict.UNKNOWN
    if not is_newest:
        return Verdict.HISTORY
    if after.standing is Standing.BELOW:
        confirmed = after.requirement is not None and after.requirement.is_confirmed
        return Verdict.DROPPED if confirmed else Verdict.STAFF_ONLY
    early = early_verdict(after)
    if early is not None or after.standing is Standing.MET:
        return early or Verdict.QUIET
    return Verdict.UNSET if after.standing is Standing.NO_THRESHOLD else Verdict.UNDECIDED


def early_verdict(after: Assessment) -> Verdict | None:
    """What is worth knowing early about the newest final value; None: nothing, or it is below its threshold.

    It does not hang on the threshold: a fall is news where none is set, too.
    """
    trend = after.trend
    if after.reading is None or after.standing is Standing.BELOW:
        return None
    if trend is None:
        return Verdict.NEW_PERIOD if after.not_compared is not None else None
    if trend.is_lower_band:
        return Verdict.BAND_DROPPED
    if not trend.has_fallen or _is_wobble(after, trend):
        return None
    return Verdict.FELL


def _is_wobble(after: Assessment, trend: Trend) -> bool:
    """A fall too small to be news: in the same category, and not near the threshold."""
    is_small = trend.change is not None and abs(trend.change) < trend.wobble
    return is_small and trend.is_same_word and after.margin is not Margin.WASPADA


def _while_alerting(after: Assessment, *, is_newest: bool) -> Verdict:
    """An open alert closes by recovery, or by the correction of the value it spoke of (see judge).

    Only a new period can recover: a correction says that we were wrong, not that anything got better.
    """
    if not is_newest:
        return Verdict.HISTORY
    if after.standing not in {Standing.BELOW, Standing.MET}:
        return Verdict.UNDECIDED  # e.g. another instrument: neither low nor recovered, the alert stays open
    return Verdict.RECOVERED if has_recovered(after) else Verdict.STILL_LOW


def _fills_a_gap(after: Assessment, recorded: Collection[int]) -> bool:
    """Whether a year of a streak came late: the newest one, known before, could not be judged alone."""
    return any(o.measurement_id in recorded and o.corrects_id is None for o in after.opinions)


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
