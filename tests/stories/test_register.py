"""Register: a code on a letter leads to a seat, over real HTTP."""

from __future__ import annotations

from sqlalchemy import func, select

from bot.practice.cast import BU_RATNA, CAST, PAK_JOKO, SARI, STRANGER, SUCCESSOR
from bot.practice.library import FIRST_MOMENT, practice_server
from bot.rules.actors import Role
from db.engine import Sessions
from db.tables import Staff, Tenure
from tests.stories.conftest import Stage
from tests.stories.killing import TWICE, bot_at, bot_process


async def test_register_by_code(stage: Stage) -> None:
    joko, sari, stranger = (stage.person(who) for who in (PAK_JOKO, SARI, STRANGER))

    await joko.say("/undang kota bontang inspektur")
    card = await joko.wait_for(lambda message: message.file is not None)
    code = card.text.split("start=")[1].split("\n")[0]

    await sari.start(code)
    greeting = await sari.wait_for(lambda message: "Selamat datang" in message.text)
    assert "Bontang" not in greeting.text
    await sari.press("Setuju")
    await sari.wait_for(lambda message: "Mohon diperiksa" in message.text)
    await sari.press("Benar")
    done = await sari.wait_for(lambda message: "Pendaftaran selesai" in message.text)
    assert "Inspektur Kota Bontang" in done.text
    told = await joko.wait_for(lambda message: "Pejabat terdaftar" in message.text)
    assert "Sari" in told.text

    await stranger.start(code)
    refused = await stranger.wait_for(lambda message: message.out)
    assert refused.text.startswith("Kode ini tidak dapat digunakan.")
    assert "Bontang" not in refused.text


async def test_register_by_approval(stage: Stage) -> None:
    joko, sari = stage.person(PAK_JOKO), stage.person(SARI)

    waiting = await ask_for_bontang(sari)
    assert "Selasa, 4 Maret 2025, pukul 15.00 WITA" in waiting.text

    card = await joko.wait_for(lambda message: "Permohonan pendaftaran" in message.text)
    assert "Pemegang jabatan saat ini: belum ada" in card.text
    await joko.press("Setujui")
    approved = await sari.wait_for(lambda message: "Pendaftaran disetujui" in message.text)
    assert "Inspektur Kota Bontang" in approved.text
    await joko.wait_for(lambda message: "telah disetujui oleh" in message.text)


async def test_a_held_seat_changes_hands_by_two_approvals(stage: Stage) -> None:
    """Sari is asked for her seat by her successor; an officer and an admin agree, and she is thanked."""
    joko, sari, next_one = (stage.person(who) for who in (PAK_JOKO, SARI, SUCCESSOR))
    ratna = stage.person(BU_RATNA)
    await register_staff(stage)
    await ratna.start()
    await ratna.wait_for(lambda message: message.out)

    await ask_for_bontang(sari)
    await joko.wait_for(lambda message: "Permohonan pendaftaran" in message.text)
    await joko.press("Setujui")
    await sari.wait_for(lambda message: "Pendaftaran disetujui" in message.text)

    await ask_for_bontang(next_one)
    told = await sari.wait_for(lambda message: "Permohonan untuk jabatan Bapak/Ibu" in message.text)
    assert SUCCESSOR.first_name not in told.text
    await ratna.wait_for(lambda message: "Jabatan ini terisi" in message.text)
    await ratna.press("Setujui")
    await ratna.wait_for(lambda message: "Persetujuan pertama dicatat" in message.text)
    await joko.wait_for(lambda message: "Menunggu persetujuan kedua" in message.text)
    await joko.press("Setujui")
    approved = await next_one.wait_for(lambda message: "Pendaftaran disetujui" in message.text)
    assert "Inspektur Kota Bontang" in approved.text
    await sari.wait_for(lambda message: "Serah terima jabatan" in message.text)


async def ask_for_bontang(person):
    """Ask for Inspektur Kota Bontang without a code; the message that says it was received."""
    await person.start()
    await person.wait_for(lambda message: "Selamat datang" in message.text)
    await person.press("Setuju")
    await person.say("/daftar")
    await person.wait_for(lambda message: "provinsi" in message.text)
    await person.press("Kalimantan Timur")
    await person.wait_for(lambda message: "Kalimantan Timur" in message.text and message.out)
    await person.press("Kota Bontang")
    await person.wait_for(lambda message: "jabatan di" in message.text)
    await person.press("Inspektur")
    await person.wait_for(lambda message: "Mohon diperiksa" in message.text)
    await person.press("Benar")
    return await person.wait_for(lambda message: "Pendaftaran telah kami terima" in message.text)


async def register_staff(stage: Stage) -> None:
    """Make the officer of the cast one."""
    async with stage.bot.sessions.writing() as session:
        session.add(
            Staff(
                telegram_id=BU_RATNA.telegram_id,
                name=BU_RATNA.first_name,
                role=Role.OFFICER,
                created_at=stage.server.clock.now(),
            )
        )


async def test_killed_while_the_seat_is_confirmed(sqlite_url: str) -> None:
    """kill -9 with the receipt on the wire: the seat is taken once, the receipt comes, a double is marked."""
    async with practice_server(cast=CAST) as server, bot_process(server, sqlite_url) as process:
        joko, sari = server.person(PAK_JOKO), server.person(SARI)
        async with bot_at(server, sqlite_url, FIRST_MOMENT):
            await joko.say("/undang 64.74 inspektur")
            card = await joko.wait_for(lambda message: message.file is not None, timeout=20)
            await sari.start(card.text.split("start=")[1].split("\n")[0])
            await sari.wait_for(lambda message: "Selamat datang" in message.text)
            await sari.press("Setuju")
            await sari.wait_for(lambda message: "Mohon diperiksa" in message.text)
        server.faults.add("hang", method="sendMessage", chat_id=SARI.telegram_id, after_deliver=True)
        await sari.press("Benar")
        process.start(at=FIRST_MOMENT)
        await sari.wait_for(lambda message: "Pendaftaran selesai" in message.text, timeout=30)
        process.kill()
        server.faults.clear()
        async with bot_at(server, sqlite_url, FIRST_MOMENT):
            again = await sari.wait_for(lambda message: TWICE in message.text, timeout=20)
            assert "Pendaftaran selesai" in again.text
    assert await tenures(sqlite_url) == 1


async def tenures(database_url: str) -> int:
    sessions = Sessions(database_url)
    async with sessions.reading() as session:
        found = await session.scalar(select(func.count()).select_from(Tenure))
    await sessions.close()
    return found or 0
