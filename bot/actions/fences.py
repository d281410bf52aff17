"""The fence: what a copy, a restored backup or a long sleep has left over waits for a person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.actions.cards import overwrite_cards
from bot.actions.work import Subject, Work
from bot.messages import fences as messages
from bot.rules.access import Action, require
from bot.rules.actors import Role
from bot.rules.errors import Stale
from bot.rules.fences import GAP, Fence, FenceReason, missed_ends, reason_for
from bot.rules.outbox import MessageClass, Text
from db import fences, installations
from db.last_checks import withdraw_outdated
from db.queries.days_off import days_off
from db.queries.people import staff_at_least
from db.recovery import expire, recover

#: What the cards of a fence are about.
SUBJECT = "fence"
ON_A_PAGE = 10


async def why_fence(work: Work, *, identity: str) -> FenceReason | None:
    """Whether the fence has to go up before anything is sent, and why."""
    return reason_for(await installations.known_place(work.session), identity=identity, now=work.now)


async def settle_in(work: Work, *, identity: str, since: datetime) -> int:
    """Before the first message leaves: hold what is overdue where there is a reason, and ask the admins.

    ``since`` is when this start began. Returns how many are held. All in one transaction: a crash in the
    middle leaves everything as it was, and the next start begins anew.
    """
    known = await installations.known_place(work.session)
    reason = reason_for(known, identity=identity, now=work.now)
    held = await _hold(work, reason, seen_at=known.seen_at, since=since) if known and reason else 0
    if reason and held:
        await _close_the_last(work)
        await fences.raise_fence(work.session, reason=reason, now=work.now)
        await work.audit("fence_raised", "fence", reason=reason, messages=held)
        await _ask_admins(work)
    await installations.settle_in(work.session, identity=identity, now=work.now)
    return held


async def missed(work: Work) -> Sequence[datetime]:
    """As of when chores that keep working hours are asked what they would have said meanwhile."""
    known = await installations.known_place(work.session)
    if known is None:
        return ()
    return missed_ends(known.seen_at, work.now, extra=await days_off(work.session))


async def _hold(work: Work, reason: FenceReason, *, seen_at: datetime, since: datetime) -> int:
    """First what was in flight is recovered and what is over is closed, as at every start."""
    connection = await work.session.connection()
    all_slept = reason is FenceReason.ASLEEP  # in one suspended machine several may have
    await recover(connection, owner="", everything=True, alive_too=all_slept, now=work.now)
    await expire(connection, now=work.now)
    await withdraw_outdated(connection, now=work.now)
    return await fences.hold(
        work.session,
        reason=reason,
        seen_at=seen_at,
        since=since,
        urgent_until=work.now + GAP,
        now=work.now,
    )


async def _close_the_last(work: Work) -> None:
    """An earlier fence nobody has decided about becomes part of the next: its cards say so."""
    last = await fences.open_fence(work.session)
    if last is not None:
        await overwrite_cards(work, subject_type=SUBJECT, subject_id=last.number, text=messages.joined())


async def _ask_admins(work: Work) -> None:
    fence = await fences.open_fence(work.session)
    if fence is None:
        return
    for admin in await staff_at_least(work.session, Role.ADMIN):
        await work.tell(
            admin,
            messages.card(fence, may_decide=True),
            key=f"fence:{fence.number}:{admin.staff_id}",
            message_class=MessageClass.REQUEST,
            subject=Subject(SUBJECT, fence.number),
        )


async def stay_seen(work: Work) -> None:
    """Chore: somebody works with this database."""
    await installations.note_seen(work.session, now=work.now)


async def card(work: Work, number: int) -> Text:
    """What is held. Raises Forbidden, Stale."""
    require(work.actor, Action.DECIDE_QUEUE)
    return messages.card(await _open(work, number), may_decide=True)


async def page(work: Work, number: int, *, after: int) -> Text:
    """Lihat: what is held, one by one. Raises Forbidden, Stale."""
    require(work.actor, Action.SEE_QUEUE)
    fence = await _open(work, number)
    found = await fences.held_messages(work.session, after=after, limit=ON_A_PAGE + 1)
    await work.audit("read_held", "fence", number)
    shown = found[:ON_A_PAGE]
    more = shown[-1].number if len(found) > ON_A_PAGE else None
    return messages.page(fence, shown, more=more)


async def ask_to_send(work: Work, number: int) -> Text:
    """Kirim, once more. Raises Forbidden, Stale."""
    require(work.actor, Action.DECIDE_QUEUE)
    return messages.ask_to_send(await _open(work, number))


async def ask_to_throw_away(work: Work, number: int) -> Text:
    """Buang, once more. Raises Forbidden, Stale."""
    require(work.actor, Action.DECIDE_QUEUE)
    return messages.ask_to_throw_away(await _open(work, number))


async def send(work: Work, number: int) -> None:
    """Ya, kirim: what is still true goes out. Raises Forbidden, Stale."""
    await _lift(work, number)
    await withdraw_outdated(await work.session.connection(), now=work.now)
    leaving, expired = await fences.let_go(work.session, now=work.now)
    await work.audit("fence_released", "fence", number, sent=leaving, expired=expired)
    await _say(work, number, messages.sent(leaving, expired=expired, by=work.actor.name, at=work.now))


async def throw_away(work: Work, number: int) -> None:
    """Ya, buang: nothing of it goes out. Raises Forbidden, Stale."""
    await _lift(work, number)
    count = await fences.throw_away(work.session, now=work.now)
    await work.audit("fence_discarded", "fence", number, messages=count)
    await _say(work, number, messages.thrown_away(count, by=work.actor.name, at=work.now))


async def _say(work: Work, number: int, text: Text) -> None:
    """Whoever decided reads it, and so does every card."""
    await work.receipt(text)
    await overwrite_cards(work, subject_type=SUBJECT, subject_id=number, text=text)


async def _lift(work: Work, number: int) -> None:
    require(work.actor, Action.DECIDE_QUEUE)
    staff_id = work.actor.staff_id
    if not await fences.lift(work.session, number=number, staff_id=staff_id, now=work.now):
        raise Stale


async def _open(work: Work, number: int) -> Fence:
    fence = await fences.open_fence(work.session)
    if fence is None or fence.number != number:
        raise Stale
    return fence
