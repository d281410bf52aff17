"""The one open question to a person. It lives in the database, so any process can hear the answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlmodel import col

from bot.actions.work import Work
from bot.messages import unsent_answers
from db.inserting import insert_into
from db.question_traces import AGAIN, ANSWER, GONE
from db.tables import Dialogue

#: After this an answer is no longer taken for one: the person has long been elsewhere.
LASTS = timedelta(hours=24)

_COLUMNS = (col(Dialogue.step), col(Dialogue.said), col(Dialogue.opened_at))


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """Which step is open, and what was said before it."""

    step: str
    said: dict[str, object]
    is_expired: bool


async def ask(work: Work, step: str, **said: object) -> None:
    """Open a question to the person who acts; it takes the place of any other."""
    await close(work)
    work.session.add(Dialogue(telegram_id=work.actor.telegram_id, step=step, said=said, opened_at=work.now))
    await work.session.flush()


async def ask_unless_busy(work: Work, telegram_id: int, step: str, **said: object) -> bool:
    """Open a question to somebody else, unless another is open to him; whether it was opened."""
    of_his = col(Dialogue.telegram_id) == telegram_id
    await work.session.execute(delete(Dialogue).where(of_his, col(Dialogue.opened_at) < work.now - LASTS))
    row = {"telegram_id": telegram_id, "step": step, "said": said, "opened_at": work.now}
    made = (
        insert_into(work.session, Dialogue).values(row).on_conflict_do_nothing().returning(col(Dialogue.step))
    )
    return (await work.session.execute(made)).first() is not None


async def close(work: Work) -> None:
    """Close the open question, whatever it is. Whoever was about to answer an official is told that he
    has not: what he types next goes somewhere else than he believes."""
    left = await _delete(work)
    if left is None or left.step not in (ANSWER, AGAIN, GONE):
        return
    number = int(str(left.said["question"]))
    if left.step == GONE:
        await work.receipt(unsent_answers.left_gone(number))
    elif left.is_expired:
        await work.receipt(unsent_answers.too_late(number))
    else:
        await work.receipt(unsent_answers.left_unsent(number))


async def end(work: Work) -> bool:
    """Close it without a word: it was answered, or the person stops it himself; whether there was one."""
    return await _delete(work) is not None


async def _delete(work: Work) -> OpenQuestion | None:
    """Which one was open."""
    gone = await work.session.execute(
        delete(Dialogue).where(col(Dialogue.telegram_id) == work.actor.telegram_id).returning(*_COLUMNS)
    )
    row = gone.first()
    return None if row is None else _read(work, *row)


async def open_question(work: Work) -> OpenQuestion | None:
    """The question open to the person who acts, if any."""
    found = await work.session.execute(
        select(*_COLUMNS).where(col(Dialogue.telegram_id) == work.actor.telegram_id)
    )
    row = found.first()
    return None if row is None else _read(work, *row)


def _read(work: Work, step: str, said: dict[str, object], opened_at: datetime) -> OpenQuestion:
    return OpenQuestion(step=step, said=dict(said), is_expired=work.now - opened_at > LASTS)
