"""Everybody's command menu follows the rights, whoever changed them and wherever."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, select, update
from sqlmodel import col

from bot.delivery.menus import A_BEAT, EVERY_RIGHTS, Menus
from bot.delivery.wire import Answer, NotSent
from bot.rules.actors import Role, TenureKind
from bot.rules.rights import Rights, rights_of_key
from db.tables import ChatMenu, Contact, Reachability, Staff, Tenure
from tests.builders import BUDI, JOKO, SARI, budi, joko, official, sari, staff
from tests.fakes import START, World


class Telegram:
    """Answers as told, remembers what each chat's menu is."""

    def __init__(self, *refusals: int) -> None:
        self.menus: dict[int, list[str]] = {}
        self.calls = 0
        self.refusals = list(refusals)

    async def call(self, method, body, /, **_):
        self.calls += 1
        if self.refusals:
            if (status := self.refusals.pop(0)) == 0:
                raise NotSent("no network")
            return Answer(status, {"ok": False, "description": "Bad Request: chat not found"}, b"")
        chat = body["scope"]["chat_id"]
        if method == "deleteMyCommands":
            del self.menus[chat]
        else:
            self.menus[chat] = [each["command"] for each in body["commands"]]
        return Answer(200, {"ok": True, "result": True}, b"")


def menus_over(sessions, telegram, *, words="") -> Menus:
    """As a process just started has it; a menu here is the key of the rights and its words."""
    menus = Menus(sessions, now=lambda: START)
    menus.call = telegram.call
    menus.menu_of = lambda rights: ((rights.key, words),)
    return menus


@pytest.mark.parametrize("rights", EVERY_RIGHTS, ids=lambda rights: rights.key)
def test_a_key_stands_for_its_rights(rights):
    assert rights_of_key(rights.key) == rights
    assert rights.as_actor.is_staff == (rights.role is not None)
    assert {seat.kind for seat in rights.as_actor.seats} == rights.kinds


async def test_menus_follow_roles_and_seats(sessions):
    telegram = Telegram()
    menus = menus_over(sessions, telegram)
    await joko(sessions)
    await sari(sessions)
    await official(sessions, SARI, "64.74", "sekda", kind=TenureKind.DELEGATE)
    await staff(sessions, SARI, Role.VIEWER)
    await budi(sessions)
    await menus.refresh()
    assert telegram.menus == {JOKO: ["officer:"], SARI: ["viewer:hd"], BUDI: [":h"]}

    calls = telegram.calls
    await menus.refresh()
    assert telegram.calls == calls

    async with sessions.writing() as session:  # past every action, as a command or SQL would
        await session.execute(update(Staff).where(col(Staff.telegram_id) == SARI).values(is_active=False))
        await session.execute(update(Tenure).where(col(Tenure.kind) == "delegate").values(ended_at=START))
        budi_id = select(col(Contact.id)).where(col(Contact.telegram_id) == BUDI).scalar_subquery()
        await session.execute(update(Tenure).where(col(Tenure.contact_id) == budi_id).values(ended_at=START))
    await menus_over(sessions, telegram).refresh()  # by another process: nothing is remembered in this one
    assert telegram.menus == {JOKO: ["officer:"], SARI: [":h"]}
    assert telegram.calls == calls + 2


async def test_new_words_come_with_a_new_version_of_the_bot(sessions):
    telegram = Telegram()
    await joko(sessions)
    for words in ("lama", "lama", "baru"):
        await menus_over(sessions, telegram, words=words).refresh()
    assert telegram.calls == 2


async def test_after_a_new_version_a_few_are_set_on_a_beat_and_other_rights_come_first(sessions):
    telegram = Telegram()
    await joko(sessions)
    for number in range(A_BEAT + 4):
        await staff(sessions, 7_000 + number, Role.VIEWER)
    first = menus_over(sessions, telegram)
    await first.refresh()
    assert len(telegram.menus) == A_BEAT, "everybody is new"
    await first.refresh()
    assert len(telegram.menus) == A_BEAT + 5

    async with sessions.writing() as session:
        await session.execute(update(Staff).where(col(Staff.telegram_id) == JOKO).values(role=Role.VIEWER))
    told: list[int] = []

    async def call(method, body, /, **_):
        told.append(body["scope"]["chat_id"])
        return await telegram.call(method, body)

    new = menus_over(sessions, telegram, words=" baru")
    new.call = call
    await new.refresh()
    assert (told[0], len(told)) == (JOKO, A_BEAT + 1)
    await new.refresh()
    await new.refresh()
    assert sorted(told) == sorted({*told}) and len(told) == A_BEAT + 5


async def test_whoever_has_not_pressed_start_is_left_alone_until_then(sessions):
    telegram = Telegram()
    menus = menus_over(sessions, telegram)
    await joko(sessions)
    async with sessions.writing() as session:
        await session.execute(update(Staff).values(reachability=Reachability.NEVER_STARTED))
    await menus.refresh()
    assert telegram.calls == 0
    async with sessions.writing() as session:
        await session.execute(update(Staff).values(reachability=Reachability.REACHABLE))
    await menus.refresh()
    assert telegram.menus == {JOKO: ["officer:"]}


async def test_a_broken_network_is_tried_again_and_a_refusal_only_by_the_next_process(sessions):
    telegram = Telegram(0, 400)
    menus = menus_over(sessions, telegram)
    await joko(sessions)
    for calls in (1, 2, 2):  # not sent; refused; not asked again
        await menus.refresh()
        assert (telegram.calls, telegram.menus) == (calls, {})
    await menus_over(sessions, telegram).refresh()
    assert telegram.menus == {JOKO: ["officer:"]}


async def test_a_menu_is_set_at_once_by_whoever_changed_the_rights(world: World):
    await joko(world.sessions)
    await sari(world.sessions)

    def last_menu():
        return next(
            (method, str(body))
            for method, body in reversed(world.telegram.calls)
            if method in ("setMyCommands", "deleteMyCommands") and "chat_id" in str(body)
        )

    await world.tick()
    await world.say(SARI, "/berhenti")
    await world.press(SARI, "Ya, berhenti")
    assert last_menu() == ("deleteMyCommands", f"{{'scope': {{'type': 'chat', 'chat_id': {SARI}}}}}")
    await world.press_data(SARI, "reg:agree")
    await world.press_data(SARI, "dft:s:19.04:sekda")
    await world.press(SARI, "Benar")
    await world.press(JOKO, "Setujui")  # somebody else
    method, body = last_menu()
    assert method == "setMyCommands" and f"'chat_id': {SARI}" in body and "berhenti" in body


async def test_a_process_that_stops_sets_no_more_menus(sessions):
    telegram = Telegram()
    menus = menus_over(sessions, telegram)
    await joko(sessions)
    menus.stop()
    await menus.refresh()
    assert telegram.calls == 0


def test_rights_without_anything_are_a_strangers():
    assert Rights().key == ":" and Rights().as_actor.is_stranger


async def test_the_table_holds_nobody_without_rights(sessions):
    telegram = Telegram()
    await joko(sessions)
    await menus_over(sessions, telegram).refresh()
    async with sessions.writing() as session:
        await session.execute(delete(Staff))
    await menus_over(sessions, telegram).refresh()
    async with sessions.reading() as session:
        assert (await session.scalars(select(col(ChatMenu.telegram_id)))).all() == []
    assert telegram.menus == {}
