"""The bot in groups: asked for, allowed, left; and nothing of a region is ever said there."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlmodel import col

from bot.messages.render import mistake
from bot.rules.actors import Role
from bot.rules.errors import Forbidden, NotRegistered, Stale
from bot.rules.groups import GroupState
from db.groups import follow
from db.tables import AuditEntry, GroupChat
from tests.builders import JOKO, SARI, STRANGER, joko, sari, staff
from tests.fakes import ADMIN, BOT, World

GROUP, SUPER = -4_000_000_002, -1_002_000_000_001
TITLE = "Koordinasi Kota Bontang"
SECOND = 900_000_003


def chat(chat_id: int = GROUP, title: str = TITLE, kind: str = "") -> dict[str, object]:
    return {"id": chat_id, "title": title, "type": kind or ("supergroup" if chat_id < -(10**12) else "group")}


def user(telegram_id: int, *, is_bot: bool = False) -> dict[str, object]:
    return {"id": telegram_id, "is_bot": is_bot, "first_name": "Uji"}


async def membership(
    world: World, by: int, *, old: str = "left", new: str = "member", where: dict[str, object] | None = None
) -> None:
    def member(status: str) -> dict[str, object]:
        more: dict[str, object] = {"until_date": 0} if status == "kicked" else {}
        rights = ("can_be_edited can_manage_chat can_delete_messages can_manage_video_chats "
                  "can_restrict_members can_promote_members can_change_info can_invite_users "
                  "can_post_stories can_edit_stories can_delete_stories is_anonymous")  # fmt: skip
        if status == "administrator":
            more = dict.fromkeys(rights.split(), False)
        return {"user": BOT, "status": status, **more}

    change = {"chat": where or chat(), "from": user(by), "date": 1}
    states = {"old_chat_member": member(old), "new_chat_member": member(new)}
    await world.update({"my_chat_member": change | states})


async def say(
    world: World, by: int, text: str, *, where: dict[str, object] | None = None, **more: object
) -> None:
    command = {"type": "bot_command", "offset": 0, "length": len(text.split()[0])}
    entities = [command] if text.startswith("/") else []
    message = {"message_id": 7, "date": 1, "chat": where or chat(), "from": user(by), "text": text}
    await world.update({"message": message | {"entities": entities} | more})


async def becomes_supergroup(world: World, by: int, parts: str = "new old told") -> None:
    """Telegram's three words about it, in this order."""
    service = {"message_id": 8, "date": 1}
    for part in parts.split():
        if part == "new":
            await membership(world, by, where=chat(SUPER))
        elif part == "old":
            told = {"chat": chat(), "from": user(by), "migrate_to_chat_id": SUPER}
            await world.update({"message": service | told})
        else:
            told = {"chat": chat(SUPER), "from": user(1_087_968_824, is_bot=True), "sender_chat": chat(SUPER)}
            await world.update({"message": service | told | {"migrate_from_chat_id": GROUP}})


async def states(world: World) -> dict[int, str]:
    async with world.sessions.reading() as session:
        rows = await session.execute(select(col(GroupChat.chat_id), col(GroupChat.state)))
        return {chat_id: state.value for chat_id, state in rows}


async def deeds(world: World) -> list[str]:
    async with world.sessions.reading() as session:
        return list(await session.scalars(select(col(AuditEntry.action)).order_by(col(AuditEntry.id))))


def left(world: World) -> list[int]:
    return [int(str(body["chat_id"])) for method, body in world.telegram.calls if method == "leaveChat"]


def said_in(world: World, *chat_ids: int) -> list[str]:
    return [text for chat_id in chat_ids or (GROUP, SUPER) for text in world.texts(chat_id)]


@pytest.fixture
async def office(world: World) -> World:
    for person in (joko, sari):
        await person(world.sessions)
    return world


@pytest.fixture
async def allowed(office: World) -> World:
    await membership(office, ADMIN)
    await office.press(ADMIN, "Izinkan")
    return office


