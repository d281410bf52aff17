"""/daftar: asking for a seat, and the staff who decide."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update
from sqlmodel import col

from bot.messages.render import mistake
from bot.rules.actors import Role
from bot.rules.errors import NotApprovedYet
from db.queries.people import actor_of
from db.tables import Candidacy, Reachability, Seat, Staff
from tests.builders import BUDI, JOKO, SARI, STRANGER, joko, official, sari, staff
from tests.fakes import ADMIN, World

STALE = (
    "Tombol ini sudah tidak berlaku karena keadaannya telah berubah. Silakan mengirim perintahnya kembali,"
    " atau /bantuan."
)


@pytest.fixture
async def officer(world: World) -> World:
    await joko(world.sessions)
    return world


async def to_the_card(world: World, person: int = SARI, *, place: str = "kota bontang") -> None:
    """As far as the card with Benar."""
    await world.say(person, "/daftar", name="Sari")
    if "Setuju" in world.last(person).labels:
        await world.press(person, "Setuju", name="Sari")
    await world.say(person, place, name="Sari")
    await world.press(person, "Inspektur", name="Sari")


async def ask(world: World, person: int = SARI) -> None:
    await to_the_card(world, person)
    await world.press(person, "Benar", name="Sari")


async def seats_of(world: World, person: int) -> list[tuple[str, str]]:
    async with world.sessions.reading() as session:
        return [(seat.region_code, seat.post) for seat in (await actor_of(session, person)).seats]


async def test_by_buttons_to_a_seat(officer):
    await officer.say(SARI, "/daftar", name="Sari")
    await officer.press(SARI, "Setuju", name="Sari")
    await officer.press(SARI, "Kalimantan Timur", name="Sari")
    await officer.press(SARI, "Kota Bontang", name="Sari")
    await officer.press(SARI, "Inspektur", name="Sari")
    (asked,) = await officer.press(SARI, "Benar", name="Sari")
    assert asked.startswith("<b>Pendaftaran telah kami terima</b>")
    assert "Selasa, 4 Maret 2025, pukul 15.00 WITA" in asked
    assert await seats_of(officer, SARI) == []
    assert await officer.say(SARI, "/status") == [mistake(NotApprovedYet())]
    assert (await officer.say(SARI, "Apakah sudah?"))[0].startswith("Permohonan Bapak/Ibu masih diperiksa")

    card = officer.last(JOKO)
    assert "Nama (sebagaimana ditulis pemohon): <b>Sari</b>" in card.html and str(SARI) in card.html
    await officer.press(JOKO, "Setujui")
    assert await seats_of(officer, SARI) == [("64.74", "inspektur")]
    assert officer.last(SARI).html.startswith("<b>Pendaftaran disetujui</b>")
    # both cards say so, and have no buttons any more
    for person in (JOKO, ADMIN):
        cards = [one for one in officer.telegram.chats[person] if "telah disetujui oleh Joko" in one.html]
        assert [one.buttons for one in cards] == [[]]


async def test_a_region_may_be_typed_and_blitar_is_asked_apart(officer):
    await officer.say(SARI, "/daftar")
    await officer.press(SARI, "Setuju")
    await officer.say(SARI, "blitar")
    assert officer.last(SARI).labels == ["Kabupaten Blitar", "Kota Blitar"]
    await officer.press(SARI, "Kota Blitar")
    await officer.press(SARI, "Sekretaris Daerah")
    assert "Kota Blitar" in officer.last(SARI).html


async def test_a_region_that_is_nowhere_shows_the_provinces_again(officer):
    await officer.say(SARI, "/daftar")
    await officer.press(SARI, "Setuju")
    await officer.say(SARI, "<script>" * 400)
    assert len(officer.last(SARI).labels) == 38


async def test_refused_with_the_way_out(officer):
    await ask(officer)
    await officer.press(JOKO, "Tolak")
    assert await officer.press(JOKO, "Data tidak jelas") == [
        "Permohonan tidak disetujui. Pemohon telah diberi tahu beserta alasannya."
    ]
    assert "belum dapat kami setujui karena data yang ditulis belum jelas" in officer.last(SARI).html
    assert await seats_of(officer, SARI) == []


async def test_decided_once_whoever_presses_again(officer):
    await ask(officer)
    card = officer.last(ADMIN)
    data = str(card.buttons[0]["callback_data"])
    await officer.press(JOKO, "Setujui")
    assert await officer.press_data(ADMIN, data, on=card) == [STALE]
    assert await officer.press_data(ADMIN, data.replace(":yes", ":no"), on=card) == [STALE]
    assert await officer.press_data(ADMIN, "reqn:1:unclear", on=card) == [STALE]
    assert await seats_of(officer, SARI) == [("64.74", "inspektur")]


async def test_who_got_the_seat_by_code_meanwhile_keeps_it(officer):
    await ask(officer)
    await official(officer.sessions, SARI, "64.74", "inspektur", name="Sari")
    await officer.press(JOKO, "Setujui")
    assert await seats_of(officer, SARI) == [("64.74", "inspektur")]


async def test_staying_undecided_for_seven_days(officer):
    await ask(officer)
    officer.clock.forward(days=7)
    await officer.tick()
    await officer.tick()
    told = [text for text in officer.texts(SARI) if "belum sempat diperiksa" in text]
    assert len(told) == 1
    assert officer.last(JOKO).buttons == []
    assert "kedaluwarsa" in "".join(officer.texts(JOKO))
    await ask(officer)  # and may be asked again
    assert officer.last(SARI).html.startswith("<b>Pendaftaran telah kami terima</b>")


async def test_one_open_request_and_three_in_a_month(officer):
    for _ in range(2):
        await ask(officer)
        await to_the_card(officer)
        assert (await officer.press(SARI, "Benar"))[0].startswith("Permohonan Bapak/Ibu sebelumnya masih")
        await officer.press(SARI, "Batalkan permohonan")
    await ask(officer)
    await officer.press(SARI, "Batalkan permohonan")
    await to_the_card(officer)
    assert (await officer.press(SARI, "Benar"))[0].startswith("Bapak/Ibu telah mengajukan tiga permohonan.")
    officer.clock.forward(days=31)
    await ask(officer)
    assert officer.last(SARI).html.startswith("<b>Pendaftaran telah kami terima</b>")


async def test_taking_a_request_back(officer):
    await ask(officer)
    assert (await officer.press(SARI, "Batalkan permohonan"))[0].startswith("Permohonan Bapak/Ibu telah")
    assert "dibatalkan oleh pemohon" in officer.last(JOKO).html
    assert officer.last(JOKO).buttons == []
    assert await officer.press_data(SARI, "reqw") == ["Tidak ada permohonan yang sedang diperiksa."]


async def test_the_card_of_one_who_cannot_decide(officer):
    await staff(officer.sessions, BUDI, Role.VIEWER)
    await ask(officer)
    data = str(officer.last(JOKO).buttons[0]["callback_data"])
    for person in (BUDI, SARI, STRANGER):
        await officer.press_data(person, data)
    assert await seats_of(officer, SARI) == []


async def test_an_official_who_asks_for_the_own_seat(officer):
    await sari(officer.sessions)
    await to_the_card(officer)
    assert (await officer.press(SARI, "Benar"))[0].startswith("Bapak/Ibu telah terdaftar untuk jabatan ini")


async def test_nothing_is_stored_before_setuju(officer):
    await officer.say(STRANGER, "/daftar")
    assert await officer.press_data(STRANGER, "dft:s:64.74:inspektur") == [STALE]
    assert (await officer.press(STRANGER, "Tidak sekarang"))[0].startswith("Baik. Tidak ada data")


async def test_a_seat_outside_every_cohort_is_made_when_it_is_asked_for(officer):
    await to_the_card(officer, place="11.01")
    async with officer.sessions.reading() as session:
        made = (await session.scalars(select(col(Seat.post)).where(col(Seat.region_code) == "11.01"))).all()
    assert list(made) == ["inspektur"]


async def test_a_telegram_name_without_letters_is_asked_for(officer):
    await officer.say(SARI, "/daftar", name="🙂")
    await officer.press(SARI, "Setuju", name="🙂")
    await officer.say(SARI, "bontang", name="🙂")
    (asked,) = await officer.press(SARI, "Inspektur", name="🙂")
    assert asked.startswith("Silakan mengetik nama lengkap")
    assert (await officer.say(SARI, "🙂", name="🙂"))[0].startswith("Nama tersebut belum dapat dicatat.")
    (card,) = await officer.say(SARI, "Sari Praktik, S.E.", name="🙂")
    assert "Nama: <b>Sari Praktik, S.E.</b>" in card


async def test_the_region_officer_alone_is_told_if_there_is_one_who_can_be_reached(officer):

    async with officer.sessions.writing() as session:
        joko_id = await session.scalar(select(col(Staff.id)).where(col(Staff.telegram_id) == JOKO))
        await session.execute(update(Candidacy).values(officer_id=joko_id))
    await ask(officer)
    assert officer.texts(ADMIN) == []
    await officer.press(SARI, "Batalkan permohonan")
    async with officer.sessions.writing() as session:
        await session.execute(
            update(Staff).where(col(Staff.telegram_id) == JOKO).values(reachability=Reachability.BLOCKED)
        )
    await ask(officer)
    assert "Permohonan pendaftaran tanpa kode" in officer.last(ADMIN).html
