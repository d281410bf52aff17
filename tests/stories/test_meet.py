"""Meet: publish, answer, remind, move. The seed's own case: 11 and 12 March 2025, four regions."""

from __future__ import annotations

from datetime import timedelta

from bot.practice.cast import (
    BUDI,
    CAST,
    INSPEKTUR_MANGGARAI_BARAT,
    INSPEKTUR_MAROS,
    PAK_JOKO,
    SARI,
    SEKDA_BANGKA_TENGAH,
    SEKDA_BONTANG,
    SEKDA_MANGGARAI_BARAT,
    SEKDA_MAROS,
    STRANGER,
)
from bot.practice.library import FIRST_MOMENT, PracticeServer, practice_server
from tests.handlers.rakor import FORM, PDF
from tests.stories.conftest import Stage
from tests.stories.killing import TWICE, bot_at, bot_process, seed_database

REGISTERED = (
    SEKDA_BANGKA_TENGAH,
    BUDI,
    SEKDA_BONTANG,
    SARI,
    INSPEKTUR_MAROS,
    SEKDA_MANGGARAI_BARAT,
    INSPEKTUR_MANGGARAI_BARAT,
)


#: How the three steps of the ladder begin.
REMINDING = ("Menunggu konfirmasi", "Pengingat", "Rapat dimulai")


TOMORROW = "Pengingat: rapat daring besok"


def heads(stage: Stage, who) -> list[str]:
    """The first line of every message of the bot in one chat."""
    return [message.text.splitlines()[0] for message in stage.person(who).received() if message.text]


async def test_meet(seeded: Stage) -> None:
    joko, sari, budi = (seeded.person(who) for who in (PAK_JOKO, SARI, BUDI))

    await joko.say(FORM)
    # the empty seat is named before publishing; on a slow machine what else is due may come first
    await joko.wait_for(lambda message: "Sekretaris Daerah Kabupaten Maros" in message.text)
    await joko.send_file("surat.pdf", PDF)
    await joko.wait_for(lambda message: "Surat terlampir" in message.text)
    await joko.press("Terbitkan")
    await joko.wait_for(lambda message: "30 detik" in message.text)
    assert not any("Undangan" in head for head in heads(seeded, SARI))
    await seeded.until("next")

    for who in REGISTERED:
        invitation = await seeded.person(who).wait_for(
            lambda message: message.text.startswith("Undangan rapat")
        )
        assert f"Sesi {who.region}" in invitation.text
        letters = [message for message in seeded.person(who).received() if message.file is not None]
        assert len(letters) == 1 and letters[0].id < invitation.id  # the letter comes first
    hers = await sari.wait_for(lambda message: message.text.startswith("Undangan rapat"))
    assert "pukul 13.00-15.30 WIB / 14.00-16.30 WITA" in hers.text
    assert heads(seeded, STRANGER) == [] and heads(seeded, SEKDA_MAROS) == []

    await sari.press("Hadir")
    receipt = await sari.wait_for(lambda message: "kami catat: Hadir" in message.text)
    assert "Inspektur Kota Bontang" in receipt.text
    await joko.wait_for(
        lambda message: message.text.startswith("Jawaban rapat 1") and "Inspektur: Hadir" in message.text
    )

    await sari.press("Simpan ke kalender")
    calendar = await sari.wait_for(lambda message: message.file is not None and "kalender" in message.text)
    assert calendar.text

    await joko.say("/rapat 1")
    await joko.wait_for(lambda message: any("Sesi 2 ▸" in row for row in message.buttons))
    await joko.press("Sesi 2 ▸")
    await joko.wait_for(lambda message: any("Pindahkan" in row for row in message.buttons))
    await joko.press("Pindahkan")
    await joko.wait_for(lambda message: "WIB" in message.text and "waktu" in message.text.casefold())
    await joko.say("11-03-2025 10.00-12.30 WIB")
    await joko.wait_for(lambda message: any("Konfirmasi" in row for row in message.buttons))
    await joko.press("Konfirmasi")
    moved = await sari.wait_for(lambda message: message.text.startswith("Perubahan jadwal"))
    assert "Semula\nSelasa, 11 Maret 2025\npukul 13.00-15.30 WIB / 14.00-16.30 WITA" in moved.text
    assert "pukul 10.00-12.30 WIB / 11.00-13.30 WITA" in moved.text
    await sari.wait_for(lambda message: message.text.startswith("Jadwal berubah, lihat pesan terbaru"))
    assert not any("Perubahan" in head for head in heads(seeded, BUDI))

    await seeded.until("2025-03-13T08:00:00+07:00")
    reminders = [message for message in sari.received() if message.text.startswith(REMINDING)]
    assert [message.text.splitlines()[0] for message in reminders] == [
        "Menunggu konfirmasi: rapat daring, 11 Maret 2025",
        "Pengingat: rapat daring besok, pukul 11.00 WITA",
        "Rapat dimulai pukul 11.00 WITA",
    ]
    assert "90000000000" in reminders[1].text and "Bontang25" in reminders[1].text
    assert "90000000000" not in reminders[0].text  # the link comes with H-1, not before
    texts = [message.text for message in budi.received()]
    assert not any(
        "Bontang" in text.replace("Bontang25", "") for text in texts
    )  # nobody hears of another's sitting