async def test_staff_add_it_admins_decide_and_whoever_added_it_hears(office: World) -> None:
    await membership(office, JOKO)
    card = office.last(ADMIN)
    assert card.html.startswith("<b>Bot ditambahkan ke grup</b>") and f"<code>{GROUP}</code>" in card.html
    assert card.labels == ["Izinkan", "Keluar"]
    assert "mintakan kepada administrator" in office.last(JOKO).html
    await say(office, SARI, "/status")
    assert office.texts(SARI) == [] == said_in(office)
    (receipt,) = await office.press(ADMIN, "Izinkan")
    assert (
        receipt
        == f"Grup <b>{TITLE}</b>: bot diizinkan. Perintah di grup itu dijawab melalui percakapan pribadi."
    )
    assert office.last(JOKO).html == receipt
    assert "bot diizinkan" in card.html and card.buttons == []
    assert (await states(office), left(office)) == ({GROUP: "allowed"}, [])
    assert await deeds(office) == ["group_added", "group_allowed"]


async def test_refused_revoked_and_added_again(office: World) -> None:
    await membership(office, JOKO)
    await office.press(ADMIN, "Keluar")
    assert (await states(office), left(office)) == ({GROUP: "left"}, [GROUP])
    assert "bot tidak diizinkan dan keluar" in office.last(JOKO).html
    await membership(office, BOT["id"], old="member", new="left")
    await membership(office, JOKO)  # in the same second of the same minute
    await office.press(ADMIN, "Izinkan")
    await office.say(ADMIN, "/grup")
    await office.press(ADMIN, "1. Cabut izin")
    assert (await states(office), left(office)) == ({GROUP: "left"}, [GROUP, GROUP])
    assert await deeds(office) == [
        "group_added", "group_refused", "group_added", "group_allowed", "group_revoked",
    ]  # fmt: skip


async def test_whoever_is_no_staff_makes_it_leave_at_once(office: World) -> None:
    for by in (STRANGER, SARI):
        await membership(office, by)
        await membership(office, BOT["id"], old="member", new="left")
    await membership(office, JOKO, where=chat(-1_009, kind="channel"), new="administrator")
    assert left(office) == [GROUP, GROUP, -1_009]
    assert office.texts(STRANGER) == office.texts(SARI) == said_in(office, GROUP, -1_009) == []


async def test_many_groups_are_one_message_and_the_next_comes_after_an_hour(office: World) -> None:
    for number in range(25):
        await membership(office, STRANGER, where=chat(-5_000 - number, f"Grup {number}"))
    for _ in range(3):
        await office.tick()
    (told,) = office.texts(ADMIN)
    assert told.startswith("<b>Bot keluar dari 25 grup</b>") and "Dan 15 grup lain" in told
    assert len(left(office)) == 25
    office.clock.forward(minutes=10)
    await membership(office, STRANGER, where=chat(-6_000, "Grup lain"))
    await office.tick()
    assert len(office.texts(ADMIN)) == 1
    office.clock.forward(minutes=50)
    await office.tick()
    assert "Bot keluar dari 1 grup" in office.texts(ADMIN)[1]


async def test_nobody_decides_in_a_day(office: World) -> None:
    await membership(office, JOKO)
    card = office.last(ADMIN)
    office.clock.forward(hours=23, minutes=59)
    await office.tick()
    assert left(office) == []
    office.clock.forward(minutes=1)
    await office.tick()
    await office.tick()
    assert (await states(office), left(office)) == ({GROUP: "left"}, [GROUP])
    assert "tidak ada keputusan dalam 24 jam" in office.last(JOKO).html
    assert "tidak ada keputusan dalam 24 jam" in card.html and card.buttons == []


async def test_twenty_presses_at_once_have_one_effect(both_worlds: World) -> None:
    world = both_worlds
    await staff(world.sessions, SECOND, Role.ADMIN)
    await membership(world, ADMIN)
    cards = {person: world.last(person) for person in (ADMIN, SECOND)}
    for data in [str(button["callback_data"]) for button in cards[ADMIN].buttons]:
        await asyncio.gather(
            *(
                world.press_data(person, data, on=cards[person])
                for person in (ADMIN, SECOND)
                for _ in range(10)
            )
        )
    assert (await states(world), left(world)) == ({GROUP: "allowed"}, [])
    assert await deeds(world) == ["group_added", "group_allowed"]


