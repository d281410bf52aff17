"""A correction on its way: what stands in the chats is edited, or a new message begins with RALAT.

A correction is a broadcast of its own that names the first one of its chain, so everything one can do
with a broadcast can be done with it: pause, stop, report, once more, Sudah dibaca.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import func, or_, select, update
from sqlmodel import col

from bot.actions.broadcast_bodies import content_of, parts_of
from bot.actions.broadcast_rows import Part, Target, outgoing
from bot.actions.broadcast_starts import begin, leave
from bot.actions.work import Work
from bot.messages import broadcast_corrections as messages
from bot.messages.broadcasts import salutation_of
from bot.rules.audiences import Addressee
from bot.rules.broadcasts import Content
from bot.rules.outbox import OutboxState
from db.last_checks import BROADCAST
from db.outbox import Outgoing
from db.tables import Broadcast, OutboxMessage

#: Where in the shared text of a correction each way begins; the parts of a RALAT are the last.
_TEXT, _CAPTION, _ANEW = 0, 1, 2
_EDITS = {_TEXT: "editMessageText", _CAPTION: "editMessageCaption"}
#: An empty place: this correction does not go this way.
_NONE = Part("", {})


@dataclass(frozen=True, slots=True)
class Ways:
    """The text of a correction for each way it can go."""

    text: Part | None
    caption: Part | None
    anew: Sequence[Part]

    @property
    def all(self) -> Sequence[Part]:
        return (self.text or _NONE, self.caption or _NONE, *self.anew)

    def edit_of(self, stands: OutboxMessage, chat_id: int) -> tuple[Part, int] | None:
        """How this message is edited, with the place of that in the shared text; None: it is not."""
        is_file = stands.method in ("sendPhoto", "sendDocument")
        part = self.caption if is_file else self.text
        if part is None or stands.message_id is None or stands.chat_id != chat_id:
            return None
        return part, _CAPTION if is_file else _TEXT


async def start_correction(work: Work, broadcast: Broadcast, people: Sequence[Addressee]) -> None:
    """Freeze those who have the earlier text, and enqueue an edit or a RALAT for each."""
    root = await work.session.get(Broadcast, broadcast.corrects_id)
    if root is None:
        return
    ways = ways_of(root, broadcast)
    if not await begin(work, broadcast, ways.all):
        return
    standing = await standing_messages(work, root.id or 0)
    told = [person for person in people if person.contact_id in standing]
    rows = [
        one
        for person in told
        if person.is_reachable and person.chat_id is not None
        for one in _messages(broadcast, person, person.chat_id, standing[person.contact_id], ways)
    ]
    await leave(work, broadcast, told, rows)
    corrected = update(Broadcast).where(
        or_(col(Broadcast.id) == root.id, col(Broadcast.corrects_id) == root.id),
        col(Broadcast.id) != broadcast.id,
        col(Broadcast.started_at).is_not(None),
    )
    await work.session.execute(corrected.values(corrected_at=work.now, version=col(Broadcast.version) + 1))


def ways_of(root: Broadcast, broadcast: Broadcast) -> Ways:
    """What the messages say. Nothing is edited where the first text was cut into several messages."""
    content = content_of(broadcast)
    at = broadcast.starts_at or broadcast.created_at
    put_right = messages.updated(content, at=at)
    anew = parts_of(messages.replaces(content, sent_at=root.started_at or root.created_at))
    if broadcast.sends_anew or len([one for one in parts_of(content_of(root)) if _has_words(one)]) > 1:
        return Ways(None, None, anew)
    as_text = parts_of(_without_file(put_right))
    as_caption = parts_of(put_right) if put_right.file_id else ()
    return Ways(
        text=_edit(_TEXT, as_text[0]) if len(as_text) == 1 else None,
        caption=_edit(_CAPTION, as_caption[0]) if len(as_caption) == 1 else None,
        anew=anew,
    )


def _messages(
    broadcast: Broadcast, person: Addressee, chat_id: int, stands: OutboxMessage, ways: Ways
) -> list[Outgoing]:
    """One edit where it is possible, else a new message."""
    address, edit = salutation_of(person), ways.edit_of(stands, chat_id)
    if edit is None:
        target = Target(person.contact_id, person.seat_id, chat_id, address)
        return outgoing(broadcast, target, ways.anew, first=_ANEW)
    target = Target(person.contact_id, person.seat_id, chat_id, address, edits_outbox_id=stands.id)
    return outgoing(broadcast, target, [edit[0]], first=edit[1])


async def again(work: Work, broadcast: Broadcast) -> tuple[Sequence[Part], int]:
    """What is sent to somebody once more, and at which place of the shared text it begins."""
    if broadcast.corrects_id is None:
        return parts_of(content_of(broadcast)), 0
    root = await work.session.get(Broadcast, broadcast.corrects_id)
    return (ways_of(root, broadcast).anew if root else ()), _ANEW


async def standing_messages(work: Work, root_id: int) -> Mapping[int, OutboxMessage]:
    """The message with the code that stands in the chat of each, or perhaps does, by contact."""
    chain = select(col(Broadcast.id)).where(
        or_(col(Broadcast.id) == root_id, col(Broadcast.corrects_id) == root_id)
    )
    newest = (
        select(func.max(col(OutboxMessage.id)))
        .where(
            col(OutboxMessage.subject_type) == BROADCAST,
            col(OutboxMessage.subject_id).in_(chain),
            col(OutboxMessage.edits_outbox_id).is_(None),
            col(OutboxMessage.proof_code).is_not(None),
            col(OutboxMessage.state).in_([OutboxState.SENT, OutboxState.UNCERTAIN]),
        )
        .group_by(col(OutboxMessage.contact_id))
    )
    rows = await work.session.scalars(select(OutboxMessage).where(col(OutboxMessage.id).in_(newest)))
    return {row.contact_id: row for row in rows if row.contact_id is not None}


def _edit(way: int, part: Part) -> Part:
    """The same body for the message that stands there: its file stays what it is."""
    kept = {name: value for name, value in part.payload.items() if name not in ("photo", "document")}
    return Part(_EDITS[way], kept)


def _without_file(content: Content) -> Content:
    return replace(content, file_kind="", file_id="")


def _has_words(part: Part) -> bool:
    return "text" in part.payload or "caption" in part.payload
