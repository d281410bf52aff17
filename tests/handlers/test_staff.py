"""/petugas: roles changed by one admin or by two, and what happens at once to whoever may do less."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import select
from sqlmodel import col

from bot.app import ensure_admins
from bot.messages.render import mistake
from bot.rules.actors import Role
from bot.rules.errors import Forbidden, Stale
from bot.rules.outbox import MessageClass, Text
from bot.rules.staff import ChangeWaiting, LastAdmin, NobodyToApprove
from db.queries.people import Recipient
from db.tables import Dialogue, LiveCard, OutboxMessage, Staff, StaffChange
from tests.builders import BUDI, JOKO, SARI, STRANGER, budi, joko, sari, staff
from tests.fakes import ADMIN, World
from tests.handlers import rakor

RINA, BAYU, CITRA = ADMIN, 900_000_003, 900_000_004
VOID = "Kartu ini tidak berlaku lagi bagi Bapak/Ibu karena perubahan peran."
STALE, FORBIDDEN = mistake(Stale()), mistake(Forbidden())


@pytest.fixture
async def office(world: World) -> World:
    """One admin (Rina), an officer, an official."""
    await joko(world.sessions)
    await sari(world.sessions)
    await world.say(RINA, "/start", name="Rina")
    return world


@pytest.fixture
async def team(office: World) -> World:
    """The same with two more admins."""
    await staff(office.sessions, BAYU, Role.ADMIN, name="Bayu")
    await staff(office.sessions, CITRA, Role.ADMIN, name="Citra")
    return office


async def roles(world: World) -> dict[int, str]:
    async with world.sessions.reading() as session:
        rows = await session.execute(
            select(col(Staff.telegram_id), col(Staff.role)).where(col(Staff.is_active).is_(True))
        )
        return {telegram_id: role.value for telegram_id, role in rows}


async def change(world: World, by: int, name: str, button: str) -> list[str]:
    """From the list to the second confirmation; what came back."""
    await world.say(by, "/petugas")
    await world.press(by, name)
    await world.press(by, button)
    (yes,) = (label for label in world.last(by).labels if label.startswith("Ya, "))
    return await world.press(by, yes)


async def test_the_list_is_for_admins(office):
    (shown,) = await office.say(RINA, "petugas")
    assert "• Rina, ID <code>900000001</code>" in shown and "• Joko, ID <code>900000002</code>" in shown
    for person in (JOKO, SARI, STRANGER):
        assert await office.say(person, "/petugas") == [FORBIDDEN]
        for data in ("ptg:list", "ptg:who:2", "ptg:set:2:officer:admin", "ptg:do:2:officer:admin", "ptg:add"):
            assert await office.press_data(person, data) == [STALE]
    assert await roles(office) == {RINA: "admin", JOKO: "officer"}


async def test_one_admin_alone_changes_after_a_second_confirmation(office):
    await office.say(RINA, "/petugas")
    await office.press(RINA, "Joko")
    await office.press(RINA, "Jadikan administrator")
    assert "Perubahan berlaku seketika." in office.last(RINA).html
    assert await roles(office) == {RINA: "admin", JOKO: "officer"}
    card = office.last(RINA)
    (receipt,) = await office.press(RINA, "Ya, ubah peran")
    assert receipt.startswith("Peran <b>Joko</b> kini <b>administrator</b>.")
    assert office.last(JOKO).html.startswith("<b>Peran Bapak/Ibu berubah</b>")
    assert await roles(office) == {RINA: "admin", JOKO: "admin"}
    # the same press again, from before
    assert await office.press_data(RINA, "ptg:do:2:officer:admin", on=card) == [STALE]


async def test_a_raise_needs_a_second_admin_who_is_not_the_proposer(team):
    (receipt,) = await change(team, RINA, "Joko", "Jadikan administrator")
    assert receipt.startswith("Usulan telah dikirim kepada administrator lain.")
    assert (await roles(team))[JOKO] == "officer"
    cards = {admin: team.last(admin).labels for admin in (BAYU, CITRA)}
    assert cards == {BAYU: ["Setujui", "Tolak"], CITRA: ["Setujui", "Tolak"]}

    # the own approval does not count; nobody else may press
    assert "memerlukan persetujuannya" in (await team.press_data(RINA, "stf:1:yes"))[0]
    for person in (JOKO, SARI, STRANGER):
        assert await team.press_data(person, "stf:1:yes") == [STALE]
    assert (await roles(team))[JOKO] == "officer"

    await team.press(BAYU, "Setujui")
    assert (await roles(team))[JOKO] == "admin"
    assert team.last(JOKO).html.startswith("<b>Peran Bapak/Ibu berubah</b>")
    for admin in (BAYU, CITRA):
        (card,) = (shown for shown in team.telegram.chats[admin] if "disetujui oleh Bayu" in shown.html)
        assert card.is_edited and card.buttons == []
    for admin in (RINA, CITRA):  # all hear of it; who pressed has the receipt
        assert "Oleh: Bayu, atas usul Rina" in team.last(admin).html
    assert await team.press_data(CITRA, "stf:1:yes") == [STALE]


async def test_refused_taken_back_and_run_out(team):
    await change(team, RINA, "Joko", "Jadikan administrator")
    await team.press(CITRA, "Tolak")
    assert "tidak disetujui oleh Citra" in team.last(BAYU).html and team.last(BAYU).buttons == []

    await change(team, RINA, "Joko", "Jadikan administrator")
    card = team.last(BAYU)
    await team.say(BAYU, "/petugas")
    await team.press(BAYU, "Joko")
    assert await team.press(BAYU, "Jadikan administrator") == [mistake(ChangeWaiting())]
    await team.say(RINA, "/petugas")
    await team.press(RINA, "Usulan: Joko")
    assert team.last(RINA).labels == ["Batalkan usulan"]
    await team.press(RINA, "Batalkan usulan")
    assert (card.html, card.labels) == ("Usulan ini dibatalkan oleh pengusulnya.", [])

    await change(team, RINA, "Joko", "Cabut sebagai petugas")
    team.clock.forward(days=7)
    assert await team.press(BAYU, "Setujui") == [STALE]
    await team.tick()
    assert team.last(RINA).html.startswith("Usulan Bapak/Ibu mengenai <b>Joko</b> kedaluwarsa")
    assert (await roles(team))[JOKO] == "officer"
    async with team.sessions.reading() as session:
        states = await session.scalars(select(col(StaffChange.state)).order_by(col(StaffChange.id)))
        assert states.all() == ["refused", "withdrawn", "expired"]


async def test_an_admin_falls_by_two_others_and_the_one_concerned_has_no_say(team):
    await change(team, RINA, "Bayu", "Cabut sebagai petugas")
    assert team.texts(BAYU) == []
    assert await team.press_data(BAYU, "stf:1:yes") == [STALE]
    await team.press(CITRA, "Setujui")
    assert await roles(team) == {RINA: "admin", CITRA: "admin", JOKO: "officer"}
    assert team.last(BAYU).html.startswith("<b>Peran petugas berakhir</b>")
    assert await team.say(BAYU, "/petugas") == [FORBIDDEN]


async def test_of_two_admins_neither_can_throw_out_the_other_and_the_last_one_stays(office):
    await staff(office.sessions, BAYU, Role.ADMIN, name="Bayu")
    await office.say(RINA, "/petugas")
    await office.press(RINA, "Bayu")
    assert await office.press(RINA, "Cabut sebagai petugas") == [mistake(NobodyToApprove())]
    # but everybody may go
    await change(office, BAYU, "Bayu", "Mengundurkan diri")
    assert await roles(office) == {RINA: "admin", JOKO: "officer"}
    await office.say(RINA, "/petugas")
    await office.press(RINA, "Rina")
    for button in ("Mengundurkan diri", "Jadikan peninjau"):
        assert await office.press(RINA, button) == [mistake(LastAdmin())]
    for after in ("none", "viewer", "officer"):
        assert await office.press_data(RINA, f"ptg:do:1:admin:{after}") == [mistake(LastAdmin())]
    assert (await roles(office))[RINA] == "admin"


async def test_two_admins_who_leave_at_the_same_moment_leave_one(both_worlds):
    world = both_worlds
    await world.say(RINA, "/start", name="Rina")
    bayu = await staff(world.sessions, BAYU, Role.ADMIN, name="Bayu")
    await asyncio.gather(
        world.press_data(RINA, "ptg:do:1:admin:none"), world.press_data(BAYU, f"ptg:do:{bayu}:admin:viewer")
    )
    assert sorted((await roles(world)).values()) in (["admin"], ["admin", "viewer"])


async def test_two_removals_agreed_to_at_the_same_moment_leave_an_admin(both_worlds):
    world = both_worlds
    await world.say(RINA, "/start", name="Rina")
    ids = {BAYU: await staff(world.sessions, BAYU, Role.ADMIN, name="Bayu"), RINA: 1}
    ids[CITRA] = await staff(world.sessions, CITRA, Role.ADMIN, name="Citra")
    await world.press_data(CITRA, f"ptg:do:{ids[RINA]}:admin:none")
    await world.press_data(CITRA, f"ptg:do:{ids[BAYU]}:admin:none")
    await asyncio.gather(
        world.press_data(BAYU, "stf:1:yes"),  # against Rina
        world.press_data(RINA, "stf:2:yes"),  # against Bayu
        world.press_data(CITRA, f"ptg:do:{ids[CITRA]}:admin:none"),  # who leaves as well
    )
    assert list((await roles(world)).values()).count("admin") >= 1


async def test_one_press_for_a_change_counts_however_often(both_worlds):
    world = both_worlds
    await world.say(RINA, "/start", name="Rina")
    number = await joko(world.sessions)
    await staff(world.sessions, BAYU, Role.ADMIN, name="Bayu")
    await staff(world.sessions, CITRA, Role.ADMIN, name="Citra")
    await world.press_data(RINA, f"ptg:do:{number}:officer:admin")
    await asyncio.gather(*(world.press_data(admin, "stf:1:yes") for admin in (BAYU, CITRA) * 3))
    async with world.sessions.reading() as session:
        told = select(col(OutboxMessage.key)).where(col(OutboxMessage.key).like(f"role:{number}:%"))
        assert len((await session.scalars(told)).all()) == 1
    assert (await roles(world))[JOKO] == "admin"


async def test_whoever_is_removed_loses_cards_questions_messages_and_menu_at_once(office):
    await office.press_data(STRANGER, "reg:agree")
    await office.press_data(STRANGER, "dft:s:64.74:sekda")
    await office.press(STRANGER, "Benar")  # a request, with a card to the officer
    await office.say(JOKO, "/ambang")
    async with office.working(JOKO) as work:
        work.session.add(Dialogue(telegram_id=JOKO, step="place", said={}, opened_at=office.clock()))
        for key, subject in (("x:1", JOKO), ("x:2", RINA)):
            await work.tell(
                Recipient(subject, "", staff_id=work.actor.staff_id if subject == JOKO else 1),
                Text("Nanti"),
                key=key,
                message_class=MessageClass.REQUEST,
                not_before=office.clock.at.replace(year=2026),
            )
    await office.tick()
    await change(office, RINA, "Joko", "Cabut sebagai petugas")

    (card,) = (shown for shown in office.telegram.chats[JOKO] if "Kartu ini tidak berlaku lagi" in shown.html)
    assert card.is_edited and card.buttons == []
    assert await office.press_data(JOKO, "req:1:yes") == [STALE]
    assert await office.say(JOKO, "/undang 64.74 sekda") == [FORBIDDEN]
    (other,) = (shown for shown in office.telegram.chats[RINA] if "Permohonan pendaftaran" in shown.html)
    assert other.labels == ["Setujui", "Tolak", "Tanyakan"]
    async with office.sessions.reading() as session:
        assert (await session.scalars(select(col(Dialogue.telegram_id)))).all() == []
        states = select(col(OutboxMessage.key), col(OutboxMessage.state)).where(
            col(OutboxMessage.key).like("x:%")
        )
        assert dict((await session.execute(states)).all()) == {"x:1": "withdrawn", "x:2": "pending"}
    menus = [(method, body) for method, body in office.telegram.calls if str(JOKO) in str(body.get("scope"))]
    assert menus[-1][0] == "deleteMyCommands"


async def test_whoever_is_demoted_keeps_what_the_new_role_may_press(team):
    await office_request(team)
    await change(team, BAYU, "Joko", "Jadikan administrator")  # a card for admins
    await team.say(RINA, "/petugas")
    await change(team, CITRA, "Citra", "Jadikan petugas pendamping")
    held = {shown.html.splitlines()[0]: shown.labels for shown in team.telegram.chats[CITRA]}
    assert held["<b>Permohonan pendaftaran tanpa kode</b>"] == ["Setujui", "Tolak", "Tanyakan"]
    assert "<b>Usulan perubahan petugas</b>" not in held
    assert held[VOID] == []
    await change(team, BAYU, "Citra", "Jadikan peninjau")
    held = {shown.html.splitlines()[0]: shown.labels for shown in team.telegram.chats[CITRA]}
    assert "<b>Permohonan pendaftaran tanpa kode</b>" not in held


async def office_request(world: World) -> None:
    await world.press_data(BUDI, "reg:agree")
    await world.press_data(BUDI, "dft:s:64.74:sekda")
    await world.press(BUDI, "Benar")


async def test_what_a_former_admin_proposed_is_dropped(team):
    await change(team, CITRA, "Joko", "Jadikan administrator")
    await change(team, CITRA, "Citra", "Mengundurkan diri")
    assert team.texts(BAYU)[0] == "Usulan ini tidak berlaku lagi karena keadaannya telah berubah."
    assert await team.press_data(BAYU, "stf:1:yes") == [STALE]


async def test_the_board_of_a_former_officer_says_nothing_more(office):
    await budi(office.sessions)
    await rakor.published(office)
    (board,) = (shown for shown in office.telegram.chats[JOKO] if shown.labels == ["Kelola rapat"])
    await change(office, RINA, "Joko", "Jadikan peninjau")
    assert (board.html, board.labels) == (VOID, [])
    await office.press(SARI, "Hadir")
    assert board.html == VOID
    async with office.sessions.reading() as session:
        assert (await session.scalars(select(col(LiveCard.chat_id)))).all() == [RINA]


async def test_somebody_named_in_the_settings_comes_back(office):
    await change(office, RINA, "Joko", "Jadikan administrator")
    await office.say(JOKO, "/petugas")
    await office.press(JOKO, "Rina")
    assert await office.press(JOKO, "Cabut sebagai petugas") == [mistake(NobodyToApprove())]
    await office.say(RINA, "/petugas")
    await office.press(RINA, "Rina")
    await office.press(RINA, "Jadikan peninjau")
    assert "tercantum pada pengaturan ADMIN_IDS" in office.last(RINA).html
    await office.press(RINA, "Ya, ubah peran")
    await change(office, JOKO, "Rina", "Cabut sebagai petugas")
    assert await roles(office) == {JOKO: "admin"}

    await ensure_admins(office.sessions, office.house)
    await office.deliver()
    assert await roles(office) == {JOKO: "admin", RINA: "admin"}
    assert "Oleh: pengaturan server (ADMIN_IDS)" in office.last(JOKO).html
    texts = len(office.texts(JOKO))
    await ensure_admins(office.sessions, office.house)
    await office.deliver()
    assert len(office.texts(JOKO)) == texts
