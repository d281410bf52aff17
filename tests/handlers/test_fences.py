"""A copied, restored or long sleeping database sends nothing overdue by itself: an admin decides."""

from __future__ import annotations

import shutil
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select, update
from sqlmodel import col

from bot.actions.fences import ON_A_PAGE
from bot.chores import catch_up
from bot.fence import stand_at_the_fence
from bot.messages import fences as messages
from bot.messages.render import mistake
from bot.rules.actors import Role
from bot.rules.errors import Forbidden, Stale
from bot.rules.outbox import MessageClass, OutboxState
from db.engine import Sessions
from db.installations import identity_of
from db.instances import join
from db.outbox import Outgoing, enqueue, withdraw
from db.tables import AuditEntry, Contact, Installation, OutboxMessage, Reachability, Staff
from tests.builders import JOKO, SARI, joko, sari, staff
from tests.conftest import _execute, database_of
from tests.fakes import ADMIN, World
from tests.handlers.rakor import published, registered

HASAN = 900_000_003


async def nothing(missed) -> None:
    """No chore has anything to do."""


async def start(world: World, chores=nothing) -> None:
    """What `run` does before its first message leaves."""
    await stand_at_the_fence(world.house, chores)


async def peopled(world: World) -> World:
    """Two admins who can be reached, an officer and Sari; the database has been in use here."""
    await staff(world.sessions, HASAN, Role.ADMIN, name="Hasan")
    async with world.sessions.writing() as session:
        await session.execute(update(Staff).values(reachability=Reachability.REACHABLE))
    await joko(world.sessions)
    await sari(world.sessions)
    await start(world)
    return world


async def wait(world: World, *keys: str, message_class=MessageClass.CORRECTION, **more: object) -> None:
    """Messages to Sari that have not left."""
    async with world.sessions.writing() as session:
        contact = await session.scalar(select(col(Contact.id)).where(col(Contact.telegram_id) == SARI))
        for key in keys:
            one = {"key": key, "chat_id": SARI, "contact_id": contact, "html": f"Isi {key}", "title": "Uji"}
            await enqueue(
                session, Outgoing(**one | {"message_class": message_class} | more), now=world.clock()
            )


async def row(world: World, key: str) -> OutboxMessage:
    async with world.sessions.reading() as session:
        return (await session.scalars(select(OutboxMessage).where(col(OutboxMessage.key) == key))).one()


async def elsewhere(world: World) -> None:
    """The database was in use at another place before."""
    async with world.sessions.writing() as session:
        await session.execute(update(Installation).values(identity="elsewhere"))


async def test_after_a_gap_with_nothing_overdue_nobody_is_bothered(both_worlds: World) -> None:
    world = await peopled(both_worlds)
    world.clock.forward(days=3)
    await start(world)
    await world.deliver()
    assert world.texts(ADMIN) == [] and world.texts(HASAN) == []


async def test_a_short_stop_holds_nothing(world: World) -> None:
    world = await peopled(world)
    await wait(world, "a")
    world.clock.forward(hours=2)
    await start(world)
    await world.deliver()
    assert world.texts(SARI) == ["Isi a"] and world.texts(ADMIN) == []


async def test_a_database_in_use_is_not_asleep_however_long_it_runs(world: World) -> None:
    world = await peopled(world)
    for _ in range(5):
        world.clock.forward(hours=2)
        await world.tick()
    await wait(world, "a")
    await start(world)
    assert (await row(world, "a")).state is OutboxState.PENDING


