"""Swap: Maros and Manggarai Barat exchange their sittings on the eve of the rakor, and everybody follows."""

from __future__ import annotations

from bot.practice.cast import (
    BUDI,
    INSPEKTUR_MANGGARAI_BARAT,
    INSPEKTUR_MAROS,
    PAK_JOKO,
    SARI,
    SEKDA_MANGGARAI_BARAT,
    STRANGER,
)
from tests.handlers.rakor import FORM
from tests.pictures.test_calendar_files import components
from tests.stories.conftest import Stage

PARTNER = "Kabupaten Manggarai Barat (sesi 4)"
CHANGE = "Perubahan jadwal rapat daring, 12 Maret 2025"


def heads(stage: Stage, who) -> list[str]:
    """The first line of every message of the bot in one chat."""
    return [message.text.splitlines()[0] for message in stage.person(who).received() if message.text]


async def calendar(stage: Stage, who, label: str) -> dict[str, str]:
    """Press this under the newest message that has it: UID, SEQUENCE and start of the file that comes."""
    person = stage.person(who)
    known = sum(message.file is not None for message in person.received())
    await person.press(label)
    await person.wait_for(lambda _: sum(message.file is not None for message in person.received()) > known)
    newest = [message for message in person.received() if message.file is not None][-1]
    event = components(newest.file.content)["VCALENDAR/VEVENT"]
    return {name: value for name, (_, value) in event.items()}


async def test_swap(seeded: Stage) -> None:
    joko, hers, his = (seeded.person(who) for who in (PAK_JOKO, INSPEKTUR_MAROS, INSPEKTUR_MANGGARAI_BARAT))
    await joko.ask(FORM)
    await joko.press("Terbitkan")
    await joko.wait_for(lambda message: "30 detik" in message.text)
    await seeded.until("next")
    for person in (hers, his):
        await person.wait_for(lambda message: message.text.startswith("Undangan rapat"))
    await hers.press("Hadir")
    await hers.wait_for(lambda message: "kami catat: Hadir" in message.text)
    before = await calendar(seeded, INSPEKTUR_MAROS, "Simpan ke kalender")

    await seeded.until("2025-03-11T15:00:00+07:00")  # within a day of the sittings
    quiet = {who: len(heads(seeded, who)) for who in (SARI, BUDI, STRANGER)}
    await joko.say("/rapat 1")
    await joko.wait_for(lambda message: any("Sesi 3 ▸" in row for row in message.buttons))
    await joko.press("Sesi 3 ▸")
    await joko.wait_for(lambda message: any("Tukar jadwal" in row for row in message.buttons))
    await joko.press("Tukar jadwal")
    await joko.wait_for(
        lambda message: any("Kabupaten Manggarai Barat (sesi 4)" in row for row in message.buttons)
    )
    await joko.press("Kabupaten Manggarai Barat (sesi 4)")
    preview = await joko.wait_for(lambda message: any("Konfirmasi" in row for row in message.buttons))
    assert "Kabupaten Maros\nSemula: sesi 3" in preview.text
    await joko.press("Konfirmasi")

    told = await hers.wait_for(lambda message: message.text.startswith(CHANGE))
    assert "Semula\nRabu, 12 Maret 2025\npukul 09.00-11.30 WIB / 10.00-12.30 WITA" in told.text
    assert "pukul 13.00-15.30 WIB / 14.00-16.30 WITA" in told.text
    assert "Manggarai" not in told.text
    assert any("Sudah saya ketahui" in row for row in told.buttons)
    other = await his.wait_for(lambda message: message.text.startswith(CHANGE))
    assert "pukul 09.00-11.30 WIB / 10.00-12.30 WITA" in other.text.rpartition("Menjadi")[2]
    assert "Maros" not in other.text
    for who in (INSPEKTUR_MAROS, INSPEKTUR_MANGGARAI_BARAT, SEKDA_MANGGARAI_BARAT):
        assert heads(seeded, who).count(CHANGE) == 1

    await hers.press("Sudah saya ketahui")
    await hers.wait_for(lambda message: "terima kasih" in message.text.casefold())
    after = await calendar(seeded, INSPEKTUR_MAROS, "Perbarui kalender")
    assert after["UID"] == before["UID"] and int(after["SEQUENCE"]) > int(before["SEQUENCE"])

    await seeded.until("2025-03-12T14:00:00+07:00")
    starts = [head for head in heads(seeded, INSPEKTUR_MAROS) if head.startswith("Rapat dimulai")]
    assert starts == ["Rapat dimulai pukul 14.00 WITA"]
    starts = [head for head in heads(seeded, INSPEKTUR_MANGGARAI_BARAT) if head.startswith("Rapat dimulai")]
    assert starts == ["Rapat dimulai pukul 10.00 WITA"]
    for who in (SARI, BUDI, STRANGER):  # nobody else heard of it
        assert CHANGE not in heads(seeded, who)[quiet[who] :]
