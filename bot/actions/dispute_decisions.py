"""A dispute is decided once: the value was wrong and the notice is withdrawn by name, or it was right."""

from __future__ import annotations

from sqlalchemy import update
from sqlmodel import col

from bot.actions import dialogues
from bot.actions.alert_memory import heard_last, memory_of, take_back
from bot.actions.alert_notices import addressed, people_of, tell
from bot.actions.dispute_cards import view_of
from bot.actions.work import Work
from bot.messages import disputes as messages
from bot.rules.access import Action, require
from bot.rules.alert_lives import FollowUp, ResponseKind
from bot.rules.clocks import zone_named
from bot.rules.disputes import DisputeView
from bot.rules.follow_through import resumed
from bot.rules.promises import explanation
from db.engine import affected
from db.queries.alert_lives import said_to
from db.queries.alerts import open_alerts
from db.queries.criteria import region_zones
from db.queries.days_off import days_off
from db.tables import Alert, AlertNotice, AlertResponse, AlertState

#: Why a value is right after all is asked for.
STEP = "dispute_reason"
#: How the alert ends.
DISPUTED = "disputed"


async def uphold(work: Work, *, response_id: int) -> None:
    """Keliru, tarik: the notice is withdrawn to those who were told of it. Raises Forbidden, Stale."""
    require(work.actor, Action.RECORD_VALUES)
    view = await view_of(work, response_id)
    if not await _decide(work, view, is_upheld=True):
        await work.receipt(messages.decided_before(await view_of(work, response_id)))
        return
    told = [a for a in await open_alerts(work.session, [view.region_code]) if a.id == view.alert]
    closed = await work.session.execute(
        update(Alert)
        .where(col(Alert.id) == view.alert, col(Alert.state) == AlertState.OPEN)
        .values(state=AlertState.WITHDRAWN, closed_at=work.now, close_reason=DISPUTED, due_at=None)
    )
    if affected(closed) == 1:
        await work.audit("alert_withdrawn", "alert", view.alert, region=view.region_code)
    posts = []
    memory = await memory_of(work, told)
    extra = await days_off(work.session)
    for person in (await people_of(work, [view.region_code]))[view.region_code]:
        if not told or person.contact_id not in told[0].contact_ids:
            continue
        if heard_last(memory, told[0], person) is None:
            continue  # it has not left: taken back instead
        to = addressed(person)
        key = f"aw:{told[0].batch}:{view.region_code}:{person.contact_id}:{response_id}"
        text = messages.withdrawn(view, on=told[0].opened_on, to=to)
        await tell(
            work, person, text, key=key, title=messages.TITLE_WITHDRAWN, is_correction=True, extra=extra
        )
        _remember(work, view, seat_id=to.seat, contact_id=person.contact_id, key=key)
        posts.append(to.post)
    await take_back(work, memory)
    await work.receipt(messages.upheld(view, posts))


async def ask_reason(work: Work, *, response_id: int) -> None:
    """Nilai benar: asks why, in one line for the region. Raises Forbidden, Stale."""
    require(work.actor, Action.RECORD_VALUES)
    view = await view_of(work, response_id)
    if view.decided_at is not None or not view.is_open:
        await work.receipt(messages.decided_before(view))
        return
    await dialogues.ask(work, STEP, response=response_id)
    await work.receipt(messages.ask_reason(view))


async def turn_down(work: Work, *, response_id: int, typed: str) -> None:
    """The reason: told kindly to the region, and its life goes on. Raises NoteUnusable, Forbidden, Stale."""
    require(work.actor, Action.RECORD_VALUES)
    reason = explanation(typed)
    view = await view_of(work, response_id)
    await dialogues.close(work)
    if not await _decide(work, view, is_upheld=False, reason=reason):
        await work.receipt(messages.decided_before(await view_of(work, response_id)))
        return
    zone = zone_named((await region_zones(work.session, [view.region_code]))[view.region_code])
    extra = await days_off(work.session)
    said = (await said_to(work.session, [view.alert]))[view.alert]
    step = resumed(said, at=work.now, zone=zone, extra=extra)
    await work.session.execute(
        update(Alert)
        .where(
            col(Alert.id) == view.alert,
            col(Alert.state) == AlertState.OPEN,
            col(Alert.follow_up) == FollowUp.DISPUTED,
        )
        .values(follow_up=step.state, due_at=step.due_at)
    )
    told = next(a for a in await open_alerts(work.session, [view.region_code]) if a.id == view.alert)
    posts = []
    for person in (await people_of(work, [view.region_code]))[view.region_code]:
        to = addressed(person)
        if to.seat == view.seat_id:
            text = messages.turned_down(view, reason, to=to, batch=told.batch)
            key = f"an:{told.batch}:{response_id}:{person.contact_id}"
            await tell(work, person, text, key=key, title=messages.TITLE_CHECKED, extra=extra)
            posts.append(to.post)
    await work.receipt(messages.told_why(view, posts))


async def _decide(work: Work, view: DisputeView, *, is_upheld: bool, reason: str = "") -> bool:
    """Once, whoever presses: every undecided dispute of this alert gets the same decision."""
    if not view.is_open:
        return False
    done = await work.session.execute(
        update(AlertResponse)
        .where(
            col(AlertResponse.alert_id) == view.alert,
            col(AlertResponse.kind) == ResponseKind.DISPUTED,
            col(AlertResponse.decided_at).is_(None),
        )
        .values(
            decided_at=work.now,
            decided_by_staff_id=work.actor.staff_id,
            is_upheld=is_upheld,
            decision_note=reason,
        )
    )
    if affected(done) == 0:
        return False
    name = "dispute_upheld" if is_upheld else "dispute_turned_down"
    await work.audit(name, "alert", view.alert, text=reason, region=view.region_code)
    return True


def _remember(work: Work, view: DisputeView, *, seat_id: int, contact_id: int | None, key: str) -> None:
    """Who was told that it is withdrawn."""
    if contact_id is not None:
        work.session.add(
            AlertNotice(
                alert_id=view.alert,
                seat_id=seat_id,
                contact_id=contact_id,
                told=AlertState.WITHDRAWN,
                told_at=work.now,
                outbox_key=key,
                measurement_id=view.reading.measurement_id if view.reading else None,
            )
        )
