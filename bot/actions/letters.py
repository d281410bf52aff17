"""The signed letter (PDF) of a draft: attached, replaced, taken off."""

from __future__ import annotations

import hashlib

from sqlalchemy import update
from sqlmodel import col

from bot.actions import composing, dialogues
from bot.actions.draft_edits import STEP_PDF
from bot.actions.drafts import preview
from bot.actions.open_drafts import hold
from bot.actions.work import Work
from bot.messages import meetings as messages
from bot.messages.draft_edits import letter_for_which
from bot.rules.access import Action, require
from bot.rules.errors import Stale
from bot.rules.meeting_mistakes import LetterNotPdf, LetterTooSoon
from db.queries.meetings import open_drafts_of
from db.tables import Attachment, Meeting


async def attach_letter(work: Work, *, filename: str, content: bytes) -> None:
    """Attach the signed letter to the draft it was asked for, or else to the only one there is.

    A letter on the wrong meeting would reach the wrong regions: of several drafts staff choose one.
    Raises LetterNotPdf, LetterTooSoon, NotADraft, BeingPublished.
    """
    require(work.actor, Action.ARRANGE_MEETINGS)
    if not content.startswith(b"%PDF-"):
        raise LetterNotPdf
    asked = await _asked_for(work)
    drafts = [] if asked else await open_drafts_of(work.session, work.actor.staff_id or 0)
    if not asked and len(drafts) != 1:
        await work.receipt(letter_for_which(drafts) if drafts else messages.letter_for_nothing())
        return
    meeting_id = asked or drafts[0].meeting
    meeting = await hold(work, meeting_id)
    attachment = Attachment(
        filename=filename[:200] or "surat-undangan.pdf",
        media_type="application/pdf",
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        created_at=work.now,
    )
    work.session.add(attachment)
    await work.session.flush()
    await _set(work, meeting_id, attachment.id)
    await work.audit("meeting.letter", "meeting", meeting_id, sha256=attachment.sha256)
    if asked:
        await dialogues.close(work)
    await work.receipt(messages.letter_attached(meeting))
    await work.receipt(await preview(work, meeting_id=meeting_id))


async def _asked_for(work: Work) -> int | None:
    question = await dialogues.open_question(work)
    if question is None or question.is_expired:
        return None
    if question.step == composing.STEP:
        raise LetterTooSoon
    if question.step != STEP_PDF:
        return None
    return int(str(question.said["meeting"]))


async def remove_letter(work: Work, *, meeting_id: int) -> None:
    """Hapus PDF. Raises MeetingUnknown, NotADraft, BeingPublished; Stale when there is none."""
    require(work.actor, Action.ARRANGE_MEETINGS)
    meeting = await hold(work, meeting_id)
    if meeting.letter_attachment_id is None:
        raise Stale
    await _set(work, meeting_id, None)
    await work.audit("meeting.letter_remove", "meeting", meeting_id)
    await work.receipt(await preview(work, meeting_id=meeting_id))


async def _set(work: Work, meeting_id: int, attachment_id: int | None) -> None:
    await work.session.execute(
        update(Meeting).where(col(Meeting.id) == meeting_id).values(letter_attachment_id=attachment_id)
    )