async def test_after_a_gap_what_is_overdue_waits_for_an_admin_and_then_goes_once(both_worlds: World) -> None:
    world = await peopled(both_worlds)
    await wait(world, "a", "b")
    await wait(world, "later", not_before=world.clock() + timedelta(days=9))
    world.clock.forward(hours=4)
    await start(world)
    await wait(world, "new")
    await world.deliver()
    assert world.texts(SARI) == ["Isi new"]
    assert "<b>2 pesan ditahan</b>" in world.last(ADMIN).html
    assert world.last(ADMIN).html == world.last(HASAN).html and not world.texts(JOKO)
    cards = world.last(ADMIN), world.last(HASAN)

    await world.press(ADMIN, messages.KIRIM)
    assert "Kirim 2 pesan yang ditahan?" in cards[0].html
    (said,) = await world.press(ADMIN, messages.YA_KIRIM)
    assert "2 pesan dikirim sekarang" in said
    assert world.texts(SARI) == ["Isi new", "Isi a", "Isi b"]
    assert [card.html for card in cards] == [said, said] and cards[1].labels == []

    assert await world.press_data(HASAN, "tertahan_kirim_ya:1") == [mistake(Stale())]
    assert await world.press_data(HASAN, "tertahan_buang_ya:1") == [mistake(Stale())]
    assert len(world.texts(SARI)) == 3
    async with world.sessions.reading() as session:
        found = select(col(AuditEntry.action), col(AuditEntry.detail)).where(
            col(AuditEntry.object_type) == "fence"
        )
        done = [tuple(one) for one in await session.execute(found)]
    assert done == [
        ("fence_raised", {"reason": "asleep", "messages": 2}),
        ("fence_released", {"sent": 2, "expired": 0}),
    ]


async def test_what_is_thrown_away_is_never_sent(world: World) -> None:
    world = await peopled(world)
    await wait(world, "a")
    world.clock.forward(hours=4)
    await start(world)
    await world.deliver()
    await world.press(HASAN, messages.BUANG)
    (said,) = await world.press(HASAN, messages.YA_BUANG)
    assert "1 pesan tidak dikirim" in said
    assert world.texts(SARI) == []
    thrown = await row(world, "a")
    assert (thrown.state, thrown.reason) == (OutboxState.WITHDRAWN, "thrown_away")


async def test_a_copy_marks_what_the_original_may_have_sent(both_worlds: World) -> None:
    world = await peopled(both_worlds)
    await wait(world, "waits", "flies", "siaran")
    async with world.sessions.writing() as session:
        flying = update(OutboxMessage).values(state=OutboxState.SENDING, owner="gone", fence=1)
        lease = {"lease_until": world.clock() + timedelta(days=9000)}
        await session.execute(flying.where(col(OutboxMessage.key) == "flies").values(lease))
        broadcast = flying.values(message_class=MessageClass.BROADCAST, chat_id=1)
        await session.execute(broadcast.where(col(OutboxMessage.key) == "siaran").values(lease))
    await elsewhere(world)
    await start(world)
    waits, flies = await row(world, "waits"), await row(world, "flies")
    assert [one.state for one in (waits, flies)] == [OutboxState.HELD] * 2
    assert waits.may_be_duplicate and flies.may_be_duplicate
    assert (await row(world, "siaran")).state is OutboxState.UNCERTAIN
    await world.deliver()
    assert "mungkin <b>sudah diterima</b>" in world.last(ADMIN).html


@pytest.mark.parametrize("owner", ["gone", "also slept"])
async def test_what_was_in_flight_when_the_machine_was_suspended_is_held_too(world: World, owner) -> None:
    world = await peopled(world)
    await wait(world, "flies")
    async with world.sessions.writing() as session:
        await join(session, "also slept", alone=True)
        flying = update(OutboxMessage).values(state=OutboxState.SENDING, owner=owner, fence=1)
        await session.execute(flying.values(lease_until=world.clock() + timedelta(days=9000)))
    world.clock.forward(hours=4)
    await start(world)
    flies = await row(world, "flies")
    assert (flies.state, flies.may_be_duplicate) == (OutboxState.HELD, True)


async def test_it_is_asked_once_however_often_the_bot_starts(world: World) -> None:
    world = await peopled(world)
    await wait(world, "a")
    await elsewhere(world)
    for _ in range(3):
        await start(world)
        await world.deliver()
    assert len(world.texts(ADMIN)) == 1


async def test_a_second_fence_takes_in_the_first(world: World) -> None:
    world = await peopled(world)
    await wait(world, "a")
    await elsewhere(world)
    await start(world)
    await wait(world, "b")
    world.clock.forward(hours=4)
    await start(world)
    await world.deliver()
    assert "<b>2 pesan ditahan</b>" in world.last(ADMIN).html
    assert await world.press_data(ADMIN, "tertahan_kirim_ya:1") == [mistake(Stale())]


