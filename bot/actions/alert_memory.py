"""What people were told of alerts: read once for a whole batch, taken back where it has not left."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import delete, select
from sqlmodel import col

from bot.actions.summaries import SUMMARY
from bot.actions.work import Work
from bot.rules.outbox import WAITING, OutboxState
from bot.rules.readings import Reading
from db.outbox import withdraw
from db.queries.alerts import OpenAlert
from db.queries.criteria import readings_of
from db.queries.people import Recipient
from db.tables import AlertNotice, OutboxMessage

_LOST = (OutboxState.UNDELIVERABLE, OutboxState.EXPIRED)


@dataclass(frozen=True, slots=True)
class Memory:
    """The notices of some alerts, and which of their messages still wait."""

    notices: Mapping[tuple[int, int | None], Sequence[AlertNotice]]  #: by alert and contact, newest first
    spoke_of: Mapping[str, int]  #: how many alerts a message spoke of, by its key
    waiting: frozenset[str]
    lost: frozenset[str]  #: those that never arrived, and never will
    known: Mapping[str, Mapping[int, Reading]]  #: by region, and then by id
    taken: list[AlertNotice] = field(default_factory=list)  #: what is to be taken back


async def memory_of(work: Work, alerts: Sequence[OpenAlert]) -> Memory:
    """A constant number of queries, however many alerts."""
    if not alerts:
        return Memory({}, {}, frozenset(), frozenset(), {})
    ids = [alert.id for alert in alerts]
    rows = await work.session.scalars(
        select(AlertNotice).where(col(AlertNotice.alert_id).in_(ids)).order_by(col(AlertNotice.id).desc())
    )
    notices: dict[tuple[int, int | None], list[AlertNotice]] = defaultdict(list)
    for notice in rows:
        notices[notice.alert_id, notice.contact_id].append(notice)
    keys = {notice.outbox_key for those in notices.values() for notice in those}
    waiting = await waiting_keys(work, keys)
    spoken = await work.session.scalars(
        select(col(AlertNotice.outbox_key)).where(col(AlertNotice.outbox_key).in_(waiting))
    )
    readings = await readings_of(work.session, {alert.region_code for alert in alerts})
    known = {code: {r.measurement_id: r for r in those} for code, those in readings.items()}
    return Memory(notices, Counter(spoken), waiting, await _lost_keys(work, keys), known)


async def waiting_keys(work: Work, keys: set[str]) -> frozenset[str]:
    """Those of these messages that have not left, and do not leave before this transaction ends."""
    if not keys:
        return frozenset()
    found = await work.session.scalars(
        select(col(OutboxMessage.key))
        .where(
            col(OutboxMessage.key).in_(keys),
            col(OutboxMessage.state).in_(WAITING),
        )
        .with_for_update()
    )
    return frozenset(found)


async def _lost_keys(work: Work, keys: set[str]) -> frozenset[str]:
    """Those that could not be delivered, or waited until they were too old: nobody has read them."""
    if not keys:
        return frozenset()
    found = await work.session.scalars(
        select(col(OutboxMessage.key)).where(
            col(OutboxMessage.key).in_(keys), col(OutboxMessage.state).in_(_LOST)
        )
    )
    return frozenset(found)


def heard_last(memory: Memory, alert: OpenAlert, person: Recipient) -> int | None:
    """The value this person has heard of, None if none; what has not left is noted for ``take_back``."""
    for notice in memory.notices.get((alert.id, person.contact_id), ()):
        if notice.outbox_key in memory.lost:
            continue
        if not _may_be_taken_back(notice.outbox_key, memory):
            return notice.measurement_id or alert.measurement_id
        memory.taken.append(notice)
    return None


def has_waiting(memory: Memory, alert: OpenAlert, person: Recipient) -> bool:
    """Whether something about it is on its way to this person, and may be taken back."""
    notices = memory.notices.get((alert.id, person.contact_id), ())
    return any(_may_be_taken_back(notice.outbox_key, memory) for notice in notices)


async def take_back_unsaid(work: Work, alerts: Sequence[OpenAlert]) -> None:
    """Whatever was to be said of these and has not left: it is no longer true, and nobody is told that."""
    memory = await memory_of(work, alerts)
    memory.taken.extend(
        notice
        for notices in memory.notices.values()
        for notice in notices
        if _may_be_taken_back(notice.outbox_key, memory)
    )
    await take_back(work, memory)


async def take_back(work: Work, memory: Memory) -> None:
    """Withdraw what was noted, and forget that it was said."""
    if memory.taken:
        keys = [notice.outbox_key for notice in memory.taken]
        await withdraw(work.session, keys=keys, reason="alert_over", now=work.now)
        ids = [notice.id for notice in memory.taken]
        await work.session.execute(delete(AlertNotice).where(col(AlertNotice.id).in_(ids)))


def _may_be_taken_back(key: str, memory: Memory) -> bool:
    """Whether a message has not left yet and spoke of one alert only: a summary speaks of more."""
    return not key.startswith(f"{SUMMARY}:") and key in memory.waiting and memory.spoke_of[key] == 1
