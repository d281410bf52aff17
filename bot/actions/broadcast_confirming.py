"""Konfirmasi of a siaran: counted again, late hours asked about, then 30 seconds to take it back."""

from __future__ import annotations

from datetime import datetime

from bot.actions import dialogues
from bot.actions.broadcast_agreeing import wait_for_another
from bot.actions.broadcast_drafts import draft_view, own_draft
from bot.actions.broadcast_hours import ask_another_hour, over, resting
from bot.actions.broadcast_leaving import GATE, announce, author_of, overwrite_requests, turn
from bot.actions.broadcast_previews import show, whom
from bot.actions.cards import overwrite_cards
from bot.actions.work import Work
from bot.messages import broadcast_confirming as messages
from bot.rules.access import Action, require
from bot.rules.audiences import Found
from bot.rules.broadcast_confirming import (
    ALONE_UP_TO,
    TAKE_BACK,
    BroadcastOnItsWay,
    counted,
    difference,
    fingerprint,
    leaves_at,
)
from bot.rules.broadcasts import BroadcastOutdated
from bot.rules.outbox import MessageClass, Text
from db.tables import Broadcast, BroadcastState


async def confirm(work: Work, *, number: int, version: int, count: str, is_sure: bool) -> None:
    """Konfirmasi. ``count`` stands for the people of the preview; others are shown and asked about again.

    Raises Forbidden, Stale, BroadcastIncomplete, NobodyToReach, NobodyElseToAgree.
    """
    draft = await own_draft(work, number)
    if draft.version != version:
        raise BroadcastOutdated
    people = await whom(work, draft)
    if fingerprint(counted(people)) != count:
        await show(work, draft, people, difference(draft.previewed or [], people))
        return
    if piece := over(draft, now=work.now):
        await ask_another_hour(work, draft, piece)
        return
    at = leaves_at(draft.starts_at, now=work.now)
    asleep = await resting(work, people, at)
    if asleep and not is_sure:
        await work.receipt(messages.outside_hours(draft_view(draft), asleep, count=count))
        return
    await dialogues.close(work)
    if len(people.reached) > ALONE_UP_TO:
        await wait_for_another(work, draft, people)
    else:
        await _schedule(work, draft, people, at)


async def _schedule(work: Work, draft: Broadcast, people: Found, at: datetime) -> None:
    await turn(
        work,
        draft,
        [BroadcastState.DRAFT],
        BroadcastState.SCHEDULED,
        starts_at=at,
        confirmed_by_staff_id=work.actor.staff_id,
        confirmed_at=work.now,
        recipient_count=len(people.reached),
        previewed=None,
    )
    await work.audit("broadcast_confirmed", "broadcast", draft.id, people=len(people.reached))
    await announce(work, draft, to=(work.me,))


async def take_back(work: Work, *, number: int, version: int) -> None:
    """Batalkan: a draft again, unless it has begun. Raises Forbidden, Stale, BroadcastOnItsWay."""
    require(work.actor, Action.RUN_BROADCASTS)
    row = await work.session.get(Broadcast, number, populate_existing=True)
    if row is None:
        raise BroadcastOutdated
    if row.started_at is not None:
        raise BroadcastOnItsWay
    if row.version != version:
        raise BroadcastOutdated
    before = [BroadcastState.SCHEDULED, BroadcastState.WAITING]
    await turn(work, row, before, BroadcastState.DRAFT, starts_at=_wished(row), **_UNCONFIRMED)
    await work.audit("broadcast_taken_back", "broadcast", number)
    await _tell_of_it(work, row)


_UNCONFIRMED: dict[str, object] = {
    "confirmed_by_staff_id": None,
    "confirmed_at": None,
    "recipient_count": None,
    "approved_by_staff_id": None,
    "approved_at": None,
}


def _wished(row: Broadcast) -> datetime | None:
    """The hour its author set; None where it was to leave at once, after the time to take it back."""
    decided_at = row.approved_at or row.confirmed_at
    at_once = row.starts_at is None or decided_at is None or row.starts_at <= decided_at + TAKE_BACK
    return None if at_once else row.starts_at


async def _tell_of_it(work: Work, row: Broadcast) -> None:
    number, is_mine = row.id or 0, row.created_by_staff_id == work.actor.staff_id
    text = messages.taken_back(draft_view(row), by="" if is_mine else work.actor.name)
    await overwrite_cards(work, subject_type=GATE, subject_id=number, text=Text(text.html))
    await overwrite_requests(work, number, messages.request_over(draft_view(row)))
    await work.receipt(text if is_mine else Text(text.html))
    author = await author_of(work, row)
    if not is_mine and author is not None:
        key = f"siaran_back:{number}:{row.version}"
        await work.tell(author, text, key=key, message_class=MessageClass.REQUEST)
