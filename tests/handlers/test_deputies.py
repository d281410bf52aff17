"""/wakil: a holder invites, whoever is invited asks, staff approve, and the holder takes back."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.messages.render import mistake
from bot.rules.actors import TenureKind
from bot.rules.deputies import InviterGone
from bot.rules.errors import Forbidden, NotApprovedYet, NotRegistered, Stale
from bot.rules.seats import DeputiesFull
from db.queries.people import actor_of
from db.tables import InvitationCode, OutboxMessage, Tenure
from tests.builders import BUDI, JOKO, SARI, STRANGER, joko, official, sari
from tests.fakes import World
from tests.handlers.rakor import published

RINA, TONO, UMAR = 7_000_000_051, 7_000_000_052, 7_000_000_053
STALE = mistake(Stale())


@pytest.fixture
async def office(world: World) -> World:
    await joko(world.sessions)
    await sari(world.sessions)
    return world


async def invited(world: World, kind: str = "ajudan") -> str:
    """The code out of what Sari may forward."""
    await world.say(SARI, "/wakil")
    await world.press(SARI, f"Undang {kind}")
    text = next(text for text in reversed(world.texts(SARI)) if "start=" in text)
    return text.split("start=")[1].split("\n")[0]


async def asked(world: World, person: int, code: str, *, name: str = "Rina") -> str:
    """From the link to Benar; the answer to it."""
    await world.say(person, f"/start {code}", name=name)
    await world.press(person, "Setuju", name=name)
    return (await world.press(person, "Benar", name=name))[0]


async def seats_of(world: World, person: int) -> list[tuple[str, TenureKind]]:
    async with world.sessions.reading() as session:
        return [(seat.post, seat.kind) for seat in (await actor_of(session, person)).seats]


async def appointed(world: World, person: int = RINA, kind: str = "ajudan", *, name: str = "Rina") -> None:
    await asked(world, person, await invited(world, kind), name=name)
    await world.press(JOKO, "Setujui")


async def test_an_assistant_is_invited_asks_and_is_approved(office):
    code = await invited(office)
    assert await asked(office, RINA, code) != ""
    assert "Sebagai: <b>Ajudan atau asisten</b>" in office.texts(RINA)[-1]
    assert await seats_of(office, RINA) == []
    card = office.last(JOKO).html
    assert card.startswith("<b>Permohonan pendaftaran: diundang oleh pemegang jabatan</b>")
    await office.press(JOKO, "Setujui")
    assert await seats_of(office, RINA) == [("inspektur", TenureKind.ASSISTANT)]
    assert office.texts(SARI)[-1].startswith(
        "<b>Rina</b> kini bertindak sebagai ajudan <b>Inspektur Kota Bontang</b>."
    )
    async with office.sessions.reading() as session:
        holder, deputy = await session.scalars(select(Tenure).order_by(Tenure.id))
    assert deputy.invited_by_contact_id == holder.contact_id


async def test_the_code_is_kept_nowhere(office):
    code = await invited(office)
    async with office.sessions.reading() as session:
        payloads = [str(payload) for payload in await session.scalars(select(OutboxMessage.payload))]
        (row,) = await session.scalars(select(InvitationCode))
    assert payloads != [] and not any(code in payload for payload in payloads)
    assert code not in str(row)


async def test_the_capacity_is_fixed_by_the_holder(office):
    await office.say(RINA, f"/start {await invited(office)}")
    await office.press(RINA, "Setuju")
    assert office.last(RINA).labels == ["Benar", "Batal", "Perbaiki nama"]
    assert await office.press_data(RINA, "reg:kind:holder") == [STALE]
    await office.press(RINA, "Perbaiki nama")
    await office.say(RINA, "Rina Praktik")
    await office.press(RINA, "Benar")
    await office.press(JOKO, "Setujui")
    assert await seats_of(office, RINA) == [("inspektur", TenureKind.ASSISTANT)]


async def test_who_waits_and_opens_the_link_again_hears_that_he_waits(office):
    code = await invited(office)
    await asked(office, RINA, code)
    assert await office.say(RINA, f"/start {code}") == [mistake(NotApprovedYet())]
    refused = await office.say(TONO, f"/start {code}")
    assert refused[0].startswith("Kode ini tidak dapat digunakan.")
    assert f"Dicoba lagi oleh ID Telegram: <code>{TONO}</code>" in office.texts(JOKO)[-1]
    assert [text for text in office.texts(JOKO) if f"<code>{RINA}</code>" in text and "lagi" in text] == []


async def test_the_holder_who_opens_his_own_invitation_uses_nothing_up(office):
    code = await invited(office)
    await office.say(SARI, f"/start {code}")
    await office.press(SARI, "Setuju")
    assert (await office.press(SARI, "Benar"))[0].startswith("Bapak/Ibu telah terdaftar untuk jabatan ini")
    await asked(office, RINA, code)
    assert office.texts(JOKO)[-1].startswith("<b>Permohonan pendaftaran: diundang")


async def test_no_more_than_two_of_each_capacity_are_invited(office):
    await appointed(office, RINA)
    await invited(office)
    assert (await office.say(SARI, "/wakil"))[0].count("ajudan: <b>Rina</b>") == 1
    labels = office.last(SARI).labels
    assert "Undang ajudan" not in labels and "Undang wakil" in labels
    seat = (await seats_and_ids(office))[0]
    assert await office.press_data(SARI, f"dep:i:{seat}:assistant:2") == [STALE]


async def seats_and_ids(world: World) -> list[int]:
    async with world.sessions.reading() as session:
        return [seat.seat_id for seat in (await actor_of(session, SARI)).seats]


async def test_pressing_twice_invites_once(office):
    await office.say(SARI, "/wakil")
    seat = (await seats_and_ids(office))[0]
    await office.press_data(SARI, f"dep:i:{seat}:assistant:0")
    assert await office.press_data(SARI, f"dep:i:{seat}:assistant:0") == [STALE]
    async with office.sessions.reading() as session:
        assert len(list(await session.scalars(select(InvitationCode)))) == 1


async def test_a_third_by_a_code_of_staff_is_told_kindly_and_the_code_stays_good(office):
    for person in (RINA, TONO):
        await official(office.sessions, person, "64.74", "inspektur", kind=TenureKind.ASSISTANT)
    await office.say(JOKO, "/undang 64.74 inspektur")
    code = office.last(JOKO).html.split("start=")[1].split("\n")[0]
    await office.say(UMAR, f"/start {code}")
    await office.press(UMAR, "Setuju")
    await office.press(UMAR, "○ Ajudan atau asisten")
    full = DeputiesFull(TenureKind.ASSISTANT, post="Inspektur Kota Bontang")
    assert await office.press(UMAR, "Benar") == [mistake(full)]
    await office.press(UMAR, "○ Wakil yang ditunjuk")
    assert "Pendaftaran selesai" in (await office.press(UMAR, "Benar"))[0]
    assert await seats_of(office, UMAR) == [("inspektur", TenureKind.DELEGATE)]


async def test_a_third_is_not_approved_either(office):
    await asked(office, UMAR, await invited(office), name="Umar")
    for person in (RINA, TONO):
        await official(office.sessions, person, "64.74", "inspektur", kind=TenureKind.ASSISTANT)
    full = DeputiesFull(TenureKind.ASSISTANT, post="Inspektur Kota Bontang")
    assert await office.press(JOKO, "Setujui") == [mistake(full)]
    assert await seats_of(office, UMAR) == []


async def test_whom_a_former_holder_invited_is_not_approved(office):
    await asked(office, RINA, await invited(office))
    await office.say(SARI, "/berhenti")
    await office.press(SARI, "Ya, berhenti")
    card = next(shown for shown in office.telegram.chats[JOKO] if "Setujui" in shown.labels)
    assert await office.press(JOKO, "Setujui", on=card) == [mistake(InviterGone())]
    await office.press(JOKO, "Tolak", on=card)
    assert await seats_of(office, RINA) == []


async def test_an_open_invitation_is_cancelled_and_looks_like_any_wrong_code(office):
    code = await invited(office)
    done = await office.press(SARI, "Batalkan undangan ajudan (10 Maret 2025)")
    assert done[-1].startswith("Undangan dibatalkan")
    refused = await office.say(RINA, f"/start {code}")
    assert refused == await office.say(RINA, "/start ABCDEFGHJKMNPQRS")


async def test_an_invitation_lasts_seven_days(office):
    code = await invited(office)
    office.clock.forward(days=7)
    assert (await office.say(RINA, f"/start {code}"))[0].startswith("Kode ini tidak dapat digunakan.")


async def test_the_holder_takes_back_after_being_asked(office):
    await appointed(office)
    await office.say(SARI, "/wakil")
    await office.press(SARI, "Cabut: Rina")
    assert await seats_of(office, RINA) == [("inspektur", TenureKind.ASSISTANT)]
    await office.press(SARI, "Ya, cabut")
    assert await seats_of(office, RINA) == []
    assert office.texts(RINA)[-1].startswith("Dengan hormat, kami sampaikan bahwa tugas Bapak/Ibu")
    assert office.texts(JOKO)[-1].startswith("<b>Ajudan atau wakil diakhiri pemegang jabatan</b>")
    assert "ajudan: " not in (await office.say(SARI, "/wakil"))[0]
    old = next(shown for shown in office.telegram.chats[SARI] if "Cabut: Rina" in shown.labels)
    assert await office.press(SARI, "Cabut: Rina", on=old) == [STALE]


async def test_an_assistant_who_leaves_is_told_to_holder_and_staff(office):
    await appointed(office)
    await office.say(RINA, "/berhenti")
    await office.press(RINA, "Ya, berhenti")
    assert office.texts(SARI)[-1].startswith("<b>Rina</b> mengakhiri tugasnya sebagai ajudan")
    assert office.texts(JOKO)[-1].startswith("<b>Jabatan ditinggalkan</b>")
    assert await seats_of(office, RINA) == []


async def test_only_a_holder_invites(office):
    await appointed(office)
    await official(office.sessions, BUDI, "19.04", "inspektur", name="Budi")
    assert await office.say(RINA, "/wakil") == [mistake(Forbidden())]
    assert await office.say(JOKO, "/wakil") == [mistake(Forbidden())]
    assert await office.say(STRANGER, "/wakil") == [mistake(NotRegistered())]
    seat = (await seats_and_ids(office))[0]
    async with office.sessions.reading() as session:
        tenure = await session.scalar(select(Tenure.id).where(Tenure.kind == TenureKind.ASSISTANT))
    for person in (RINA, BUDI, JOKO):
        for data in (f"dep:i:{seat}:assistant:1", f"dep:ry:{tenure}", f"dep:r:{tenure}", "dep:c:1"):
            assert await office.press_data(person, data) == [STALE], (person, data)
    assert await seats_of(office, RINA) == [("inspektur", TenureKind.ASSISTANT)]


async def test_the_menu_of_a_holder_has_it_and_nobody_else_s(office):
    await appointed(office)
    assert "/wakil" in (await office.say(SARI, "/bantuan"))[0]
    for person in (RINA, JOKO, STRANGER):
        assert "/wakil" not in (await office.say(person, "/bantuan"))[0]


async def test_who_names_a_substitute_may_invite_that_person(office):
    await published(office)
    await office.press(SARI, "Diwakilkan")
    await office.say(SARI, "Rina, Sekretaris Inspektorat")
    [explained] = await office.press(SARI, "Buat tautan untuk wakil")
    assert explained.startswith("<b>Tautan untuk yang mewakili Inspektur Kota Bontang</b>")
    await office.press(SARI, "Undang wakil")
    assert any("start=" in text for text in office.texts(SARI))


async def test_only_a_holder_is_offered_a_link_for_the_substitute(office):
    await official(office.sessions, TONO, "64.74", "inspektur", name="Tono", kind=TenureKind.DELEGATE)
    await published(office)
    await office.press(TONO, "Diwakilkan")
    await office.say(TONO, "Umar, Auditor")
    assert office.last(TONO).labels == ["Ubah jawaban"]
    assert await office.press_data(TONO, "dep:s:1") == [STALE]
