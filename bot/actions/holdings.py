"""What a person already holds about a sitting: the newest card, and whether he knows the way in."""

from __future__ import annotations

from dataclasses import dataclass
from html import unescape

from sqlalchemy import or_, select
from sqlmodel import col

from bot.actions.telling import ITEM, addressee_of
from bot.actions.work import Work
from bot.messages import sittings as messages
from bot.rules.meetings import Join
from bot.rules.outbox import MessageClass, OutboxState
from bot.rules.sittings import MeetingView, SittingView
from db.queries.people import Recipient
from db.tables import OutboxMessage

#: What is with the person, or may be.
HAS = (OutboxState.SENT, OutboxState.SENDING, OutboxState.UNCERTAIN)


@dataclass(frozen=True, slots=True)
class Card:
    """An invitation or change that a person has; ``time_revision`` is that of the time it names."""

    outbox_id: int
    time_revision: int | None


async def newest_card(
    work: Work, item: int, *, person: Recipient, is_waiting_too: bool = False
) -> Card | None:
    """The newest invitation or change about this sitting that this person has for this seat, in this chat.

    ``is_waiting_too``: also what has not left yet.
    """
    own = f":{person.contact_id}:{addressee_of(person).seat}"
    row = (
        await work.session.execute(
            select(col(OutboxMessage.id), col(OutboxMessage.subject_rev))
            .where(
                or_(
                    col(OutboxMessage.key).like(f"inv:{item}:%{own}"),
                    col(OutboxMessage.key).like(f"mov:{item}:%{own}"),
                ),
                col(OutboxMessage.subject_type) == ITEM,
                col(OutboxMessage.subject_id) == item,
                col(OutboxMessage.chat_id) == person.chat_id,
                col(OutboxMessage.state).in_([*HAS, OutboxState.PENDING] if is_waiting_too else HAS),
            )
            .order_by(col(OutboxMessage.id).desc())
            .limit(1)
        )
    ).first()
    return Card(row[0], row[1]) if row and row[0] else None


async def outdate(
    work: Work, meeting: MeetingView, before: SittingView, *, card: Card, person: Recipient
) -> None:
    """Turn the earlier card into a pointer to the change; best effort, nothing depends on it."""
    to = addressee_of(person)
    await work.tell(
        person,
        messages.outdated(meeting, before, to=to),
        key=f"old:{before.item}:{meeting.revision}:{person.contact_id}:{to.seat}",
        message_class=MessageClass.CORRECTION,
        method="editMessageText",
        edits_outbox_id=card.outbox_id,
        expires_at=before.ends_at,
    )


async def who_know_the_way_in(work: Work, sitting: SittingView, *, contact_id: int | None = None) -> set[int]:
    """Contacts (or only this one) who were sent a text with this link, before a move perhaps."""
    sign = _sign(sitting.join)
    if not sign:
        return set()
    sent = select(col(OutboxMessage.contact_id), col(OutboxMessage.payload)).where(
        col(OutboxMessage.subject_type) == ITEM,
        col(OutboxMessage.subject_id) == sitting.item,
        col(OutboxMessage.state).in_(HAS),
    )
    if contact_id is not None:
        sent = sent.where(col(OutboxMessage.contact_id) == contact_id)
    rows = await work.session.execute(sent)
    return {
        contact for contact, payload in rows if contact and sign in unescape(str(payload.get("text", "")))
    }


def _sign(join: Join) -> str:
    """What every text with this way in holds, once it is unescaped."""
    if join.link:
        return f'href="{join.link}"'
    code = join.meeting_id or join.passcode
    return f"<code>{code}</code>" if code else ""
