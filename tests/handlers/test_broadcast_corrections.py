"""A correction edits what stands in the chats; where that is not possible a new message begins with RALAT."""

from __future__ import annotations

from bot.rules.outbox import OutboxState
from db.tables import BroadcastState
from tests.builders import BUDI, JOKO, SARI
from tests.fakes import World
from tests.handlers.broadcasting import (
    RINA,
    TUTI,
    begun,
    confirmed,
    registered,
    row_of,
    rows,
    sent,
    set_state,
)

NEW = "Mohon mengirim data dukung paling lambat <b>21 Maret 2025</b>."
RALAT = (
    "<b>RALAT.</b> Pesan ini menggantikan pesan kami <b>Permintaan data dukung</b> "
    "tanggal Senin, 3 Maret 2025"
)

AGAIN = f"{RALAT} beserta koreksi kami sebelumnya; isi pesan-pesan tersebut tidak berlaku lagi."


async def corrected(world: World, of: int, **given: object) -> int:
    """A confirmed correction, delivered and over."""
    world.clock.forward(days=1)
    usual: dict[str, object] = {"html": NEW, "corrects_id": of}
    correction = await confirmed(world, **usual | given)
    for _ in range(3):
        await world.tick()
    return correction


async def test_what_stands_in_the_chat_is_edited_and_says_when(both_worlds):
    world = await registered(both_worlds)
    first = await sent(world, link_text="Panduan", link_url="https://permas.kpk.go.id/x")
    before = len(world.texts(SARI))
    correction = await corrected(world, first, link_text="Panduan", link_url="https://permas.kpk.go.id/x")
    letter = world.last(SARI)
    assert len(world.texts(SARI)) == before and letter.is_edited
    assert NEW in letter.html and "14 Maret" not in letter.html
    assert "<i>Diperbarui Selasa, 4 Maret 2025.</i>" in letter.html
    assert letter.labels == ["Panduan (permas.kpk.go.id)", "Sudah dibaca"]
    assert world.texts(TUTI) == []
    report = world.last(JOKO).html
    assert f"<b>Koreksi siaran {correction}: selesai</b>" in report
    assert "Terkirim: 3 (3 pesan lama diperbarui, 0 pesan baru)" in report
    assert (await row_of(world, first)).corrected_at == world.clock()


async def test_where_nothing_can_be_edited_a_new_message_says_what_it_replaces(both_worlds):
    world = await registered(both_worlds)
    first = await sent(world)
    await set_state(world, first, BUDI, state=OutboxState.UNCERTAIN, message_id=None)
    await set_state(world, first, RINA, message_id=None)
    await corrected(world, first)
    assert world.last(SARI).is_edited
    for chat in (BUDI, RINA):
        assert RALAT in world.last(chat).html and NEW in world.last(chat).html
        assert world.last(chat).html.startswith("<b>RALAT: Permintaan data dukung</b>")
        assert world.last(chat).labels == ["Sudah dibaca"]


async def test_an_edit_that_telegram_refuses_becomes_a_ralat(both_worlds):
    world = await registered(both_worlds)
    first = await sent(world)
    world.clock.forward(days=1)
    correction = await confirmed(world, html=NEW, corrects_id=first)
    await world.tick()
    await set_state(world, correction, SARI, state=OutboxState.UNDELIVERABLE, reason="nothing_to_edit")
    await world.tick()
    await world.tick()
    assert RALAT in world.last(SARI).html
    assert [(row.subject_rev, row.state) for row in await rows(world, correction) if row.chat_id == SARI] == [
        (0, OutboxState.UNDELIVERABLE),
        (1, OutboxState.SENT),
    ]
    assert "Terkirim: 3 (2 pesan lama diperbarui, 1 pesan baru)" in world.last(JOKO).html


async def test_a_ralat_to_everybody_when_that_is_wanted_or_the_text_was_long(world: World):
    await registered(world)
    first = await sent(world)
    await corrected(world, first, sends_anew=True)
    assert not world.telegram.chats[SARI][0].is_edited and RALAT in world.last(SARI).html
    long = await sent(world, html="\n\n".join("Uraian kegiatan. " * 40 for _ in range(12)))
    count = len(world.texts(SARI))
    await corrected(world, long)
    assert len(world.texts(SARI)) == count + 1 and "<b>RALAT.</b>" in world.last(SARI).html


