"""Pieces of stories about a new account: as far as the card that staff decide on."""

from __future__ import annotations

from bot.rules.actors import Role
from tests.builders import JOKO, joko, staff
from tests.fakes import ADMIN, Shown, World

NEW = 7_000_000_013  # Sari, with another telephone
HASAN = 900_000_003  # another admin


async def office(world: World) -> World:
    """Joko, an officer, and two admins who can be reached."""
    await joko(world.sessions)
    await staff(world.sessions, HASAN, Role.ADMIN, name="Hasan")
    return world


async def to_the_card(
    world: World,
    person: int = NEW,
    *,
    name: str = "Sari",
    place: str = "kota bontang",
    post: str = "Inspektur",
    kind: str = "",
) -> list[str]:
    """By the plain words; the answer to Benar."""
    await world.say(person, "akun baru", name=name)
    if "Lanjutkan dari akun ini" in world.last(person).labels:
        await world.press(person, "Lanjutkan dari akun ini", name=name)
    if "Setuju" in world.last(person).labels:
        await world.press(person, "Setuju", name=name)
    await world.say(person, place, name=name)
    await world.press(person, post, name=name)
    if kind:
        await world.press(person, f"○ {kind}", name=name)
    return await world.press(person, "Benar", name=name)


def newest_card(world: World, person: int) -> Shown:
    """The last card with Setujui in this chat."""
    return next(shown for shown in reversed(world.telegram.chats[person]) if "Setujui" in shown.labels)


async def approved(world: World) -> list[str]:
    """Joko first, then Hasan; what Hasan reads."""
    await world.press(JOKO, "Setujui", on=newest_card(world, JOKO))
    return await world.press(HASAN, "Setujui", on=newest_card(world, HASAN))


__all__ = ["ADMIN", "HASAN", "NEW", "approved", "newest_card", "office", "to_the_card"]
