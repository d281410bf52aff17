"""A siaran to more than a hundred waits for a second officer: agreed, refused with a reason, or run out."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import and_, or_, select
from sqlmodel import col

from bot.actions import dialogues
from bot.actions.broadcast_audiences import found
from bot.actions.broadcast_choices import chosen_words
from bot.actions.broadcast_drafts import draft_view
from bot.actions.broadcast_hours import over, resting
from bot.actions.broadcast_leaving import (
    GATE,
    REQUEST,
    announce,
    author_of,
    back_to_draft,
    overwrite_requests,
    tell_author,
    turn,
)
from bot.actions.broadcast_ways import as_read
from bot.actions.cards import overwrite_cards
from bot.actions.work import Subject, Work
from bot.messages import broadcast_confirming as messages
from bot.messages.broadcasts import NO_CODE, letter
from bot.messages.render import mistake
from bot.rules.access import Action, require
from bot.rules.actors import Role
from bot.rules.audiences import Found, audience_of
from bot.rules.broadcast_confirming import (
    WAITS,
    NobodyElseToAgree,
    OwnBroadcast,
    leaves_at,
)
from bot.rules.broadcasts import BroadcastOutdated
from bot.rules.errors import Stale
from bot.rules.outbox import MessageClass, Text
from bot.rules.promises import explanation
from db.queries.people import staff_at_least
from db.tables import Broadcast, BroadcastState, Staff

#: The open question why a siaran is refused.
STEP = "siaran_tolak"


async def ask_others(
    work: Work, row: Broadcast, people: Found, *, before: BroadcastState, **more: object
) -> Text:
    """Above a hundred it waits, and every other officer is asked; for its author: who that is.

    Raises Stale, NobodyElseToAgree.
    """
    officers = await staff_at_least(work.session, Role.OFFICER)
    others = [person for person in officers if person.staff_id != row.created_by_staff_id]
    if not others:
        raise NobodyElseToAgree
    values: dict[str, object] = {
        "confirmed_by_staff_id": row.confirmed_by_staff_id or work.actor.staff_id,
        "confirmed_at": work.now,
        "recipient_count": len(people.reached),
        "previewed": None,
    }
    await turn(work, row, [before], BroadcastState.WAITING, **values | more)
    await work.audit("broadcast_waits", "broadcast", row.id, people=len(people.reached))
    text = await request_card(work, row, people)
    for person in others:
        await work.tell(
            person,
            text,
            key=f"siaran_ask:{row.id}:{row.version}:{person.staff_id}",
            message_class=MessageClass.REQUEST,
            subject=Subject(REQUEST, row.id or 0),
            expires_at=work.now + WAITS,
        )
    names = [person.name for person in others if person.name]
    return messages.waiting(draft_view(row), people=len(people.reached), asked=names)


async def wait_for_another(work: Work, draft: Broadcast, people: Found) -> None:
    """Konfirmasi of many. Raises Stale, NobodyElseToAgree."""
    text = await ask_others(work, draft, people, before=BroadcastState.DRAFT)
    await work.receipt(text, subject=Subject(GATE, draft.id or 0))


async def request_card(work: Work, row: Broadcast, people: Found) -> Text:
    """What a second officer decides on: who wrote it, for whom, when, and the words themselves."""
    author = await work.session.get(Staff, row.created_by_staff_id)
    first = people.reached[0] if people.reached else None
    letters = letter(await as_read(work, row, first), to=first, code=NO_CODE) if first else ()
    return messages.request(
        draft_view(row),
        author=author.name if author else "",
        who=await chosen_words(work, audience_of(row.audience)),
        found=people,
        resting=await resting(work, people, leaves_at(row.starts_at, now=work.now)),
        words=[text.html for _part, text in letters if text.html],
    )


async def approve(work: Work, *, number: int, version: int, is_sure: bool) -> None:
    """Setujui, by another than its author; outside working hours asked once more. The first counts.

    Raises Forbidden, Stale, OwnBroadcast.
    """
    row = await _waiting(work, number, version)
    if over(row, now=work.now):
        raise BroadcastOutdated  # it goes back to its author
    at = leaves_at(row.starts_at, now=work.now)
    asleep = await resting(work, await found(work, audience_of(row.audience)), at)
    if asleep and not is_sure:
        await work.receipt(messages.agreeing_outside_hours(draft_view(row), asleep))
        return
    await _schedule(work, row, at)
    await work.audit("broadcast_approved", "broadcast", number)
    text = messages.agreed(draft_view(row), by=work.actor.name)
    await overwrite_requests(work, number, text)
    await overwrite_cards(work, subject_type=GATE, subject_id=number, text=text)
    author = await author_of(work, row)
    await announce(work, row, to=(*([author] if author else []), work.me))


async def _schedule(work: Work, row: Broadcast, at: datetime) -> None:
    await turn(
        work,
        row,
        [BroadcastState.WAITING],
        BroadcastState.SCHEDULED,
        starts_at=at,
        approved_by_staff_id=work.actor.staff_id,
        approved_at=work.now,
    )


async def ask_reason(work: Work, *, number: int, version: int) -> None:
    """Tolak. Raises Forbidden, Stale, OwnBroadcast."""
    row = await _waiting(work, number, version)
    await dialogues.ask(work, STEP, broadcast=number, version=version)
    await work.receipt(messages.ask_reason(draft_view(row)))


async def refuse(work: Work, *, number: int, version: int, typed: str) -> None:
    """The reason: a draft of its author again. Raises Forbidden, OwnBroadcast, NoteUnusable."""
    try:
        row = await _waiting(work, number, version)
    except Stale as decided:  # by somebody else meanwhile: no reason is awaited any more
        await dialogues.close(work)
        await work.receipt(Text(mistake(decided)))
        return
    reason = explanation(typed)
    await back_to_draft(work, row)
    await work.audit("broadcast_refused", "broadcast", number, text=reason)
    await dialogues.close(work)
    text = messages.refused(draft_view(row), by=work.actor.name, reason=reason)
    await overwrite_requests(work, number, Text(text.html))
    await tell_author(work, row, text)
    await work.receipt(messages.refusal_sent(draft_view(row)))


async def lapse_broadcasts(work: Work) -> None:
    """Chore: what nobody agreed to in seven days, or before its hour, is a draft of its author again."""
    rows = await work.session.scalars(
        select(Broadcast).where(
            col(Broadcast.state) == BroadcastState.WAITING,
            or_(
                col(Broadcast.confirmed_at) <= work.now - WAITS,
                and_(col(Broadcast.starts_at).is_not(None), col(Broadcast.starts_at) <= work.now),
                and_(col(Broadcast.expires_at).is_not(None), col(Broadcast.expires_at) <= work.now),
            ),
        )
    )
    for row in rows.all():
        await back_to_draft(work, row)
        await work.audit("broadcast_lapsed", "broadcast", row.id)
        await overwrite_requests(work, row.id or 0, messages.request_over(draft_view(row)))
        await tell_author(work, row, messages.lapsed(draft_view(row)))


async def _waiting(work: Work, number: int, version: int) -> Broadcast:
    require(work.actor, Action.RUN_BROADCASTS)
    row = await work.session.get(Broadcast, number, populate_existing=True)
    if row is None or row.state is not BroadcastState.WAITING or row.version != version:
        raise BroadcastOutdated
    if row.created_by_staff_id == work.actor.staff_id:
        raise OwnBroadcast
    return row