async def test_a_caption_is_edited_as_a_caption(world: World):
    await registered(world)
    first = await sent(world, file_kind="photo", file_id="F")
    await corrected(world, first, file_kind="photo", file_id="F")
    edits = [body for method, body in world.telegram.calls if method == "editMessageCaption"]
    assert len(edits) == 3 and all(NEW in str(body["caption"]) for body in edits)
    assert all("photo" not in body for body in edits)


async def test_a_correction_of_a_correction_edits_what_stands_last(world: World):
    await registered(world)
    first = await sent(world)
    await set_state(world, first, BUDI, message_id=None)
    await corrected(world, first)
    ralat = world.last(BUDI)
    await corrected(world, first, html="Batas waktu <b>28 Maret 2025</b>.")
    assert "28 Maret" in world.last(SARI).html and len(world.texts(SARI)) == 1
    assert world.last(BUDI) is ralat and "28 Maret" in ralat.html and ralat.is_edited


async def test_a_correction_that_was_several_messages_is_not_edited_but_replaced(both_worlds):
    world = await registered(both_worlds)
    first = await sent(world)
    await corrected(world, first, html="\n\n".join("Uraian kegiatan. " * 40 for _ in range(12)))
    long = [shown.html for shown in world.telegram.chats[SARI]]
    assert len(long) > 2 and "<b>RALAT.</b>" in long[1]
    await corrected(world, first, html="Batas waktu <b>28 Maret 2025</b>.")
    shown = world.telegram.chats[SARI]
    assert [one.html for one in shown[:-1]] == long and not any(one.is_edited for one in shown)
    assert AGAIN in shown[-1].html and "28 Maret" in shown[-1].html


async def test_a_ralat_that_is_corrected_goes_on_saying_what_it_replaces(world: World):
    await registered(world)
    first = await sent(world)
    await corrected(world, first, sends_anew=True)
    await corrected(world, first, html="Batas waktu <b>28 Maret 2025</b>.")
    old, ralat = world.telegram.chats[SARI]
    assert not old.is_edited and ralat.is_edited and ralat.labels == ["Sudah dibaca"]
    assert AGAIN in ralat.html and "28 Maret" in ralat.html and "21 Maret" not in ralat.html
    assert ralat.html.startswith("<b>RALAT: Permintaan data dukung</b>")
    assert "<i>Diperbarui Rabu, 5 Maret 2025.</i>" in ralat.html


async def test_a_ralat_stays_one_whatever_the_title_of_the_next_correction_is(world: World):
    await registered(world)
    first = await sent(world)
    await corrected(world, first, sends_anew=True)
    correction = await corrected(world, first, title="Judul baru")
    old, ralat = world.telegram.chats[SARI]
    assert not old.is_edited and ralat.is_edited and AGAIN in ralat.html
    assert ralat.html.startswith("<b>RALAT: Judul baru</b>")
    assert {row.title for row in await rows(world, correction)} == {"RALAT: Judul baru"}


async def test_a_message_that_is_edited_takes_the_title_of_its_correction(world: World):
    await registered(world)
    correction = await corrected(world, await sent(world), title="Judul baru")
    assert world.last(SARI).html.startswith("<b>Judul baru</b>")
    assert {row.title for row in await rows(world, correction)} == {"Judul baru"}


async def test_only_those_who_have_the_first_get_the_correction_and_read_it_anew(world: World):
    await registered(world)
    first = await sent(world, audience={"regions": ["64.74"]})
    await world.press(SARI, "Sudah dibaca")
    correction = await corrected(world, first)
    assert world.texts(BUDI) == []
    assert world.last(SARI).labels == ["Sudah dibaca"]
    await world.press(SARI, "Sudah dibaca")
    assert world.last(SARI).labels == ["✓ Dibaca 4 Maret 2025, 09.00 WITA"]
    assert (await row_of(world, correction)).state is BroadcastState.FINISHED


