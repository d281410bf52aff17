"""Which steps a meeting has: what staff may choose, and what is always there."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from bot.rules.reminders import MINUTES_BEFORE, USUAL, Step

#: What staff choose from; the last step is always there.
CHOOSABLE = (
    Step.SEVEN_DAYS,
    Step.THREE_DAYS,
    Step.COORDINATION,
    Step.ONE_DAY,
    Step.CALLS,
    Step.TWO_HOURS,
    Step.HOUR,
    Step.MINUTES,
)
ALWAYS = Step.MINUTES
#: Minutes before the start at which staff may have the way in told, besides H-1, with the step that tells it.
REVEALS: Mapping[int, Step] = {120: Step.REVEAL_TWO_HOURS, 60: Step.REVEAL_HOUR, 15: Step.MINUTES}


def steps_of(ladder: Collection[str] | None, *, reveal_minutes: int | None = None) -> tuple[Step, ...]:
    """The steps of a meeting: what staff chose (None: the usual ones), the last step always, and the one
    that tells the way in where no other does at that moment."""
    chosen = set(USUAL) if ladder is None else {step for step in CHOOSABLE if step in ladder}
    chosen.add(ALWAYS)
    reveal = REVEALS.get(reveal_minutes or 0)
    if reveal is not None and reveal_minutes not in {MINUTES_BEFORE.get(step) for step in chosen}:
        chosen.add(reveal)
    return tuple(step for step in Step if step in chosen)
