"""Values recorded without a word: only what was to be said before, and still waits, is seen to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from bot.actions.alert_ends import Changed, tell_change
from bot.actions.alert_memory import memory_of, take_back, take_back_unsaid
from bot.actions.alert_notices import Occasion, People, people_of
from bot.actions.early_ends import amend
from bot.actions.early_notices import inform
from bot.actions.work import Work
from bot.rules.alerts import Verdict
from bot.rules.outcomes import Outcome
from db.inserting import insert_rows
from db.queries.days_off import days_off


async def keep_quiet(
    work: Work,
    outcomes: Sequence[Outcome],
    *,
    ended: Sequence[Changed],
    followed: Sequence[Changed],
    batch: str,
) -> None:
    """What waits of ``ended`` is taken back; of ``followed`` it is said with the figure of now, and what
    else an early notice said is said without the rest."""
    await take_back_unsaid(work, [change.alert for change in ended])
    untrue = {outcome.region_code for outcome in outcomes if outcome.untrue}
    people = await people_of(work, untrue | {change.alert.region_code for change in followed})
    if not people:
        return
    occasion = Occasion(batch, await days_off(work.session))
    async with work.together():
        await _with_the_figure_of_now(work, followed, people, occasion)
        _, anew = await amend(work, outcomes, people, occasion, is_quiet=True)
        await inform(work, (), people, occasion, anew=anew)
    await insert_rows(work.session, occasion.kept)


async def _with_the_figure_of_now(
    work: Work, followed: Sequence[Changed], people: People, occasion: Occasion
) -> None:
    by_region: dict[str, list[Changed]] = defaultdict(list)
    for change in followed:
        by_region[change.alert.region_code].append(change)
    memory = await memory_of(work, [change.alert for change in followed])
    for changes in by_region.values():
        await tell_change(work, changes, Verdict.REVISED, people, memory, occasion, is_quiet=True)
    await take_back(work, memory)
