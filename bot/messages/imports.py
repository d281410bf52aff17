"""Values from a file or one line: the card before, the receipt after, and every bad row."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.messages import criteria
from bot.messages.import_doubts import BATAL, doubts
from bot.messages.render import render
from bot.rules.alerts import Verdict
from bot.rules.assessments import Standing
from bot.rules.clocks import full_date, zone_label, zone_named
from bot.rules.errors import Problem
from bot.rules.outbox import Button, Keyboard, Text
from bot.rules.outcomes import Outcome
from bot.rules.recording import Addition, Effect
from bot.rules.recording_plan import Plan, ToldRegion
from bot.rules.wording import listing

KONFIRMASI = "Konfirmasi"
TANPA_PEMBERITAHUAN = "Catat tanpa memberi tahu"

#: A batch up to this long is shown value by value.
_FEW = 12
#: More mistakes than this do not read well in a chat.
_MOST_PROBLEMS = 15


def card(
    plan: Plan,
    *,
    import_id: int,
    filename: str,
    is_quiet: bool,
    problems: Sequence[Problem] = (),
    same_on: date | None = None,
    is_anew: bool = False,
) -> Text:
    """What recording would change, what falls, who would be told, and all that is wrong."""
    html = render(
        "import_card",
        filename=filename,
        is_quiet=is_quiet,
        is_anew=is_anew,
        same_on=full_date(same_on) if same_on else "",
        **_wrong(problems),
        **_of(plan),
    )
    return Text(html, _buttons(plan, import_id, is_quiet=is_quiet))


def nothing_to_record(
    plan: Plan, problems: Sequence[Problem], *, filename: str, same_on: date | None
) -> Text:
    """All rows are bad, or all of them are known already."""
    return Text(
        render(
            "import_nothing",
            filename=filename,
            unchanged=plan.count(Effect.UNCHANGED),
            **_wrong(problems),
            same_on=full_date(same_on) if same_on else "",
        )
    )


def recorded(plan: Plan, *, is_quiet: bool, left_out: int = 0) -> Text:
    """The receipt. ``left_out`` rows looked like a slip and were not wanted."""
    return Text(render("import_recorded", is_quiet=is_quiet, left_out=left_out, **_of(plan)))


def decided(*, is_confirmed: bool) -> Text:
    """The button of a card that was decided before."""
    return Text(render("import_decided", is_confirmed=is_confirmed))


def discarded() -> Text:
    return Text(render("import_discarded"))


def values_help(cohort: int | None) -> Text:
    """/nilai alone: how to record one value or many."""
    return Text(render("values_help"), (*template_button(cohort), (Button("Contoh CSV", data="contoh"),)))


def template_button(cohort: int | None) -> Keyboard:
    """The sheet with the regions of a cohort filled in; no row where there is no cohort."""
    if cohort is None:
        return ()
    return ((Button(f"Templat angkatan {cohort}", data=f"nilai_templat:{cohort}"),),)


def template_notes() -> list[str]:
    """What the second sheet of the template says, a sentence a line."""
    return render("values_notes").splitlines()


def _wrong(problems: Sequence[Problem]) -> dict[str, object]:
    """The first mistakes; all of them are marked in the sheet that is handed back."""
    return {
        "problems": problems[:_MOST_PROBLEMS],
        "is_more": len(problems) > _MOST_PROBLEMS,
        "wrong_rows": len({problem.line for problem in problems}),
    }


def _of(plan: Plan) -> dict[str, object]:
    return {
        "counts": {effect.value: plan.count(effect) for effect in Effect},
        "values": _values(plan),
        "later": plan.later,
        "groups": _groups(plan),
        "told": [_told(region) for region in plan.told],
        "informed": [_told(region) for region in plan.informed],
        **doubts(plan),
    }


def _groups(plan: Plan) -> dict[str, list[dict[str, str]]]:
    """What staff want to read of, by verdict; what is low by a correction has not fallen."""
    groups = {verdict.value: _lines(plan, verdict) for verdict in Verdict if verdict.needs_attention}
    dropped, open_ = plan.judged(Verdict.DROPPED), plan.judged(Verdict.STILL_LOW)
    groups["still_low"] = [_line(plan, o) for o in open_ if o.assessment.standing is Standing.BELOW]
    groups["recovering"] = [_line(plan, o) for o in open_ if o.assessment.standing is Standing.MET]
    groups["dropped"] = [_line(plan, outcome) for outcome in dropped if outcome.corrects is None]
    groups["lowered"] = [_line(plan, outcome) for outcome in dropped if outcome.corrects is not None]
    return groups


def _told(region: ToldRegion) -> dict[str, str]:
    """Who, and when if not at once."""
    when = ""
    if region.at is not None:
        zone = zone_named(region.zone)
        local = region.at.astimezone(zone)
        when = f"{full_date(local.date())}, pukul {local:%H.%M} {zone_label(zone)}"
    return {"region": region.name, "posts": listing(region.posts) if region.posts else "", "when": when}


def _values(plan: Plan) -> list[dict[str, str]]:
    shown = [addition for addition in plan.additions if addition.effect is not Effect.UNCHANGED]
    return [_value(plan, addition) for addition in shown] if len(shown) <= _FEW else []


def _value(plan: Plan, addition: Addition) -> dict[str, str]:
    reading = addition.draft.reading
    return {
        "region": plan.names[addition.draft.region_code],
        "label": f"{criteria.instrument(reading.instrument)} {reading.year}",
        "value": criteria.value(reading),
        "effect": addition.effect.value,
        "is_interim": "" if reading.is_final else "ya",
    }


def _lines(plan: Plan, verdict: Verdict) -> list[dict[str, str]]:
    return [_line(plan, outcome) for outcome in plan.judged(verdict)]


def _line(plan: Plan, outcome: Outcome) -> dict[str, str]:
    seen = outcome.assessment
    reading = seen.reading
    return {
        "region": plan.names[outcome.region_code],
        "label": f"{criteria.instrument(reading.instrument)} {reading.year}" if reading else "",
        "value": criteria.value(reading) if reading else "",
        "threshold": criteria.threshold(seen.requirement, seen),
        "distance": criteria.distance(seen),
        "change": criteria.change(seen),
    }


def _buttons(plan: Plan, import_id: int, *, is_quiet: bool) -> Keyboard:
    def button(words: str, mode: str) -> Button:
        return Button(words, data=f"impor:{mode}:{import_id}:{plan.fingerprint}")

    first = (button(KONFIRMASI, "diam" if is_quiet else "ya"),)
    quiet = ((button(TANPA_PEMBERITAHUAN, "diam"),),) if (plan.told or plan.informed) and not is_quiet else ()
    return (first, *quiet, (button(BATAL, "batal"),))
