"""A request to be named rightly: approval renames the record, and nothing that was said before."""

from __future__ import annotations

from sqlalchemy import update
from sqlmodel import col

from bot.actions.work import Work
from bot.messages import name_corrections as words
from bot.messages.titles import TITLE_DECISION
from bot.rules.errors import Stale
from bot.rules.names import name_warnings
from bot.rules.outbox import MessageClass, Text
from bot.rules.requests import Refused, RequestView
from db.engine import affected
from db.queries.people import Recipient
from db.tables import Contact, RequestState


def needs_second(view: RequestView) -> bool:
    """One approval is enough for a name that has nothing odd about it."""
    return bool(name_warnings(view.name)) or view.resembles_staff


async def tell_nobody(work: Work, view: RequestView, *, is_flood: bool) -> None:
    """Nobody has to go."""


async def approve(work: Work, view: RequestView) -> None:
    """The name stands from now on. Raises Stale when the account is another's or nobody's by now."""
    person = view.registered
    mine = update(Contact).where(
        col(Contact.id) == (person.contact_id if person else None),
        col(Contact.telegram_id) == view.telegram_id,
        col(Contact.erased_at).is_(None),
    )
    if person is None or affected(await work.session.execute(mine.values(name=view.name))) != 1:
        raise Stale
    await work.audit(
        "correct_name",
        "contact",
        person.contact_id,
        about=person.contact_id,
        text=f"{person.name} → {view.name}",
    )
    await work.tell(
        Recipient(chat_id=view.telegram_id, name=view.name, contact_id=person.contact_id),
        words.corrected(view.name),
        key=f"reqd:{view.request_id}",
        message_class=MessageClass.CORRECTION,
        title=TITLE_DECISION,
    )


async def close(work: Work, view: RequestView, state: RequestState) -> None:
    """Nobody else was told of it."""


def refused(view: RequestView, refused: Refused) -> Text:
    return words.refused(view.name, refused)
