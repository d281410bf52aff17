"""What officers change on the card of a seat, and who hears of it."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update

from bot.messages.render import mistake
from bot.rules.actors import Role, TenureEnd, TenureKind
from bot.rules.seat_entries import PhoneUnusable
from bot.rules.terms import TermDate
from db.queries.people import actor_of
from db.tables import Contact, Dialogue, Seat, Tenure
from tests.builders import BUDI, JOKO, joko, official, seat_id, staff
from tests.criteria import INSPEKTUR_MAROS, SEKDA_MAROS, maros
from tests.fakes import ADMIN, World

VIEWER = 900_000_003


@pytest.fixture
async def office(world: World) -> World:
    await joko(world.sessions)
    await staff(world.sessions, VIEWER, Role.VIEWER, name="Lia")
    await maros(world)
    return world


async def open_seat(world: World, title: str = "Sekretaris Daerah", *, who: int = JOKO) -> None:
    await world.say(who, "/kontak maros")
    await world.press(who, title)


async def tenures(world: World, post: str) -> list[tuple[str, TenureKind, TenureEnd | None]]:
    """(name, capacity, how it ended) of everybody ever in this seat of Maros."""
    seat = await seat_id(world.sessions, "73.09", post)
    async with world.sessions.reading() as session:
        rows = await session.execute(
            select(Contact.name, Tenure.kind, Tenure.end_reason)
            .join(Contact, Contact.id == Tenure.contact_id)
            .where(Tenure.seat_id == seat)
            .order_by(Tenure.id)
        )
        return [tuple(row) for row in rows]


async def test_a_prefix_stands_in_every_address_from_now_on(office):
    await official(office.sessions, BUDI, "73.09", "sekda", name="Budi", kind=TenureKind.ASSISTANT)
    await open_seat(office)
    await office.press(JOKO, "Ubah sebutan")
    assert office.last(JOKO).labels == ["○ Tanpa sebutan", "● Pj.", "○ Plt.", "○ Plh.", "Kembali"]
    (receipt,) = await office.press(JOKO, "○ Plt.")
    assert receipt == "Sebutan dicatat. Mulai sekarang disapa: <b>Plt. Sekretaris Daerah Kabupaten Maros</b>."
    async with office.sessions.reading() as session:
        for person in (SEKDA_MAROS, BUDI):  # the assistant speaks for the same post
            assert [seat.prefix for seat in (await actor_of(session, person)).seats] == ["Plt."]
    assert office.telegram.chats[JOKO][-2].html.startswith("<b>Plt. Sekretaris Daerah")
    assert office.texts(SEKDA_MAROS) == []


async def test_a_last_day_is_typed_and_taken_away(office):
    await open_seat(office)
    await office.press(JOKO, "Berlaku sampai")
    assert await office.say(JOKO, "kemarin") == [mistake(TermDate("kemarin"))]
    (receipt,) = await office.say(JOKO, "3 September 2025")
    assert "berlaku sampai <b>Rabu, 3 September 2025</b>" in receipt
    await office.press(JOKO, "Buka jabatan")
    assert "berlaku sampai 3 September 2025" in office.last(JOKO).html
    await office.press(JOKO, "Berlaku sampai")
    (receipt,) = await office.press(JOKO, "Tanpa batas waktu")
    assert "tanpa batas waktu" in receipt


async def test_kembali_and_batal_leave_the_question(office):
    for button, leaves in (("Kembali", "<b>Pj. Sekretaris"), ("Batal", "Percakapan dihentikan.")):
        await open_seat(office)
        await office.press(JOKO, "Telepon kantor")
        await office.press(JOKO, button)
        assert office.last(JOKO).html.startswith(leaves)
        async with office.sessions.reading() as session:
            assert (await session.scalars(select(Dialogue))).all() == []


async def test_the_telephone_of_the_office(office):
    await open_seat(office)
    await office.press(JOKO, "Telepon kantor")
    assert await office.say(JOKO, "kantor") == [mistake(PhoneUnusable("kantor"))]
    await office.say(JOKO, "(0411) 371000")
    assert "Telepon kantor: <code>(0411) 371000</code>" in (await office.say(VIEWER, "/kontak maros"))[0]
    await open_seat(office)
    await office.press(JOKO, "Telepon kantor")
    await office.press(JOKO, "Kosongkan")
    async with office.sessions.reading() as session:
        assert set(await session.scalars(select(Seat.office_phone))) == {""}


async def test_whoever_is_released_is_told_kindly_and_gets_nothing_more(office):
    budi = await official(office.sessions, BUDI, "73.09", "sekda", name="Budi", kind=TenureKind.ASSISTANT)
    await official(office.sessions, 7_000_000_013, "73.09", "sekda", name="Cici", kind=TenureKind.DELEGATE)
    async with office.sessions.writing() as session:
        sekda = await session.scalar(select(Contact.id).where(Contact.telegram_id == SEKDA_MAROS))
        invited = update(Tenure).where(Tenure.contact_id == budi).values(invited_by_contact_id=sekda)
        await session.execute(invited)
    await open_seat(office)
    await office.press(JOKO, "Lepas Andi")
    assert await tenures(office, "sekda") == [
        ("Andi", TenureKind.HOLDER, None),
        ("Budi", TenureKind.ASSISTANT, None),
        ("Cici", TenureKind.DELEGATE, None),
    ]
    (receipt,) = await office.press(JOKO, "Ya, lepas")
    assert receipt.startswith("Dilepas dari <b>Sekretaris Daerah Kabupaten Maros</b>: Andi dan Budi.")
    assert await tenures(office, "sekda") == [
        ("Andi", TenureKind.HOLDER, TenureEnd.REVOKED),
        ("Budi", TenureKind.ASSISTANT, TenureEnd.REVOKED),
        ("Cici", TenureKind.DELEGATE, None),
    ]
    for person in (SEKDA_MAROS, BUDI):
        (told,) = office.texts(person)
        assert told.startswith("<b>Pencatatan jabatan berakhir</b>") and "/cek_" in told
    assert office.texts(ADMIN)[-1].startswith("<b>Pejabat dilepas</b>")
    assert (await office.say(SEKDA_MAROS, "/status"))[0].startswith("Bapak/Ibu belum terdaftar.")


async def test_releasing_somebody_twice_is_out_of_date(office):
    await open_seat(office)
    await office.press(JOKO, "Lepas Andi")
    card = office.last(JOKO)
    await office.press(JOKO, "Ya, lepas", on=card)
    tenure = await _first_tenure(office)
    (again,) = await office.press_data(ADMIN, f"lepas_ya:{tenure}", on=card)
    assert again.startswith("Tombol ini sudah tidak berlaku")
    assert len(office.texts(SEKDA_MAROS)) == 1


async def _first_tenure(world: World) -> int:
    async with world.sessions.reading() as session:
        seat = await seat_id(world.sessions, "73.09", "sekda")
        return await session.scalar(select(Tenure.id).where(Tenure.seat_id == seat))


async def test_somebody_without_telegram_is_recorded_and_recorded_anew(office):
    await open_seat(office)
    assert "Catat pejabat" not in office.last(JOKO).labels
    await office.press(JOKO, "Lepas Andi")
    await office.press(JOKO, "Ya, lepas")
    for name in ("Tuti Praktik", "Wati Praktik"):
        await open_seat(office)
        await office.press(JOKO, "Catat pejabat")
        await office.say(JOKO, name)
    assert await tenures(office, "sekda") == [
        ("Andi", TenureKind.HOLDER, TenureEnd.REVOKED),
        ("Tuti Praktik", TenureKind.HOLDER, TenureEnd.REPLACED),
        ("Wati Praktik", TenureKind.HOLDER, None),
    ]
    shown = (await office.say(JOKO, "/kontak maros"))[0]
    assert "<b>Wati Praktik</b>, sejak 3 Maret 2025\nTanpa Telegram" in shown


async def test_all_open_codes_of_a_seat_are_revoked_at_once(office):
    await office.say(JOKO, "/undang maros sekda")
    link = office.last(JOKO).html.split("start=")[1].split("\n")[0]
    await open_seat(office)
    await office.press(JOKO, "Batalkan kode")
    assert "Kode yang masih berlaku: satu." in office.last(JOKO).html
    (receipt,) = await office.press(JOKO, "Ya, batalkan")
    assert receipt.startswith("Dibatalkan: satu kode")
    assert (await office.say(BUDI, f"/start {link}"))[0].startswith("Kode ini tidak dapat digunakan.")
    await open_seat(office)
    assert "Batalkan kode" not in office.last(JOKO).labels


async def test_only_officers_change_anything(office):
    seat, tenure = await seat_id(office.sessions, "73.09", "sekda"), await _first_tenure(office)
    for action in ("sebutan", "berlaku", "berlaku_tanpa", "lepas", "lepas_ya"):
        for person in (VIEWER, INSPEKTUR_MAROS):
            (answer,) = await office.press_data(person, f"{action}:{tenure}")
            assert answer.startswith("Tombol ini sudah tidak berlaku"), action
    for action in ("telepon", "telepon_kosong", "catat_pejabat", "kode_batal", "kode_batal_ya"):
        (answer,) = await office.press_data(VIEWER, f"{action}:{seat}")
        assert answer.startswith("Tombol ini sudah tidak berlaku"), action
    assert await tenures(office, "sekda") == [("Andi", TenureKind.HOLDER, None)]
