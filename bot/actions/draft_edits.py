"""Change a draft piece by piece: each question asks for one piece, each answer shows the renewed card."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from sqlalchemy import update
from sqlmodel import col

from bot.actions import dialogues
from bot.actions.drafts import circumstances, invite_regions, preview, store_sitting
from bot.actions.open_drafts import hold, settle, sitting_of_draft
from bot.actions.work import Work
from bot.messages import draft_edits as messages
from bot.rules import meeting_pieces as pieces
from bot.rules.access import Action, require
from bot.rules.meeting_mistakes import BeingPublished, MeetingUnknown, NotADraft
from bot.rules.meeting_pieces import Piece
from bot.rules.new_join import read_join
from bot.rules.sittings import MeetingView, SittingView
from db.queries.invitees import regions_invited
from db.tables import AgendaItem, Meeting

#: Which question the Dialogue keeps open: for words, and for the file of the letter.
STEP = "konsep_isi"
STEP_PDF = "konsep_pdf"


async def ask(work: Work, *, piece: Piece, meeting_id: int) -> None:
    """Ubah judul and the like: ask for one piece of the draft. Raises what ``hold`` does."""
    require(work.actor, Action.ARRANGE_MEETINGS)
    meeting = await hold(work, meeting_id)
    step = STEP_PDF if piece is Piece.PDF else STEP
    await dialogues.ask(work, step, piece=piece, meeting=meeting_id, item=0)
    await work.receipt(messages.ask(piece, meeting, now=work.now))


async def ask_of_sitting(work: Work, *, piece: Piece, item: int) -> None:
    """Ubah waktu and the like: ask for one piece of a sitting. Raises as ``sitting_of_draft``."""
    meeting, sitting = await sitting_of_draft(work, item)
    await dialogues.ask(work, STEP, piece=piece, meeting=meeting.meeting, item=item)
    await work.receipt(messages.ask_of_sitting(piece, sitting, now=work.now))


@dataclass(frozen=True, slots=True)
class _Edit:
    """One answer, what it is about, and what was typed."""

    work: Work
    meeting: MeetingView
    item: int
    typed: str

    @property
    def sitting(self) -> SittingView:
        found = self.meeting.sitting(self.item)
        if found is None:
            raise MeetingUnknown
        return found

    async def of_meeting(self, **values: object) -> None:
        await self.work.session.execute(
            update(Meeting).where(col(Meeting.id) == self.meeting.meeting).values(**values)
        )

    async def of_sitting(self, **values: object) -> None:
        where = (col(AgendaItem.id) == self.item, col(AgendaItem.meeting_id) == self.meeting.meeting)
        await self.work.session.execute(update(AgendaItem).where(*where).values(**values))


async def hear(work: Work, *, piece: Piece, meeting_id: int, item: int, typed: str) -> None:
    """The answer. Raises PieceMistake, JoinMistake: then the question stays open."""
    require(work.actor, Action.ARRANGE_MEETINGS)
    try:
        meeting = await hold(work, meeting_id)
        if piece in pieces.OF_SITTING and meeting.sitting(item) is None:
            raise MeetingUnknown
    except (MeetingUnknown, NotADraft, BeingPublished) as mistake:
        await dialogues.close(work)  # it must not take the next words for an answer
        await work.receipt(messages.no_longer(mistake))
        return
    await _TAKEN[piece](_Edit(work, meeting, item, typed))
    await dialogues.close(work)
    await work.audit("meeting.edit", "meeting", meeting_id, piece=piece)
    await work.receipt(await preview(work, meeting_id=meeting_id))


async def _title(edit: _Edit) -> None:
    await edit.of_meeting(title=pieces.read_title(edit.typed))


async def _letter(edit: _Edit) -> None:
    await edit.of_meeting(surat_undangan=pieces.read_letter(edit.typed))


async def _link(edit: _Edit) -> None:
    join = read_join(edit.typed, old=edit.sitting.join)
    await edit.of_sitting(link=join.link, conference_id=join.meeting_id, passcode=join.passcode)


async def _agenda(edit: _Edit) -> None:
    await edit.of_sitting(agenda=pieces.read_agenda(edit.typed))


async def _time(edit: _Edit) -> None:
    against = pieces.in_zone_of(await circumstances(edit.work), edit.sitting)
    span = pieces.read_when(edit.typed, circumstances=against)
    await edit.of_sitting(starts_at=span.starts_at, ends_at=span.ends_at, zone=span.zone.key)
    await settle(edit.work, edit.meeting.meeting, item=edit.item)


async def _regions(edit: _Edit) -> None:
    codes = pieces.read_change_of_regions(
        edit.typed,
        old=await regions_invited(edit.work.session, edit.item),
        circumstances=await circumstances(edit.work),
    )
    await invite_regions(edit.work, item=edit.item, codes=codes)
    await settle(edit.work, edit.meeting.meeting, item=edit.item)


async def _sitting(edit: _Edit) -> None:
    """One more, with the way in that all others share."""
    against = await circumstances(edit.work)
    draft = pieces.read_sitting(edit.typed, join=edit.meeting.shared_join, circumstances=against)
    item = await store_sitting(edit.work, draft, meeting_id=edit.meeting.meeting, position=0)
    await settle(edit.work, edit.meeting.meeting, item=item)


_TAKEN: dict[Piece, Callable[[_Edit], Awaitable[None]]] = {
    Piece.TITLE: _title,
    Piece.LETTER: _letter,
    Piece.SITTING: _sitting,
    Piece.TIME: _time,
    Piece.REGIONS: _regions,
    Piece.LINK: _link,
    Piece.AGENDA: _agenda,
}
