"""On the day: who is in, and who cannot get in, as officials say it themselves."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.actions.answers import Asked
from bot.actions.check_in import ask_code, needs_code
from bot.actions.marks import close_code_question, record_own, sitting_to_join, tell_officers
from bot.actions.work import Work
from bot.messages import attendance as messages
from bot.rules.answers import Presence
from bot.rules.attendance import Method
from bot.rules.meeting_mistakes import SittingOver
from bot.rules.sittings import addressee

#: However often the button is pressed, staff hear of it once in this time.
TOLD_ONCE_IN = timedelta(minutes=10)


async def mark(work: Work, *, item: int, time_revision: int, seat_id: int, presence: Presence) -> None:
    """Sudah bergabung (first the code, where the screen shows one); Terkendala masuk: staff are told.

    Raises as ``answers.answer`` does, and TooEarly.
    """
    asked = await sitting_to_join(work, item=item, time_revision=time_revision, seat_id=seat_id)
    if presence is Presence.TROUBLE and work.now >= asked.sitting.ends_at:
        raise SittingOver
    if presence is Presence.JOINED and await needs_code(work, asked):
        await ask_code(work, asked)
        return
    await close_code_question(work)
    await record_own(work, asked, presence=presence, method=Method.BUTTON)
    if presence is Presence.TROUBLE:
        await _tell_officers(work, asked)


async def _tell_officers(work: Work, asked: Asked) -> None:
    item, seat = asked.sitting.item, asked.seat
    text = messages.trouble(
        asked.meeting,
        asked.sitting,
        to=addressee(seat, name=work.actor.name),
        name=work.actor.name,
        through=seat.kind,
        now=work.now,
    )
    key = f"kendala:{item}:{seat.seat_id}:{_slot(work.now)}"
    await tell_officers(work, asked, text, key=key, expires_at=asked.sitting.ends_at)


def _slot(now: datetime) -> int:
    return int(now.timestamp() // TOLD_ONCE_IN.total_seconds())
