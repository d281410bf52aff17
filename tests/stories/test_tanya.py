"""Tanya: an inspector asks, staff answer by replying, it is closed; a complaint is referred and forgotten."""

from __future__ import annotations

from sqlalchemy import select
from sqlmodel import SQLModel

from bot.practice.cast import PAK_JOKO, SARI, STRANGER
from tests.stories.conftest import Stage

SECRET = "bendahara meminta komisi kenari"


async def test_tanya(seeded: Stage) -> None:
    sari, joko, stranger = (seeded.person(who) for who in (SARI, PAK_JOKO, STRANGER))

    asked = await sari.ask("Kapan bimtek dimulai?")
    assert asked.text.startswith("Kirim pesan ini sebagai pertanyaan kepada Dit. Permas?")
    assert not any("Pertanyaan" in message.text for message in joko.received())
    await sari.press("Kirim")
    await sari.wait_for(lambda message: message.text.startswith("Pertanyaan Bapak/Ibu telah kami teruskan"))
    card = await joko.wait_for(lambda message: message.text.startswith("Pertanyaan 1:"))
    assert "Inspektur Kota Bontang" in card.text and "Kapan bimtek dimulai?" in card.text

    await seeded.beat()  # a hand is slower than the ledger, which has to know the message by now
    await joko.say("Bimtek dimulai 7 April.", reply_to=card.id)
    letter = await sari.wait_for(lambda message: message.text.startswith("Jawaban atas pertanyaan"))
    assert "Bimtek dimulai 7 April." in letter.text and "Yth. Inspektur Kota Bontang" in letter.text
    assert "/cek_" in letter.text and "Joko" not in letter.text
    await joko.wait_for(lambda message: message.id == card.id and "sudah dijawab" in message.text)

    await seeded.beat()
    await sari.say("Apakah daring?", reply_to=letter.id)
    more = await joko.wait_for(lambda message: message.id > card.id and "Apakah daring?" in message.text)
    await seeded.beat()
    await joko.say("Ya, daring.", reply_to=more.id)
    await sari.wait_for(lambda message: message.id > letter.id and "Ya, daring." in message.text)
    await joko.wait_for(lambda message: message.id == more.id and "sudah dijawab" in message.text)
    await joko.press("Selesai", on=more.id)
    await sari.wait_for(lambda message: "kami nyatakan selesai" in message.text)

    await stranger.start()
    await stranger.wait_for(lambda message: message.text.startswith("Selamat datang"))
    before = len(joko.received())
    heard = await stranger.ask("Kapan bimtek dimulai?")
    assert "pertanyaan kepada Dit. Permas" not in heard.text and len(joko.received()) == before


async def test_a_complaint_is_referred_and_forgotten(seeded: Stage) -> None:
    sari, joko = seeded.person(SARI), seeded.person(PAK_JOKO)
    await sari.say(f"/tanya {SECRET}")
    card = await joko.wait_for(lambda message: SECRET in message.text)
    await sari.say("Ini suratnya juga.")
    card = await joko.wait_for(lambda message: message.id > card.id and "Ini suratnya" in message.text)
    await joko.press("Riwayat", on=card.id)
    await joko.wait_for(
        lambda message: message.text.startswith("Riwayat pertanyaan 1") and SECRET in message.text
    )

    await joko.press("Ini pengaduan", on=card.id)
    await joko.wait_for(lambda message: "adalah pengaduan?" in message.text)
    await joko.press("Ya, ini pengaduan")
    told = await sari.wait_for(
        lambda message: "kws.kpk.go.id" in message.text and "198" in message.text and "Yth." in message.text
    )
    assert "telah kami hapus" in told.text
    await joko.wait_for(lambda message: message.id == card.id and "Isi telah dihapus" in message.text)
    await seeded.beat()
    assert not any(SECRET in message.text for message in joko.received())

    async with seeded.bot.sessions.reading() as session:
        for table in SQLModel.metadata.sorted_tables:
            rows = (await session.execute(select(table))).all()
            assert not any(SECRET in str(row) for row in rows), table.name
