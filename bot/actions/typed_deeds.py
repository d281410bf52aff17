"""Changes of a published meeting that are typed: asked for, shown with before and after, then confirmed."""

from __future__ import annotations

from bot.actions import dialogues, meeting_deeds, sitting_deeds
from bot.actions.revisions import OVERTAKEN, changeable, changeable_meeting
from bot.actions.typed_previews import preview, seats_meant, sitting_meant
from bot.actions.work import Work
from bot.messages import meeting_changes as messages
from bot.messages.meeting_changes import AGENDA, INVITE, OF_MEETING, OF_SITTING, TITLE, UNINVITE
from bot.messages.sitting_changes import no_longer
from bot.rules.errors import Stale
from bot.rules.meeting_pieces import read_agenda, read_title
from bot.rules.sittings import MeetingView, SittingView


async def ask(work: Work, step: str, *, about: int, revision: int) -> None:
    """Ask for it. ``about`` is the sitting or the meeting. Raises as ``revisions.changeable``."""
    meeting, sitting = await _place(work, step, about=about, revision=revision)
    await dialogues.ask(work, step, about=about, revision=revision)
    await work.receipt(messages.ask(step, meeting, sitting, now=work.now))


async def hear(work: Work, step: str, *, about: int, revision: int, typed: str) -> None:
    """Show what would change. Raises PieceMistake and the like; the question stays open then."""
    try:
        meeting, sitting = await _place(work, step, about=about, revision=revision)
    except OVERTAKEN as mistake:
        await dialogues.close(work)
        await work.receipt(no_longer(mistake))
        return
    text = await preview(work, step, meeting, sitting, typed)
    # kept with the question: a button is too small for it
    await dialogues.ask(work, step, about=about, revision=revision, typed=typed)
    await work.receipt(text)


async def confirm(work: Work, *, about: int, revision: int) -> None:
    """Konfirmasi of what was shown last. Raises Stale when it is no longer the open question."""
    question = await dialogues.open_question(work)
    said = question.said if question and question.step in (*OF_SITTING, *OF_MEETING) else {}
    if (
        question is None
        or (said.get("about"), said.get("revision")) != (about, revision)
        or "typed" not in said
    ):
        raise Stale
    await _do(work, question.step, about=about, revision=revision, typed=str(said["typed"]))
    await dialogues.close(work)


async def _place(
    work: Work, step: str, *, about: int, revision: int
) -> tuple[MeetingView, SittingView | None]:
    if step in OF_MEETING:
        return await changeable_meeting(work, meeting_id=about, revision=revision), None
    return await changeable(work, item=about, revision=revision)


async def _do(work: Work, step: str, *, about: int, revision: int, typed: str) -> None:
    if step == AGENDA:
        await sitting_deeds.set_agenda(work, item=about, revision=revision, agenda=read_agenda(typed))
    elif step == INVITE:
        seats = await seats_meant(work, typed)
        await sitting_deeds.invite_to(work, item=about, revision=revision, seats=seats)
    elif step == UNINVITE:
        seats = await seats_meant(work, typed)
        await sitting_deeds.uninvite_from(work, item=about, revision=revision, seats=seats)
    elif step == TITLE:
        title = read_title(typed)
        await meeting_deeds.rename(work, meeting_id=about, revision=revision, title=title)
    else:
        meeting = await changeable_meeting(work, meeting_id=about, revision=revision)
        draft = await sitting_meant(work, meeting, typed)
        await meeting_deeds.add_sitting(work, meeting_id=about, revision=revision, draft=draft)
