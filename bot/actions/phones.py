"""The own telephone number: only what Telegram shares, only the own, and gone when its owner says so."""

from __future__ import annotations

from sqlalchemy import select, update
from sqlmodel import col

from bot.actions import dialogues
from bot.actions.work import Work
from bot.messages import phones as words
from bot.rules.access import Action, require
from bot.rules.phones import shared_number
from db.engine import affected
from db.tables import Contact
from db.traces import forget_number

STEP = "phone"


async def ask(work: Work) -> None:
    """Offer the key that shares the number. Raises NotRegistered, NotApprovedYet, Forbidden."""
    require(work.actor, Action.CORRECT_OWN_RECORD)
    known = select(col(Contact.phone)).where(col(Contact.id) == work.actor.contact_id)
    number = await work.session.scalar(known)
    await dialogues.ask(work, STEP)
    await work.receipt(words.ask(has_number=bool(number)))


async def keep(work: Work, *, number: str, of: int | None, is_forwarded: bool) -> None:
    """Store the number of the own contact card. Raises CardRefused and what ``ask`` does."""
    require(work.actor, Action.CORRECT_OWN_RECORD)
    own = shared_number(number, of=of, sender=work.actor.telegram_id, is_forwarded=is_forwarded)
    await work.session.execute(
        update(Contact)
        .where(col(Contact.id) == work.actor.contact_id)
        .values(phone=own, phone_shared_at=work.now)
    )
    await work.audit("share_phone", "contact", work.actor.contact_id, about=work.actor.contact_id)
    await _close(work)
    await work.receipt(words.kept(own))


async def decline(work: Work) -> None:
    """Tidak jadi: nothing is stored; a question of another conversation stays open."""
    await _close(work)
    await work.receipt(words.declined())


async def remove(work: Work) -> None:
    """Hapus nomor. Raises what ``ask`` does."""
    require(work.actor, Action.CORRECT_OWN_RECORD)
    known = select(col(Contact.phone)).where(col(Contact.id) == work.actor.contact_id)
    await forget_number(work.session, await work.session.scalar(known) or "")
    gone = await work.session.execute(
        update(Contact)
        .where(col(Contact.id) == work.actor.contact_id, col(Contact.phone) != "")
        .values(phone="", phone_shared_at=None)
    )
    was_there = affected(gone) == 1
    if was_there:
        await work.audit("remove_phone", "contact", work.actor.contact_id, about=work.actor.contact_id)
    await work.receipt(words.removed(was_there=was_there))


async def _close(work: Work) -> None:
    question = await dialogues.open_question(work)
    if question is not None and question.step == STEP:
        await dialogues.close(work)
