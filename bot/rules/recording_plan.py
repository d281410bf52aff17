"""What a card says about a batch, and a fingerprint by which a stale card is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.rules.alerts import Verdict
from bot.rules.big_changes import BigChange
from bot.rules.criteria import CriterionKey
from bot.rules.entries import Draft
from bot.rules.fingerprints import fingerprint
from bot.rules.odd_years import odd_years
from bot.rules.outcomes import Outcome
from bot.rules.recording import Addition, Effect

#: What a batch has once: region, criterion, and instrument, year and whether it is final.
Slot = tuple[str, CriterionKey, tuple[str, int, bool]]


def slot_of(draft: Draft) -> Slot:
    return draft.region_code, draft.reading.criterion, draft.reading.slot


@dataclass(frozen=True, slots=True)
class ToldRegion:
    """A region that hears of the batch, and the posts it is told to ("Inspektur"); empty: nobody is there."""

    code: str
    name: str
    posts: tuple[str, ...]
    at: datetime | None = None  #: when it may arrive; None: at once
    zone: str = ""  #: the clock there, by its IANA name


@dataclass(frozen=True, slots=True)
class Plan:
    """What a batch changes, how each criterion it touches is judged, and who is told."""

    additions: tuple[Addition, ...]
    outcomes: tuple[Outcome, ...]
    names: Mapping[str, str] = field(default_factory=dict)
    told: tuple[ToldRegion, ...] = ()
    informed: tuple[ToldRegion, ...] = ()  #: regions that get an early notice, or the correction of one
    big: tuple[BigChange, ...] = ()  #: far from the value before: a person makes sure
    later: int = 0  #: how many are published after today: recorded, not known yet

    def count(self, effect: Effect) -> int:
        return sum(addition.effect is effect for addition in self.additions)

    def judged(self, verdict: Verdict) -> tuple[Outcome, ...]:
        return tuple(outcome for outcome in self.outcomes if outcome.verdict is verdict)

    @property
    def is_empty(self) -> bool:
        """There is nothing to record."""
        return all(addition.effect is Effect.UNCHANGED for addition in self.additions)

    @property
    def odd_years(self) -> tuple[Draft, ...]:
        """Rows whose year is far from all others: a person makes sure."""
        return odd_years([a.draft for a in self.additions if a.effect is not Effect.UNCHANGED])

    @property
    def doubtful(self) -> frozenset[Slot]:
        """What is recorded only when somebody says that it is meant."""
        far = {(b.region_code, b.after.criterion, b.after.slot) for b in self.big}
        return frozenset(far | {slot_of(draft) for draft in self.odd_years})

    @property
    def fingerprint(self) -> str:
        """Ten characters that change when a card no longer says what recording would do."""
        parts = [f"{a.draft.line}:{a.effect}:{a.draft.reading.corrects_id}" for a in self.additions]
        parts += [f"{o.region_code}:{o.assessment.criterion}:{o.verdict}" for o in self.outcomes]
        parts += [f"{region.code}:{','.join(region.posts)}" for region in (*self.told, *self.informed)]
        parts += [f"{b.region_code}:{b.after.slot}:{b.before.value}" for b in self.big]
        return fingerprint("|".join(parts), length=10)
