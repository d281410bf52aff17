"""Make, preview and publish a meeting; who gets what, and who gets nothing."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import func, select

from bot.messages.render import mistake
from bot.rules.actors import Role
from bot.rules.clocks import WITA
from bot.rules.errors import Forbidden
from db.tables import AuditEntry, Meeting, ReminderPlan
from tests import builders
from tests.builders import BUDI, JOKO, SARI, STRANGER
from tests.fakes import ADMIN, World
from tests.handlers.rakor import FORM, PDF, card, first_lines, published, registered


@pytest.fixture
async def rakor(both_worlds: World) -> World:
    return await registered(both_worlds)


@pytest.fixture
async def small(world: World) -> World:
    return await registered(world)


async def count(world, table):
    async with world.sessions.reading() as session:
        return await session.scalar(select(func.count()).select_from(table))


async def test_the_rakor_reaches_each_region_with_its_own_sitting_only(rakor):
    await published(rakor, letter=PDF)
    assert first_lines(rakor, SARI) == [
        "Surat undangan Nomor <code>B/1234/DKM.02/80-83/03/2025</code>, Rapat Koordinasi Pembentukan "
        "Percontohan Kabupaten/Kota Antikorupsi Tahun 2026",
        "<b>Undangan rapat daring, 11 Maret 2025</b>",
    ]
    letter, invitation = rakor.telegram.chats[SARI]
    assert (letter.method, letter.filename, letter.content) == ("sendDocument", "surat.pdf", PDF)
    assert "pukul 13.00-15.30 WIB / <b>14.00-16.30 WITA</b>" in invitation.html
    assert invitation.labels == [
        "Hadir",
        "Diwakilkan",
        "Tidak hadir",
        "Menunggu arahan",
        "Simpan ke kalender",
        "Cara bergabung",
    ]
    assert "pukul <b>09.00-11.30 WIB</b>" in rakor.last(BUDI).html
    assert not any("Bontang" in text for text in rakor.texts(BUDI))
    assert await count(rakor, ReminderPlan) == 4 * 2 * 5


async def test_the_preview_is_the_delivery(rakor):
    await rakor.say(JOKO, FORM)
    [shown] = await rakor.press(JOKO, "Teks untuk Kota Bontang")
    await rakor.press(JOKO, "Terbitkan")
    rakor.clock.forward(seconds=31)
    await rakor.tick()
    # the preview speaks to the Sekretaris Daerah, the first seat of the region
    delivered = rakor.last(SARI).html.partition("\n\n<i>Periksa")[0]
    assert shown.replace("Sekretaris Daerah", "Inspektur") == delivered


async def test_a_draft_tells_nobody_and_terbitkan_can_be_taken_back(small):
    await small.say(JOKO, FORM)
    await small.press(JOKO, "Terbitkan")
    small.clock.forward(seconds=29)
    await small.tick()
    await small.press(JOKO, "Urungkan")
    small.clock.forward(hours=1)
    await small.tick()
    assert (small.texts(SARI), small.texts(BUDI)) == ([], [])
    assert "Penerbitan rapat 1 diurungkan" in small.last(JOKO).html


async def test_publishing_twice_invites_once(small):
    await published(small)
    assert card(small, JOKO, "<b>Jawaban rapat 1</b>").labels == ["Kelola rapat"]
    assert "Rapat 1 telah diterbitkan." in small.texts(JOKO)[1]  # in the place of the countdown
    assert await small.press_data(JOKO, "rapat_terbit:1") == [
        "Rapat ini sudah diterbitkan atau dibatalkan. Perubahannya melalui kartu rapat: /rapat"
    ]
    assert await small.press_data(JOKO, "rapat_urung:1") == [
        "Waktu untuk mengurungkan sudah lewat; rapat sudah diterbitkan. "
        "Perubahannya melalui kartu rapat: /rapat"
    ]
    await small.tick()
    assert len(small.texts(SARI)) == 1


async def test_every_officer_and_admin_gets_the_living_card(small):
    await published(small)
    for officer in (JOKO, ADMIN):
        assert card(small, officer, "<b>Jawaban rapat 1</b>").labels == ["Kelola rapat"]
    [opened] = await small.press(JOKO, "Kelola rapat")
    assert opened.startswith("<b>Rapat 1</b>\n")


@pytest.mark.parametrize("who", [SARI, STRANGER])
async def test_meetings_are_made_by_officers_only(small, who):
    answers = [await small.say(who, "/rapat"), await small.say(who, FORM)]
    assert await count(small, Meeting) == 0
    assert answers[0] == answers[1]
    assert "Rapat" not in answers[0][0]


async def test_a_viewer_looks_but_does_not_make(small):
    await builders.staff(small.sessions, 5, Role.VIEWER)
    assert (await small.say(5, "/rapat"))[0].startswith("<b>Rapat mendatang</b>")
    await small.say(5, FORM)
    assert await count(small, Meeting) == 0


@pytest.mark.parametrize("action", ["rapat_terbit:1", "rapat_buang:1", "rapat_urung:1", "rapat_lihat:1"])
async def test_another_hand_on_the_buttons_changes_nothing(small, action):
    await small.say(JOKO, FORM)
    await small.press_data(SARI, action)
    small.clock.forward(hours=1)
    await small.tick()
    assert len(small.texts(SARI)) == 1
    assert "Terbitkan" in card(small, JOKO, "<b>Konsep rapat 1").labels
    assert small.texts(BUDI) == []


async def test_every_step_is_audited(small):
    await published(small, letter=PDF)
    async with small.sessions.reading() as session:
        rows = await session.execute(
            select(AuditEntry.action, AuditEntry.actor_kind)
            .where(AuditEntry.object_type == "meeting")
            .order_by(AuditEntry.id)
        )
        assert rows.all() == [
            ("meeting.draft", "staff"),
            ("meeting.letter", "staff"),
            ("meeting.publish_soon", "staff"),
            ("meeting.publish", "system"),
        ]


@pytest.mark.parametrize("typed", ["/rapat maros", "/rapat 1", "/rapat"])
async def test_for_officials_the_command_does_not_exist(small, typed):
    assert await small.say(SARI, typed) == [mistake(Forbidden())]


async def test_staff_who_publish_at_night_are_told_that_it_goes_at_once(world):
    await registered(world)
    world.clock.at = datetime(2025, 3, 3, 20, 0, tzinfo=WITA)  # 19.00 WIB
    await world.say(JOKO, FORM)
    (soon,) = await world.press(JOKO, "Terbitkan")
    assert "di luar jam kerja atau hari libur (Senin, 3 Maret 2025, pukul 20.00 WITA)" in soon
    world.clock.forward(seconds=31)
    await world.tick()
    assert world.last(SARI).html.startswith("<b>Undangan rapat")


async def test_in_office_hours_nothing_is_said_of_the_hour(world):
    await registered(world)
    await world.say(JOKO, FORM)
    (soon,) = await world.press(JOKO, "Terbitkan")
    assert "di luar jam kerja" not in soon