async def test_whoever_left_gets_no_correction(world: World):
    await registered(world)
    first = await sent(world)
    await world.say(BUDI, "/berhenti")
    await world.press(BUDI, "Ya, berhenti")
    count = len(world.texts(BUDI))
    await corrected(world, first)
    assert len(world.texts(BUDI)) == count
    assert not any(shown.is_edited and NEW in shown.html for shown in world.telegram.chats[BUDI])


async def test_the_code_of_a_siaran_shows_the_letter_and_that_it_was_corrected(world: World):
    await registered(world)
    first = await sent(world)
    letter = world.last(SARI).html
    (code,) = [row.proof_code for row in await rows(world, first) if row.chat_id == SARI]
    assert letter in (await world.say(SARI, f"/cek_{code}"))[0]
    assert "14 Maret" not in (await world.say(BUDI, f"/cek_{code}"))[0]
    correction = await corrected(world, first)
    assert "<b>Isinya tidak berlaku lagi</b>" in (await world.say(SARI, f"/cek_{code}"))[0]
    (newer,) = [row.proof_code for row in await rows(world, correction) if row.chat_id == SARI]
    said = (await world.say(SARI, f"/cek_{newer}"))[0]
    assert NEW in said and "tidak berlaku lagi" not in said


async def test_an_officer_writes_it_sees_it_as_it_arrives_and_confirms_it(world: World):
    await registered(world)
    first = await sent(world)
    await set_state(world, first, BUDI, state=OutboxState.UNCERTAIN, message_id=None)
    await world.press_data(JOKO, f"kirim_kartu:{first}")
    asked = await world.press(JOKO, "Koreksi isi")
    assert "isi yang baru selengkapnya" in asked[0]
    shown = await world.say(JOKO, "Batas waktu menjadi 28 Maret 2025.")
    assert "di tempatnya, dengan tanggal pembaruan: 2" in shown[0]
    assert "diawali <b>RALAT</b>: 1" in shown[0]
    budi, sari = (text for text in shown if "Yth. Bapak/Ibu" in text)
    assert RALAT in budi and "Diperbarui" not in budi and "Yth. Bapak/Ibu Budi" in budi
    assert "<i>Diperbarui Senin, 3 Maret 2025.</i>" in sari and "RALAT" not in sari
    anew = await world.press(JOKO, "Kirim semua sebagai pesan baru")
    assert "3 penerima" in anew[0] and any("<b>RALAT.</b>" in text for text in anew)
    await world.press(JOKO, "Perbarui pesan lama saja")
    await world.press(JOKO, "Konfirmasi")
    world.clock.forward(seconds=31)
    for _ in range(3):
        await world.tick()
    assert "28 Maret" in world.last(SARI).html and world.last(SARI).is_edited
    assert "<b>RALAT.</b>" in world.last(BUDI).html
    assert "Terkirim: 3 (2 pesan lama diperbarui, 1 pesan baru)" in world.last(JOKO).html


async def test_a_correction_of_what_is_on_its_way_is_not_asked_for(world: World):
    await registered(world)
    broadcast = await begun(world)
    said = await world.press_data(JOKO, f"kirim_koreksi:{broadcast}:2")
    assert "tidak berlaku" in said[0]


async def test_of_a_long_correction_that_telegram_has_cut_the_rest_is_asked_for(world: World):
    await registered(world)
    first = await sent(world)
    await world.press_data(JOKO, f"kirim_kartu:{first}")
    await world.press(JOKO, "Koreksi isi")
    (asked,) = await world.say(JOKO, "a" * 4096)
    assert "sambungannya" in asked
    await world.say(JOKO, "Sekian, dan terima kasih.")
    shown = await world.press(JOKO, "Pratinjau")
    assert any("Sekian, dan terima kasih." in text for text in shown)
    await world.press(JOKO, "Konfirmasi")
    world.clock.forward(seconds=31)
    for _ in range(3):
        await world.tick()
    assert world.texts(SARI)[-2].startswith("<b>RALAT: Permintaan data dukung</b>")
    assert "Sekian, dan terima kasih." in world.last(SARI).html
