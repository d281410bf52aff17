"""/pesan: officers see how sending goes; admins decide about what is in doubt."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import event, insert, select, update
from sqlmodel import col

from bot.actions.queue_views import overview
from bot.messages import queue as messages
from bot.messages.render import mistake
from bot.rules.broadcast_repeats import DoubtSettled, NotRepeatable
from bot.rules.errors import Forbidden, Stale
from bot.rules.outbox import MessageClass, OutboxState
from db.gates import close_gate
from db.outbox import inline_keyboard
from db.tables import Attempt, AuditEntry, OutboxMessage
from tests.builders import JOKO, SARI, budi, joko, sari
from tests.fakes import ADMIN, World
from tests.handlers.test_fences import elsewhere, row, start, wait


async def peopled(world: World) -> World:
    await joko(world.sessions)
    await sari(world.sessions)
    return world


async def doubtful(world: World, *keys: str, **more: object) -> None:
    await wait(world, *keys, **more)
    async with world.sessions.writing() as session:
        await session.execute(
            update(OutboxMessage)
            .where(col(OutboxMessage.key).in_(keys))
            .values(state=OutboxState.UNCERTAIN, reason="ambiguous", fence=1)
        )


async def test_officers_see_how_it_goes_and_officials_do_not(both_worlds: World) -> None:
    world = await peopled(both_worlds)
    await wait(world, "due", "due2")
    await wait(world, "later", not_before=world.clock() + timedelta(days=1))
    await doubtful(world, "maybe", message_class=MessageClass.BROADCAST)
    async with world.sessions.writing() as session:
        await close_gate(session, name="bot", pause=timedelta(seconds=90))
        tries = {"outbox_id": 1, "fence": 1, "owner": "x", "description": ""}
        at = world.clock()
        moments = {"started_at": at, "finished_at": at}
        await session.execute(insert(Attempt).values(outcome="sent", **tries, **moments))
        await session.execute(
            update(OutboxMessage)
            .where(col(OutboxMessage.key) == "due2")
            .values(state=OutboxState.UNDELIVERABLE, reason="blocked", finished_at=at)
        )
    world.clock.forward(minutes=5)
    text, buttons = await seen(world, JOKO)
    assert "1 pemberitahuan perubahan, yang terlama sudah 5 menit" in text
    assert "Terjadwal untuk nanti: 1 pesan" in text and "1 pesan siaran" in text
    assert "Telegram meminta bot menunggu</b>; pengiriman berlanjut dengan sendirinya dalam 1 menit" in text
    assert "Tidak sampai dalam tujuh hari terakhir: 1 pesan" in text
    assert buttons == [messages.RAGU, messages.GAGAL, messages.SEGARKAN]
    (lost,) = await world.press(JOKO, messages.GAGAL)
    assert "Sari" in lost and "penerima menghentikan bot" in lost
    assert await world.say(SARI, "/pesan") == [mistake(Forbidden())]


async def seen(world: World, who: int) -> tuple[str, list[str]]:
    """What /pesan says there, without anything being delivered."""
    async with world.working(who) as work:
        text = await overview(work)
    await world.telegram.call("sendMessage", {"chat_id": who, "text": text.html, **_markup(text)})
    return text.html, [button.text for line in text.buttons for button in line]


def _markup(text) -> dict[str, object]:
    return {"reply_markup": {"inline_keyboard": inline_keyboard(text.buttons)}}


async def test_an_admin_sends_again_once_and_marked(both_worlds: World) -> None:
    world = await peopled(both_worlds)
    await doubtful(world, "a", "b")
    await world.say(ADMIN, "/pesan")
    await world.press(ADMIN, messages.RAGU)
    listing = world.last(ADMIN)
    assert listing.labels[:2] == ["1. Kirim lagi", "1. Anggap terkirim"]
    await world.press(ADMIN, "1. Kirim lagi", on=listing)
    assert world.texts(SARI) == ["Isi b"] and (await row(world, "b")).may_be_duplicate
    assert await world.press(ADMIN, "1. Kirim lagi", on=listing) == [mistake(DoubtSettled())]
    await world.press(ADMIN, "2. Anggap terkirim", on=listing)
    settled = await row(world, "a")
    assert (settled.state, settled.reason) == (OutboxState.SENT, "assumed")
    assert len(world.texts(SARI)) == 1
    async with world.sessions.reading() as session:
        wanted = select(col(AuditEntry.action)).where(col(AuditEntry.action).like("queue_%"))
        assert list(await session.scalars(wanted)) == ["queue_sent_again", "queue_assumed"]


async def test_all_of_one_kind_are_asked_once_and_what_came_later_is_left(world: World) -> None:
    world = await peopled(world)
    await doubtful(world, "a", "b")
    await world.press_data(ADMIN, "pesan_ragu:0")
    await world.press(ADMIN, "Kirim lagi: semua pemberitahuan perubahan")
    asked = world.last(ADMIN)
    assert "Kirim lagi 2 pemberitahuan perubahan" in asked.html and world.texts(SARI) == []
    await doubtful(world, "c")
    await world.press(ADMIN, messages.YA_LAGI, on=asked)
    assert world.texts(SARI) == ["Isi a", "Isi b"]
    assert (await row(world, "c")).state is OutboxState.UNCERTAIN
    again = f"pesan_semua_ya:lagi:correction:{(await row(world, 'b')).id}"
    assert await world.press_data(ADMIN, again) == [mistake(DoubtSettled())]


async def test_a_siaran_that_was_sent_anew_is_not_sent_again(world: World) -> None:
    world = await peopled(world)
    about = {"message_class": MessageClass.BROADCAST, "subject_type": "broadcast", "subject_id": 1}
    await doubtful(world, "bc:1:1:0", subject_rev=0, **about)
    await wait(world, "bc:1:1:0:1", subject_rev=1, **about)
    await world.deliver()
    first = await row(world, "bc:1:1:0")
    assert await world.press_data(ADMIN, f"pesan_lagi:{first.id}:1") == [mistake(NotRepeatable())]
    assert world.texts(SARI) == ["Isi bc:1:1:0:1"]


async def test_what_has_lost_its_words_is_not_sent_again_but_can_be_counted_as_sent(
    both_worlds: World,
) -> None:
    world = await peopled(both_worlds)
    await doubtful(world, "a", "b")
    async with world.sessions.writing() as session:
        gone = update(OutboxMessage).where(col(OutboxMessage.key) == "a")
        await session.execute(gone.values(payload={}, chat_id=-1))
    await world.say(ADMIN, "/pesan")
    await world.press(ADMIN, messages.RAGU)
    listing = world.last(ADMIN)
    assert await world.press(ADMIN, "2. Kirim lagi", on=listing) == [mistake(NotRepeatable())]
    await world.press(ADMIN, "Kirim lagi: semua pemberitahuan perubahan", on=listing)
    await world.press(ADMIN, messages.YA_LAGI)
    assert world.texts(SARI) == ["Isi b"] and world.texts(-1) == []
    await world.press(ADMIN, "2. Anggap terkirim", on=listing)
    assert (await row(world, "a")).state is OutboxState.SENT


async def test_officers_decide_nothing(world: World) -> None:
    world = await peopled(world)
    await doubtful(world, "a")
    await elsewhere_fence(world)
    (text,) = await world.say(JOKO, "/pesan")
    assert "Ditahan, menunggu keputusan administrator" in text
    assert world.last(JOKO).labels == [messages.RAGU, messages.LIHAT, messages.SEGARKAN]
    await world.press(JOKO, messages.RAGU)
    assert world.last(JOKO).labels == []
    number = (await row(world, "a")).id
    for data in (
        f"pesan_lagi:{number}:1",
        f"pesan_anggap:{number}:1",
        "pesan_semua:lagi:correction",
        f"pesan_semua_ya:lagi:correction:{number}",
    ):
        assert await world.press_data(JOKO, data) == [mistake(Stale())]
    assert (await row(world, "a")).state is OutboxState.UNCERTAIN


async def elsewhere_fence(world: World) -> None:
    await start(world)
    await wait(world, "held")
    await elsewhere(world)
    await start(world)


async def test_more_messages_cost_no_more_queries(world: World) -> None:
    world = await peopled(world)
    await budi(world.sessions)
    counts = []
    for number in range(2):
        await doubtful(world, f"a{number}")
        await wait(world, f"b{number}", f"c{number}")
        asked: list[str] = []

        def note(connection, cursor, statement, *rest, asked=asked) -> None:
            asked.append(statement)

        engine = world.sessions._read_engine.sync_engine
        event.listen(engine, "before_cursor_execute", note)
        await world.say(JOKO, "/pesan")
        event.remove(engine, "before_cursor_execute", note)
        counts.append(len(asked))
    assert counts[0] == counts[1]
