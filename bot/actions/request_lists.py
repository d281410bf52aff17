"""Requests that wait, all together: the list, one notice instead of many cards, the reminder of late ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import update
from sqlmodel import col

from bot.actions.request_cards import readers, send_cards, show_card
from bot.actions.request_views import waiting
from bot.actions.work import Work
from bot.messages import request_lists as words
from bot.messages.titles import TITLE_NEWS
from bot.rules.access import Action, require
from bot.rules.actors import Role
from bot.rules.clocks import WIB
from bot.rules.outbox import MessageClass
from bot.rules.requests import CARDS_WITHIN, MOST_CARDS, RequestView, Waiting
from bot.rules.terms import may_be_said
from db.queries.days_off import days_off
from db.queries.people import Recipient, officers_of_region, staff_at_least
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


async def open_card(work: Work, *, request_id: int) -> None:
    """One of the list as it stands now; recorded as read. Raises Forbidden, Stale."""
    require(work.actor, Action.DECIDE_REQUESTS)
    view = await waiting(work, request_id)
    await work.audit("read_requests", "request", request_id, about=view.contact_id)
    await show_card(work, view)


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
    if not may_be_said(work.now, zone=WIB, extra=await days_off(work.session)):
        return
    late = await _mark_late(work)
    if not late:
        return
    async with work.together():
        for line in late:
            await work.audit("remind_of_request", "request", line.request_id)
            await work.tell(
                Recipient(chat_id=line.telegram_id, name=line.name),
                words.takes_longer(line),
                key=f"reqo:{line.request_id}",
                message_class=MessageClass.CORRECTION,
                title=TITLE_NEWS,
            )
        for reader, lines in await _by_reader(work, late):
            await work.tell(
                reader,
                words.overdue(lines),
                key=f"reqr:{lines[0].request_id}:{reader.staff_id}",
                message_class=MessageClass.REQUEST,
            )


async def _mark_late(work: Work) -> Sequence[Waiting]:
    """Requests whose time has passed and of which nobody was reminded; from now on somebody was."""
    marked = await work.session.scalars(
        update(RegistrationRequest)
        .where(
            col(RegistrationRequest.state) == RequestState.PENDING,
            col(RegistrationRequest.answer_by) <= work.now,
            col(RegistrationRequest.expires_at) > work.now,
            col(RegistrationRequest.reminded_at).is_(None),
        )
        .values(reminded_at=work.now)
        .returning(col(RegistrationRequest.id))
    )
    ids = marked.all()
    return await waiting_requests(work.session, col(RegistrationRequest.id).in_(ids)) if ids else ()


async def _by_reader(work: Work, late: Sequence[Waiting]) -> Sequence[tuple[Recipient, list[Waiting]]]:
    """Who is reminded of which: the region's officers, and admins where a second approval is due."""
    officers: dict[str, Sequence[Recipient]] = {}
    admins = await staff_at_least(work.session, Role.ADMIN)
    found: dict[int, tuple[Recipient, list[Waiting]]] = {}
    for line in late:
        if line.region_code not in officers:
            officers[line.region_code] = await officers_of_region(work.session, line.region_code)
        people = {one.chat_id: one for one in officers[line.region_code]}
        people |= {one.chat_id: one for one in admins if line.has_first}
        for chat_id, person in people.items():
            found.setdefault(chat_id, (person, []))[1].append(line)
    return list(found.values())
