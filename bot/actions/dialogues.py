"""The one open question to a person. It lives in the database, so any process can hear the answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, select
from sqlmodel import col

from bot.actions.work import Work
from bot.messages import unsent_answers
from db.inserting import insert_into
from db.question_traces import AGAIN, ANSWER
from db.tables import Dialogue

#: After this an answer is no longer taken for one: the person has long been elsewhere.
LASTS = timedelta(hours=24)


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
    step, said = await _delete(work)
    if step in (ANSWER, AGAIN):
        await work.receipt(unsent_answers.left_unsent(int(str(said["question"]))))


async def end(work: Work) -> bool:
    """Close it without a word: it was answered, or the person stops it himself; whether there was one."""
    step, _ = await _delete(work)
    return bool(step)


async def _delete(work: Work) -> tuple[str, dict[str, object]]:
    """Which step was open, and what was said before it; empty where none was."""
    gone = await work.session.execute(
        delete(Dialogue)
        .where(col(Dialogue.telegram_id) == work.actor.telegram_id)
        .returning(col(Dialogue.step), col(Dialogue.said))
    )
    row = gone.first()
    return (row[0], dict(row[1])) if row else ("", {})


async def open_question(work: Work) -> OpenQuestion | None:
    """The question open to the person who acts, if any."""
    row = (
        await work.session.execute(
            select(col(Dialogue.step), col(Dialogue.said), col(Dialogue.opened_at)).where(
                col(Dialogue.telegram_id) == work.actor.telegram_id
            )
        )
    ).first()
    if row is None:
        return None
    step, said, opened_at = row
    return OpenQuestion(step=step, said=dict(said), is_expired=work.now - opened_at > LASTS)
