"""Perubahan ketentuan ambang: the rule changed and not the value. Never an alarm, never a thank-you."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.messages import criteria
from bot.messages.alerts import basis, limit
from bot.messages.render import render
from bot.rules.assessments import Assessment, Standing
from bot.rules.clocks import short_date
from bot.rules.criteria import Criterion, CriterionKey
from bot.rules.outbox import Text
from bot.rules.requirements import Requirement, minimum_of
from bot.rules.rule_changes import RuleEffect
from bot.rules.sittings import Addressee
from bot.rules.status import CriterionLine
from bot.rules.wording import number

#: What a stranger who checks the proof code is told.
TITLE = "Perubahan ketentuan ambang"

#: So many regions are written out in a message to staff; it says how many more there are.
MOST_REGIONS = 30

Criteria = Mapping[CriterionKey, Criterion]


@dataclass(frozen=True, slots=True)
class Turned:
    """One effect as it is told; ``ended_on`` is the day of the notice that is over by it."""

    effect: RuleEffect
    criterion: Criterion
    since: date
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class ToldOfRule:
    """A region staff read of: what turned there, and the posts that are told (none: nobody)."""

    region: str
    turned: tuple[Turned, ...]
    posts: tuple[str, ...] = ()
    is_taken_back: bool = False  #: the word before had not left and was taken back: nothing is left to say

    @property
    def is_for_region(self) -> bool:
        return any(one.effect.turn.is_for_region for one in self.turned)


def moved(region: str, *, was: tuple[str, int] | None, now: tuple[str, int]) -> str:
    """How a region's stage and cohort changed: the beginning of the sentence that tells it."""
    if was is None:
        return f"{region} menjadi {now[0]} percontohan {now[1]}"
    return f"tahap {region} berubah dari {was[0]} {was[1]} menjadi {now[0]} {now[1]}"


def changed(
    turned: Sequence[Turned], *, to: Addressee, moved: str, main: str, copied: str, is_copy: bool
) -> Text:
    """To the Inspektur, or a copy of it. ``moved`` says how the region's stage changed."""
    rule = next((one.effect.after.requirement or one.effect.before.requirement for one in turned), None)
    html = render(
        "rule_changed",
        to=to,
        is_copy=is_copy,
        main=main,
        copied=copied,
        moved=moved,
        changes=[change_words(one) for one in turned],
        cohort=rule.cohort if rule else "",
        stage=rule.stage.value if rule else "",
        only_set=all(_is_only_set(one.effect) for one in turned),
    )
    return Text(html)


def to_staff(regions: Sequence[ToldOfRule]) -> Text:
    """To officers and admins: what a rule turned, and who was told."""
    more = max(0, len(regions) - MOST_REGIONS)
    return Text(render("rule_changed_to_staff", regions=region_words(regions[:MOST_REGIONS]), more=more))


def region_words(regions: Sequence[ToldOfRule]) -> list[dict[str, object]]:
    """For cards and messages of staff: each region with its values and distances."""
    return [
        {
            "name": each.region,
            "changes": [change_words(one) for one in each.turned],
            "posts": each.posts,
            "is_for_region": each.is_for_region,
            "is_taken_back": each.is_taken_back,
        }
        for each in regions
    ]


def change_words(one: Turned) -> dict[str, str | bool]:
    """Before and after, the region's own value, and where it stands."""
    effect, rule = one.effect, one.effect.after.requirement
    words = criteria.words(one.criterion, effect.after)
    return {
        "name": words.name,
        "short_name": one.criterion.short_name,
        "before": rule_words(one.criterion, effect.before),
        "after": rule_words(one.criterion, effect.after),
        "is_only_set": _is_only_set(effect),
        "since": short_date(one.since),
        "basis": basis_words(rule),
        "label": words.label,
        "value": words.value,
        "band": words.band,
        "is_below": effect.turn.is_below,
        "is_unset": effect.after.standing is Standing.NO_THRESHOLD,
        "is_met": effect.after.standing is Standing.MET,
        "is_confirmed": bool(rule and rule.is_confirmed),
        "gap": _gap(effect.after),
        "ended_on": short_date(one.ended_on) if one.ended_on else "",
    }


def rule_words(criterion: Criterion, seen: Assessment) -> str:
    """The threshold as regions read it; "belum ditetapkan" where there is none."""
    return limit(CriterionLine(criterion, seen)) or "belum ditetapkan"


def basis_words(rule: Requirement | None) -> str:
    """An official paper, or our own confirmation; never the press."""
    return basis(rule) if rule and rule.minimum else ""


def _gap(seen: Assessment) -> str:
    """1,74: how far from the threshold, whichever side."""
    return number(abs(seen.distance)) if seen.distance is not None else ""


def _is_only_set(effect: RuleEffect) -> bool:
    """The figure is the same and has only been confirmed now."""
    before, after = effect.before.requirement, effect.after.requirement
    if before is None or after is None or before.series != after.series:
        return False
    return minimum_of(before.minimum) == minimum_of(after.minimum) and not before.is_confirmed
