"""What people already hold about sittings: the newest card, and whether they know the way in."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from html import unescape

from sqlalchemy import select
from sqlmodel import col

from bot.actions.telling import ITEM, addressee_of
from bot.actions.work import Work
from bot.messages import sittings as messages
from bot.rules.meetings import Join
from bot.rules.outbox import WAITING, MessageClass, OutboxState
from bot.rules.sittings import MeetingView, SittingView
from db.queries.people import Recipient
from db.tables import OutboxMessage, ToldSitting

#: What is with the person, or may be.
HAS = (OutboxState.SENT, OutboxState.SENDING, OutboxState.UNCERTAIN)
#: An earlier try may have arrived, whatever became of the message since.
_MAY_BE_THERE = col(OutboxMessage.may_be_duplicate).is_(True) & col(OutboxMessage.state).in_(
    [*WAITING, OutboxState.WITHDRAWN]
)
#: What names the time of a sitting and asks for an answer.
_CARDS = (messages.TITLE_INVITATION, messages.TITLE_CHANGE)

#: Sitting, seat and chat.
Place = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Card:
    """An invitation or change that a person has; ``time_revision`` is that of the time it names."""

    outbox_id: int
    time_revision: int | None
    is_shared: bool = False  #: it tells of other things as well, so it is not turned into a pointer


async def cards_of(
    work: Work, items: Collection[int], *, contact_id: int | None = None, is_waiting_too: bool = False
) -> dict[Place, Card]:
    """The newest invitation or change that each person has for each seat, in the present chat or an old one.

    ``contact_id``: only of this one. ``is_waiting_too``: also what has not left yet.
    """
    states = [*HAS, *WAITING] if is_waiting_too else HAS
    single = select(
        col(OutboxMessage.subject_id),
        col(OutboxMessage.seat_id),
        col(OutboxMessage.chat_id),
        col(OutboxMessage.id),
        col(OutboxMessage.subject_rev),
    ).where(
        col(OutboxMessage.subject_type) == ITEM,
        col(OutboxMessage.subject_id).in_(items),
        col(OutboxMessage.message_class).in_([MessageClass.INVITATION, MessageClass.CORRECTION]),
        col(OutboxMessage.title).in_(_CARDS),
    )
    shared = (
        select(
            col(ToldSitting.agenda_item_id),
            col(ToldSitting.seat_id),
            col(OutboxMessage.chat_id),
            col(OutboxMessage.id),
            col(ToldSitting.time_revision),
        )
        .join(OutboxMessage, col(OutboxMessage.id) == col(ToldSitting.outbox_id))
        .where(
            col(ToldSitting.agenda_item_id).in_(items),
            col(ToldSitting.time_revision).is_not(None),
            col(ToldSitting.step) == "",
        )
    )
    found: dict[Place, Card] = {}
    for is_shared, wanted in ((False, single), (True, shared)):
        wanted = wanted.where(col(OutboxMessage.state).in_(states) | _MAY_BE_THERE)
        if contact_id is not None:
            wanted = wanted.where(col(OutboxMessage.contact_id) == contact_id)
        for item, seat, chat, outbox_id, revision in await work.session.execute(wanted):
            if item is None or seat is None or outbox_id is None:
                continue
            card = Card(outbox_id, revision, is_shared)
            if (held := found.get((item, seat, chat))) is None or held.outbox_id < card.outbox_id:
                found[item, seat, chat] = card
    return found


async def newest_card(
    work: Work, item: int, *, person: Recipient, is_waiting_too: bool = False
) -> Card | None:
    """The newest invitation or change about this sitting that this person has for this seat, in this chat."""
    cards = await cards_of(work, [item], contact_id=person.contact_id, is_waiting_too=is_waiting_too)
    return cards.get((item, addressee_of(person).seat, person.chat_id))


async def outdate(
    work: Work, meeting: MeetingView, before: SittingView, *, card: Card, person: Recipient
) -> None:
    """Turn the earlier card into a pointer to the change; best effort, nothing depends on it."""
    if card.is_shared:
        return
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
    about = select(col(ToldSitting.outbox_id)).where(col(ToldSitting.agenda_item_id) == sitting.item)
    is_single = (col(OutboxMessage.subject_type) == ITEM) & (col(OutboxMessage.subject_id) == sitting.item)
    sent = select(col(OutboxMessage.contact_id), col(OutboxMessage.payload)).where(
        is_single | col(OutboxMessage.id).in_(about), col(OutboxMessage.state).in_(HAS) | _MAY_BE_THERE
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
