"""The code on the shared screen: asked for after Sudah bergabung, and heard."""

from __future__ import annotations

from bot.actions import dialogues
from bot.actions.answers import Asked
from bot.actions.marks import STEP_CODE, close_code_question, record_own, sitting_to_join, tell_officers
from bot.actions.work import Work
from bot.messages import attendance as messages
from bot.rules.answers import Presence
from bot.rules.attendance import LATEST, Method
from bot.rules.errors import Forbidden
from bot.rules.meeting_mistakes import (
    NotInvited,
    ScreenCodeUnreadable,
    SittingCancelled,
    SittingMoved,
    SittingOver,
    TooEarly,
)
from bot.rules.screen_codes import MOST_TRIES, is_right, typed_code
from bot.rules.sittings import addressee
from db.queries.attendance import check_in_key, count_try, last_mark, tries_of
from db.tables import AttendanceMark


async def needs_code(work: Work, asked: Asked) -> bool:
    """The screen shows a code, and this person has not been marked as joined yet."""
    if await check_in_key(work.session, asked.sitting.item) is None:
        return False
    last = await last_mark(work.session, asked.sitting.item, asked.seat.seat_id)
    mine = (work.actor.contact_id, AttendanceMark.JOINED)
    return last is None or (last.contact_id, last.mark) != mine


async def ask_code(work: Work, asked: Asked) -> None:
    """Ask for the code, unless too many were wrong: then staff mark this person."""
    to = addressee(asked.seat, name=work.actor.name)
    if await tries_of(work.session, asked.sitting.item, work.actor.contact_id or 0) >= MOST_TRIES:
        await work.receipt(messages.tries_over(asked.meeting, asked.sitting, to=to, now=work.now))
        return
    await dialogues.ask(
        work,
        STEP_CODE,
        item=asked.sitting.item,
        time_revision=asked.sitting.time_revision,
        seat=asked.seat.seat_id,
    )
    await work.receipt(messages.ask_code(asked.meeting, asked.sitting, to=to, now=work.now))


async def hear_code(work: Work, *, item: int, time_revision: int, seat_id: int, typed: str) -> None:
    """The code that the screen shows. Raises ScreenCodeUnreadable, which counts as no try.

    Where the question is out of date it is closed, and that is said.
    """
    try:
        asked = await sitting_to_join(work, item=item, time_revision=time_revision, seat_id=seat_id)
    except (SittingMoved, SittingCancelled, SittingOver, NotInvited, TooEarly, Forbidden) as mistake:
        await dialogues.close(work)
        await work.receipt(messages.no_longer(mistake))
        return
    key = await check_in_key(work.session, item)
    code = typed_code(typed)
    if key is None:  # switched off meanwhile: the press counts as it is
        await close_code_question(work)
        await record_own(work, asked, presence=Presence.JOINED, method=Method.BUTTON)
    elif code is None:
        raise ScreenCodeUnreadable
    elif is_right(key, code, item=item, now=work.now):
        await close_code_question(work)
        await record_own(work, asked, presence=Presence.JOINED, method=Method.SCREEN)
    else:
        await _count_wrong(work, asked)


async def _count_wrong(work: Work, asked: Asked) -> None:
    """One try less; after the last one staff are asked to mark this person."""
    item, contact = asked.sitting.item, work.actor.contact_id or 0
    left = max(0, MOST_TRIES - await count_try(work.session, item, contact, now=work.now))
    to = addressee(asked.seat, name=work.actor.name)
    if left:
        await work.receipt(messages.wrong_code(left=left))
        return
    await close_code_question(work)
    await work.audit("check_in_tries_over", "agenda_item", item, seat=asked.seat.seat_id)
    await work.receipt(messages.tries_over(asked.meeting, asked.sitting, to=to, now=work.now))
    text = messages.tries_over_to_staff(
        asked.meeting, asked.sitting, to=to, name=work.actor.name, through=asked.seat.kind, now=work.now
    )
    until = asked.sitting.ends_at + LATEST
    await tell_officers(work, asked, text, key=f"kode:{item}:{contact}", expires_at=until)
