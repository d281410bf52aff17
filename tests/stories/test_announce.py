"""Announce: a siaran is written, shown, confirmed, taken back, sent, followed, proven, read."""

from __future__ import annotations

import re
from datetime import timedelta

from bot.practice.cast import BUDI, CAST, PAK_JOKO, SARI, SEKDA_MAROS, STRANGER
from bot.practice.library import FIRST_MOMENT, PracticeServer, practice_server
from tests.stories.conftest import Stage
from tests.stories.killing import TWICE, bot_at, bot_process, seed_database
from tests.stories.test_meet import REGISTERED

TEXT = "Dengan hormat, dokumen triwulan I diunggah paling lambat Jumat, 14 Maret 2025."
TITLE = "Batas unggah dokumen MCSP"


def is_letter(message) -> bool:
    return message.text.startswith(TITLE)


def offers(words: str):
    return lambda message: any(words in row for row in message.buttons)


def without_code(text: str) -> str:
    return re.sub(r"/cek_\w+", "/cek", text)


async def write(server: PracticeServer) -> None:
    """Up to its preview."""
    joko = server.person(PAK_JOKO)
    await joko.ask(f"/siaran {TEXT}")
    await joko.ask(TITLE)
    await joko.ask("angkatan 2026")
    await joko.press("Selesai")
    await joko.wait_for(lambda message: message.text.startswith("Konsep siaran 1"))
    await joko.press("Pratinjau")


async def confirm(server: PracticeServer) -> None:
    joko = server.person(PAK_JOKO)
    await joko.wait_for(offers("Konfirmasi"))
    await joko.press("Konfirmasi")
    await joko.wait_for(offers("Batalkan"))


async def test_announce(seeded: Stage) -> None:
    joko, sari, budi, stranger = (seeded.person(who) for who in (PAK_JOKO, SARI, BUDI, STRANGER))
    await write(seeded.server)
    count = await joko.wait_for(lambda message: "Akan dikirim ke" in message.text)
    shown = [message.text for message in joko.received() if is_letter(message)]
    assert len(shown) == 2, "one named person of each clock"
    assert "Akan dikirim ke 7 orang di 4 daerah; 1 jabatan belum ada pejabatnya" in count.text
    assert "Sekretaris Daerah Kabupaten Maros" in count.text  # the post without a holder is named before

    await confirm(seeded.server)
    await joko.press("Batalkan")
    await joko.wait_for(lambda message: "Tidak ada yang terkirim" in message.text)
    seeded.server.clock.set(seeded.server.clock.now() + timedelta(minutes=1))
    await seeded.beat()
    assert not any(is_letter(message) for message in sari.received())

    joko.skip_to_now()
    await joko.press("Buka konsep")
    await joko.next_message()
    await joko.press("Pratinjau")
    await confirm(seeded.server)
    await seeded.until("next")
    await seeded.beat()
    letters = [await seeded.person(who).wait_for(is_letter) for who in REGISTERED]
    of_sari = letters[REGISTERED.index(SARI)]
    assert "Sari, Inspektur Kota Bontang" in of_sari.text and TEXT in of_sari.text
    codes = {re.search(r"/cek_\w+", letter.text)[0] for letter in letters}
    assert len(codes) == len(REGISTERED), "each has a number of its own"
    seen = [re.sub(r"/cek_\w+", "", text) for text in shown]
    assert re.sub(r"/cek_\w+", "", letters[REGISTERED.index(BUDI)].text) in seen or any(
        TEXT in text for text in seen
    )
    assert not any(
        is_letter(message) for who in (STRANGER, SEKDA_MAROS) for message in seeded.person(who).received()
    )

    await sari.press("Sudah dibaca")
    await seeded.beat()
    (code,) = re.findall(r"/cek_\w+", of_sari.text)
    await stranger.start()
    await stranger.wait_for(lambda message: message.text.startswith("Selamat datang"))
    genuine = await stranger.ask(code)
    assert TITLE in genuine.text and TEXT not in genuine.text and "Sari" not in genuine.text
    assert TEXT in (await sari.ask(code)).text
    assert "tidak tercatat" in (await budi.ask("/cek_aaaaaaaaaa")).text.lower()
    seeded.server.clock.set(seeded.server.clock.now() + timedelta(minutes=5))
    await seeded.beat()
    report = await joko.wait_for(lambda message: message.text.startswith("Siaran 1: selesai"))
    assert "7 penerima" in report.text
    assert "Terkirim: 7" in report.text and "Tidak pasti: 0" in report.text


async def test_killed_while_a_siaran_goes_out(database_url: str) -> None:
    """kill -9 with letters on the wire: nobody gets a second one by himself; who is in doubt is listed."""
    async with practice_server(cast=CAST) as server, bot_process(server, database_url) as process:
        await seed_database(database_url, at=FIRST_MOMENT)
        sari = server.person(SARI)
        async with bot_at(server, database_url, FIRST_MOMENT):
            await write(server)
            await confirm(server)
        server.faults.add("hang", method="sendMessage", chat_id=SARI.telegram_id, after_deliver=True)
        process.start(at=FIRST_MOMENT + timedelta(minutes=1))
        await sari.wait_for(is_letter, timeout=30)
        process.kill()
        server.faults.clear()
        async with bot_at(server, database_url, FIRST_MOMENT + timedelta(minutes=2)) as bot:
            await bot.postman.quiet()
            await bot.ticks.round()
            await bot.postman.quiet()
            for who in REGISTERED:
                await server.person(who).wait_for(is_letter)
                assert len([message for message in server.person(who).received() if is_letter(message)]) == 1
            joko = server.person(PAK_JOKO)
            # all seven may have been on the wire: only those whose answer was kept are certain
            doubtful = re.compile(r"^Siaran 1: selesai.*Tidak pasti: [1-7]\n", re.DOTALL)
            await joko.wait_for(lambda message: doubtful.search(message.text) is not None)
            await joko.press("Kirim ulang yang tidak pasti")
            await joko.wait_for(lambda message: "mungkin diterima dua kali" in message.text)
            await joko.press("Ya, kirim ulang")
            await sari.wait_for(lambda message: is_letter(message) and TWICE in message.text)
