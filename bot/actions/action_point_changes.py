"""What officers change about an action point: its due date, or that it is not needed any more."""

from __future__ import annotations

from datetime import date

from sqlalchemy import update
from sqlmodel import col

from bot.actions import dialogues
from bot.actions.action_point_telling import tell_changed, tell_dropped
from bot.actions.telling import people_invited
from bot.actions.work import Work
from bot.messages import action_point_cards as cards
from bot.rules.access import Action, may, require
from bot.rules.action_points import ActionPointState, PointView, SameDueDate, due_date
from bot.rules.clocks import local_date
from bot.rules.errors import Stale
from bot.rules.outbox import Text
from db.engine import affected
from db.queries.action_points import points
from db.tables import ActionPoint

STEP_DATE = "action_point_date"


async def card(work: Work, *, point_id: int) -> Text:
    """One action point. Raises Forbidden, Stale."""
    require(work.actor, Action.SEE_MEETINGS)
    found = await points(work.session, [point_id])
    if not found:
        raise Stale
    return cards.card(found[0], now=work.now, may_set=may(work.actor, Action.SET_ACTION_POINTS))


async def ask_date(work: Work, *, point_id: int, due_on: date) -> None:
    """Ubah batas waktu. Raises Forbidden, Stale."""
    point = await _as_shown(work, point_id, due_on)
    await dialogues.ask(work, STEP_DATE, point=point_id, due_on=due_on.isoformat())
    await work.receipt(cards.ask_date(point, now=work.now))


async def propose_date(work: Work, *, point_id: int, due_on: date, typed: str) -> None:
    """Before and after, with Konfirmasi. Raises Forbidden, Stale, DueDate, SameDueDate."""
    point = await _as_shown(work, point_id, due_on)
    after = due_date(typed, today=local_date(work.now, point.zone))
    if after == due_on:
        raise SameDueDate
    await dialogues.close(work)
    people = await people_invited(work, [point.seat.seat_id])
    await work.receipt(cards.date_preview(point, after, people=len(people), now=work.now))


async def set_date(work: Work, *, point_id: int, before: date, after: date) -> None:
    """Konfirmasi of another date: the owner is told, and reminded anew. Raises Forbidden, Stale."""
    old = await _as_shown(work, point_id, before)
    if after < local_date(work.now, old.zone):
        raise Stale
    await _change(work, old, due_on=after, reminded_at=work.now)
    [new] = await points(work.session, [point_id])
    await work.audit("action_point_date", "action_point", point_id, before=before, after=after)
    people = await tell_changed(work, old, new)
    await work.receipt(cards.date_set(new, people=people))


async def drop_preview(work: Work, *, point_id: int, due_on: date) -> Text:
    """Tidak diperlukan lagi: who would be told. Raises Forbidden, Stale."""
    point = await _as_shown(work, point_id, due_on)
    people = await people_invited(work, [point.seat.seat_id])
    return cards.drop_preview(point, people=len(people), now=work.now)


async def drop(work: Work, *, point_id: int, due_on: date) -> None:
    """Konfirmasi of that. Raises Forbidden, Stale."""
    point = await _as_shown(work, point_id, due_on)
    await _change(work, point, state=ActionPointState.DROPPED, closed_at=work.now)
    await work.audit("action_point_dropped", "action_point", point_id)
    people = await tell_dropped(work, point)
    await work.receipt(cards.drop_done(point, people=people))


async def _as_shown(work: Work, point_id: int, due_on: date) -> PointView:
    """The open point, with the date its card showed. Raises Forbidden, Stale."""
    require(work.actor, Action.SET_ACTION_POINTS)
    found = await points(work.session, [point_id])
    if not found or found[0].state is not ActionPointState.OPEN or found[0].due_on != due_on:
        raise Stale
    return found[0]


async def _change(work: Work, point: PointView, **values: object) -> None:
    changed = await work.session.execute(
        update(ActionPoint)
        .where(
            col(ActionPoint.id) == point.point,
            col(ActionPoint.state) == ActionPointState.OPEN,
            col(ActionPoint.due_on) == point.due_on,
        )
        .values(**values)
    )
    if affected(changed) != 1:
        raise Stale
