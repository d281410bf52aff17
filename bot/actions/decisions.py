"""Requests as staff decide them: approved, by one or by two, or refused; once, whatever they are for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import or_, select, update
from sqlmodel import col

from bot.actions.invitations import lock_seat
from bot.actions.request_cards import close_cards, renew_cards
from bot.actions.request_ends import close_pointless
from bot.actions.request_purposes import PURPOSES
from bot.actions.request_views import deciders, waiting
from bot.actions.work import Work
from bot.messages import request_cards as words
from bot.messages.titles import TITLE_DECISION
from bot.rules.access import Action, require
from bot.rules.approvals import Approval, OwnRequest, approval, second_by
from bot.rules.errors import Forbidden, Stale
from bot.rules.outbox import MessageClass
from bot.rules.requests import Refused, RequestView
from db.engine import affected
from db.queries.people import Recipient
from db.queries.requests import waiting_request
from db.tables import Contact, RegistrationRequest, RequestState


class Decision(StrEnum):
    """What became of a press on the card of a request."""

    APPROVED = "approved"
    REFUSED = "refused"
    FIRST = "first"  #: noted; a second approval is needed
    ANOTHER = "another"  #: nothing was done: the second has to be somebody else, an admin
    UNSURE = "unsure"  #: nothing was done: to be confirmed deliberately
    CHANGED = "changed"  #: nothing was done: there is more to see than the card showed


@dataclass(frozen=True, slots=True)
class Decided:
    """What became of it, and the request as it was then."""

    decision: Decision
    view: RequestView
    is_alone: bool = False  #: nobody else could be the second
    second: str = ""  #: whose approval is still needed: "admin", "officer" or "nobody" there is


async def approve(work: Work, *, request_id: int, seen: str, is_sure: bool = False) -> Decided:
    """Approve a request, once, on the strength of what its card showed (``RequestView.seen``).

    Where a second approval is needed the first is only noted (``rules.approvals`` says whose is
    the second, and when an admin decides alone). Against the word of the holder, and alone where two are
    needed, nobody approves in passing: ``is_sure``.
    Raises Forbidden, NotRegistered, OwnRequest, Stale (decided before), and whatever the purpose raises.
    """
    view = await _locked(work, request_id)
    if view.telegram_id == work.actor.telegram_id:
        raise OwnRequest
    purpose = PURPOSES[view.purpose]
    if seen != view.seen:
        return Decided(Decision.CHANGED, view)
    everybody = [one for one in await deciders(work) if one.telegram_id != view.telegram_id]
    me = next((one for one in everybody if one.staff_id == work.actor.staff_id), None)
    if me is None:  # no longer since this waited for the lock
        raise Forbidden
    way = approval(me, needs_second=purpose.needs_second(view), first=view.first, deciders=everybody)
    second = second_by(me, everybody)
    if way is Approval.ANOTHER:
        return Decided(Decision.ANOTHER, view, second=second)
    if not is_sure and (way is Approval.ALONE or view.objection):
        return Decided(Decision.UNSURE, view, is_alone=way is Approval.ALONE)
    if way is Approval.FIRST:
        await _note_first(work, view)
        return Decided(Decision.FIRST, view, second=second)
    await _decide_once(work, view, RequestState.APPROVED)
    await work.audit("approve_request", "request", request_id, alone=way is Approval.ALONE)
    await purpose.approve(work, view)
    await close_pointless(work, purpose.pointless(view))
    await close_cards(work, request_id, words.request_decided(view, refused=None, by=work.actor.name))
    return Decided(Decision.APPROVED, view)


async def refuse(work: Work, *, request_id: int, refused: Refused) -> RequestView:
    """Do not approve a request, once; the asker is told why. Raises Forbidden, NotRegistered, Stale."""
    view = await _locked(work, request_id)
    purpose = PURPOSES[view.purpose]
    await _decide_once(work, view, RequestState.REFUSED)
    await work.audit("refuse_request", "request", request_id, reason=refused.reason.value)
    await work.tell(
        Recipient(chat_id=view.telegram_id, name=view.name),
        purpose.refused(view, refused),
        key=f"reqd:{request_id}",
        message_class=MessageClass.CORRECTION,
        title=TITLE_DECISION,
    )
    await purpose.close(work, view, RequestState.REFUSED)
    await close_cards(work, request_id, words.request_decided(view, refused=refused, by=work.actor.name))
    return view


async def look(work: Work, *, request_id: int) -> RequestView:
    """A request that waits, for whoever may decide it. Raises Forbidden, NotRegistered, Stale."""
    require(work.actor, Action.DECIDE_REQUESTS)
    return await waiting(work, request_id)


async def _locked(work: Work, request_id: int) -> RequestView:
    """The request, and from here on nobody else decides about its seat, or erases who asks or goes."""
    require(work.actor, Action.DECIDE_REQUESTS)
    request = await waiting_request(work.session, request_id)
    if request is None:
        raise Stale
    await lock_seat(work, request.seat_id)
    people = select(col(Contact.id)).where(
        or_(col(Contact.telegram_id) == request.telegram_id, col(Contact.id) == request.replaces_contact_id)
    )
    await work.session.execute(people.order_by(col(Contact.id)).with_for_update(key_share=True))
    return await waiting(work, request_id)


async def _note_first(work: Work, view: RequestView) -> None:
    """The first approval holds against whoever would have to go now."""
    await _update_once(
        work,
        view,
        first_approved_by_staff_id=work.actor.staff_id,
        first_approved_at=work.now,
        replaces_contact_id=view.stands_against,
    )
    await work.audit("approve_request_first", "request", view.request_id)
    await renew_cards(work, await waiting(work, view.request_id))


async def _decide_once(work: Work, view: RequestView, state: RequestState) -> None:
    await _update_once(work, view, state=state, decided_by_staff_id=work.actor.staff_id, decided_at=work.now)


async def _update_once(work: Work, view: RequestView, **values: object) -> None:
    statement = update(RegistrationRequest).where(
        col(RegistrationRequest.id) == view.request_id,
        col(RegistrationRequest.state) == RequestState.PENDING,
    )
    if affected(await work.session.execute(statement.values(**values))) != 1:
        raise Stale
