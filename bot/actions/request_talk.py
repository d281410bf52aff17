"""What is said about a request while it waits: the word of the holder, a reason, a question, its answer."""

from __future__ import annotations

from bot.actions import dialogues
from bot.actions.decisions import look, refuse
from bot.actions.invitations import lock_seat
from bot.actions.request_cards import has_cards, renew_cards
from bot.actions.request_views import waiting
from bot.actions.work import Subject, Work
from bot.messages import request_cards
from bot.messages import request_holders as holder_words
from bot.messages import request_talk as words
from bot.messages.titles import TITLE_QUESTION
from bot.rules.access import Action, require, require_seat
from bot.rules.errors import Stale
from bot.rules.outbox import MessageClass
from bot.rules.request_words import typed_words
from bot.rules.requests import NoteKind, Refusal, Refused, RequestView
from db.queries.people import Recipient
from db.queries.requests import not_objected, waiting_request
from db.tables import RequestNote
from db.traces import REQUEST_TALK

#: Staff write why they refuse, or a question; whoever asks answers it.
ASK_REASON, ASK_QUESTION, ASK_ANSWER = "request_reason", "request_question", "request_answer"


async def object_to(work: Work, *, request_id: int) -> None:
    """Saya masih menjabat: noted on every request for this seat, and told to staff, who decide.

    Raises NotRegistered, Forbidden; Stale when nobody asks any more.
    """
    request = await waiting_request(work.session, request_id)
    if request is None:
        raise Stale
    require_seat(work.actor, request.seat_id, Action.OBJECT)
    await lock_seat(work, request.seat_id)
    if (await waiting(work, request_id)).takes_over:
        for waits in await not_objected(work.session, request.seat_id, contact_id=work.actor.contact_id):
            await _note(work, waits, NoteKind.OBJECTION)
            await work.audit("object_to_request", "request", waits)
            if await has_cards(work, waits):  # in a flood most have none, and get none now
                await renew_cards(work, await waiting(work, waits))
    await work.receipt(holder_words.objection_noted())


async def ask_reason(work: Work, *, request_id: int) -> None:
    """Tulis alasan lain: the next words of this member of staff are the reason. Raises Forbidden, Stale."""
    await look(work, request_id=request_id)
    await dialogues.ask(work, ASK_REASON, request=request_id)
    await work.receipt(words.ask_reason())


async def hear_reason(work: Work, said: dict[str, object], *, typed: str) -> None:
    """The reason in words. Raises Forbidden, WordsTooLong, WordsMissing."""
    reason, request_id = typed_words(typed), int(str(said["request"]))
    await dialogues.close(work)
    if await waiting_request(work.session, request_id) is None:
        await work.receipt(words.too_late())
        return
    await refuse(work, request_id=request_id, refused=Refused(Refusal.WORDS, reason))
    await work.receipt(request_cards.decision_noted("refused"))


async def ask_question(work: Work, *, request_id: int) -> None:
    """Tanyakan: the next words of this member of staff go to the asker. Raises Forbidden, Stale."""
    view = await look(work, request_id=request_id)
    await dialogues.ask(work, ASK_QUESTION, request=request_id)
    await work.receipt(words.ask_question(view), subject=Subject(REQUEST_TALK, request_id))


async def hear_question(work: Work, said: dict[str, object], *, typed: str) -> None:
    """The question; the asker's next words answer it, unless he is in the middle of something else.

    The request goes on waiting, and may be decided meanwhile. Raises Forbidden, WordsTooLong, WordsMissing.
    """
    require(work.actor, Action.DECIDE_REQUESTS)
    question, request_id = typed_words(typed), int(str(said["request"]))
    await dialogues.close(work)
    request = await waiting_request(work.session, request_id)
    if request is None:
        await work.receipt(words.too_late())
        return
    await _note(work, request_id, NoteKind.QUESTION, text=question, staff_id=work.actor.staff_id)
    await work.audit("ask_asker", "request", request_id)
    await dialogues.ask_unless_busy(work, request.telegram_id, ASK_ANSWER, request=request_id)
    await work.tell(
        Recipient(chat_id=request.telegram_id, name=request.name),
        words.question(await waiting(work, request_id), words=question),
        key=f"reqq:{request_id}:{work.update_id}",
        message_class=MessageClass.CORRECTION,
        title=TITLE_QUESTION,
    )
    await work.receipt(words.question_sent())


async def ask_answer(work: Work, *, request_id: int) -> None:
    """Jawab pertanyaan: the asker's next words are the answer. Raises Stale for anybody else."""
    if await _asked(work, request_id) is None:
        raise Stale
    await dialogues.ask(work, ASK_ANSWER, request=request_id)
    await work.receipt(words.ask_answer())


async def hear_answer(work: Work, said: dict[str, object], *, typed: str) -> None:
    """The answer comes back on new cards. Raises WordsTooLong."""
    answer, request_id = typed_words(typed), int(str(said["request"]))
    await dialogues.close(work)
    if await _asked(work, request_id) is None:
        await work.receipt(words.question_over())
        return
    await _note(work, request_id, NoteKind.ANSWER, text=answer)
    await work.audit("answer_question", "request", request_id)
    await renew_cards(work, await waiting(work, request_id))
    await work.receipt(words.answer_sent())


async def _asked(work: Work, request_id: int) -> RequestView | None:
    """The own request of whoever acts, if there is a question about it that nobody has answered."""
    request = await waiting_request(work.session, request_id)
    if request is None or request.telegram_id != work.actor.telegram_id:
        return None
    await lock_seat(work, request.seat_id)
    view = await waiting(work, request_id)
    return view if view.is_asked else None


async def _note(
    work: Work, request_id: int, kind: NoteKind, *, text: str = "", staff_id: int | None = None
) -> None:
    work.session.add(
        RequestNote(request_id=request_id, kind=kind, text=text, staff_id=staff_id, said_at=work.now)
    )
    await work.session.flush()
