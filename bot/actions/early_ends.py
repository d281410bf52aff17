"""What an early notice said was wrong: told to those who had it; what has not left is taken back instead."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from sqlalchemy import delete, update
from sqlmodel import col

from bot.actions.alert_memory import waiting_keys
from bot.actions.alert_notices import Occasion, People, addressed, line_of, post_of
from bot.actions.early_notices import CORRECTED, EARLY, Note, tell_early
from bot.actions.facts import facts_of, today_of
from bot.actions.work import Work
from bot.messages import early as messages
from bot.rules.alerts import Verdict, early_verdict
from bot.rules.assessments import Assessment, assess
from bot.rules.corrected import Untrue
from bot.rules.outcomes import Outcome, RegionFacts
from db.outbox import withdraw
from db.queries.early_notices import EarlyTold, early_told
from db.queries.people import Recipient
from db.reference import scales
from db.tables import EarlyNotice

Place = tuple[str, int]  #: region and contact


async def amend(
    work: Work, outcomes: Sequence[Outcome], people: People, occasion: Occasion, *, is_quiet: bool = False
) -> tuple[dict[str, list[str]], dict[Place, list[Outcome]]]:
    """Take back or correct every early notice that is untrue now.

    Returns the posts that were told of a correction, and what some people are to be told anew because a
    message that said it, among other things, was taken back. ``is_quiet``: whoever has heard is not told.
    """
    wrong: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        if outcome.untrue:
            wrong[outcome.region_code].append(outcome)
    if not wrong:
        return {}, {}
    held: dict[Place, list[EarlyTold]] = defaultdict(list)
    for notice in await early_told(work.session, sorted(wrong)):
        held[notice.region_code, notice.contact_id].append(notice)
    waiting = await waiting_keys(work, {n.outbox_key for those in held.values() for n in those})
    told: dict[str, list[str]] = defaultdict(list)
    taken: dict[Place, list[EarlyTold]] = {}
    closed: list[int] = []
    for code in sorted(wrong):
        for person in people[code]:
            place = code, person.contact_id or 0
            left, taken[place] = _sorted(held[place], _untrue(wrong[code]), waiting)
            if is_quiet:
                continue
            closed += [notice.id for notice in left]
            if await _correct(work, person, left, wrong[code], occasion):
                told[code].append(post_of(person))
    await _close(work, closed, [notice for those in taken.values() for notice in those])
    return told, await _again(work, {place: those for place, those in taken.items() if those}, outcomes)


def _untrue(wrong: Sequence[Outcome]) -> set[int]:
    return {each.told_id for outcome in wrong for each in outcome.untrue}


def _sorted(
    held: Sequence[EarlyTold], untrue: AbstractSet[int], waiting: AbstractSet[str]
) -> tuple[list[EarlyTold], list[EarlyTold]]:
    """The untrue notices that have left, and all that messages say which have not: those are taken back.

    A correction on its way goes: the next one follows it.
    """
    left: list[EarlyTold] = []
    taken: list[EarlyTold] = []
    for key in dict.fromkeys(notice.outbox_key for notice in held if notice.measurement_id in untrue):
        said = [notice for notice in held if notice.outbox_key == key]
        if key in waiting and key.startswith(f"{EARLY}:"):
            taken += said
        else:
            left += [notice for notice in said if notice.measurement_id in untrue]
    return left, taken


async def _close(work: Work, left: Sequence[int], taken: Sequence[EarlyTold]) -> None:
    """What was heard is marked as taken back; what never left was not said."""
    if left:
        await work.session.execute(
            update(EarlyNotice).where(col(EarlyNotice.id).in_(left)).values(withdrawn_at=work.now)
        )
    if taken:
        keys = list({notice.outbox_key for notice in taken})
        await withdraw(work.session, keys=keys, reason="outdated", now=work.now)
        ids = [notice.id for notice in taken]
        await work.session.execute(delete(EarlyNotice).where(col(EarlyNotice.id).in_(ids)))


async def _again(
    work: Work, taken: Mapping[Place, Sequence[EarlyTold]], outcomes: Sequence[Outcome]
) -> dict[Place, list[Outcome]]:
    """What is still worth knowing of messages that were taken back, as it holds now."""
    if not taken:
        return {}
    judged = {(o.region_code, o.assessment.criterion): o for o in outcomes}
    facts = await facts_of(work, sorted({code for code, _ in taken}))
    found: dict[Place, list[Outcome]] = defaultdict(list)
    for place, notices in taken.items():
        for notice in notices:
            own = judged.get((place[0], notice.criterion))
            if own is not None and own.verdict.is_early:
                continue  # everybody is told of it now
            seen = own.assessment if own else _assessed(work, notice, facts[place[0]])
            verdict = early_verdict(seen)
            newest = seen.reading.measurement_id if seen.reading else 0
            if verdict is not None and (own is not None or notice.measurement_id == newest):
                found[place].append(Outcome(place[0], verdict, seen))
    return found


def _assessed(work: Work, notice: EarlyTold, facts: RegionFacts) -> Assessment:
    return assess(
        facts.readings, facts.requirements, scales(), criterion=notice.criterion, today=today_of(work)
    )


async def _correct(
    work: Work,
    person: Recipient,
    left: Sequence[EarlyTold],
    wrong: Sequence[Outcome],
    occasion: Occasion,
) -> bool:
    """One message about all that this person was told and that is wrong; whether there was any."""
    said = {
        (outcome.assessment.criterion, each.wrong.measurement_id): (notice, outcome, each)
        for notice in reversed(left)
        for outcome in wrong
        for each in outcome.untrue
        if each.told_id == notice.measurement_id and not is_said_by_notice(outcome, each)
    }
    if not said:
        return False
    corrections = [
        messages.Correction(line_of(outcome), notice.told_on, each.wrong, each.right)
        for notice, outcome, each in said.values()
    ]
    await tell_early(
        work,
        person,
        messages.corrected(corrections, to=addressed(person)),
        [_note(notice, each) for notice, _, each in said.values()],
        key=f"{CORRECTED}:{occasion.batch}:{left[0].region_code}:{person.contact_id}",
        title=messages.TITLE_CORRECTED,
        is_correction=True,
        occasion=occasion,
    )
    return True


def is_said_by_notice(outcome: Outcome, untrue: Untrue) -> bool:
    """The pemberitahuan that goes out names both figures itself."""
    return outcome.verdict is Verdict.DROPPED and outcome.corrects == untrue.wrong


def _note(notice: EarlyTold, untrue: Untrue) -> Note:
    """What this person believes from now on: the right value may turn out wrong in its turn."""
    is_own = untrue.wrong.measurement_id == notice.measurement_id
    believed = untrue.right.measurement_id if is_own else notice.measurement_id
    return Note(notice.region_code, notice.criterion, notice.kind, believed)
