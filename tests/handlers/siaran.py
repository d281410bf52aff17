"""A siaran as far as a test needs it: written, with recipients, shown, confirmed."""

from __future__ import annotations

from sqlalchemy import insert, select
from sqlmodel import col

from bot.rules.actors import Role, TenureKind
from db.tables import Broadcast, Contact, Seat, Tenure
from tests.builders import JOKO, staff
from tests.fakes import START, Shown, World

MIRA = 900_000_003  # another officer
BODY = "Dengan hormat, dokumen triwulan I diunggah paling lambat Jumat."


async def written(world: World, *, who: str = "kota bontang, bangka tengah") -> World:
    """Text, title, recipients: the card of a whole draft is the last message."""
    await world.say(JOKO, f"/siaran {BODY}")
    await world.say(JOKO, "Batas unggah dokumen MCSP")
    await world.say(JOKO, who)
    await world.press(JOKO, "Selesai")
    return world


async def confirmed(world: World, **given: str) -> World:
    """Leaves in 30 seconds."""
    await written(world, **given)
    await world.press(JOKO, "Pratinjau")
    await world.press(JOKO, "Konfirmasi")
    return world


async def row(world: World, number: int = 1) -> Broadcast:
    async with world.sessions.reading() as session:
        found = await session.scalar(select(Broadcast).where(col(Broadcast.id) == number))
        assert found is not None
        return found


async def mira(world: World) -> int:
    return await staff(world.sessions, MIRA, Role.OFFICER, name="Mira")


async def many(world: World, count: int = 101) -> None:
    """So many assistants of Kota Bontang's Inspektur."""
    async with world.sessions.writing() as session:
        seat = await session.scalar(
            select(col(Seat.id)).where(col(Seat.region_code) == "64.74", col(Seat.post) == "inspektur")
        )
        rows = [
            {"telegram_id": 8 * 10**9 + n, "name": f"Staf {n}", "created_at": START} for n in range(count)
        ]
        await session.execute(insert(Contact), rows)
        ids = await session.scalars(select(col(Contact.id)).where(col(Contact.telegram_id) >= 8 * 10**9))
        held = [
            {"seat_id": seat, "contact_id": one, "kind": TenureKind.ASSISTANT, "started_at": START}
            for one in ids
        ]
        await session.execute(insert(Tenure), held)


async def send(world: World, user_id: int, **content: object) -> list[str]:
    """Any message: with entities, a photo, a caption."""
    return await world._receive(user_id, "Uji", {"message": world._incoming(user_id, "Uji", **content)})


def photo(file_id: str = "foto-1") -> list[dict[str, object]]:
    return [
        {"file_id": f"{file_id}-{size}", "file_unique_id": f"u{size}", "width": size, "height": size}
        for size in (90, 800)
    ]


def newest(world: World, user_id: int, beginning: str) -> Shown:
    return next(
        shown for shown in reversed(world.telegram.chats[user_id]) if shown.html.startswith(beginning)
    )
