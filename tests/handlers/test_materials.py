"""Files of sittings over a fake Telegram: sent by officers, fetched by whoever is invited."""

from __future__ import annotations

from sqlalchemy import select

from bot.messages.render import mistake
from bot.rules.errors import NotRegistered, Stale
from bot.rules.materials import MOST, MaterialsFull
from db.tables import Attachment, Material
from tests.builders import BUDI, JOKO, SARI, STRANGER, seat_id
from tests.fakes import World
from tests.handlers.rakor import FORM, published, registered


async def opened(world: World) -> None:
    """Bahan of the second sitting (Bontang), and Tambah bahan."""
    await published(await registered(world))
    await world.say(JOKO, "/rapat 1")
    await world.press(JOKO, "Sesi 2 ▸")
    await world.press(JOKO, "Bahan")
    await world.press(JOKO, "Tambah bahan")


def sent(world: World, who: int) -> list[tuple[str, object]]:
    """(method, file id) of every file that went to somebody."""
    fields = {"sendDocument": "document", "sendPhoto": "photo"}
    return [
        (method, body[fields[method]])
        for method, body in world.telegram.calls
        if method in fields and body["chat_id"] == who
    ]


async def send_photo(world: World, who: int) -> list[str]:
    sizes = [{"file_id": f"p{n}", "file_unique_id": f"u{n}", "width": n, "height": n} for n in (90, 800)]
    return await world._receive(who, "Uji", {"message": world._incoming(who, "Uji", photo=sizes)})


async def test_files_are_kept_by_their_id_and_fetched_by_whoever_is_invited(both_worlds: World) -> None:
    world = both_worlds
    await opened(world)
    [first] = await world.send_file(JOKO, "Paparan.pdf", b"%PDF-1.7 paparan")
    assert first.startswith("Bahan sesi 2 disimpan: <b>Paparan.pdf</b> (1 dari paling banyak 10).")
    [sheet] = await world.send_file(JOKO, "nilai.csv", b"daerah;kriteria")
    assert "<b>nilai.csv</b> (2 dari" in sheet
    [picture] = await send_photo(world, JOKO)
    assert "<b>Gambar 3</b>" in picture
    [words] = await world.say(JOKO, "sudah semua")
    assert words.startswith("Yang ditunggu adalah berkas")
    [card] = await world.press(JOKO, "Selesai")
    assert "1. Paparan.pdf\n2. nilai.csv\n3. Gambar 3" in card
    async with world.sessions.reading() as session:
        assert (await session.scalars(select(Attachment))).all() == []
    await world.say(SARI, "/jadwal")
    [text] = [
        one
        for one in await world.press(SARI, "Bahan: Inspektur Kota Bontang, 11 Mar 2025")
        if "setelah" in one
    ]
    assert text.startswith("3 berkas bahan sesi Kota Bontang, 11 Maret 2025, kami kirim setelah pesan ini")
    assert sent(world, SARI) == [
        ("sendDocument", "file-0"),
        ("sendDocument", "file-1"),
        ("sendPhoto", "p800"),
    ]
    assert world.last(SARI).html == "Gambar 3\nBahan sesi Kota Bontang, 11 Maret 2025"
    await world.say(BUDI, "/jadwal")
    assert [label for label in world.last(BUDI).labels if label.startswith("Bahan")] == []


async def test_after_the_sitting_they_are_still_there(world: World) -> None:
    await opened(world)
    await world.send_file(JOKO, "Paparan.pptx", b"x")
    world.clock.forward(days=30)
    [listed] = await world.say(SARI, "/bahan")
    assert "11 Maret 2025: Rapat Koordinasi" in listed
    await world.press(SARI, "Bahan: Inspektur Kota Bontang, 11 Mar 2025")
    assert sent(world, SARI) == [("sendDocument", "file-0")]
    assert await world.say(BUDI, "bahan") == ["Belum ada bahan untuk rapat Bapak/Ibu."]
    assert "kartu sesi" in (await world.say(JOKO, "/bahan"))[0]
    assert await world.say(STRANGER, "/bahan") == [mistake(NotRegistered())]


async def test_without_that_question_a_pdf_is_the_letter(world: World) -> None:
    await opened(world)
    await world.press(JOKO, "Selesai")
    await world.say(JOKO, FORM)
    await world.send_file(JOKO, "surat.pdf", b"%PDF-1.7 surat")
    async with world.sessions.reading() as session:
        assert [row.filename for row in await session.scalars(select(Attachment))] == ["surat.pdf"]
        assert (await session.scalars(select(Material))).all() == []
    [unread] = await send_photo(world, JOKO)
    assert "tidak" in unread.lower()


async def test_the_same_file_twice_a_removed_one_and_too_many(world: World) -> None:
    await opened(world)
    document = {"file_id": "a", "file_unique_id": "same", "file_name": "a.pdf", "file_size": 1}
    for _ in range(2):
        incoming = world._incoming(JOKO, "Uji", document=document)
        said = await world._receive(JOKO, "Uji", {"message": incoming})
    assert "sudah menjadi bahan" in said[0]
    await world.press(JOKO, "Selesai")
    old = world.last(JOKO)
    await world.press(JOKO, "Hapus 1", on=old)
    assert await world.press_data(JOKO, "bahan_hapus:1") == [mistake(Stale())]
    await world.press_data(JOKO, "bahan_baru:2")
    for number in range(MOST):
        await world.send_file(JOKO, f"{number}.pdf", b"x")
    assert await world.send_file(JOKO, "11.pdf", b"x") == [mistake(MaterialsFull())]
    assert await world.press_data(JOKO, "bahan_baru:2") == [mistake(MaterialsFull())]


async def test_who_may_not(world: World) -> None:
    await opened(world)
    await world.send_file(JOKO, "Paparan.pdf", b"x")
    own = await seat_id(world.sessions, "19.04", "inspektur")
    hers = await seat_id(world.sessions, "64.74", "inspektur")
    for data in (
        f"bahan_ambil:2:{own}",
        f"bahan_ambil:2:{hers}",
        f"bahan_ambil:99:{own}",
        "bahan:2",
        "bahan_hapus:1",
    ):
        assert await world.press_data(BUDI, data) == [mistake(Stale())]
    assert await world.press_data(JOKO, f"bahan_ambil:2:{hers}") == [mistake(Stale())]
    assert sent(world, BUDI) == sent(world, JOKO) == []
    assert "Paparan" not in "\n".join(world.texts(BUDI))


async def test_long_after_the_last_file_a_pdf_is_the_letter_again(world: World) -> None:
    await opened(world)
    world.clock.forward(minutes=29)
    await world.send_file(JOKO, "satu.pdf", b"%PDF-1.7 a")
    world.clock.forward(minutes=29)
    await world.send_file(JOKO, "dua.pdf", b"%PDF-1.7 b")
    await world.say(JOKO, FORM)
    assert world.last(JOKO).html.startswith("Yang ditunggu adalah berkas") is False
    world.clock.forward(minutes=31)
    await world.send_file(JOKO, "surat.pdf", b"%PDF-1.7 surat")
    async with world.sessions.reading() as session:
        assert [row.filename for row in await session.scalars(select(Material))] == ["satu.pdf", "dua.pdf"]
        assert [row.filename for row in await session.scalars(select(Attachment))] == ["surat.pdf"]
    [over] = await world.say(JOKO, "halo")
    assert not over.startswith("Yang ditunggu")
    assert await world.say(JOKO, "status maros") != [over]
