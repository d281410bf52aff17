"""Between Jawab and the answer: what is awaited, and what is said when something else comes, or too late."""

from __future__ import annotations

from bot.actions import dialogues
from bot.actions.dialogues import OpenQuestion
from bot.actions.question_views import admit, view_of
from bot.actions.work import Subject, Work
from bot.messages import unsent_answers as unsent
from bot.rules.outbox import Text
from bot.rules.questions import QuestionState
from db.question_traces import AGAIN, ANSWER, GONE, QUESTION_TALK

#: An answer is awaited no more: Jawab was pressed more than a day ago.
LATE = "question_late"
#: The rest of an album whose first file was an answer.
ALBUM = "question_album"


def step_of(question: OpenQuestion) -> str:
    """Who hears what comes now; empty: nobody any more."""
    if not question.is_expired or question.step == GONE:
        return question.step
    return LATE if question.step in (ANSWER, AGAIN) else ""


async def awaited_step(work: Work) -> tuple[str, dict[str, object]]:
    """Which question is open to whoever acts, and what it remembers; empty where there is none."""
    question = await dialogues.open_question(work)
    return (step_of(question), question.said) if question else ("", {})


async def still_awaited(work: Work) -> Text | None:
    """That an answer is awaited still, to whoever has just sent a command instead."""
    step, said = await awaited_step(work)
    return unsent.still_awaited(int(str(said["question"]))) if step == ANSWER else None


async def expect_album(work: Work, group: str, *, question_id: int) -> None:
    """The first file of an album was an answer: so are those that follow."""
    await dialogues.ask_unless_busy(work, work.actor.telegram_id, ALBUM, question=question_id, group=group)


async def say_again(work: Work, *, question_id: int) -> None:
    """A second answer waits for its button: what comes now is none. Raises Forbidden, Stale."""
    await admit(work)
    text = unsent.again_waits(await view_of(work, question_id))
    await work.receipt(text, subject=Subject(QUESTION_TALK, question_id))


async def hear_late(work: Work, *, question_id: int) -> None:
    """The answer is not sent, and Jawab can be pressed anew. Raises Forbidden."""
    await admit(work)
    await dialogues.end(work)
    await work.receipt(unsent.too_late(question_id))


async def hear_gone(work: Work, *, question_id: int) -> None:
    """The question was a complaint, or its words are gone: the answer is neither sent nor kept.

    Raises Forbidden, Stale.
    """
    await admit(work)
    await dialogues.end(work)
    view = await view_of(work, question_id)
    await work.receipt(unsent.not_sent_gone(view, is_complaint=view.state is QuestionState.COMPLAINT))
