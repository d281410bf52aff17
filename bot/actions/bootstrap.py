"""The first admin: by ADMIN_IDS, or by a code that the console shows once. Never whoever comes first."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlmodel import col

from bot.actions.staff_roles import carry_out
from bot.actions.work import Work
from bot.messages import staff_entry as words
from bot.rules.actors import Role
from bot.rules.codes import hashed, new_invitation_code
from bot.rules.outbox import Text
from bot.rules.staff import BOOTSTRAP_LASTS, StaffEvent
from db.engine import affected
from db.queries import staff as queries
from db.queries.staff import lock_staff
from db.tables import BootstrapCode


@dataclass(frozen=True, slots=True)
class FirstCode:
    """A code for the first admin. It is shown once and stored nowhere."""

    code: str
    expires_at: datetime


async def new_first_code(work: Work) -> FirstCode | None:
    """A code for the first admin, in the place of any earlier one; None where there is an admin."""
    await lock_staff(work.session)
    if await queries.admins(work.session):
        return None
    await work.session.execute(
        update(BootstrapCode)
        .where(col(BootstrapCode.used_at).is_(None), col(BootstrapCode.expires_at) > work.now)
        .values(expires_at=work.now)
    )
    code = new_invitation_code()
    row = BootstrapCode(code_hash=hashed(code), created_at=work.now, expires_at=work.now + BOOTSTRAP_LASTS)
    work.session.add(row)
    await work.session.flush()
    await work.audit("bootstrap_code", "bootstrap_code", row.id)
    return FirstCode(code, row.expires_at)


async def become_first_admin(work: Work, code: str, *, name: str) -> Text | None:
    """Whoever sends the code first is the admin; None where it opens nothing, like any wrong code."""
    opened = (
        col(BootstrapCode.code_hash) == hashed(code),
        col(BootstrapCode.used_at).is_(None),
        col(BootstrapCode.expires_at) > work.now,
    )
    if await work.session.scalar(select(col(BootstrapCode.id)).where(*opened)) is None:
        return None  # the common case: no lock for codes of another kind
    await lock_staff(work.session)
    if await queries.admins(work.session):
        return None
    use = update(BootstrapCode).where(*opened)
    used = use.values(used_at=work.now, used_by_telegram_id=work.actor.telegram_id)
    if affected(await work.session.execute(used)) != 1:
        return None
    await work.audit("bootstrap", "staff")
    me = await queries.member_by_telegram(work.session, work.actor.telegram_id)
    event = StaffEvent(name, me.role if me else None, Role.ADMIN, by=name)
    await carry_out(work, event, telegram_id=work.actor.telegram_id)
    return words.first_admin()


async def ensure_admins(work: Work, telegram_ids: Collection[int]) -> None:
    """Whoever ADMIN_IDS names is an admin, now and after every start; other admins hear of a change."""
    await lock_staff(work.session)
    for telegram_id in telegram_ids:
        person = await queries.member_by_telegram(work.session, telegram_id)
        if person is None or person.role is not Role.ADMIN:
            before, name = (person.role, person.name) if person else (None, "")
            event = StaffEvent(name, before, Role.ADMIN, by="")
            await carry_out(work, event, telegram_id=telegram_id, is_here=False)
