"""How a correction reaches each of its recipients, and what he reads of it: by what stands in his chat."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

from bot.actions.broadcast_bodies import content_of, parts_of
from bot.actions.broadcast_rows import Part
from bot.actions.broadcast_standing import standing_messages
from bot.actions.work import Work
from bot.messages import broadcast_corrections as messages
from bot.rules.audiences import Addressee
from bot.rules.broadcasts import Content
from db.queries.broadcast_chains import Copy, in_several, was_corrected_before
from db.tables import Broadcast, OutboxMessage

#: Where in the shared text of a correction each way begins; behind a RALAT stands what one is edited to.
_TEXT, _CAPTION, ANEW = 0, 1, 2
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
    root_id: int | None = None  #: of the first text
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
        """A RALAT goes on saying that what stands above it holds no longer, whatever its title is now."""
        if stands.subject_id != self.root_id:  # what a correction sent as a new message is one
            return self.ralat, ANEW + len(self.anew)
        if stands.method in ("sendPhoto", "sendDocument"):
            return self.caption, _CAPTION
        return self.text, _TEXT


@dataclass(frozen=True, slots=True)
class _Words:
    """A correction as it is read: in the place of the first text, as a RALAT, in the place of a RALAT."""

    updated: Content
    anew: Content
    ralat: Content


async def as_read(work: Work, broadcast: Broadcast, person: Addressee) -> Content:
    """What this recipient will read of a siaran that has not left."""
    root = await work.session.get(Broadcast, broadcast.corrects_id) if broadcast.corrects_id else None
    if root is None:
        return content_of(broadcast)
    words = await _words(work, root, broadcast)
    ways = await _ways(work, root, broadcast, words)
    stands = (await standing_messages(work, root.id or 0, of=person.contact_id)).get(person.contact_id)
    edit = ways.edit_of(stands, person.chat_id) if stands and person.chat_id is not None else None
    if edit is None:
        return words.anew
    return {_TEXT: _without_file(words.updated), _CAPTION: words.updated}.get(edit[1], words.ralat)


async def ways_of(work: Work, root: Broadcast, broadcast: Broadcast) -> Ways:
    """What the messages say."""
    return await _ways(work, root, broadcast, await _words(work, root, broadcast))


async def _ways(work: Work, root: Broadcast, broadcast: Broadcast, words: _Words) -> Ways:
    """Nothing is edited where the first text was cut into several messages."""
    anew = parts_of(words.anew)
    if broadcast.sends_anew or len([one for one in parts_of(content_of(root)) if _has_words(one)]) > 1:
        return Ways(None, None, anew)
    as_text, as_ralat = parts_of(_without_file(words.updated)), parts_of(words.ralat)
    as_caption = parts_of(words.updated) if words.updated.file_id else ()
    return Ways(
        text=_edit(_TEXT, as_text[0]) if len(as_text) == 1 else None,
        caption=_edit(_CAPTION, as_caption[0]) if len(as_caption) == 1 else None,
        anew=anew,
        ralat=_edit(_TEXT, as_ralat[0]) if len(as_ralat) == 1 else None,
        root_id=root.id,
        several=await in_several(work.session, root.id or 0),
    )


async def _words(work: Work, root: Broadcast, broadcast: Broadcast) -> _Words:
    content, sent_at = content_of(broadcast), root.started_at or root.created_at
    updated = messages.updated(content, at=broadcast.starts_at or work.now)
    again = await was_corrected_before(work.session, broadcast)
    return _Words(
        updated,
        messages.replaces(content, first=root.title, sent_at=sent_at, again=again),
        messages.replaces(updated, first=root.title, sent_at=sent_at, again=True),
    )


def title_of(broadcast: Broadcast) -> str:
    """Of a RALAT."""
    return messages.ralat_title(broadcast.title)


def _edit(way: int, part: Part) -> Part:
    """The same body for the message that stands there: its file stays what it is."""
    kept = {name: value for name, value in part.payload.items() if name not in ("photo", "document")}
    return Part(_EDITS[way], kept)


def _without_file(content: Content) -> Content:
    return replace(content, file_kind="", file_id="")


def _has_words(part: Part) -> bool:
    return "text" in part.payload or "caption" in part.payload
