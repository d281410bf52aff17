"""What the practice room begins with: the cast in its seats, real measurements, one open code."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from importlib.resources import files

from sqlalchemy import func, select, update
from sqlmodel import col

from bot.actions import file_imports
from bot.actions.invitations import ensure_seat, make_code
from bot.actions.work import SYSTEM, Work
from bot.practice.cast import Person
from bot.rules.actors import Role, TenureKind
from bot.rules.seats import NOTICE_VERSION, post_key
from db.engine import Sessions
from db.tables import Candidacy, Consent, Contact, Reachability, Staff, Tenure


async def seed(sessions: Sessions, cast: Sequence[Person], *, now: datetime) -> str:
    """Fill a fresh database; returns the code of whoever waits with one ("" when it was filled before)."""
    async with sessions.writing() as session:
        work = Work(session, now, SYSTEM)
        if await session.scalar(select(func.count()).select_from(Contact)):
            return ""
        staff_ids = [await _staff(work, person, Role(person.staff)) for person in cast if person.staff]
        for person in cast:
            if person.is_seated:
                await _official(work, person)
        await session.execute(
            update(Candidacy).where(col(Candidacy.cohort) == 2026).values(officer_id=staff_ids[0])
        )
        await _measurements(work)
        return await _open_code(work, cast)


async def _staff(work: Work, person: Person, role: Role) -> int:
    staff = await work.session.scalar(select(Staff).where(col(Staff.telegram_id) == person.telegram_id))
    if staff is None:
        staff = Staff(telegram_id=person.telegram_id, role=role, created_at=work.now)
        work.session.add(staff)
    staff.name, staff.reachability = person.first_name, Reachability.REACHABLE
    await work.session.flush()
    assert staff.id is not None  # noqa: S101 - flushed
    return staff.id


async def _official(work: Work, person: Person) -> None:
    seat_id = await ensure_seat(work, str(person.region_code), post_key(person.post))
    contact = Contact(telegram_id=person.telegram_id, name=person.first_name, created_at=work.now)
    work.session.add(contact)
    await work.session.flush()
    assert contact.id is not None  # noqa: S101 - flushed
    work.session.add(
        Tenure(seat_id=seat_id, contact_id=contact.id, kind=TenureKind.HOLDER, started_at=work.now)
    )
    work.session.add(
        Consent(telegram_id=person.telegram_id, notice_version=NOTICE_VERSION, given_at=work.now)
    )


async def _measurements(work: Work) -> None:
    content = files("db.reference").joinpath("measurements.csv").read_bytes()
    await file_imports.import_file(
        work,
        kind=file_imports.ImportKind.MEASUREMENTS,
        filename="measurements.csv",
        content=content,
        is_dry_run=False,
        is_quiet=True,
    )


async def _open_code(work: Work, cast: Iterable[Person]) -> str:
    waiting = next((person for person in cast if person.region_code and not person.started), None)
    if waiting is None:
        return ""
    made = await make_code(work, region_code=str(waiting.region_code), post=post_key(waiting.post))
    return made.code
