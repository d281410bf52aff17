"""What a batch of drafts would add to what is recorded, and which of its rows contradict each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.rules.criteria import CriterionKey
from bot.rules.entries import Draft
from bot.rules.errors import Problem
from bot.rules.readings import Reading


class Effect(StrEnum):
    """What a draft does to what was recorded before."""

    NEW = "new"
    CHANGED = "changed"  #: corrects the last word of its slot
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Addition:
    """A draft and its effect; ``draft.reading.corrects_id`` names what a changed one corrects."""

    draft: Draft
    effect: Effect


def agreed(drafts: Sequence[Draft]) -> tuple[tuple[Draft, ...], tuple[Problem, ...]]:
    """What the rows of one file say once, and every row that another one contradicts.

    Of contradicting rows none is right by chance: all of them are left out. Of equal rows the first counts.
    """
    same: dict[tuple[str, str, tuple[str, int, bool]], list[Draft]] = {}
    for draft in drafts:
        key = (draft.region_code, draft.reading.criterion.value, draft.reading.slot)
        same.setdefault(key, []).append(draft)
    good, problems = [], []
    for rows in same.values():
        if all(row.reading.says_the_same(rows[0].reading) for row in rows):
            good.append(rows[0])
            continue
        for row in rows:
            others = [other for other in rows if not other.reading.says_the_same(row.reading)]
            detail = {"other": ", ".join(str(other.line) for other in others)}
            problems.append(Problem("row_contradicts", line=row.line, detail=detail, column=row.column))
    return tuple(good), tuple(problems)


def additions(drafts: Iterable[Draft], readings: Mapping[str, Sequence[Reading]]) -> list[Addition]:
    """Set each draft against the last word of its slot; repeated rows are unchanged."""
    last: dict[tuple[str, CriterionKey, tuple[str, int, bool]], Reading] = {}
    for region, known in readings.items():
        corrected = {r.corrects_id for r in known}
        for reading in known:
            if reading.measurement_id not in corrected:
                last[region, reading.criterion, reading.slot] = reading
    found = []
    for draft in drafts:
        key = (draft.region_code, draft.reading.criterion, draft.reading.slot)
        before = last.get(key)
        if before is None:
            addition = Addition(draft, Effect.NEW)
        elif before.says_the_same(draft.reading):
            addition = Addition(draft, Effect.UNCHANGED)
        else:
            corrects = before.measurement_id or None
            corrected_draft = replace(draft, reading=replace(draft.reading, corrects_id=corrects))
            addition = Addition(corrected_draft, Effect.CHANGED)
        if addition.effect is not Effect.UNCHANGED:
            last[key] = addition.draft.reading
        found.append(addition)
    return found
