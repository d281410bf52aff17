"""A correction on its way: what stands in the chats is edited, or a new message begins with RALAT.

A correction is a broadcast of its own that names the first one of its chain, so everything one can do
with a broadcast can be done with it: pause, stop, report, once more, Sudah dibaca.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

from bot.actions.broadcast_bodies import content_of, parts_of
from bot.actions.broadcast_cards import rewrite_cards
from bot.actions.broadcast_rows import Part, Target, outgoing
from bot.actions.broadcast_standing import never_told, standing_messages
from bot.actions.broadcast_starts import begin, leave
from bot.actions.work import Work
from bot.messages import broadcast_corrections as messages
from bot.messages.broadcasts import salutation_of
from bot.rules.audiences import Addressee
from bot.rules.broadcasts import Content
from db.outbox import Outgoing
from db.queries.broadcast_chains import Copy, chain_of, in_several, mark_corrected, was_corrected_before
from db.tables import Broadcast, OutboxMessage

#: Where in the shared text of a correction each way begins; behind a RALAT stands what one is edited to.
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
    ralat: Part | None = None  #: for a RALAT that stands in the chat
    title: str = ""  #: of a RALAT
    several: Set[Copy] = frozenset()  #: what went out as several texts: an edit would leave the others

    @property
    def all(self) -> Sequence[Part]:
        return (self.text or _NONE, self.caption or _NONE, *self.anew, self.ralat or _NONE)

    def edit_of(self, stands: OutboxMessage, chat_id: int) -> tuple[Part, int] | None:
        """How this message is edited, with the place of that in the shared text; None: it is not."""
        part, place = self._way_of(stands)
        copy = (stands.subject_id, stands.chat_id, stands.subject_rev or 0)
        if part is None or stands.message_id is None or stands.chat_id != chat_id or copy in self.several:
            return None
        return part, place

    def _way_of(self, stands: OutboxMessage) -> tuple[Part | None, int]:
        """A RALAT goes on saying that what stands above it holds no longer."""
        if stands.title == self.title:
            return self.ralat, _ANEW + len(self.anew)
        if stands.method in ("sendPhoto", "sendDocument"):
            return self.caption, _CAPTION
        return self.text, _TEXT


@dataclass(frozen=True, slots=True)
class Anew:
    """What is sent as a new message, its title, and at which place of the shared text it begins."""

    parts: Sequence[Part]
    first: int = 0
    title: str = ""


async def start_correction(work: Work, broadcast: Broadcast, people: Sequence[Addressee]) -> None:
    """Freeze those who have the earlier text, and enqueue an edit or a RALAT for each.

    Whoever was to have it and never got it is frozen too: the card offers to send him the newest text.
    """
    root = await work.session.get(Broadcast, broadcast.corrects_id)
    if root is None:
        return
    ways = await ways_of(work, root, broadcast)
    if not await begin(work, broadcast, ways.all):
        return
    await mark_corrected(work.session, broadcast)
    standing = await standing_messages(work, root.id or 0)
    told = [person for person in people if person.contact_id in standing]
    rows = [
        one
        for person in told
        if person.is_reachable and person.chat_id is not None
        for one in _messages(broadcast, person, person.chat_id, standing[person.contact_id], ways)
    ]
    await leave(work, broadcast, [*told, *await never_told(work, root, standing)], rows)
    await _rewrite_cards_of_chain(work, broadcast)


async def _rewrite_cards_of_chain(work: Work, broadcast: Broadcast) -> None:
    """The cards of the earlier ones say that they were corrected, and offer no resend any more."""
    for number in await work.session.scalars(chain_of(broadcast.corrects_id or 0)):
        earlier = await work.session.get(Broadcast, number, populate_existing=True)
        if earlier is not None and earlier.corrected_at is not None:
            await rewrite_cards(work, earlier)


async def ways_of(work: Work, root: Broadcast, broadcast: Broadcast) -> Ways:
    """What the messages say. Nothing is edited where the first text was cut into several messages."""
    again = await was_corrected_before(work.session, broadcast)
    sent_at = root.started_at or root.created_at
    content = content_of(broadcast)
    at = broadcast.starts_at or broadcast.created_at
    put_right = messages.updated(content, at=at)
    anew = parts_of(messages.replaces(content, sent_at=sent_at, again=again))
    if broadcast.sends_anew or len([one for one in parts_of(content_of(root)) if _has_words(one)]) > 1:
        return Ways(None, None, anew)
    as_text = parts_of(_without_file(put_right))
    as_caption = parts_of(put_right) if put_right.file_id else ()
    as_ralat = parts_of(messages.replaces(put_right, sent_at=sent_at, again=True))
    return Ways(
        text=_edit(_TEXT, as_text[0]) if len(as_text) == 1 else None,
        caption=_edit(_CAPTION, as_caption[0]) if len(as_caption) == 1 else None,
        anew=anew,
        ralat=_edit(_TEXT, as_ralat[0]) if len(as_ralat) == 1 else None,
        title=_title(broadcast),
        several=await in_several(work.session, root.id or 0),
    )


def _messages(
    broadcast: Broadcast, person: Addressee, chat_id: int, stands: OutboxMessage, ways: Ways
) -> list[Outgoing]:
    """One edit where it is possible, else a new message."""
    address, edit = salutation_of(person), ways.edit_of(stands, chat_id)
    if edit is None:
        target = Target(person.contact_id, person.seat_id, chat_id, address, title=_title(broadcast))
        return outgoing(broadcast, target, ways.anew, first=_ANEW)
    target = Target(
        person.contact_id, person.seat_id, chat_id, address, edits_outbox_id=stands.id, title=stands.title
    )
    return outgoing(broadcast, target, [edit[0]], first=edit[1])


async def anew(work: Work, broadcast: Broadcast) -> Anew:
    """What is sent to somebody once more; of a correction, to whoever has the earlier text."""
    if broadcast.corrects_id is None:
        return Anew(parts_of(content_of(broadcast)))
    root = await work.session.get(Broadcast, broadcast.corrects_id)
    parts = (await ways_of(work, root, broadcast)).anew if root else ()
    return Anew(parts, _ANEW, _title(broadcast))


def _title(broadcast: Broadcast) -> str:
    return messages.ralat_title(broadcast.title)


def _edit(way: int, part: Part) -> Part:
    """The same body for the message that stands there: its file stays what it is."""
    kept = {name: value for name, value in part.payload.items() if name not in ("photo", "document")}
    return Part(_EDITS[way], kept)


def _without_file(content: Content) -> Content:
    return replace(content, file_kind="", file_id="")


def _has_words(part: Part) -> bool:
    return "text" in part.payload or "caption" in part.payload
