"""Nobody gets a text that was corrected: neither by Kirim ulang nor by Kirim lagi."""

from __future__ import annotations

from bot.messages.render import mistake
from bot.rules.broadcast_repeats import BroadcastCorrected, NotRepeatable
from bot.rules.outbox import OutboxState
from db.tables import BroadcastState
from tests.builders import BUDI, JOKO, SARI
from tests.fakes import ADMIN, World
from tests.handlers.broadcasting import (
    TUTI,
    begun,
    card,
    confirmed,
    reachable,
    registered,
    row_of,
    rows,
    sent,
    set_state,
)
from tests.handlers.test_broadcast_corrections import NEW, corrected

OLD = "14 Maret 2025"
UNCERTAIN = OutboxState.UNCERTAIN


async def test_whoever_never_got_the_first_gets_the_newest_text_from_the_card_of_the_correction(both_worlds):
    world = await registered(both_worlds)
    first = await sent(world)
    correction = await corrected(world, first)
    await reachable(world, TUTI)
    await world.press_data(JOKO, f"kirim_kartu:{first}")
    assert "Kirim ulang yang gagal" not in card(world).labels
    assert f"dikoreksi dengan siaran {correction}" in card(world).html
    await world.press_data(JOKO, f"kirim_kartu:{correction}")
    assert "Tidak terjangkau: 1" in card(world).html
    asked = (await world.press(JOKO, "Kirim ulang yang gagal"))[0]
    assert "(Tuti)" in asked and "1 penerima" in asked
    await world.press(JOKO, "Ya, kirim ulang")
    await world.tick()
    (letter,) = world.texts(TUTI)
    assert NEW in letter and OLD not in letter
    assert "RALAT" not in letter and "menggantikan" not in letter  # she never had what it replaces
    await corrected(world, first, html="Batas waktu <b>28 Maret 2025</b>.")
    assert "28 Maret" in world.last(TUTI).html and world.last(TUTI).is_edited


async def test_a_button_from_before_the_correction_names_the_siaran_that_holds(world: World):
    await registered(world)
    first = await sent(world)
    version = (await row_of(world, first)).version
    correction = await corrected(world, first)
    await reachable(world, TUTI)
    for press in ("kirim_ulang", "kirim_ulang_ya"):
        said = await world.press_data(JOKO, f"{press}:{first}:{version}:f")
        assert said == [mistake(BroadcastCorrected(correction))]
    await world.tick()
    assert world.texts(TUTI) == []


async def test_the_doubtful_get_a_ralat_once_and_never_the_first_again(both_worlds):
    world = await registered(both_worlds)
    first = await sent(world)
    await set_state(world, first, SARI, state=UNCERTAIN, message_id=None, reason="ambiguous")
    await corrected(world, first)
    assert "RALAT" in world.last(SARI).html
    (row, *_) = [one for one in await rows(world, first) if one.chat_id == SARI]
    await world.press_data(ADMIN, "pesan_ragu:0")
    listing = world.last(ADMIN)
    assert "1. Anggap terkirim" in listing.labels and "1. Kirim lagi" not in listing.labels
    assert "sudah dikoreksi atau dihentikan" in listing.html
    for data in (f"pesan_lagi:{row.id}:{row.fence}", f"pesan_semua_ya:lagi:broadcast:{row.id}"):
        assert await world.press_data(ADMIN, data) == [mistake(NotRepeatable())]
    await world.tick()
    assert sum(OLD in text for text in world.texts(SARI)) == 1
    await world.press(ADMIN, "1. Anggap terkirim", on=listing)
    settled = next(one for one in await rows(world, first) if one.id == row.id)
    assert (settled.state, settled.reason) == (OutboxState.SENT, "assumed")


async def test_a_doubtful_message_of_a_stopped_siaran_is_not_sent_again(world: World):
    await registered(world)
    broadcast = await begun(world)
    await set_state(world, broadcast, SARI, state=UNCERTAIN, message_id=None, reason="ambiguous")
    await world.press(JOKO, "Hentikan")
    await world.press(JOKO, "Ya, hentikan")
    (row,) = [one for one in await rows(world, broadcast) if one.chat_id == SARI]
    assert await world.press_data(ADMIN, f"pesan_lagi:{row.id}:{row.fence}") == [mistake(NotRepeatable())]


async def test_what_still_waits_of_the_first_is_taken_back_when_its_correction_begins(both_worlds):
    world = await registered(both_worlds)
    first = await sent(world)
    await reachable(world, TUTI)
    await world.press_data(JOKO, f"kirim_kartu:{first}")
    await world.press(JOKO, "Kirim ulang yang gagal")
    await world.press(JOKO, "Ya, kirim ulang")
    await world.press(JOKO, "Jeda")
    assert (await row_of(world, first)).state is BroadcastState.PAUSED
    await set_state(world, first, TUTI, state=OutboxState.HELD, reason="paused", message_id=None)
    world.telegram.chats[TUTI].clear()
    correction = await confirmed(world, html=NEW, corrects_id=first)
    for _ in range(3):
        await world.tick()
    assert world.texts(TUTI) == [] and NEW in world.last(SARI).html
    assert (await row_of(world, first)).state is BroadcastState.FINISHED
    await world.press_data(JOKO, f"kirim_kartu:{correction}")
    await world.press(JOKO, "Kirim ulang yang gagal")
    await world.press(JOKO, "Ya, kirim ulang")
    assert [NEW in text for text in world.texts(TUTI)] == [True]


async def test_a_correction_waits_for_what_is_leaving_at_this_moment(world: World):
    await registered(world)
    first = await sent(world)
    await set_state(world, first, BUDI, state=OutboxState.SENDING)
    correction = await confirmed(world, html=NEW, corrects_id=first)
    await world.tick()
    assert (await row_of(world, correction)).started_at is None
    await set_state(world, first, BUDI, state=OutboxState.SENT)
    await world.tick()
    await world.tick()
    assert NEW in world.last(BUDI).html and world.last(BUDI).is_edited


async def test_a_siaran_nobody_got_is_not_corrected(world: World):
    await registered(world)
    broadcast = await begun(world)
    await world.press(JOKO, "Hentikan")
    await world.press(JOKO, "Ya, hentikan")
    await world.tick()
    assert "Koreksi isi" not in card(world).labels
    version = (await row_of(world, broadcast)).version
    (said,) = await world.press_data(JOKO, f"kirim_koreksi:{broadcast}:{version}")
    assert "tidak dapat dikoreksi" in said
    assert "tidak kami kenali" in (await world.say(JOKO, "Isi baru yang benar"))[0]


async def test_a_question_whose_readers_have_gone_meanwhile_is_closed(world: World):
    await registered(world)
    first = await sent(world, audience={"regions": ["19.04"]})
    await world.press_data(JOKO, f"kirim_kartu:{first}")
    await world.press(JOKO, "Koreksi isi")
    await world.say(BUDI, "/berhenti")
    await world.press(BUDI, "Ya, berhenti")
    assert "tidak dapat dikoreksi" in (await world.say(JOKO, "Isi baru yang benar"))[0]
    assert "tidak kami kenali" in (await world.say(JOKO, "Isi baru yang benar"))[0]
