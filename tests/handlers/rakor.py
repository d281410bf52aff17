"""The seed's own case as a starting point: the rakor of 11 and 12 March 2025."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import select
from sqlmodel import col

from db.tables import AgendaItem, PlanState, ReminderPlan
from tests import builders
from tests.builders import JOKO
from tests.fakes import Shown, World
from tests.snapshots import once

FORM = """/rapat baru
Judul: Rapat Koordinasi Pembentukan Percontohan Kabupaten/Kota Antikorupsi Tahun 2026
Surat: B/1234/DKM.02/80-83/03/2025
Sesi: 11-03-2025 09.00-11.30 WIB; Kabupaten Bangka Tengah
Sesi: 11-03-2025 13.00-15.30 WIB; Kota Bontang
Sesi: 12-03-2025 09.00-11.30 WIB; Kabupaten Maros
Sesi: 12-03-2025 13.00-15.30 WIB; Kabupaten Manggarai Barat
Tautan: https://zoom.us/j/90000000000
ID rapat: 900 0000 0000
Kode sandi: Bontang25"""

PDF = b"%PDF-1.7 surat undangan"


async def registered(world: World) -> World:
    """Joko (officer), Sari (Bontang) and Budi (Bangka Tengah) are registered."""
    await builders.joko(world.sessions)
    await builders.sari(world.sessions)
    await builders.budi(world.sessions)
    return world


async def published(world: World, form: str = FORM, *, letter: bytes = b"") -> World:
    """The meeting of the form, published; the take-back time is over."""

    async def play() -> None:
        await world.say(JOKO, form)
        draft = world.last(JOKO)
        if letter:
            await world.send_file(JOKO, "surat.pdf", letter)
        await world.press(JOKO, "Terbitkan", on=draft)
        world.clock.forward(seconds=31)
        await world.tick()

    await once(world, f"published {form} {letter!r}", play)
    return world


async def moved(world: World, *, number: int = 2, to: str = "11-03-2025 10.00-12.30 WIB") -> None:
    """Joko moves one sitting of meeting 1."""
    await world.say(JOKO, "/rapat 1")
    await at_sitting(world, number, "Pindahkan")
    await world.say(JOKO, to)
    await world.press(JOKO, "Konfirmasi")


async def at_sitting(world: World, number: int, label: str, *, by: int = JOKO) -> list[str]:
    """Open a sitting from the newest card of its meeting and press this there."""
    await world.press(by, f"Sesi {number} ▸")
    return await world.press(by, label)


def first_lines(world: World, user_id: int) -> list[str]:
    """Each message of a chat by its first line: enough to see what came in which order."""
    return [shown.html.splitlines()[0] for shown in world.telegram.chats[user_id]]


def card(world: World, user_id: int, beginning: str) -> Shown:
    """The newest message of a chat that begins so."""
    return next(
        shown for shown in reversed(world.telegram.chats[user_id]) if shown.html.startswith(beginning)
    )


async def plans(world: World, *, number: int) -> list[tuple[str, int, PlanState, str]]:
    """(step, time revision, state, reason) of the plans of one sitting, by id."""
    async with world.sessions.reading() as session:
        rows = await session.execute(
            select(
                col(ReminderPlan.step),
                col(ReminderPlan.time_revision),
                col(ReminderPlan.state),
                col(ReminderPlan.reason),
            )
            .join(AgendaItem, col(AgendaItem.id) == col(ReminderPlan.agenda_item_id))
            .where(col(AgendaItem.position) == number)
            .order_by(col(ReminderPlan.id))
        )
        return [(step, revision, state, reason) for step, revision, state, reason in rows]


@asynccontextmanager
async def restarted(world: World) -> AsyncIterator[World]:
    """Another process over the same database: what the first had in memory is gone."""
    async with World(world.house.settings.database_url, world.clock) as again:
        again._update_ids = world._update_ids
        yield again
