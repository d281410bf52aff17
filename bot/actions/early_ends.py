"""What an early notice said was wrong: told to those who had it; what has not left is taken back instead."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import delete, update
from sqlmodel import col

from bot.actions.alert_notices import People, addressed, line_of, post_of
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
    work: Work, outcomes: Sequence[Outcome], people: People, *, batch: str
) -> tuple[dict[str, list[str]], dict[Place, list[Outcome]]]:
    """Take back or correct every early notice that is untrue now.

    Returns the posts that were told of a correction, and what some people are to be told anew because a
    message that said it, among other things, was taken back.
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
    told: dict[str, list[str]] = defaultdict(list)
    anew: dict[Place, list[Outcome]] = {}
    for code in sorted(wrong):
        for person in people[code]:
            place = code, person.contact_id or 0
            left, taken = await _taken_back(work, held[place], _untrue(wrong[code]))
            if taken:
                anew[place] = await _again(work, code, taken, outcomes)
            if await _correct(work, person, left, wrong[code], batch=batch):
                told[code].append(post_of(person))
    return told, anew


def _untrue(wrong: Sequence[Outcome]) -> set[int]:
    return {each.told_id for outcome in wrong for each in outcome.untrue}


async def _taken_back(
    work: Work, held: Sequence[EarlyTold], untrue: set[int]
) -> tuple[list[EarlyTold], list[EarlyTold]]:
    """The untrue notices that have left, and all that was said by messages that had not and are taken back.

    A correction on its way goes: the next one follows it.
    """
    left: list[EarlyTold] = []
    taken: list[EarlyTold] = []
    for key in dict.fromkeys(notice.outbox_key for notice in held if notice.measurement_id in untrue):
        said = [notice for notice in held if notice.outbox_key == key]
        may = key.startswith(f"{EARLY}:")
        if may and await withdraw(work.session, keys=[key], reason="outdated", now=work.now) == 1:
            taken += said
        else:
            left += [notice for notice in said if notice.measurement_id in untrue]
    ids = [notice.id for notice in taken]
    await work.session.execute(delete(EarlyNotice).where(col(EarlyNotice.id).in_(ids)))
    return left, taken


async def _again(
    work: Work, code: str, taken: Sequence[EarlyTold], outcomes: Sequence[Outcome]
) -> list[Outcome]:
    """What is still worth knowing of messages that were taken back, as it holds now."""
    judged = {o.assessment.criterion: o for o in outcomes if o.region_code == code}
    facts = (await facts_of(work, [code]))[code]
    found = []
    for notice in taken:
        own = judged.get(notice.criterion)
        if own is not None and own.verdict.is_early:
            continue  # everybody is told of it now
        seen = own.assessment if own else _assessed(work, notice, facts)
        verdict = early_verdict(seen)
        is_about_it = own is not None or notice.measurement_id == (
            seen.reading and seen.reading.measurement_id
        )
        if verdict is not None and is_about_it:
            found.append(Outcome(code, verdict, seen))
    return found


def _assessed(work: Work, notice: EarlyTold, facts: RegionFacts) -> Assessment:
    return assess(
        facts.readings, facts.requirements, scales(), criterion=notice.criterion, today=today_of(work)
    )


async def _correct(
    work: Work, person: Recipient, left: Sequence[EarlyTold], wrong: Sequence[Outcome], *, batch: str
) -> bool:
    """One message about all that this person was told and that is wrong; whether there was any."""
    pairs = [
        (notice, outcome, each)
        for notice in left
        for outcome in wrong
        for each in outcome.untrue
        if each.told_id == notice.measurement_id
    ]
    await _close(work, [notice for notice, _, _ in pairs])
    said = {
        (outcome.assessment.criterion, each.wrong.measurement_id): (notice, outcome, each)
        for notice, outcome, each in reversed(pairs)
        if not is_said_by_notice(outcome, each)
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
        key=f"{CORRECTED}:{batch}:{left[0].region_code}:{person.contact_id}",
        title=messages.TITLE_CORRECTED,
        is_correction=True,
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


async def _close(work: Work, notices: Sequence[EarlyTold]) -> None:
    ids = [notice.id for notice in notices]
    await work.session.execute(
        update(EarlyNotice)
        .where(col(EarlyNotice.id).in_(ids), col(EarlyNotice.withdrawn_at).is_(None))
        .values(withdrawn_at=work.now)
    )
