"""People and seats, made in the test where the reader can see them."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlmodel import col

from bot.rules.actors import Role, TenureKind
from bot.rules.request_words import Account
from bot.rules.requests import RequestPurpose, RequestView
from bot.rules.seat_views import SeatView
from db.engine import Sessions
from db.tables import Contact, Reachability, Seat, Staff, Tenure
from tests.fakes import START

#: The cast of the tests; every name is a practice name.
JOKO = 900_000_002  # officer of Dit Permas
SARI = 7_000_000_001  # Inspektur, Kota Bontang (64.74, WITA)
BUDI = 7_000_000_002  # Inspektur, Kabupaten Bangka Tengah (19.04, WIB)
STRANGER = 7_000_000_099


async def staff(sessions: Sessions, telegram_id: int, role: Role, *, name: str = "Petugas") -> int:
    """An active member of staff; returns the id."""
    async with sessions.writing() as session:
        row = Staff(
            telegram_id=telegram_id,
            name=name,
            role=role,
            created_at=START,
            reachability=Reachability.REACHABLE,
        )
        session.add(row)
        await session.flush()
        assert row.id is not None
        return row.id


async def seat_id(sessions: Sessions, region_code: str, post: str) -> int:
    async with sessions.reading() as session:
        found = await session.scalar(
            select(col(Seat.id)).where(col(Seat.region_code) == region_code, col(Seat.post) == post)
        )
        assert found is not None, f"no seat {post} in {region_code}"
        return found


async def official(
    sessions: Sessions,
    telegram_id: int,
    region_code: str,
    post: str,
    *,
    name: str = "Pejabat",
    kind: TenureKind = TenureKind.HOLDER,
    since: datetime = START,
    prefix: str = "",
) -> int:
    """A registered official in a seat; returns the contact's id."""
    seat = await seat_id(sessions, region_code, post)
    async with sessions.writing() as session:
        contact = await session.scalar(select(Contact).where(col(Contact.telegram_id) == telegram_id))
        if contact is None:
            contact = Contact(telegram_id=telegram_id, name=name, created_at=since)
            session.add(contact)
            await session.flush()
        assert contact.id is not None
        session.add(Tenure(seat_id=seat, contact_id=contact.id, kind=kind, started_at=since, prefix=prefix))
        return contact.id


async def sari(sessions: Sessions) -> int:
    """Inspektur Kota Bontang."""
    return await official(sessions, SARI, "64.74", "inspektur", name="Sari")


async def budi(sessions: Sessions) -> int:
    """Inspektur Kabupaten Bangka Tengah; must never see hers."""
    return await official(sessions, BUDI, "19.04", "inspektur", name="Budi")


async def joko(sessions: Sessions) -> int:
    """An officer of Dit Permas."""
    return await staff(sessions, JOKO, Role.OFFICER, name="Joko")


def request_view(**given: object) -> RequestView:
    """Sari asks for Inspektur Kota Bontang, which nobody holds."""
    seat = SeatView(
        4, "64.74", "Kota Bontang", "Kalimantan Timur", "Asia/Makassar", "inspektur", "Inspektur", ""
    )
    usual: dict[str, object] = {
        "request_id": 7,
        "purpose": RequestPurpose.SEAT,
        "telegram_id": SARI,
        "name": "Sari Praktik, S.E.",
        "account": Account("Sari", "sari_praktik"),
        "kind": TenureKind.HOLDER,
        "requested_at": START,
        "answer_by": START + timedelta(hours=31),
        "expires_at": START + timedelta(days=7),
        "seat": seat,
    }
    return RequestView(**usual | given)  # type: ignore[arg-type]
