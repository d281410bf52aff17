"""Everything one person is known by: accounts, names, posts, and records that became one."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.rules.requests import ABOUT_A_PERSON
from bot.rules.wording import post
from db.erasing import Person
from db.tables import (
    Contact,
    Region,
    RegistrationRequest,
    RequestState,
    Seat,
    Staff,
    StaffChange,
    Tenure,
)
from db.traces import NOBODY


async def person_of(session: AsyncSession, contact: Contact) -> Person:
    """This contact with all that hangs on the same person."""
    contact_id = contact.id or 0
    requests = (
        await session.scalars(
            select(RegistrationRequest).where(
                col(RegistrationRequest.replaces_contact_id) == contact_id,
                col(RegistrationRequest.purpose).in_(ABOUT_A_PERSON),
            )
        )
    ).all()
    approved = [one for one in requests if one.state is RequestState.APPROVED]
    left = [one.old_telegram_id for one in approved if one.old_telegram_id is not None]
    accounts = await _nobody_elses(session, left)
    if contact.telegram_id is not None:
        accounts = [contact.telegram_id, *accounts]
    corrected = (name for one in approved for name in (one.name, one.former_name))
    names = [contact.name, *await _names_of(session, accounts), *corrected]
    posts = await _posts_ever(session, contact_id)
    merged = await session.scalars(select(col(Contact.id)).where(col(Contact.merged_into_id) == contact_id))
    return Person(
        contact_id=contact_id,
        telegram_ids=tuple(dict.fromkeys(accounts)),
        names=_told(names),
        phone=contact.phone,
        posts=tuple(post(title, region) for title, region in posts),
        titles=tuple(title for title, _ in posts),
        merged_ids=tuple(one for one in merged if one is not None),
        requests=tuple(one.id for one in requests if one.id is not None),
    )


async def _names_of(session: AsyncSession, accounts: Collection[int]) -> set[str]:
    """What these accounts are called in requests and proposals."""
    asked = select(col(RegistrationRequest.name), col(RegistrationRequest.telegram_name)).where(
        col(RegistrationRequest.telegram_id).in_(accounts)
    )
    proposed = select(col(StaffChange.name)).where(col(StaffChange.telegram_id).in_(accounts))
    names = {name for row in await session.execute(asked) for name in row}
    return names | set(await session.scalars(proposed))


def _told(names: Iterable[str]) -> tuple[str, ...]:
    """Each once, the longest first: a short one may be part of a longer."""
    return tuple(
        sorted(
            {name for name in names if len(name) > 1 and name != NOBODY}, key=lambda name: (-len(name), name)
        )
    )


async def _nobody_elses(session: AsyncSession, accounts: Iterable[int]) -> list[int]:
    """Accounts that were left and that no official and no member of staff has taken up since."""
    left = list(dict.fromkeys(accounts))
    taken = {
        number
        for table in (Contact, Staff)
        for number in await session.scalars(
            select(col(table.telegram_id)).where(col(table.telegram_id).in_(left))
        )
    }
    return [number for number in left if number not in taken]


async def _posts_ever(session: AsyncSession, contact_id: int) -> list[tuple[str, str]]:
    """Title and region of each seat this person ever acted for."""
    rows = await session.execute(
        select(col(Seat.title), col(Region.name))
        .join(Region, col(Region.code) == col(Seat.region_code))
        .join(Tenure, col(Tenure.seat_id) == col(Seat.id))
        .where(col(Tenure.contact_id) == contact_id)
        .distinct()
    )
    return [(title, region) for title, region in rows]
