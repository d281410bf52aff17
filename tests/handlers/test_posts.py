"""Posts that staff add are usable wherever a post is, and invite nobody by themselves."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.messages.render import mistake
from bot.rules.posts import PostTitleUnusable
from bot.rules.seats import PostUnknown
from db.queries.people import actor_of
from db.reference.load import load_reference
from db.tables import Invitation, Post, RegistrationRequest, Seat
from tests.builders import BUDI, JOKO, SARI, STRANGER
from tests.fakes import World
from tests.handlers import rakor


@pytest.fixture
async def office(world: World) -> World:
    return await rakor.registered(world)


async def add(world: World, title: str, button: str) -> str:
    await world.say(JOKO, "/kontak maros")
    await world.press(JOKO, "Tambah jabatan")
    await world.say(JOKO, title)
    (receipt,) = await world.press(JOKO, button)
    return receipt


async def seats(world: World, post: str) -> list[str]:
    async with world.sessions.reading() as session:
        query = select(Seat.region_code).where(Seat.post == post).order_by(Seat.region_code)
        return list(await session.scalars(query))


async def test_a_post_for_one_region(office):
    receipt = await add(office, "Kepala Bappeda", "Hanya Kabupaten Maros")
    assert receipt.startswith("Jabatan <b>Kepala Bappeda</b> ditambahkan untuk Kabupaten Maros.")
    assert await seats(office, "kepala_bappeda") == ["73.09"]
    await office.press(JOKO, "Buka daerah")
    assert office.last(JOKO).labels[:3] == ["Sekretaris Daerah", "Inspektur", "Kepala Bappeda"]
    assert "<b>Kepala Bappeda Kabupaten Maros</b>\nBelum terisi" in office.last(JOKO).html


async def test_a_post_for_every_region_of_the_cohort(office):
    await add(office, "Admin MCSP", "Hanya Kabupaten Maros")
    receipt = await add(office, "admin mcsp", "Semua daerah angkatan 2026 (4)")
    assert "Di satu daerah lain sudah ada." in receipt
    assert await seats(office, "admin_mcsp") == ["19.04", "53.15", "64.74", "73.09"]
    again = await add(office, "ADMIN-MCSP", "Semua daerah angkatan 2026 (4)")
    assert again == "Jabatan <b>Admin MCSP</b> sudah ada; tidak ada yang berubah."
    async with office.sessions.reading() as session:
        rows = await session.scalars(select(Post).order_by(Post.position))
        assert [(post.key, post.position, post.is_default) for post in rows] == [
            ("sekda", 1, True),
            ("inspektur", 2, True),
            ("admin_mcsp", 3, False),
        ]


async def test_the_region_can_be_typed(office):
    await office.say(JOKO, "/kontak jabatan baru")
    assert await office.say(JOKO, "1") == [mistake(PostTitleUnusable("1"))]
    await office.say(JOKO, "Diskominfo")
    assert "belum jelas" in (await office.say(JOKO, "blitar"))[0]
    await office.say(JOKO, "kota blitar")
    assert await seats(office, "diskominfo") == ["35.72"]


async def test_a_code_and_a_registration_for_an_added_post(office):
    await add(office, "Kepala Bappeda", "Hanya Kabupaten Maros")
    await office.say(JOKO, "/undang maros kepala bappeda")
    code = office.last(JOKO).html.split("start=")[1].split("\n")[0]
    await office.say(STRANGER, f"/start {code}", name="Dewi")
    await office.press(STRANGER, "Setuju", name="Dewi")
    assert "Kepala Bappeda Kabupaten Maros" in (await office.press(STRANGER, "Benar", name="Dewi"))[0]
    async with office.sessions.reading() as session:
        assert [seat.title for seat in (await actor_of(session, STRANGER)).seats] == ["Kepala Bappeda"]
    await office.say(JOKO, "/undang bontang")
    assert office.last(JOKO).labels == ["Sekretaris Daerah", "Inspektur", "Kepala Bappeda"]
    unknown = PostUnknown("camat", {"a": "Sekretaris Daerah", "b": "Inspektur", "c": "Kepala Bappeda"})
    assert await office.say(JOKO, "/undang kota bontang camat") == [mistake(unknown)]


async def test_without_a_code_only_the_posts_of_the_own_region_are_offered(office):
    await add(office, "Kepala Bappeda", "Hanya Kabupaten Maros")
    await office.say(STRANGER, "/daftar")
    await office.press(STRANGER, "Setuju")
    await office.say(STRANGER, "bontang")
    assert office.last(STRANGER).labels == ["Sekretaris Daerah", "Inspektur"]
    (answer,) = await office.press_data(STRANGER, "dft:s:64.74:kepala_bappeda")
    assert answer.startswith("Tombol ini sudah tidak berlaku")
    await office.say(STRANGER, "maros")
    await office.press(STRANGER, "Kepala Bappeda")
    await office.press(STRANGER, "Benar")
    async with office.sessions.reading() as session:
        (asked,) = await session.scalars(select(RegistrationRequest.seat_id))
        assert (await session.get(Seat, asked)).post == "kepala_bappeda"


async def test_a_meeting_invites_the_default_posts_and_a_restart_changes_nothing(office):
    await add(office, "Kepala Bappeda", "Semua daerah angkatan 2026 (4)")
    await rakor.published(office)
    async with office.sessions.writing() as session:
        await load_reference(session)
    async with office.sessions.reading() as session:
        invited = select(Seat.post).join(Invitation, Invitation.seat_id == Seat.id).distinct()
        assert set(await session.scalars(invited)) == {"sekda", "inspektur"}
    assert len(await seats(office, "kepala_bappeda")) == 4


async def test_only_officers_add_posts(office):
    for person in (SARI, BUDI, STRANGER):
        for data in ("tambah_jabatan:73.09", "jabatan_sini", "jabatan_semua:2026"):
            (answer,) = await office.press_data(person, data)
            assert answer.startswith("Tombol ini sudah tidak berlaku")
    (answer,) = await office.press_data(JOKO, "jabatan_semua:2026")
    assert answer.startswith("Tombol ini sudah tidak berlaku")  # nothing was asked
