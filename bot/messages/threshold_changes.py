"""A change of a threshold: the question, before and after, the receipt, the history."""

from __future__ import annotations

from collections.abc import Sequence

from bot.messages.render import render
from bot.messages.rule_changes import MOST_REGIONS, ToldOfRule, region_words
from bot.messages.threshold_words import name_of, rule_text
from bot.rules.clocks import short_date
from bot.rules.criteria import Criterion
from bot.rules.outbox import Button, Text
from bot.rules.requirements import Requirement
from bot.rules.threshold_changes import Change, Series
from bot.rules.wording import number

KONFIRMASI = "Konfirmasi"
TANPA_MEMBERI_TAHU = "Ubah tanpa memberi tahu"
BATAL = "Batal"


def ask(criterion: Criterion, series: Series, now: Requirement | None, *, example: str) -> Text:
    """The figure, with optional words after it."""
    html = render(
        "threshold_ask_change",
        name=name_of(criterion, series.instrument),
        cohort=series.cohort,
        stage=series.stage.value,
        now=rule_text(now),
        example=example,
    )
    return Text(html, ((Button(BATAL, data="batal"),),))


def ask_other(*, example: str) -> Text:
    """A threshold for a stage or an instrument that has none yet."""
    return Text(render("threshold_ask_other", example=example), ((Button(BATAL, data="batal"),),))


def preview(
    criterion: Criterion,
    change: Change,
    before: Requirement | None,
    regions: Sequence[ToldOfRule],
    *,
    plans: Sequence[Requirement],
    version: str,
    is_future: bool,
    is_anew: bool,
) -> Text:
    """Before and after, whom it would turn, and whom it would tell. Nothing has happened yet.

    ``plans`` are announced already: one of the same day gives way, one of a later day stays.
    """
    turned = [one for region in regions for one in region.turned]
    given_up = [plan for plan in plans if is_future and plan.effective_from == change.effective_from]
    html = render(
        "threshold_preview",
        **_change_words(criterion, change, before),
        is_anew=is_anew,
        is_future=is_future,
        replaced=[_plan(plan) for plan in plans if plan in given_up],
        kept=[_plan(plan) for plan in plans if plan not in given_up],
        below=_named(regions, is_below=True),
        clear=_named(regions, is_below=False),
        ended=sum(one.effect.case is not None for one in turned),
        told=[{"name": region.region, "posts": region.posts} for region in _told(regions)],
    )
    return Text(
        html,
        (
            (Button(KONFIRMASI, data=f"ambang_ya:{version}"),),
            (Button(TANPA_MEMBERI_TAHU, data=f"ambang_diam:{version}"), Button(BATAL, data="batal")),
        ),
    )


def changed(
    criterion: Criterion,
    change: Change,
    before: Requirement | None,
    told: Sequence[ToldOfRule] | None,
    *,
    is_quiet: bool,
) -> Text:
    """Done; ``told`` is None for one that comes into force later."""
    html = render(
        "threshold_changed",
        **_change_words(criterion, change, before),
        is_future=told is None,
        is_quiet=is_quiet,
        regions=region_words((told or ())[:MOST_REGIONS]),
        more=max(0, len(told or ()) - MOST_REGIONS),
    )
    return Text(html)


def there_already(criterion: Criterion, change: Change) -> Text:
    """Somebody else has made the same change meanwhile."""
    return Text(render("threshold_there_already", **_change_words(criterion, change, None)))


def plan_withdrawn(criterion: Criterion, rule: Requirement) -> Text:
    return Text(
        render(
            "threshold_plan_withdrawn",
            name=name_of(criterion, rule.instrument),
            cohort=rule.cohort,
            stage=rule.stage.value,
            minimum=rule_text(rule),
            since=short_date(rule.effective_from) if rule.effective_from else "",
        )
    )


def _change_words(
    criterion: Criterion, change: Change, before: Requirement | None
) -> dict[str, str | int | bool]:
    rule = change.as_requirement()
    return {
        "name": name_of(criterion, change.series.instrument),
        "cohort": change.series.cohort,
        "stage": change.series.stage.value,
        "before": rule_text(before),
        "after": rule_text(rule),
        "is_unset": not change.minimum,
        "since": short_date(change.effective_from) if change.effective_from else "",
        "basis": _basis(change, rule),
        "margin": number(change.margin) if change.margin is not None else "",
        "recovery": number(change.recovery) if change.recovery is not None else "",
        "reason": change.reason,
        "is_confirmed": change.is_confirmed,
    }


def _plan(rule: Requirement) -> str:
    """1 Januari 2027: 78."""
    return f"{short_date(rule.effective_from)}: {rule_text(rule)}" if rule.effective_from else ""


def _basis(change: Change, rule: Requirement) -> str:
    """The paper; without one, what regions read in its place."""
    if not change.minimum or rule.basis:
        return rule.basis
    named = "; kepada daerah disebut: dikonfirmasi Dit. Permas KPK" if change.is_confirmed else ""
    return f"belum ada dokumen{named}"


def _named(regions: Sequence[ToldOfRule], *, is_below: bool) -> dict[str, object]:
    """The first regions that turned this way, and how many more there are."""
    own = [
        ToldOfRule(region.region, turned)
        for region in regions
        if (turned := tuple(one for one in region.turned if one.effect.turn.is_below is is_below))
    ]
    return {"regions": region_words(own[:MOST_REGIONS]), "more": max(0, len(own) - MOST_REGIONS)}


def _told(regions: Sequence[ToldOfRule]) -> list[ToldOfRule]:
    return [region for region in regions if region.is_for_region]
