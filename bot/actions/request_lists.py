"""Requests that wait, all together: the list, one notice instead of many cards, the reminder of late ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import update
from sqlmodel import col

from bot.actions.request_cards import readers, send_cards
from bot.actions.request_views import waiting
from bot.actions.work import Work
from bot.messages import request_lists as words
from bot.rules.access import Action, require
from bot.rules.clocks import WIB
from bot.rules.outbox import MessageClass
from bot.rules.requests import CARDS_WITHIN, MOST_CARDS, RequestView, Waiting
from bot.rules.terms import may_be_said
from db.engine import affected
from db.queries.people import Recipient
from db.queries.requests import count_asked, count_waiting, waiting_requests
from db.tables import RegistrationRequest, RequestState

#: Requests on one page of the list.
PAGE = 8


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the requests that wait; pages count from 0."""

    lines: Sequence[Waiting]
    number: int
    count: int  #: of all that wait

    @property
    def is_last(self) -> bool:
        return (self.number + 1) * PAGE >= self.count


async def page(work: Work, number: int) -> Page:
    """A page of the list, the last one where there are fewer by now; recorded as read. Raises Forbidden."""
    require(work.actor, Action.DECIDE_REQUESTS)
    count = await count_waiting(work.session)
    number = max(0, min(number, (count - 1) // PAGE))
    lines = await waiting_requests(work.session, offset=number * PAGE, most=PAGE)
    await work.audit("read_requests", "request", "", people=len(lines))
    return Page(lines, number, count)


async def is_flood(work: Work) -> bool:
    """Whether more requests came within the hour than are sent one by one."""
    return await count_asked(work.session, since=work.now - CARDS_WITHIN) > MOST_CARDS


async def announce(work: Work, view: RequestView, *, is_flood: bool) -> None:
    """A new request: its cards, or in a flood one notice an hour to each who would have got one."""
    if not is_flood:
        return await send_cards(work, view)
    count = await count_waiting(work.session)
    for reader in await readers(work, view):
        await work.tell(
            reader,
            words.many_wait(count),
            key=f"reqf:{_hour(work)}:{reader.staff_id}",
            message_class=MessageClass.REQUEST,
        )
    return None


def _hour(work: Work) -> int:
    return int(work.now.timestamp() // CARDS_WITHIN.total_seconds())


async def remind_of_requests(work: Work) -> None:
    """A chore: what the asker was promised has passed. Staff are reminded once, and he is told."""
    if not may_be_said(work.now, zone=WIB):
        return
    late = (
        col(RegistrationRequest.answer_by) <= work.now,
        col(RegistrationRequest.expires_at) > work.now,
        col(RegistrationRequest.reminded_at).is_(None),
    )
    overdue: dict[int, list[Waiting]] = defaultdict(list)
    to: dict[int, Recipient] = {}
    for line in await waiting_requests(work.session, *late):
        if not await _is_first(work, line):
            continue
        view = await waiting(work, line.request_id)
        await _tell_asker(work, view)
        for reader in await readers(work, view):
            overdue[reader.chat_id].append(line)
            to[reader.chat_id] = reader
    for chat_id, lines in overdue.items():
        await work.tell(
            to[chat_id],
            words.overdue(lines),
            key=f"reqr:{lines[0].request_id}:{to[chat_id].staff_id}",
            message_class=MessageClass.REQUEST,
        )


async def _is_first(work: Work, line: Waiting) -> bool:
    marked = update(RegistrationRequest).where(
        col(RegistrationRequest.id) == line.request_id,
        col(RegistrationRequest.state) == RequestState.PENDING,
        col(RegistrationRequest.reminded_at).is_(None),
    )
    is_first = affected(await work.session.execute(marked.values(reminded_at=work.now))) == 1
    if is_first:
        await work.audit("remind_of_request", "request", line.request_id)
    return is_first


async def _tell_asker(work: Work, view: RequestView) -> None:
    await work.tell(
        Recipient(chat_id=view.telegram_id, name=view.name),
        words.takes_longer(view),
        key=f"reqo:{view.request_id}",
        message_class=MessageClass.CORRECTION,
    )
