"""Ingatkan yang belum: a gentle second ask to those who have not said that they read a broadcast."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import update
from sqlmodel import col

from bot.actions.broadcast_audiences import recipients_of
from bot.actions.broadcast_bodies import part
from bot.actions.broadcast_cards import broadcast_of_staff, outline
from bot.actions.broadcast_reports import named, page_within
from bot.actions.broadcast_resends import refuse_corrected
from bot.actions.broadcast_rows import Part, put, store_body
from bot.actions.broadcast_running import turn
from bot.actions.work import Work
from bot.messages import broadcast_names, system
from bot.messages import broadcast_reading as messages
from bot.messages.broadcasts import NO_CODE, salutation_of
from bot.rules.audiences import Addressee, Audience
from bot.rules.broadcast_progress import Fate
from bot.rules.broadcast_reading import ASK_LASTS, ask_at, may_ask_on
from bot.rules.broadcast_repeats import AskedAlready
from bot.rules.clocks import WIB, local_date
from bot.rules.codes import new_proof_code
from bot.rules.errors import Stale
from bot.rules.outbox import MessageClass, Text
from bot.rules.shared_texts import ADDRESS, CODE, own
from db.last_checks import READ_ASK
from db.outbox import Outgoing
from db.queries.broadcasts import Recipient, counted_reading, newest_copies, recipients_by_fate
from db.queries.days_off import days_off
from db.tables import Broadcast, BroadcastRecipient, BroadcastState

_OVER = (BroadcastState.FINISHED, BroadcastState.STOPPED)


async def page(work: Work, *, broadcast_id: int, which: str, page: int) -> Text:
    """Who has read it ("s"), or who has not ("b"). Raises Forbidden, Stale."""
    broadcast = await broadcast_of_staff(work, broadcast_id)
    if which not in ("s", "b"):
        raise Stale
    is_read = which == "s"
    read, unread = await counted_reading(work.session, broadcast_id)
    page = page_within(page, read if is_read else unread)
    listed = await recipients_by_fate(
        work.session,
        broadcast_id,
        fates=tuple(Fate) if is_read else (Fate.SENT,),
        is_read=is_read,
        limit=broadcast_names.ON_A_PAGE,
        offset=(page - 1) * broadcast_names.ON_A_PAGE,
    )
    await work.audit("read_broadcast", "broadcast", broadcast_id)
    of = outline(broadcast)
    return broadcast_names.reading(
        of, [named(one) for one in listed], is_read=is_read, page=page, read=read, unread=unread
    )


async def ask(work: Work, *, broadcast_id: int, version: int) -> Text:
    """Names and words before anybody is reminded. Raises as ``remind`` does."""
    broadcast = await _over(work, broadcast_id)
    if broadcast.version != version:
        await _refuse_twice(work, broadcast)
        raise Stale
    unread = await _unread(work, broadcast_id)
    await work.audit("read_broadcast", "broadcast", broadcast_id)
    sample = messages.reminder(
        title=broadcast.title,
        sent_at=broadcast.started_at or work.now,
        salutation="Yth. …",
        proof=system.proof(NO_CODE),
        broadcast=broadcast_id,
    )
    return broadcast_names.ask_again(
        outline(broadcast),
        [named(one) for one in unread],
        total=len(unread),
        sample=sample.html,
        not_before=await _has_to_wait(work, broadcast),
    )


async def remind(work: Work, *, broadcast_id: int, version: int) -> None:
    """Ya, ingatkan: each gets it within working hours, as an answer to the first.

    Raises Forbidden, Stale, AskedAlready, BroadcastCorrected.
    """
    await _refuse_twice(work, await _over(work, broadcast_id))
    broadcast = await turn(work, broadcast_id, version, _OVER, reminded_at=work.now)
    people = await _acting(work, await _unread(work, broadcast_id))
    body_id = await store_body(work, [_body(work, broadcast)])
    await put(work, await _asks(work, broadcast, people, body_id=body_id))
    asked = update(BroadcastRecipient).where(
        col(BroadcastRecipient.broadcast_id) == broadcast_id, col(BroadcastRecipient.contact_id).in_(people)
    )
    await work.session.execute(asked.values(asked_at=work.now))
    await work.audit("broadcast_asked_again", "broadcast", broadcast_id, recipients=len(people))
    await work.receipt(broadcast_names.asked_again(outline(broadcast), total=len(people)))


async def _over(work: Work, broadcast_id: int) -> Broadcast:
    broadcast = await broadcast_of_staff(work, broadcast_id)
    await refuse_corrected(work, broadcast)
    if broadcast.finished_at is None or not broadcast.wants_read:
        raise Stale
    return broadcast


async def _refuse_twice(work: Work, broadcast: Broadcast) -> None:
    first = await _has_to_wait(work, broadcast)
    if first is not None:
        raise AskedAlready(first)


async def _has_to_wait(work: Work, broadcast: Broadcast) -> date | None:
    first = may_ask_on(broadcast.reminded_at, extra=await days_off(work.session))
    return first if first is not None and first > local_date(work.now, WIB) else None


async def _unread(work: Work, broadcast_id: int) -> Sequence[Recipient]:
    return await recipients_by_fate(work.session, broadcast_id, fates=(Fate.SENT,), is_read=False)


async def _acting(work: Work, recipients: Sequence[Recipient]) -> Mapping[int, Addressee]:
    """Those who still act for a seat it was written to, and can be reached, by contact."""
    seats = tuple(sorted({one.seat_id for one in recipients}))
    people = await recipients_of(work, Audience(seats=seats)) if seats else ()
    wanted = {one.contact_id for one in recipients}
    return {one.contact_id: one for one in people if one.is_reachable and one.contact_id in wanted}


def _body(work: Work, broadcast: Broadcast) -> Part:
    text = messages.reminder(
        title=broadcast.title,
        sent_at=broadcast.started_at or work.now,
        salutation=ADDRESS,
        proof=system.proof(CODE),
        broadcast=broadcast.id or 0,
    )
    return part("sendMessage", text.html, text.buttons)


async def _asks(
    work: Work, broadcast: Broadcast, people: Mapping[int, Addressee], *, body_id: int | None
) -> list[Outgoing]:
    copies = await newest_copies(work.session, broadcast.id or 0)
    extra = await days_off(work.session)
    asks: list[Outgoing] = []
    for contact_id, person in people.items():
        first = copies.get(contact_id)
        answers = (
            {"reply_parameters": {"message_id": first.message_id, "allow_sending_without_reply": True}}
            if first and first.message_id and first.chat_id == person.chat_id
            else {}
        )
        code, at = new_proof_code(), ask_at(work.now, zone=person.zone, extra=extra)
        asks.append(
            Outgoing(
                key=f"bca:{broadcast.id}:{contact_id}:{broadcast.version}",
                message_class=MessageClass.BROADCAST,
                chat_id=person.chat_id or 0,
                html="",
                body_id=body_id,
                own=own(part=0, address=salutation_of(person), code=code, **answers),
                contact_id=contact_id,
                seat_id=person.seat_id,
                subject_type=READ_ASK,
                subject_id=broadcast.id,
                title=broadcast.title,
                proof_code=code,
                not_before=at,
                expires_at=at + ASK_LASTS,
            )
        )
    return asks