async def test_only_admins_decide_and_only_in_private(office: World) -> None:
    await membership(office, JOKO)
    yes = str(office.last(ADMIN).buttons[0]["callback_data"])
    for person in (JOKO, SARI, STRANGER):
        assert await office.press_data(person, yes) == [mistake(Stale())]
        if person is not STRANGER:
            assert await office.say(person, "/grup") == [mistake(Forbidden())]
    for data in (
        yes.replace(":yes", ":out"),
        "grp:1:1:yes",
        f"{yes}:1",
        "grp:99:1:no",
        yes.replace("yes", "x"),
    ):
        assert await office.press_data(ADMIN, data) == [mistake(Stale())]
    pressed = {"message_id": 5, "date": 1, "chat": chat(), "from": BOT, "text": "Kartu"}
    press = {"id": "1", "from": user(ADMIN), "chat_instance": "1", "data": yes, "message": pressed}
    before = len(office.texts(ADMIN))
    await office.update({"callback_query": press})
    assert (await states(office), len(office.texts(ADMIN))) == ({GROUP: "waiting"}, before)


async def test_commands_are_answered_in_private_and_nothing_in_the_group(allowed: World) -> None:
    await say(allowed, SARI, "/status@permas_uji_bot")
    assert "Kota Bontang" in allowed.last(SARI).html
    await say(allowed, STRANGER, "/jadwal")
    assert allowed.texts(STRANGER) == [mistake(NotRegistered())]
    await say(allowed, SARI, "/berhenti")
    assert allowed.last(SARI).html.startswith("Perintah /berhenti dari grup tidak kami jalankan.")
    for text in ("/status@bot_lain", "/tidak_dikenal", "status kota bontang", "halo"):
        await say(allowed, ADMIN, text)
    assert said_in(allowed) == []
    assert not any("capaian" in text.lower() for text in allowed.texts(ADMIN))


async def test_who_cannot_be_written_to_is_shown_the_way_once_an_hour(allowed: World) -> None:
    allowed.telegram.never_started.add(STRANGER)
    for _ in range(3):
        await say(allowed, STRANGER, "/status kota bontang")
    (line,) = said_in(allowed)
    assert line == (
        "Layanan ini menjawab melalui percakapan pribadi. Silakan membuka @permas_uji_bot, "
        "memilih <b>Mulai</b>, lalu mengirim perintahnya di sana."
    )
    allowed.clock.forward(hours=1)
    await say(allowed, STRANGER, "/status")
    assert len(said_in(allowed)) == 2


async def test_what_is_no_person_is_not_answered(allowed: World) -> None:
    before = {person: len(allowed.texts(person)) for person in (ADMIN, SARI)}
    await say(allowed, 1_087_968_824, "/status kota bontang", sender_chat=chat())
    await say(
        allowed, 777_000, "/status", sender_chat=chat(-1_009, kind="channel"), is_automatic_forward=True
    )
    message = {"message_id": 9, "date": 1, "chat": chat(), "from": user(5, is_bot=True), "text": "/status"}
    command = [{"type": "bot_command", "offset": 0, "length": 7}]
    await allowed.update({"message": message | {"entities": command}})
    await allowed.update(
        {"edited_message": message | {"from": user(SARI), "edit_date": 2, "entities": command}}
    )
    post = {"message_id": 1, "date": 1, "chat": chat(-1_009, kind="channel"), "text": "/status"}
    await allowed.update({"channel_post": post | {"entities": command}})
    assert said_in(allowed, GROUP, -1_009) == []
    assert {person: len(allowed.texts(person)) for person in (ADMIN, SARI)} == before


@pytest.mark.parametrize("order", ["new old told", "told old new", "old new told", "new told old old told"])
async def test_a_supergroup_keeps_what_the_group_was_allowed(allowed: World, order: str) -> None:
    cards = len(allowed.texts(ADMIN))
    await becomes_supergroup(allowed, SARI, order)
    await allowed.tick()
    allowed.clock.forward(minutes=2)
    await allowed.tick()
    assert (await states(allowed), left(allowed)) == ({SUPER: "allowed"}, [])
    assert len(allowed.texts(ADMIN)) == cards
    await say(allowed, SARI, "/status", where=chat(SUPER))
    assert "Kota Bontang" in allowed.last(SARI).html
    await membership(allowed, SARI, old="member", new="left")  # the old id is dead
    assert await states(allowed) == {SUPER: "allowed"}


