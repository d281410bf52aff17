"""Thanks after a sitting over a fake Telegram: shown, counted anew, held, taken back, sent once."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from bot.actions import follow_ups
from bot.messages.render import mistake
from bot.rules.actors import TenureKind
from bot.rules.errors import Stale
from bot.rules.follow_ups import (
    FollowUpKind,
    FollowUpSent,
    NothingToHandOut,
    SittingNotOver,
    TooLateToTakeBack,
)
from tests import builders
from tests.builders import BUDI, JOKO, SARI
from tests.fakes import ADMIN, World
from tests.handlers.rakor import first_lines, published, registered

THANKS = "<b>Terima kasih atas kehadiran pada rapat koordinasi"
MISSED = "<b>Setelah rapat koordinasi"
START, OVER = datetime(2025, 3, 11, 6, 0, tzinfo=UTC), datetime(2025, 3, 11, 8, 45, tzinfo=UTC)
SEKDA = 7_000_000_071  # of Bontang: does not come
RINA = 7_000_000_072  # assistant of the Inspektur


async def over(world: World, *, joins: bool = True) -> None:
    """The sitting of Bontang is over; the Inspektur came, the Sekda did not."""
    await published(await registered(world))
    await builders.official(world.sessions, SEKDA, "64.74", "sekda", name="Wati")
    await builders.official(
        world.sessions, RINA, "64.74", "inspektur", name="Rina", kind=TenureKind.ASSISTANT
    )
    world.clock.at = START
    await world.tick()
    if joins:
        await joined(world)
    world.clock.at = OVER
    await world.tick()


async def joined(world: World) -> None:
    seat = await builders.seat_id(world.sessions, "64.74", "inspektur")
    await world.press_data(SARI, f"masuk:joined:2:1:{seat}")


async def asked(world: World, by: int = JOKO) -> list[str]:
    await world.say(by, "/rapat 1")
    await world.press(by, "Sesi 2 ▸")
    return await world.press(by, "Ucapan terima kasih")


def heard(world: World, who: int) -> list[str]:
    return [line for line in first_lines(world, who) if line.startswith((THANKS, MISSED))]


async def test_each_hears_once_what_is_true_of_him(both_worlds: World) -> None:
    world = both_worlds
    await over(world)
    shown = await asked(world)
    assert [text.split("\n")[0] for text in shown[:-1]] == [
        "<i>Contoh bagi kelompok: Hadir</i>",
        "<i>Contoh bagi kelompok: Tidak hadir atau belum ditandai</i>",
    ]
    assert "<b>Hadir</b>: 1 (Inspektur Kota Bontang)" in shown[-1]
    assert "<b>Tidak hadir atau belum ditandai</b>: 1 (Sekretaris Daerah Kota Bontang)" in shown[-1]
    assert "3 orang akan menerima" in shown[-1]
    card = world.last(JOKO)
    await world.press(JOKO, "Konfirmasi")
    assert card.labels == []
    assert heard(world, SARI) == []
    world.clock.forward(seconds=31)
    await world.tick()
    assert [len(heard(world, who)) for who in (SARI, RINA, SEKDA, BUDI)] == [1, 1, 1, 0]
    assert heard(world, SARI)[0].startswith(THANKS)
    assert heard(world, SEKDA)[0].startswith(MISSED)
    assert "/cek_" in world.last(SEKDA).html
    [again] = await asked(world)
    assert "dikirim atau dijadwalkan pada Selasa, 11 Maret 2025, pukul 15.45 WIB" in again
    await world.tick()
    assert len(heard(world, SARI)) == 1


async def test_it_can_be_taken_back_and_sent_after_all(world: World) -> None:
    await over(world)
    await asked(world)
    await world.press(JOKO, "Konfirmasi")
    gate = world.last(JOKO)
    await world.press(JOKO, "Urungkan", on=gate)
    assert gate.html == "Ucapan setelah sesi 2 diurungkan. Belum ada yang terkirim."
    assert await world.press_data(JOKO, "susulan_urung:2:thanks") == [mistake(TooLateToTakeBack())]
    world.clock.forward(seconds=31)
    await world.tick()
    assert heard(world, SARI) == []
    await asked(world)
    await world.press(JOKO, "Konfirmasi")
    world.clock.forward(seconds=31)
    await world.tick()
    assert len(heard(world, SARI)) == 1
    assert await world.press_data(JOKO, "susulan_urung:2:thanks") == [mistake(TooLateToTakeBack())]


async def test_who_is_marked_meanwhile_is_counted_anew(world: World) -> None:
    await over(world, joins=False)
    await asked(world)
    await world.say(JOKO, "Risalah menyusul pekan depan.")
    card = world.last(JOKO)
    assert "<i>Risalah menyusul pekan depan.</i>" in card.html
    await joined(world)  # within half an hour after the end
    again = await world.press(JOKO, "Konfirmasi", on=card)
    assert "berubah sejak pratinjau sebelumnya" in again[-1]
    await world.press(JOKO, "Konfirmasi")
    world.clock.forward(seconds=31)
    await world.tick()
    assert heard(world, SARI)[0].startswith(THANKS)
    assert "Risalah menyusul pekan depan." in world.last(SEKDA).html


async def test_of_two_officers_one_sends(both_worlds: World) -> None:
    world = both_worlds
    await over(world)
    await asked(world)
    mine = world.last(JOKO)
    await asked(world, by=ADMIN)
    await world.press(ADMIN, "Konfirmasi")
    [told] = await world.press(JOKO, "Konfirmasi", on=mine)
    assert "hanya dikirim satu kali" in told
    world.clock.forward(seconds=31)
    await world.tick()
    assert len(heard(world, SARI)) == 1


async def test_of_two_officers_at_the_same_moment_one_sends(both_worlds: World) -> None:
    world = both_worlds
    await over(world)
    await asked(world)
    await asked(world, by=ADMIN)
    version = str(world.last(ADMIN).buttons[0]["callback_data"]).rpartition(":")[2]

    async def attempt(who: int) -> str:
        try:
            async with world.working(who) as work:
                await follow_ups.confirm(work, item=2, kind=FollowUpKind.THANKS, version=version)
        except FollowUpSent:
            return "sent before"
        return "sent"

    assert sorted(await asyncio.gather(attempt(JOKO), attempt(ADMIN))) == ["sent", "sent before"]


async def test_at_night_it_waits_for_the_morning(world: World) -> None:
    await over(world)
    world.clock.at = datetime(2025, 3, 11, 14, 0, tzinfo=UTC)  # 22.00 in Bontang
    await asked(world)
    await world.press(JOKO, "Konfirmasi")
    world.clock.forward(minutes=5)
    await world.tick()
    assert heard(world, SARI) == []
    world.clock.at = datetime(2025, 3, 11, 23, 1, tzinfo=UTC)
    await world.tick()
    assert len(heard(world, SARI)) == 1


async def test_files_are_told_of_the_same_way(world: World) -> None:
    await over(world)
    assert await world.press_data(JOKO, "susulan:2:materials") == [mistake(NothingToHandOut())]
    await world.press_data(JOKO, "bahan_baru:2")
    await world.send_file(JOKO, "Paparan.pdf", b"x")
    await world.press(JOKO, "Selesai")
    await world.press(JOKO, "Beri tahu peserta")
    await world.press(JOKO, "Konfirmasi")
    world.clock.forward(seconds=31)
    await world.tick()
    assert world.last(SARI).html.startswith("<b>Bahan rapat koordinasi, Selasa, 11 Maret 2025</b>")
    assert world.last(SARI).labels == ["Bahan: Inspektur Kota Bontang, 11 Mar 2025"]
    await world.press(SARI, "Bahan: Inspektur Kota Bontang, 11 Mar 2025")
    assert world.last(SARI).method == "sendDocument"


async def test_who_may_not_and_when_not(world: World) -> None:
    await over(world)
    for data in ("susulan:2:thanks", "susulan_ya:2:thanks:00000000", "susulan_urung:2:thanks"):
        assert await world.press_data(SARI, data) == [mistake(Stale())]
    for data in ("susulan:2:x", "susulan:99:thanks", "susulan_ya:2:thanks:00000000"):
        assert await world.press_data(JOKO, data) == [mistake(Stale())]
    assert await world.press_data(JOKO, "susulan:3:thanks") == [mistake(SittingNotOver())]