async def test_killed_while_invitations_go_out(sqlite_url: str) -> None:
    """kill -9 with invitations on the wire: everybody gets one, and a second one says that it may be one."""
    async with practice_server(cast=CAST) as server, bot_process(server, sqlite_url) as process:
        await seed_database(sqlite_url, at=FIRST_MOMENT)
        async with bot_at(server, sqlite_url, FIRST_MOMENT):
            await publish(server)
        server.faults.add("hang", method="sendMessage", chat_id=SARI.telegram_id, after_deliver=True)
        process.start(at=FIRST_MOMENT + timedelta(minutes=1))
        sari = server.person(SARI)
        await sari.wait_for(lambda message: message.text.startswith("Undangan rapat"), timeout=30)
        process.kill()
        server.faults.clear()
        async with bot_at(server, sqlite_url, FIRST_MOMENT + timedelta(minutes=2)) as bot:
            await bot.postman.quiet()
    for who in REGISTERED:
        received = server.person(who).received()
        invitations = [message for message in received if message.text.startswith("Undangan rapat")]
        assert invitations
        assert all(TWICE in message.text for message in invitations[1:])
    assert len([message for message in sari.received() if TWICE in message.text]) == 1


async def test_killed_while_a_reminder_goes_out(database_url: str) -> None:
    """kill -9 with the H-1 reminder on the wire: it comes, a second one is marked, no third."""
    async with practice_server(cast=CAST) as server, bot_process(server, database_url) as process:
        await seed_database(database_url, at=FIRST_MOMENT)
        budi = server.person(BUDI)
        async with bot_at(server, database_url, FIRST_MOMENT):
            await publish(server)
        async with bot_at(server, database_url, FIRST_MOMENT + timedelta(minutes=1)):
            await budi.wait_for(lambda message: message.text.startswith("Undangan rapat"), timeout=20)
        server.faults.add("hang", method="sendMessage", chat_id=BUDI.telegram_id, after_deliver=True)
        morning = FIRST_MOMENT + timedelta(days=7, hours=1)  # Monday 10 March 2025, 09.00 WIB
        process.start(at=morning)
        await budi.wait_for(lambda message: message.text.startswith(TOMORROW), timeout=30)
        process.kill()
        server.faults.clear()
        for minutes in (1, 2):  # the second start finds nothing left to do
            async with bot_at(server, database_url, morning + timedelta(minutes=minutes)) as bot:
                await bot.ticks.round()
                await bot.postman.quiet()
    reminders = [message for message in budi.received() if message.text.startswith(TOMORROW)]
    assert [TWICE in message.text for message in reminders] == [False, True]


async def publish(server: PracticeServer) -> None:
    """Pak Joko sends the form and presses Terbitkan."""
    joko = server.person(PAK_JOKO)
    await joko.say(FORM)
    await joko.wait_for(lambda message: any("Terbitkan" in row for row in message.buttons))
    await joko.press("Terbitkan")
    await joko.wait_for(lambda message: "30 detik" in message.text)
