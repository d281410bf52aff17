"""Rows that look like a slip: named on the card, and asked about once more when it is confirmed."""

from __future__ import annotations

from bot.messages import criteria
from bot.messages.render import render
from bot.rules.big_changes import BigChange
from bot.rules.entries import Draft
from bot.rules.outbox import Button, Text
from bot.rules.recording import Effect
from bot.rules.recording_plan import Plan, slot_of

YAKIN = "Yakin, catat semuanya"
BATAL = "Batal"

#: More than this do not read well in a chat; all of them are counted.
_MOST = 15


def ask_sure(plan: Plan, *, import_id: int, is_quiet: bool) -> Text:
    """Konfirmasi was pressed, and nothing is recorded: are these rows meant?"""
    html = render("import_doubts", doubtful=len(plan.doubtful), **doubts(plan))
    quiet = "diam" if is_quiet else ""

    def row(words: str, mode: str) -> tuple[Button, ...]:
        return (Button(words, data=f"impor:{mode}:{import_id}:{plan.fingerprint}"),)

    has_others = len(plan.doubtful) < sum(
        addition.effect is not Effect.UNCHANGED for addition in plan.additions
    )
    without = (row(f"Catat tanpa {len(plan.doubtful)} baris itu", f"tanpa{quiet}"),) if has_others else ()
    return Text(html, (row(YAKIN, f"yakin{quiet}"), *without, row(BATAL, "batal")))


def doubts(plan: Plan) -> dict[str, object]:
    """The first of each kind, and how many there are."""
    lines = {slot_of(addition.draft): addition.draft.line for addition in plan.additions} if plan.big else {}
    odd = plan.odd_years
    return {
        "big": [
            _big(plan, each, lines.get((each.region_code, each.after.criterion, each.after.slot)))
            for each in plan.big[:_MOST]
        ],
        "big_total": len(plan.big),
        "odd": [_odd(plan, draft) for draft in odd[:_MOST]],
        "odd_total": len(odd),
    }


def _big(plan: Plan, change: BigChange, line: int | None) -> dict[str, str]:
    before, after = change.before, change.after
    return {
        "line": str(line or ""),
        "region": plan.names[change.region_code],
        "label": f"{criteria.instrument(after.instrument)} {after.year}",
        "value": criteria.value(after),
        "before": criteria.value(before),
        "before_year": str(before.year) if before.year != after.year else "",
    }


def _odd(plan: Plan, draft: Draft) -> dict[str, str]:
    reading = draft.reading
    return {
        "line": str(draft.line or ""),
        "region": plan.names[draft.region_code],
        "label": f"{criteria.instrument(reading.instrument)} {reading.year}",
        "value": criteria.value(reading),
    }
