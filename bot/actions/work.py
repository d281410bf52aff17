"""One transaction's circumstances: who acts, when, in which session, and how to tell somebody."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.messages import system
from bot.rules.actors import Actor
from bot.rules.chain import Entry
from bot.rules.codes import new_proof_code
from bot.rules.outbox import MessageClass, Text
from bot.rules.parts import LONGEST_TEXT, in_parts
from bot.rules.progress import Progress
from db.audit import record
from db.outbox import Outgoing, enqueue, enqueue_many
from db.queries.people import Recipient


@dataclass(frozen=True, slots=True)
class Subject:
    """What a message is about, so that it can be withdrawn when that is no longer true."""

    type: str
    id: int
    rev: int | None = None


@dataclass(slots=True)
class Work:
    """Handed to every action. ``now`` is House time; ``update_id`` is that of the update being answered."""

    session: AsyncSession
    now: datetime
    actor: Actor
    update_id: int | None = None
    bot_username: str = ""
    receipts: int = field(default=0)
    progress: Progress = field(default_factory=Progress)  #: of what is long; nobody may be looking
    _together: list[Outgoing] | None = field(default=None)

    async def tell(
        self,
        recipient: Recipient,
        text: Text,
        *,
        key: str,
        message_class: MessageClass,
        title: str = "",
        attachment_id: int | None = None,
        file_id: str = "",
        method: str = "sendMessage",
        edits_outbox_id: int | None = None,
        subject: Subject | None = None,
        not_before: datetime | None = None,
        expires_at: datetime | None = None,
    ) -> int | None:
        """Enqueue a text in this transaction. Returns the outbox id, None when it was decided before.

        A ``title`` makes the message official: it ends with a proof code, and ``title`` is all that a
        stranger who checks the code is told besides the date. A long text becomes several messages;
        the buttons go with the last one, and the id returned is the last one's.
        """
        proof_code = new_proof_code() if title else None
        html = f"{text.html}\n\n{system.proof(proof_code)}" if proof_code else text.html
        parts = in_parts(html) if method == "sendMessage" else [html]
        if method == "editMessageText":  # there is one message to put it in: what does not fit is left out
            parts = in_parts(html, limit=LONGEST_TEXT)[:1]
        last: int | None = None
        for number, part in enumerate(parts, start=1):
            is_last = number == len(parts)
            last = await self._put(
                Outgoing(
                    key=key if is_last else f"{key}:{number}",
                    message_class=message_class,
                    chat_id=recipient.chat_id,
                    html=part,
                    buttons=text.buttons if is_last else (),
                    keys=text.keys if is_last else None,
                    method=method,
                    attachment_id=attachment_id,
                    file_id=file_id,
                    edits_outbox_id=edits_outbox_id,
                    contact_id=recipient.contact_id,
                    staff_id=recipient.staff_id,
                    seat_id=recipient.seat.seat_id if recipient.seat else None,
                    subject_type=subject.type if subject else "",
                    subject_id=subject.id if subject else None,
                    subject_rev=subject.rev if subject else None,
                    title=title,
                    proof_code=proof_code if is_last else None,
                    not_before=not_before,
                    expires_at=expires_at,
                )
            )
        return last

    async def _put(self, message: Outgoing) -> int | None:
        if self._together is None:
            return await enqueue(self.session, message, now=self.now)
        self._together.append(message)
        return None

    @asynccontextmanager
    async def together(self) -> AsyncIterator[None]:
        """Messages to many go to the outbox in one statement at the end; ``tell`` knows no id here."""
        waiting: list[Outgoing] = []
        self._together = waiting
        try:
            yield
        finally:
            self._together = None
        await enqueue_many(self.session, waiting, now=self.now)

    async def receipt(
        self,
        text: Text,
        *,
        attachment_id: int | None = None,
        method: str = "sendMessage",
        subject: Subject | None = None,
    ) -> int | None:
        """Answer the person who acts, in the transaction of the change: said if and only if it was done."""
        self.receipts += 1
        return await self.tell(
            self.me,
            text,
            key=f"re:{self.update_id}:{self.receipts}",
            message_class=MessageClass.RECEIPT,
            attachment_id=attachment_id,
            method=method,
            subject=subject,
        )

    @property
    def me(self) -> Recipient:
        """The person who acts, as a recipient."""
        return Recipient(
            chat_id=self.actor.telegram_id,
            name=self.actor.name,
            contact_id=self.actor.contact_id,
            staff_id=self.actor.staff_id,
        )

    async def audit(
        self,
        action: str,
        object_type: str,
        object_id: object = "",
        *,
        text: str = "",
        about: int | None = None,
        **detail: object,
    ) -> None:
        """Record who did what, chained at the commit.

        ``about`` is the contact whose data were changed or read. ``detail`` holds ids and codes only;
        personal words go to ``text``, which can be erased.
        """
        kind, actor_id = _who(self.actor)
        if kind == "stranger":  # the chain is for ever: a Telegram id has no place in it
            text = f"ID Telegram {self.actor.telegram_id}\n{text}".strip()
        entry = Entry(
            at=self.now,
            actor_kind=kind,
            actor_id=actor_id,
            action=action,
            object_type=object_type,
            object_id=str(object_id),
            about_contact_id=about,
            detail=detail,
            update_id=self.update_id,
        )
        record(self.session, entry, text=text)


#: Whoever acts when nobody does: the clock, the command line.
SYSTEM = Actor(telegram_id=0)


def _who(actor: Actor) -> tuple[str, int | None]:
    if actor.staff_id is not None:
        return "staff", actor.staff_id
    if actor.contact_id is not None:
        return "contact", actor.contact_id
    return ("stranger" if actor.telegram_id else "system"), None