async def test_a_supergroup_of_that_name_that_is_another_is_left_a_minute_later(allowed: World) -> None:
    await membership(allowed, STRANGER, where=chat(SUPER))
    assert left(allowed) == []
    allowed.clock.forward(minutes=1)
    await allowed.tick()
    assert (await states(allowed), left(allowed)) == ({GROUP: "allowed", SUPER: "left"}, [SUPER])


async def test_the_refusal_of_a_message_tells_the_new_id_as_well(both_worlds: World) -> None:
    world = both_worlds
    await membership(world, ADMIN)
    card = world.last(ADMIN)
    for _ in range(2):
        async with world.sessions.writing() as session:
            await follow(await session.connection(), old=GROUP, new=SUPER, now=world.clock())
    await becomes_supergroup(world, SARI)
    await world.press(ADMIN, "Izinkan", on=card)
    assert (await states(world), left(world)) == ({SUPER: "allowed"}, [])


async def test_put_out_while_it_waits_the_card_says_so(office: World) -> None:
    await membership(office, JOKO)
    card = office.last(ADMIN)
    await membership(office, SARI, old="member", new="kicked")
    assert "dikeluarkan oleh anggota grup" in card.html and card.buttons == []
    assert (await states(office), left(office)) == ({GROUP: "left"}, [])
    await say(office, SARI, "/status")  # it came late
    assert office.texts(SARI) == []


async def test_other_rights_in_the_group_ask_nobody(allowed: World) -> None:
    before = len(allowed.texts(ADMIN))
    await membership(allowed, SARI, old="member", new="administrator")
    assert (await states(allowed), len(allowed.texts(ADMIN))) == ({GROUP: "allowed"}, before)


async def test_a_group_it_never_heard_of_is_asked_about(office: World) -> None:
    await say(office, SARI, "/status")
    assert "Ditambahkan oleh: tidak diketahui" in office.last(ADMIN).html
    assert (office.texts(SARI), said_in(office)) == ([], [])


async def test_a_hostile_title_is_shown_safely(office: World) -> None:
    title = "<b>KPK</b>\u202e t.me/jahat @admin /setuju " + "x" * 200
    await membership(office, ADMIN, where=chat(title=title))
    seen = office.last(ADMIN).html.splitlines()[2]
    assert seen.startswith("<blockquote>Grup: <b>&lt;b&gt;KPK&lt;/b&gt; t. me/jahat admin /setuju xxx")
    assert len(seen) < 150


async def test_the_list_and_a_new_title(allowed: World) -> None:
    service = {"message_id": 8, "date": 1, "chat": chat(), "from": user(SARI)}
    await allowed.update({"message": service | {"new_chat_title": "Tim baru"}})
    await membership(allowed, JOKO, where=chat(-5_000, "Grup kedua"))
    await membership(allowed, STRANGER, where=chat(-5_001, "Grup ketiga"))
    (page,) = await allowed.say(ADMIN, "/grup")
    assert [line.split(",")[0] for line in page.splitlines() if line[:1].isdigit()] == [
        "1. Grup kedua",
        "2. Tim baru",
        "3. Grup ketiga",
    ]
    assert allowed.last(ADMIN).labels == ["1. Izinkan", "1. Keluar", "2. Cabut izin"]
    allowed.clock.at += timedelta(days=31)
    assert "Grup ketiga" not in (await allowed.say(ADMIN, "/grup"))[0]


async def test_only_id_title_who_and_when_are_stored() -> None:
    assert set(GroupChat.model_fields) == {
        "id", "chat_id", "title", "state", "added_by_telegram_id", "allowed_by_staff_id", "first_seen_at",
        "changed_at", "migrated_from",
    }  # fmt: skip
    assert [state.value for state in GroupState] == ["waiting", "allowed", "left"]
