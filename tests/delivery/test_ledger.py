"""The ledger: who may leave, what is written down, what is recovered."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlmodel import col

from bot.delivery.landing import landing
from bot.delivery.outcome import Outcome, Reach
from bot.rules.outbox import MessageClass, OutboxState
from bot.rules.transitions import OutcomeKind
from db.claimed import Claimed, Room
from db.clock import real_in
from db.ledger import Ledger
from db.outbox import withdraw
from db.tables import (
    AgendaItem,
    Contact,
    GroupChat,
    GroupState,
    ItemState,
    Meeting,
    MeetingState,
    OutboxMessage,
    Reachability,
)
from tests.delivery.conftest import attempts_of, row_of
from tests.fakes import START
from tests.plans import plan_of

MANY = Room(free=100)


@pytest.fixture
def ledger(sessions) -> Ledger:
    return Ledger(sessions, "me")


def landed(message: Claimed, kind: OutcomeKind = OutcomeKind.SENT, **outcome):
    return landing(message, Outcome(kind=kind, **outcome), jitter=0)


async def claimed_ids(ledger: Ledger, room: Room = MANY, *, now=START) -> list[int]:
    return [message.id for message in await ledger.turn([], room, now=now)]


async def set_row(sessions, outbox_id: int, **values) -> None:
    async with sessions.writing() as session:
        await session.execute(
            update(OutboxMessage).where(col(OutboxMessage.id) == outbox_id).values(**values)
        )


async def test_the_head_of_each_chats_line_leaves_and_the_most_urgent_first(ledger, put):
    reminder = await put(chat_id=1, message_class=MessageClass.REMINDER)
    first = await put(chat_id=2)
    await put(chat_id=2)
    receipt = await put(chat_id=1, message_class=MessageClass.RECEIPT)
    assert await claimed_ids(ledger) == [receipt, first]
    assert await claimed_ids(ledger) == []
    assert reminder


async def test_the_next_of_a_chat_leaves_when_the_one_before_has_landed(ledger, put, sessions):
    first, second = await put(chat_id=1), await put(chat_id=1)
    (message,) = await ledger.turn([], MANY, now=START)
    (after,) = await ledger.turn([landed(message, message_id=77)], MANY, now=START)
    assert (message.id, after.id) == (first, second)
    row = await row_of(sessions, first)
    assert (row.state, row.message_id, row.attempts, row.owner, row.finished_at) == (
        OutboxState.SENT,
        77,
        1,
        None,
        START,
    )
    assert await attempts_of(sessions, first) == ["sent"]


async def test_a_message_that_waits_for_its_next_try_is_not_overtaken(ledger, put, sessions):
    first, _second = await put(chat_id=1), await put(chat_id=1)
    urgent = await put(chat_id=1, message_class=MessageClass.RECEIPT)
    await set_row(sessions, first, retry_at=real_in(60))
    assert await claimed_ids(ledger) == [urgent]
    await set_row(sessions, urgent, state=OutboxState.SENT)
    assert await claimed_ids(ledger) == []
    await set_row(sessions, first, retry_at=real_in(-1))
    assert await claimed_ids(ledger) == [first]


async def test_a_later_hour_holds_up_nobody_and_the_past_hour_expires(ledger, put, sessions):
    later = await put(chat_id=1, not_before=START + timedelta(hours=1))
    over = await put(chat_id=1, expires_at=START)
    now = await put(chat_id=1)
    assert await claimed_ids(ledger) == [now]
    await ledger.tidy(now=START)
    row = await row_of(sessions, over)
    assert (row.state, row.reason) == (OutboxState.EXPIRED, "expired")
    await set_row(sessions, now, state=OutboxState.SENT)
    assert await claimed_ids(ledger, now=START + timedelta(hours=1)) == [later]


async def test_resting_chats_and_broadcasts_without_room_stay(ledger, put):
    await put(chat_id=1)
    broadcast = await put(chat_id=2, message_class=MessageClass.BROADCAST)
    other = await put(chat_id=3)
    assert await claimed_ids(ledger, Room(free=9, resting=[1], urgent_only=True)) == [other]
    assert await claimed_ids(ledger, Room(free=9, resting=[1])) == [broadcast]


async def test_a_look_for_what_is_urgent_passes_by_broadcasts(ledger, put):
    await put(chat_id=1, message_class=MessageClass.BROADCAST)
    for room, found in ((MANY, True), (Room(free=1, urgent_only=True), False)):
        assert await ledger.anything_due(room, now=START) is found
    await put(chat_id=2)
    assert await ledger.anything_due(Room(free=1, urgent_only=True), now=START)


async def test_an_edit_waits_for_its_message_and_holds_up_nobody_else(ledger, put, sessions):
    card = await put(chat_id=1, message_class=MessageClass.REQUEST)
    edit = {"chat_id": 1, "method": "editMessageText", "message_class": MessageClass.RECEIPT}
    first = await put(edits_outbox_id=card, **edit)
    second = await put(edits_outbox_id=card, **edit)
    (message,) = await ledger.turn([], MANY, now=START)
    assert message.id == card
    (after,) = await ledger.turn([landed(message, message_id=9)], MANY, now=START)
    assert (after.id, after.target_message_id) == (first, 9)
    (last,) = await ledger.turn([landed(after, message_id=9)], MANY, now=START)
    assert last.id == second


async def test_an_edit_and_a_message_of_one_chat_never_leave_together(ledger, put):
    shown = await put(chat_id=1)
    (message,) = await ledger.turn([], MANY, now=START)
    edit = await put(chat_id=1, method="editMessageText", edits_outbox_id=shown)
    after = await put(chat_id=1)
    (first,) = await ledger.turn([landed(message, message_id=5)], MANY, now=START)
    (second,) = await ledger.turn([landed(first, message_id=5)], MANY, now=START)
    assert [first.id, second.id] == [edit, after]


async def test_an_edit_of_what_never_left_is_given_up_quietly(ledger, put, sessions):
    card = await put(chat_id=1)
    edit = await put(chat_id=1, method="editMessageText", edits_outbox_id=card)
    await set_row(sessions, card, state=OutboxState.EXPIRED)
    assert await claimed_ids(ledger) == []
    row = await row_of(sessions, edit)
    assert (row.state, row.reason) == (OutboxState.UNDELIVERABLE, "nothing_to_edit")


async def test_somebody_who_blocked_us_gets_only_answers(ledger, put, sessions):
    async with sessions.writing() as session:
        contact = Contact(telegram_id=1, name="Sari", reachability=Reachability.BLOCKED, created_at=START)
        session.add(contact)
        await session.flush()
        contact_id = contact.id
    alert = await put(chat_id=1, contact_id=contact_id)
    receipt = await put(chat_id=1, contact_id=contact_id, message_class=MessageClass.RECEIPT)
    assert await claimed_ids(ledger) == [receipt]
    await set_row(sessions, receipt, state=OutboxState.SENT)
    assert await claimed_ids(ledger) == []
    row = await row_of(sessions, alert)
    assert (row.state, row.reason) == (OutboxState.UNDELIVERABLE, "unreachable")


@pytest.fixture
async def sitting(sessions) -> int:
    async with sessions.writing() as session:
        meeting = Meeting(uid="u", title="Rapat", state=MeetingState.PUBLISHED, created_at=START)
        session.add(meeting)
        await session.flush()
        item = AgendaItem(
            meeting_id=meeting.id,
            position=1,
            starts_at=START,
            ends_at=START + timedelta(hours=1),
            zone="Asia/Jakarta",
        )
        session.add(item)
        await session.flush()
        return item.id


async def set_sitting(sessions, item_id: int, **values) -> None:
    async with sessions.writing() as session:
        await session.execute(update(AgendaItem).where(col(AgendaItem.id) == item_id).values(**values))


@pytest.mark.parametrize(
    ("change", "outdated"),
    [({}, False), ({"time_revision": 2}, True), ({"state": ItemState.CANCELLED}, True)],
)
async def test_a_reminder_of_another_time_does_not_leave(ledger, put, sessions, sitting, change, outdated):
    about = {"subject_type": "agenda_item", "subject_id": sitting, "subject_rev": 1}
    reminder = await put(chat_id=1, message_class=MessageClass.REMINDER, **about)
    if change:
        await set_sitting(sessions, sitting, **change)
    assert await claimed_ids(ledger) == ([] if outdated else [reminder])
    row = await row_of(sessions, reminder)
    assert row.state is (OutboxState.WITHDRAWN if outdated else OutboxState.SENDING)


async def test_outdated_rows_are_withdrawn_before_their_turn(ledger, put, sessions, sitting):
    about = {"subject_type": "agenda_item", "subject_id": sitting, "subject_rev": 1}
    later = await put(not_before=START + timedelta(days=1), **about)
    await set_sitting(sessions, sitting, time_revision=2)
    await ledger.tidy(now=START)
    assert (await row_of(sessions, later)).state is OutboxState.WITHDRAWN


async def test_what_a_gone_sender_left_in_flight_is_decided_by_class(sessions, put):
    gone, me = Ledger(sessions, "gone"), Ledger(sessions, "me")
    ids = [
        await put(chat_id=number, message_class=message_class)
        for number, message_class in enumerate(
            [MessageClass.REMINDER, MessageClass.BROADCAST, MessageClass.REPLY], start=1
        )
    ]
    assert len(await gone.turn([], MANY, now=START)) == 3
    assert await me.tidy(now=START) == 0, "its lease is not over"
    assert await me.tidy(now=START, everything=True) == 3
    rows = [await row_of(sessions, outbox_id) for outbox_id in ids]
    assert [(row.state, row.may_be_duplicate, row.ambiguous_count) for row in rows] == [
        (OutboxState.PENDING, True, 1),
        (OutboxState.UNCERTAIN, False, 1),
        (OutboxState.EXPIRED, False, 1),
    ]
    assert await attempts_of(sessions, ids[0]) == ["crashed"]


async def test_whoever_lives_keeps_what_he_has_in_flight_beyond_a_lease(sessions, put):
    await put("berkas besar")
    short, patient = Ledger(sessions, "me", lease=timedelta(seconds=-1)), Ledger(sessions, "me")
    flying = await short.turn([], Room(free=1), now=START)
    assert await patient.tidy(flying, now=START) == 0
    assert await patient.tidy(now=START) == 0, "a whole lease more"


async def test_what_was_taken_over_is_not_held_any_more(sessions, put):
    await put("lama")
    frozen, other = Ledger(sessions, "frozen", lease=timedelta(seconds=-1)), Ledger(sessions, "other")
    flying = await frozen.turn([], Room(free=1), now=START)
    assert await other.tidy(now=START) == 1
    assert await Ledger(sessions, "frozen").tidy(flying, now=START) == 0
    assert await other.tidy(now=START) == 0


async def test_a_lease_that_is_over_is_recovered_without_a_restart(sessions, put):
    short, me = Ledger(sessions, "gone", lease=timedelta(seconds=-1)), Ledger(sessions, "me")
    outbox_id = await put()
    assert len(await short.turn([], MANY, now=START)) == 1
    assert await me.tidy(now=START) == 1
    assert (await row_of(sessions, outbox_id)).state is OutboxState.PENDING


async def test_a_late_result_counts_unless_the_row_was_claimed_again(sessions, put):
    zombie, me = Ledger(sessions, "zombie"), Ledger(sessions, "me")
    outbox_id = await put(message_class=MessageClass.BROADCAST)
    (message,) = await zombie.turn([], MANY, now=START)
    await me.tidy(now=START, everything=True)
    assert (await row_of(sessions, outbox_id)).state is OutboxState.UNCERTAIN
    await zombie.turn([landed(message, message_id=5)], Room(free=0), now=START)
    assert (await row_of(sessions, outbox_id)).state is OutboxState.SENT

    again = await put(chat_id=2)
    (old,) = await zombie.turn([], MANY, now=START)
    await me.tidy(now=START, everything=True)
    await set_row(sessions, again, retry_at=None)
    (new,) = await me.turn([], MANY, now=START)
    await zombie.turn([landed(old, OutcomeKind.UNDELIVERABLE, reason="blocked")], Room(free=0), now=START)
    assert (await row_of(sessions, again)).state is OutboxState.SENDING
    await me.turn([landed(new)], Room(free=0), now=START)
    assert (await row_of(sessions, again)).state is OutboxState.SENT


async def test_a_block_marks_the_person(sessions, ledger, put):
    async with sessions.writing() as session:
        session.add(Contact(telegram_id=1, name="Sari", created_at=START))
    outbox_id = await put(chat_id=1)
    (message,) = await ledger.turn([], MANY, now=START)
    blocked = landed(message, OutcomeKind.UNDELIVERABLE, reason="blocked", reach=Reach.BLOCKED, code=403)
    await ledger.turn([blocked], Room(free=0), now=START)
    async with sessions.reading() as session:
        contact = await session.get(Contact, 1)
    assert (contact.reachability, contact.unreachable_at) == (Reachability.BLOCKED, START)
    row = await row_of(sessions, outbox_id)
    assert (row.state, row.reason, row.last_code) == (OutboxState.UNDELIVERABLE, "blocked", 403)


async def test_a_group_that_moved_takes_its_messages_along(sessions, ledger, put):
    first, second = await put(chat_id=-5), await put(chat_id=-5)
    (message,) = await ledger.turn([], MANY, now=START)
    await ledger.turn([landed(message, OutcomeKind.MIGRATED, migrate_to=-1005)], Room(free=0), now=START)
    assert [(await row_of(sessions, one)).chat_id for one in (first, second)] == [-1005, -1005]


async def test_a_group_that_moved_keeps_its_permission_and_one_that_put_the_bot_out_loses_it(
    sessions, ledger, put
):
    group = GroupChat(chat_id=-5, state=GroupState.ALLOWED, first_seen_at=START, changed_at=START)
    async with sessions.writing() as session:
        session.add(group)

    async def seen() -> tuple[int, GroupState]:
        async with sessions.reading() as session:
            row = await session.get(GroupChat, 1)
        return row.chat_id, row.state

    await put(chat_id=-5)
    (message,) = await ledger.turn([], MANY, now=START)
    moved = landed(message, OutcomeKind.MIGRATED, migrate_to=-1005)
    (again,) = await ledger.turn([moved], MANY, now=START)
    assert await seen() == (-1005, GroupState.ALLOWED)
    kicked = landed(again, OutcomeKind.UNDELIVERABLE, reason="kicked", code=403)
    await ledger.turn([kicked], Room(free=0), now=START)
    assert await seen() == (-1005, GroupState.LEFT)


async def test_four_claimers_never_take_a_row_twice_nor_two_of_a_chat(sessions, put):
    import asyncio

    async with sessions.writing() as session:
        from db.outbox import Outgoing, enqueue

        for number in range(120):
            message = Outgoing(
                key=f"m:{number}", message_class=MessageClass.ALERT, chat_id=number % 12, html=str(number)
            )
            await enqueue(session, message, now=START)
    order: list[tuple[int, int]] = []

    async def work(name: str) -> None:
        ledger, done = Ledger(sessions, name), []
        while len(order) < 120:
            claimed = await ledger.turn(done, Room(free=3), now=START)
            order.extend((message.chat_id, message.id) for message in claimed)
            done = [landed(message) for message in claimed]
        await ledger.turn(done, Room(free=0), now=START)

    await asyncio.gather(*(work(f"w{number}") for number in range(4)))
    assert len({outbox_id for _, outbox_id in order}) == len(order) == 120
    for chat_id in range(12):
        ids = [outbox_id for chat, outbox_id in order if chat == chat_id]
        assert ids == sorted(ids)


@pytest.mark.sqlite
async def test_sqlite_claims_by_its_partial_indexes(sqlite_url):
    claim = "SELECT id FROM outbox WHERE state = 'pending' ORDER BY priority, id LIMIT 8"
    assert "ix_outbox_due" in " ".join(await plan_of(sqlite_url, claim))


async def test_what_is_held_does_not_leave_holds_up_nobody_and_is_taken_back_or_expires(
    ledger, put, sessions, sitting
):
    about = {"subject_type": "agenda_item", "subject_id": sitting, "subject_rev": 1}
    free, late, old, untrue = [
        await put(chat_id=1, expires_at=START + timedelta(hours=1)),
        await put(chat_id=1, expires_at=START),
        await put(chat_id=1),
        await put(chat_id=1, **about),
    ]
    behind = await put(chat_id=1)
    for outbox_id in (free, late, old, untrue):
        await set_row(sessions, outbox_id, state=OutboxState.HELD)
    assert await claimed_ids(ledger) == [behind]
    async with sessions.writing() as session:
        assert await withdraw(session, keys=[(await row_of(sessions, old)).key], reason="x", now=START) == 1
    await set_sitting(sessions, sitting, time_revision=2)
    await ledger.tidy(now=START, everything=True)
    assert [(await row_of(sessions, one)).state for one in (free, late, old, untrue)] == [
        OutboxState.HELD,
        OutboxState.EXPIRED,
        OutboxState.WITHDRAWN,
        OutboxState.WITHDRAWN,
    ]


async def test_a_late_success_counts_for_what_is_held_meanwhile(sessions, put):
    zombie, me = Ledger(sessions, "zombie"), Ledger(sessions, "me")
    outbox_id = await put()
    (message,) = await zombie.turn([], MANY, now=START)
    await me.tidy(now=START, everything=True)
    await set_row(sessions, outbox_id, state=OutboxState.HELD)
    await zombie.turn([landed(message, message_id=5)], Room(free=0), now=START)
    assert (await row_of(sessions, outbox_id)).state is OutboxState.SENT


async def test_after_a_lost_commit_what_never_left_waits_again_and_nothing_is_written_twice(sessions, put):
    ledger = Ledger(sessions, "me")
    for chat in (1, 2, 3, 4):
        await put(chat_id=chat, message_class=MessageClass.BROADCAST)
    written, unwritten, flying, never_left = await ledger.turn([], MANY, now=START)
    await ledger.turn([landed(written)], Room(free=0), now=START)
    left = await ledger.after_doubt([landed(written), landed(unwritten)], [flying])
    assert [one.claimed.id for one in left] == [unwritten.id]
    await ledger.turn(left, Room(free=0), now=START)
    rows = [await row_of(sessions, one.id) for one in (written, unwritten, flying, never_left)]
    assert [(row.state, row.may_be_duplicate) for row in rows] == [
        (OutboxState.SENT, False),
        (OutboxState.SENT, False),
        (OutboxState.SENDING, False),
        (OutboxState.PENDING, False),
    ]
    assert await attempts_of(sessions, written.id) == ["sent"]
    assert await claimed_ids(ledger) == [never_left.id]


async def test_what_another_sender_announced_is_not_given_back(sessions, put):
    await put()
    (message,) = await Ledger(sessions, "other").turn([], MANY, now=START)
    assert await Ledger(sessions, "me").after_doubt([], []) == []
    assert (await row_of(sessions, message.id)).state is OutboxState.SENDING
