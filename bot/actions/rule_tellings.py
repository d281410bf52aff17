"""Whom a change of the rule is told to: Inspektur, the Sekda's copy, and staff."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import delete
from sqlmodel import col

from bot.actions.alert_memory import Memory, heard_last, memory_of, waiting_keys
from bot.actions.alert_notices import INSPEKTUR, SEKDA, addressed, is_post, post_of
from bot.actions.early_notices import Note, tell_early
from bot.actions.facts import today_of
from bot.actions.work import Work
from bot.messages import rule_changes as messages
from bot.rules.actors import Role
from bot.rules.outbox import MessageClass
from bot.rules.rule_changes import RuleEffect, Turn
from db.outbox import withdraw
from db.queries.alerts import OpenAlert
from db.queries.days_off import days_off
from db.queries.officers import officers_of_regions
from db.queries.people import Recipient, staff_at_least
from db.queries.thresholds import RuleTold, rules_told
from db.reference import criteria
from db.tables import AlertNotice, AlertState, EarlyKind, EarlyNotice

#: The beginning of the keys of these messages.
RULE = "rc"


@dataclass(frozen=True, slots=True)
class Occasion:
    """Why it is told: ``key`` names the decision, ``moved`` says by region how its stage changed."""

    key: str
    moved: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Telling:
    """What telling needs, read once for all regions: alerts that ended, and rules told that still wait."""

    work: Work
    ended: Mapping[int, OpenAlert]
    memory: Memory
    waiting: Mapping[str, Sequence[RuleTold]]  #: by the key of the message
    extra: AbstractSet[date]

    async def tell(
        self,
        effects: Sequence[RuleEffect],
        people: Sequence[Recipient],
        occasion: Occasion,
        *,
        is_quiet: bool,
    ) -> tuple[str, ...]:
        """One message to the Inspektur, one copy to the Sekda; returns the posts that hear of it."""
        told = []
        for person in people:
            heard = self._heard(person)
            if not is_quiet and (own := [e for e in effects if not await self._cancels(e, person)]):
                await self._say(own, person, people, occasion, heard)
                told.append(post_of(person))
        return tuple(told)

    def _heard(self, person: Recipient) -> set[int]:
        """The ended alerts this person was told of; a notice that still waits is taken back instead."""
        return {
            case.id
            for case in self.ended.values()
            if person.seat is not None
            and person.seat.region_code == case.region_code
            and person.contact_id in case.contact_ids
            and heard_last(self.memory, case, person) is not None
        }

    async def _cancels(self, effect: RuleEffect, person: Recipient) -> bool:
        """Corrected back before the first word has left: that one is taken back, and nothing is said."""
        if effect.turn is not Turn.CLEAR or effect.case is not None:
            return False
        for key, notices in self.waiting.items():
            said = [n for n in notices if n.contact_id == person.contact_id]
            if [(n.region_code, n.criterion) for n in said] != [(effect.region_code, effect.criterion)]:
                continue
            if await withdraw(self.work.session, keys=[key], reason="outdated", now=self.work.now) == 1:
                gone = delete(EarlyNotice).where(col(EarlyNotice.id) == said[0].id)
                await self.work.session.execute(gone)
                return True
        return False

    async def _say(
        self,
        effects: Sequence[RuleEffect],
        person: Recipient,
        people: Sequence[Recipient],
        occasion: Occasion,
        heard: set[int],
    ) -> None:
        code = effects[0].region_code
        text = messages.changed(
            [words_of(self.work, effect, ended=self.ended, heard=heard) for effect in effects],
            to=addressed(person),
            moved=occasion.moved.get(code, ""),
            main=next((post_of(one) for one in people if is_post(one, INSPEKTUR)), ""),
            copied=next((post_of(one) for one in people if is_post(one, SEKDA)), ""),
            is_copy=not is_post(person, INSPEKTUR),
        )
        key = f"{RULE}:{occasion.key}:{code}:{person.contact_id}"
        notes = [_note(effect) for effect in effects]
        await tell_early(self.work, person, text, notes, key=key, title=messages.TITLE, extra=self.extra)
        for effect in effects:
            if effect.case and effect.case.alert_id in heard:
                _remember_end(self.work, person, effect, effect.case.alert_id, key)


async def telling_of(work: Work, ended: Mapping[int, OpenAlert], codes: Collection[str]) -> Telling:
    """A constant number of queries, however many regions."""
    rules = await rules_told(work.session, codes)
    waiting: dict[str, list[RuleTold]] = {}
    keys = await waiting_keys(work, {notice.outbox_key for notice in rules})
    for notice in rules:
        if notice.outbox_key in keys:
            waiting.setdefault(notice.outbox_key, []).append(notice)
    memory = await memory_of(work, list(ended.values()))
    return Telling(work, ended, memory, waiting, await days_off(work.session))


async def inform_staff(work: Work, told: Mapping[str, messages.ToldOfRule], occasion: Occasion) -> None:
    """One message to each officer about his regions, to admins about all; not to whoever changed it."""
    theirs: dict[int | None, set[str]] = defaultdict(set)
    everybody = {person.staff_id: person for person in await staff_at_least(work.session, Role.ADMIN)}
    for staff_id in everybody:
        theirs[staff_id] |= set(told)
    for code, officers in (await officers_of_regions(work.session, told)).items():
        for officer in officers:
            everybody.setdefault(officer.staff_id, officer)
            theirs[officer.staff_id].add(code)
    for staff_id, person in everybody.items():
        if staff_id != work.actor.staff_id:
            await work.tell(
                person,
                messages.to_staff([told[code] for code in told if code in theirs[staff_id]]),
                key=f"rcs:{occasion.key}:{staff_id}",
                message_class=MessageClass.REQUEST,
            )


def words_of(
    work: Work,
    effect: RuleEffect,
    *,
    ended: Mapping[int, OpenAlert] | None = None,
    heard: AbstractSet[int] = frozenset(),
) -> messages.Turned:
    """One effect with its dates; ``heard`` are the ended alerts this reader was told of."""
    rule = effect.after.requirement
    case = (ended or {}).get(effect.case.alert_id) if effect.case else None
    return messages.Turned(
        effect,
        next(criterion for criterion in criteria() if criterion.key is effect.criterion),
        since=(rule.effective_from if rule else None) or today_of(work),
        ended_on=case.opened_on if case and case.id in heard else None,
    )


def _note(effect: RuleEffect) -> Note:
    """What is remembered: the version that was told, and the value it was told with."""
    rule, reading = effect.after.requirement, effect.after.reading
    return Note(
        effect.region_code,
        effect.criterion,
        EarlyKind.RULE_CHANGED,
        reading.measurement_id if reading else None,
        rule.threshold_id if rule else None,
    )


def _remember_end(work: Work, person: Recipient, effect: RuleEffect, alert_id: int, key: str) -> None:
    """That the notice before is over was said in this message."""
    reading = effect.after.reading
    if person.seat is not None and person.contact_id is not None:
        work.session.add(
            AlertNotice(
                alert_id=alert_id,
                seat_id=person.seat.seat_id,
                contact_id=person.contact_id,
                told=AlertState.WITHDRAWN,
                told_at=work.now,
                outbox_key=key,
                measurement_id=reading.measurement_id if reading else None,
            )
        )
