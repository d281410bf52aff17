"""Weigh a batch of values, and record it. Weighing changes nothing; recording weighs again."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.actions.alerts import settle
from bot.actions.audiences import audience
from bot.actions.facts import facts_of, today_of
from bot.actions.measurement_rows import insert_measurements, keep_verdicts
from bot.actions.work import Work
from bot.rules.big_changes import BigChange, big_changes
from bot.rules.clocks import zone_named
from bot.rules.entries import Draft
from bot.rules.entry_reading import Reader
from bot.rules.notices import notice_at
from bot.rules.outcomes import Outcome, RegionFacts, outcomes
from bot.rules.progress import Phase
from bot.rules.readings import Reading
from bot.rules.recording import Addition, Effect, additions
from bot.rules.recording_plan import Plan, ToldRegion
from db.queries.criteria import region_names, region_zones
from db.queries.days_off import days_off
from db.reference import gazetteer, scales

_REGIONS_AT_A_TIME = 10


def reader(work: Work) -> Reader:
    """Reads typed values against the scales and the date of today."""
    return Reader(scales(), gazetteer(), today_of(work))


@dataclass(frozen=True, slots=True)
class Weighed:
    """A batch set against what is known."""

    additions: tuple[Addition, ...]
    facts: Mapping[str, RegionFacts]
    names: Mapping[str, str]

    @property
    def recordable(self) -> list[Addition]:
        return [addition for addition in self.additions if addition.effect is not Effect.UNCHANGED]


async def weigh(work: Work, drafts: Sequence[Draft]) -> Weighed:
    """A constant number of queries, however long the batch."""
    codes = sorted({draft.region_code for draft in drafts})
    facts = await facts_of(work, codes)
    names = await region_names(work.session, codes)
    readings = {code: fact.readings for code, fact in facts.items()}
    found = await asyncio.to_thread(additions, drafts, readings)
    return Weighed(tuple(found), facts, names)


async def plan(work: Work, drafts: Sequence[Draft]) -> Plan:
    """What recording these drafts now would change and whom it would tell."""
    weighed = await weigh(work, drafts)
    last = max((r.measurement_id for facts in weighed.facts.values() for r in facts.readings), default=0)
    numbered = [
        (addition.draft.region_code, _numbered(work, addition, last + place))
        for place, addition in enumerate(weighed.recordable, start=1)
    ]
    judged = await _judge(work, weighed, numbered)
    heard = await audience(work, judged)
    return Plan(
        additions=weighed.additions,
        outcomes=tuple(judged),
        names=weighed.names,
        told=await _told(work, weighed, heard.told),
        informed=await _told(work, weighed, heard.informed),
        big=await _big(weighed),
        later=_later(work, weighed),
    )


async def record(work: Work, drafts: Sequence[Draft], *, import_id: int | None, is_quiet: bool) -> Plan:
    """Insert, judge, open and close alerts, and put what is to be said in the outbox: one transaction."""
    weighed = await weigh(work, drafts)
    ids = await insert_measurements(work, [addition.draft for addition in weighed.recordable], import_id)
    numbered = [
        (addition.draft.region_code, _numbered(work, addition, measurement_id))
        for measurement_id, addition in zip(ids, weighed.recordable, strict=True)
    ]
    judged = await _judge(work, weighed, numbered)
    await keep_verdicts(work, numbered, judged, today=today_of(work))
    heard = await settle(work, judged, batch=f"{import_id}", is_quiet=is_quiet)
    return Plan(
        additions=weighed.additions,
        outcomes=tuple(judged),
        names=weighed.names,
        told=await _told(work, weighed, heard.told),
        informed=await _told(work, weighed, heard.informed),
        big=await _big(weighed),
        later=_later(work, weighed),
    )


async def _judge(work: Work, weighed: Weighed, numbered: Sequence[tuple[str, Reading]]) -> list[Outcome]:
    """Some regions at a time: judging all of them takes seconds, in which others are answered."""
    by_region: dict[str, list[Reading]] = defaultdict(list)
    for code, reading in numbered:
        by_region[code].append(reading)
    today = today_of(work)
    judged: list[Outcome] = []
    work.progress.begin(Phase.JUDGING, len(by_region))
    for place, code in enumerate(sorted(by_region), start=1):
        judged += outcomes(code, by_region[code], weighed.facts[code], scales(), today=today)
        work.progress.step()
        if place % _REGIONS_AT_A_TIME == 0:
            await asyncio.sleep(0)
    return judged


def _numbered(work: Work, addition: Addition, measurement_id: int) -> Reading:
    return replace(addition.draft.reading, measurement_id=measurement_id, recorded_at=work.now)


async def _told(work: Work, weighed: Weighed, posts: Mapping[str, tuple[str, ...]]) -> tuple[ToldRegion, ...]:
    """Who is told, and when: at once, or on the next working morning there."""
    if not posts:
        return ()
    zones = await region_zones(work.session, sorted(posts))
    extra = await days_off(work.session)
    return tuple(
        ToldRegion(
            code,
            weighed.names[code],
            posts[code],
            at=notice_at(work.now, zone=zone_named(zones[code]), extra=extra),
            zone=zones[code],
        )
        for code in sorted(posts)
    )


async def _big(weighed: Weighed) -> tuple[BigChange, ...]:
    readings = {code: facts.readings for code, facts in weighed.facts.items()}
    return await asyncio.to_thread(big_changes, weighed.additions, readings, scales())


def _later(work: Work, weighed: Weighed) -> int:
    today = today_of(work)
    dates = (addition.draft.reading.published_on for addition in weighed.recordable)
    return sum(on is not None and on > today for on in dates)
