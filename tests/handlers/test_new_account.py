"""A new telephone: the registration moves to another Telegram account, and the old one falls silent."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select, update
from sqlmodel import col

from bot.actions.tenures import end_tenures
from bot.messages import new_accounts
from bot.messages.render import mistake
from bot.rules.actors import Role, TenureKind
from bot.rules.errors import NotRegistered
from bot.rules.outbox import MessageClass, Text
from db.menus import wrong_menus
from db.queries.people import actor_of, people_of_seats
from db.tables import (
    Candidacy,
    Consent,
    Contact,
    Dialogue,
    OutboxMessage,
    Reachability,
    RegistrationRequest,
    RequestPurpose,
    Staff,
    Tenure,
    TenureEnd,
)
from tests.builders import BUDI, JOKO, SARI, STRANGER, official, sari, staff
from tests.criteria import INSPEKTUR_MAROS, confirm_thresholds, maros
from tests.fakes import ADMIN, World
from tests.handlers.moving import HASAN, NEW, approved, newest_card, office, to_the_card
from tests.handlers.rakor import first_lines, moved, published

RIVAL = 7_000_000_014  # somebody who would like to be Sari
RATNA = 900_000_004  # an officer who accompanies Maros
STALE = "Tombol ini sudah tidak berlaku"


@pytest.fixture
async def kantor(world: World) -> World:
    await office(world)
    await sari(world.sessions)
    return world


async def seats_of(world: World, person: int) -> list[tuple[str, str, str]]:
    async with world.sessions.reading() as session:
        actor = await actor_of(session, person)
    return [(seat.region_code, seat.post, seat.kind.value) for seat in actor.seats]


async def contacts(world: World) -> list[tuple[int | None, str]]:
    async with world.sessions.reading() as session:
        rows = await session.execute(select(col(Contact.telegram_id), col(Contact.name)).order_by(Contact.id))
        return [(telegram_id, name) for telegram_id, name in rows]


async def test_the_registration_moves_after_two_approvals_and_the_record_stays_the_same(kantor):
    (asked,) = await to_the_card(kantor)
    assert asked.startswith("<b>Permohonan pindah akun telah kami terima</b>")
    card = newest_card(kantor, JOKO).html
    assert f"Nama tercatat: <b>Sari</b>\nID Telegram: <code>{SARI}</code>\nKeadaan: terjangkau" in card
    assert f"ID Telegram: <code>{NEW}</code></blockquote>" in card
    await kantor.press(JOKO, "Setujui")
    assert await seats_of(kantor, NEW) == []  # one is not enough
    assert "Persetujuan pertama: Joko" in newest_card(kantor, HASAN).html
    await kantor.press(HASAN, "Setujui", on=newest_card(kantor, HASAN))
    assert (await seats_of(kantor, SARI), await seats_of(kantor, NEW)) == (
        [],
        [("64.74", "inspektur", "holder")],
    )
    assert await contacts(kantor) == [(NEW, "Sari")]
    assert kantor.last(NEW).html.startswith("<b>Pindah akun disetujui</b>")
    assert kantor.last(SARI).html.startswith("<b>Pendaftaran telah dipindahkan</b>")
    assert (await kantor.say(NEW, "/status"))[0].startswith("<b>Capaian delapan kriteria: Kota Bontang</b>")
    assert await kantor.say(SARI, "/status") == [mistake(NotRegistered())]
    assert "Permohonan pindah akun <b>Sari</b>" in "".join(kantor.texts(ADMIN))


async def test_the_old_account_hears_at_once_and_stops_it(kantor):
    await to_the_card(kantor)
    data = str(newest_card(kantor, JOKO).buttons[0]["callback_data"])
    assert "untuk memindahkan pendaftaran Bapak/Ibu dari akun ini" in kantor.last(SARI).html
    (noted,) = await kantor.press(SARI, "Bukan saya")
    assert "tetap pada akun ini" in noted
    await kantor.press_data(JOKO, data)  # the card he read before is not enough any more
    assert await seats_of(kantor, SARI) == [("64.74", "inspektur", "holder")]
    fresh = newest_card(kantor, JOKO)
    assert "<b>Pemegang akun lama menyatakan bukan dirinya yang mengajukan</b>" in fresh.html
    await kantor.press(JOKO, "Setujui", on=fresh)
    assert "Pemegang akun lama menyatakan bukan dirinya" in fresh.html  # asked once more
    await kantor.press(JOKO, "Kembali ke permohonan", on=fresh)
    await kantor.press(JOKO, "Tolak", on=fresh)
    await kantor.press(JOKO, "Bukan pejabat yang bersangkutan", on=fresh)
    assert "Permohonan pindah akun untuk <b>Inspektur Kota Bontang</b>" in kantor.last(NEW).html
    assert await seats_of(kantor, SARI) == [("64.74", "inspektur", "holder")]


async def test_an_objection_takes_a_first_approval_back_to_be_looked_at(kantor):
    await to_the_card(kantor)
    await kantor.press(JOKO, "Setujui")
    data = str(newest_card(kantor, HASAN).buttons[0]["callback_data"])
    await kantor.press(SARI, "Bukan saya")
    await kantor.press_data(HASAN, data)
    assert await seats_of(kantor, SARI) == [("64.74", "inspektur", "holder")]


async def test_bukan_saya_after_it_was_done_alarms_staff_once(kantor):
    await to_the_card(kantor)
    await approved(kantor)
    press = str(kantor.last(SARI).buttons[0]["callback_data"])
    (noted,) = await kantor.press(SARI, "Bukan saya")
    assert "untuk segera diperiksa" in noted
    await kantor.press_data(SARI, press)
    for person in (JOKO, HASAN, ADMIN):
        alarms = [text for text in kantor.texts(person) if text.startswith("<b>Segera diperiksa")]
        assert len(alarms) == 1 and str(NEW) in alarms[0]


async def test_nobody_else_can_object(kantor):
    await to_the_card(kantor)
    for person in (NEW, STRANGER, JOKO):
        assert (await kantor.press_data(person, "acc:no:1"))[0].startswith(STALE)
        assert (await kantor.press_data(person, "acc:no:99"))[0].startswith(STALE)
    assert "menyatakan bukan dirinya" not in newest_card(kantor, JOKO).html


async def test_refused_or_taken_back_the_old_account_keeps_everything_and_hears_it(kantor):
    await to_the_card(kantor)
    assert (await kantor.press(NEW, "Batalkan permohonan"))[0].startswith("Permohonan Bapak/Ibu telah")
    assert kantor.texts(SARI) == [
        "Permohonan pindah akun ini sudah tidak berlaku. Pendaftaran Bapak/Ibu tetap pada akun ini."
    ]
    await to_the_card(kantor)
    kantor.clock.forward(days=7)
    await kantor.tick()
    assert "telah kedaluwarsa" in kantor.texts(NEW)[-1]
    assert await seats_of(kantor, SARI) == [("64.74", "inspektur", "holder")]


async def test_invitations_are_in_the_new_chat_and_the_old_cards_do_nothing(kantor):
    await published(kantor, letter=b"%PDF-1.7 surat")
    await kantor.press(SARI, "Hadir")
    old = kantor.last(SARI)
    invitation = next(shown for shown in kantor.telegram.chats[SARI] if "Hadir" in shown.labels)
    await to_the_card(kantor)
    await approved(kantor)
    assert first_lines(kantor, NEW)[-4:] == [
        "<b>Pindah akun disetujui</b>",
        "<b>Ringkasan untuk akun baru</b>",
        first_lines(kantor, NEW)[-2],
        "<b>Undangan rapat daring, 11 Maret 2025</b>",
    ]
    assert kantor.telegram.chats[NEW][-2].filename == "surat.pdf"
    assert "Jawaban yang tercatat: <b>Hadir</b>" in kantor.texts(NEW)[-3]
    before = len(kantor.texts(SARI))
    await kantor.press(SARI, "Hadir", on=invitation)
    assert kantor.texts(SARI)[before:] == [mistake(NotRegistered())]
    assert old.html in kantor.texts(SARI)
    (receipt,) = await kantor.press(NEW, "Tidak hadir")
    assert "Tidak hadir" in receipt
    # nothing goes to the old chat any more
    silent = len(kantor.texts(SARI))
    kantor.clock.forward(days=9)
    await kantor.tick()
    assert len(kantor.texts(SARI)) == silent


async def test_a_change_of_time_reaches_the_new_chat_and_edits_nothing_there_by_mistake(kantor):
    await published(kantor)
    await to_the_card(kantor)
    await approved(kantor)
    before = {shown.message_id for shown in kantor.telegram.chats[SARI] if shown.is_edited}
    await moved(kantor)
    assert any("11.00-13.30 WITA" in text for text in kantor.texts(NEW))
    assert {shown.message_id for shown in kantor.telegram.chats[SARI] if shown.is_edited} == before


@pytest.mark.parametrize("has_two", [False, True])
async def test_a_notice_about_a_value_goes_on_at_the_new_account(world, has_two):
    await office(world)
    await maros(world)
    await confirm_thresholds(world, "spi")
    await record_value(world, "maros spi 2024 60")
    if has_two:
        await official(world.sessions, NEW, "64.74", "sekda", name="Tuti")
    await to_the_card(world, name="Tuti", place="maros")
    await approved(world)
    summary = next(shown for shown in world.telegram.chats[NEW] if "Capaian di bawah ambang" in shown.html)
    old = len(world.texts(INSPEKTUR_MAROS))
    (answered,) = await world.press(NEW, "Terima pemberitahuan", on=summary)
    assert "telah kami catat" in answered or "Terima kasih" in answered
    await record_value(world, "maros spi 2025 70")
    recovered = [text for text in world.texts(NEW) if text.startswith("<b>Capaian telah memenuhi ambang</b>")]
    assert len(recovered) == 1
    assert len(world.texts(INSPEKTUR_MAROS)) == old


async def record_value(world: World, typed: str) -> None:
    await world.say(JOKO, f"/nilai {typed}")
    await world.press(JOKO, "Konfirmasi")


async def test_both_seats_of_one_person_move_together(kantor):
    await official(kantor.sessions, SARI, "64.74", "sekda", name="Sari")
    await to_the_card(kantor)
    assert "Seluruhnya ikut berpindah: Sekretaris Daerah Kota Bontang dan Inspektur Kota Bontang" in (
        newest_card(kantor, JOKO).html
    )
    await approved(kantor)
    assert await seats_of(kantor, NEW) == [
        ("64.74", "sekda", "holder"),
        ("64.74", "inspektur", "holder"),
    ]


async def test_the_officer_of_another_region_hears_of_it(kantor):
    ratna = await staff(kantor.sessions, RATNA, Role.OFFICER, name="Ratna")
    async with kantor.sessions.writing() as session:
        maros_too = update(Candidacy).where(col(Candidacy.region_code) == "73.09")
        await session.execute(maros_too.values(officer_id=ratna))
        await session.execute(
            update(Candidacy)
            .where(col(Candidacy.region_code) == "64.74")
            .values(officer_id=select(col(Staff.id)).where(col(Staff.telegram_id) == JOKO).scalar_subquery())
        )
    await official(kantor.sessions, SARI, "73.09", "sekda", name="Sari")
    await to_the_card(kantor)
    await approved(kantor)
    assert kantor.texts(RATNA) == [
        "<b>Sari</b> (Sekretaris Daerah Kabupaten Maros) kini terdaftar dengan akun Telegram lain, "
        "setelah disetujui petugas. Tidak ada yang perlu dilakukan."
    ]


async def test_two_records_become_one_when_the_new_account_holds_another_seat(kantor):
    await official(kantor.sessions, NEW, "64.74", "sekda", name="Sari P.")
    await official(kantor.sessions, STRANGER, "64.74", "inspektur", kind=TenureKind.DELEGATE, name="Yuni")
    async with kantor.sessions.writing() as session:
        await session.execute(
            update(Tenure).where(col(Tenure.kind) == TenureKind.DELEGATE).values(invited_by_contact_id=1)
        )
    await published(kantor)
    await kantor.press(SARI, "Hadir")
    (asked,) = await to_the_card(kantor)
    assert asked.startswith("<b>Permohonan pindah akun")
    assert "Sudah terdaftar untuk: Sekretaris Daerah Kota Bontang" in newest_card(kantor, JOKO).html
    await approved(kantor)
    assert await seats_of(kantor, NEW) == [
        ("64.74", "sekda", "holder"),
        ("64.74", "inspektur", "holder"),
    ]
    assert await contacts(kantor) == [(None, "(dihapus)"), (NEW, "Sari P."), (STRANGER, "Yuni")]
    async with kantor.sessions.reading() as session:
        deputy = await session.scalar(select(Tenure).where(col(Tenure.kind) == TenureKind.DELEGATE))
        assert (deputy.ended_at, deputy.invited_by_contact_id) == (None, 2)
    assert "Jawaban yang tercatat: <b>Hadir</b>" in "".join(kantor.texts(NEW))
    # the invitation to the own seat is there already, that of the other one comes
    assert first_lines(kantor, NEW).count("<b>Undangan rapat daring, 11 Maret 2025</b>") == 2
    await kantor.say(NEW, "/data_saya")
    await kantor.press(NEW, "Unduh berkas")
    history = kantor.telegram.chats[NEW][-2].content.decode()
    assert "menjawab undangan" in history  # what the other record did is this person's too


async def test_a_seat_for_which_both_records_act_is_kept_once(kantor):
    await official(kantor.sessions, NEW, "64.74", "inspektur", kind=TenureKind.DELEGATE, name="Sari")
    await to_the_card(kantor)
    await approved(kantor)
    assert await seats_of(kantor, NEW) == [("64.74", "inspektur", "holder")]


async def test_an_assistant_with_a_new_account(kantor):
    await official(kantor.sessions, BUDI, "64.74", "inspektur", kind=TenureKind.ASSISTANT, name="Dimas")
    await to_the_card(kantor, name="Dimas", kind="Ajudan atau asisten")
    assert "Nama tercatat: <b>Dimas</b>" in newest_card(kantor, JOKO).html
    assert kantor.last(BUDI).labels == ["Bukan saya"]
    await approved(kantor)
    assert await seats_of(kantor, NEW) == [("64.74", "inspektur", "assistant")]
    assert "<b>Dimas</b> (ajudan atau asisten) kini terdaftar dengan akun Telegram lain" in (
        kantor.last(SARI).html
    )


async def test_a_seat_nobody_speaks_for_is_asked_for_and_the_answer_is_the_same(kantor):
    (held,) = await to_the_card(kantor)
    (empty,) = await to_the_card(kantor, STRANGER, post="Sekretaris Daerah")
    assert held.replace("Inspektur", "Sekretaris Daerah") == empty
    async with kantor.sessions.reading() as session:
        purposes = await session.scalars(select(col(RegistrationRequest.purpose)).order_by("id"))
        assert list(purposes) == [RequestPurpose.NEW_ACCOUNT, RequestPurpose.SEAT]


async def test_from_the_card_of_a_request_for_a_seat(kantor):
    await kantor.say(NEW, "/daftar", name="Sari")
    await kantor.press(NEW, "Setuju", name="Sari")
    await kantor.say(NEW, "kota bontang", name="Sari")
    await kantor.press(NEW, "Inspektur", name="Sari")
    (card,) = await kantor.press(NEW, "Sudah terdaftar, akun saya baru", name="Sari")
    assert "akan dipindahkan ke akun Telegram ini" in card
    (asked,) = await kantor.press(NEW, "Benar", name="Sari")
    assert asked.startswith("<b>Permohonan pindah akun telah kami terima</b>")


async def test_the_words_from_an_account_that_is_registered_ask_which_one_is_new(kantor):
    for words in ("akun baru", "Ganti akun", "ganti nomor", "telepon baru", "HP baru", "nomor baru"):
        (answer,) = await kantor.say(SARI, words)
        assert answer.startswith("Akun Telegram ini sudah terdaftar pada kami.")
    # the own seat needs no moving
    assert (await to_the_card(kantor, SARI))[0].startswith("Bapak/Ibu telah terdaftar untuk jabatan ini")


async def test_the_words_are_heard_while_the_greeting_waits_for_a_button(kantor):
    await kantor.say(NEW, "/start")
    assert (await kantor.say(NEW, "akun baru"))[0].startswith("<b>Selamat datang")
    await kantor.press(NEW, "Setuju")
    assert kantor.last(NEW).html.startswith("<b>Pindah ke akun Telegram ini</b>")
    await kantor.press(NEW, "Kalimantan Timur")
    assert "Kota Bontang" in kantor.last(NEW).labels


async def test_from_the_button_where_a_code_is_asked_for(kantor):
    await kantor.say(NEW, "/start")
    await kantor.press(NEW, "Setuju")
    await kantor.press(NEW, "Sudah terdaftar, akun saya baru")
    assert kantor.last(NEW).html.startswith("<b>Pindah ke akun Telegram ini</b>")


async def test_consent_first_and_no_forged_way_around_it(kantor):
    assert (await kantor.press_data(NEW, "acc:s:1"))[0].startswith(STALE)
    await kantor.say(NEW, "akun baru")
    assert kantor.last(NEW).labels[0] == "Setuju"
    await kantor.press(NEW, "Setuju")
    assert (await kantor.press_data(NEW, "acc:s:999999"))[0].startswith(STALE)
    async with kantor.sessions.reading() as session:
        assert await session.scalar(select(func.count()).select_from(RegistrationRequest)) == 0


async def test_one_open_request_and_three_in_a_month(kantor):
    for _ in range(3):
        await to_the_card(kantor)
        assert (await to_the_card(kantor))[0].startswith("Permohonan Bapak/Ibu sebelumnya masih")
        await kantor.press(NEW, "Batalkan permohonan")
    assert (await to_the_card(kantor))[0].startswith("Bapak/Ibu telah mengajukan tiga permohonan.")


async def test_what_the_old_account_had_goes_or_comes_along(kantor):
    async with kantor.sessions.writing() as session:
        await session.execute(
            update(Contact).values(
                phone="+6281", phone_shared_at=kantor.clock(), reachability=Reachability.DEACTIVATED
            )
        )
        session.add(Consent(telegram_id=SARI, notice_version="2026-11.1", given_at=kantor.clock()))
        session.add(Dialogue(telegram_id=SARI, step="phone", said={}, opened_at=kantor.clock()))
    await to_the_card(kantor)
    assert "tidak terjangkau, akun Telegram tidak ada lagi" in newest_card(kantor, JOKO).html
    assert kantor.texts(SARI) == []  # nobody is there to be told
    await approved(kantor)
    assert "Nomor telepon yang dibagikan dari akun lama telah kami hapus" in kantor.last(NEW).html
    async with kantor.sessions.reading() as session:
        contact = await session.scalar(select(Contact))
        assert (contact.phone, contact.phone_shared_at, contact.reachability, contact.unreachable_at) == (
            "",
            None,
            Reachability.REACHABLE,
            None,
        )
        assert set(await session.scalars(select(col(Consent.telegram_id)))) == {NEW}
        assert list(await session.scalars(select(Dialogue))) == []


async def test_what_waited_for_the_old_chat_goes_to_the_new_one(kantor):
    async with kantor.working() as work:
        (person,) = await people_of_seats(
            work.session, [(await actor_of(work.session, SARI)).seats[0].seat_id]
        )
        later = kantor.clock().replace(hour=23)
        for kind in (MessageClass.REMINDER, MessageClass.RECEIPT):
            await work.tell(person, Text(kind.value), key=kind.value, message_class=kind, not_before=later)
    await to_the_card(kantor)
    await approved(kantor)
    kantor.clock.at = kantor.clock().replace(hour=23, minute=1)
    await kantor.deliver()
    assert kantor.last(NEW).html == "reminder"
    assert not {"reminder", "receipt"} & set(kantor.texts(SARI))
    async with kantor.sessions.reading() as session:
        receipt = await session.scalar(select(OutboxMessage).where(col(OutboxMessage.key) == "receipt"))
        assert (receipt.state, receipt.reason) == ("withdrawn", "moved")


async def test_the_menu_of_the_old_account_is_a_strangers_again(kantor):
    await kantor.tick()
    async with kantor.sessions.reading() as session:
        assert await wrong_menus(session) == []
    await to_the_card(kantor)
    await approved(kantor)
    calls = [(method, body["scope"]) for method, body in kantor.telegram.calls if "MyCommands" in method]
    assert ("deleteMyCommands", {"type": "chat", "chat_id": SARI}) in calls
    assert ("setMyCommands", {"type": "chat", "chat_id": NEW}) in calls


async def test_a_rival_for_the_same_account_is_told_that_it_is_over(kantor):
    await to_the_card(kantor)
    await to_the_card(kantor, RIVAL, name="Sari")
    first = next(shown for shown in kantor.telegram.chats[JOKO] if str(NEW) in shown.html)
    await kantor.press(JOKO, "Setujui", on=first)
    second = next(
        shown
        for shown in reversed(kantor.telegram.chats[HASAN])
        if f"<code>{NEW}</code>" in shown.html and "Setujui" in shown.labels
    )
    await kantor.press(HASAN, "Setujui", on=second)
    assert kantor.texts(RIVAL)[-1].startswith(new_accounts.over().html)
    async with kantor.sessions.reading() as session:
        states = await session.scalars(
            select(col(RegistrationRequest.state)).order_by(RegistrationRequest.id)
        )
        assert list(states) == ["approved", "withdrawn"]


async def test_who_left_while_it_waited_ends_the_request(kantor):
    await to_the_card(kantor)
    await kantor.say(SARI, "/berhenti")
    await kantor.press(SARI, "Ya, berhenti")
    assert kantor.last(NEW).html.startswith("Permohonan pindah akun Bapak/Ibu tidak dapat dilanjutkan")
    assert [shown for shown in kantor.telegram.chats[JOKO] if "Setujui" in shown.labels] == []


async def test_a_seat_that_was_handed_over_meanwhile_can_only_be_refused(kantor):
    await to_the_card(kantor)
    async with kantor.working() as work:
        await end_tenures(work, reason=TenureEnd.REVOKED, contact_id=1)
    await kantor.press(JOKO, "Setujui", on=newest_card(kantor, JOKO))
    answer = (await kantor.press(JOKO, "Setujui", on=newest_card(kantor, JOKO)))[-1]
    assert answer.startswith("Akun lama pada permohonan ini sudah tidak tercatat")
    assert await seats_of(kantor, NEW) == []