async def test_a_crash_in_the_middle_leaves_the_fence_for_the_next_start(both_worlds: World) -> None:
    world = await peopled(both_worlds)
    await wait(world, "a")
    await elsewhere(world)

    async def crash(missed) -> None:
        await wait(world, "b")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        await start(world, crash)
    await start(world)
    assert (await row(world, "a")).state is (await row(world, "b")).state is OutboxState.HELD


async def test_what_ended_or_became_untrue_meanwhile_is_not_sent(world: World) -> None:
    world = await peopled(world)
    await wait(world, "over", expires_at=world.clock() + timedelta(hours=5))
    await wait(world, "untrue", "true")
    world.clock.forward(hours=4)
    await start(world)
    async with world.sessions.writing() as session:
        assert await withdraw(session, keys=["untrue"], reason="outdated", now=world.clock()) == 1
    world.clock.forward(hours=2)
    await world.deliver()
    await world.press(ADMIN, messages.KIRIM)
    (said,) = await world.press(ADMIN, messages.YA_KIRIM)
    assert "1 pesan dikirim sekarang; 1 tidak dikirim" in said
    assert world.texts(SARI) == ["Isi true"]
    assert (await row(world, "over")).state is OutboxState.EXPIRED


async def test_after_a_sleep_a_reminder_that_cannot_wait_goes_out(world: World) -> None:
    world = await published(await peopled_rakor(world))
    await start(world)
    before = len(world.texts(SARI))
    world.clock.at = world.clock.at.replace(day=11, hour=5, minute=46)  # 13.46 WITA; the sitting is at 14.00
    await start(world, partial(catch_up, world.ticks))
    await world.deliver()
    assert [text for text in world.texts(SARI)[before:] if "Rapat dimulai pukul 14.00 WITA" in text]


async def peopled_rakor(world: World) -> World:
    await staff(world.sessions, HASAN, Role.ADMIN, name="Hasan")
    return await registered(world)


async def test_officers_look_and_do_not_decide(world: World) -> None:
    world = await peopled(world)
    await wait(world, *(f"k{number:02}" for number in range(ON_A_PAGE + 1)))
    await elsewhere(world)
    await start(world)
    await world.deliver()
    (first,) = await world.press_data(JOKO, "tertahan_lihat:1:0")
    assert first.count("Kepada: Sari") == ON_A_PAGE
    (second,) = await world.press(JOKO, messages.BERIKUTNYA)
    assert second.count("Kepada: Sari") == 1
    for data in ("tertahan:1", "tertahan_kirim:1", "tertahan_kirim_ya:1", "tertahan_buang_ya:1"):
        assert await world.press_data(JOKO, data) == [mistake(Stale())]
    assert (await row(world, "k00")).state is OutboxState.HELD
    assert Forbidden is not Stale  # behind a button both are answered alike


async def test_a_copied_file_is_another_database(sqlite_url: str, tmp_path: Path) -> None:
    sessions = Sessions(sqlite_url)
    original, seen = Path(sessions.url.database), {await identity_of(sessions)}
    assert await identity_of(sessions) in seen
    for name in ("else.db", "second.db"):
        shutil.copy(original, tmp_path / name)
    shutil.move(tmp_path / "second.db", original)  # a copy in the place of the original
    seen |= {await identity_of(sessions), await identity_of(Sessions(f"sqlite:///{tmp_path / 'else.db'}"))}
    assert len(seen) == 3


async def test_another_postgresql_database_is_another_one(postgresql_server, postgresql_template) -> None:
    seen = set()
    for name in ("fence_a", "fence_b", "fence_a"):
        _execute(postgresql_server, f"CREATE DATABASE {name} TEMPLATE {postgresql_template}")
        sessions = Sessions(database_of(postgresql_server, name))
        seen.add(await identity_of(sessions))
        assert await identity_of(sessions) in seen
        await sessions.close()
        _execute(postgresql_server, f"DROP DATABASE {name}")
    assert len(seen) == 3
