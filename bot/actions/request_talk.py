"""What is said about a request while it waits: the word of the present holder, a reason in words."""

from __future__ import annotations

from bot.actions import dialogues
from bot.actions.decisions import look, refuse
from bot.actions.invitations import lock_seat
from bot.actions.request_cards import renew_cards
from bot.actions.request_views import waiting
from bot.actions.work import Work
from bot.messages import request_cards as words
from bot.messages import request_holders as holder_words
from bot.rules.access import Action, require_seat
from bot.rules.errors import Stale
from bot.rules.request_words import typed_words
from bot.rules.requests import NoteKind, Refusal, Refused
from db.queries.requests import asking_for, waiting_request
from db.tables import RequestNote

#: Staff write why they refuse.
ASK_REASON = "request_reason"


async def object_to(work: Work, *, request_id: int) -> None:
    """Saya masih menjabat: noted on every request for this seat, and told to staff, who decide.

    Raises NotRegistered, Forbidden; Stale when nobody asks any more.
    """
    request = await waiting_request(work.session, request_id)
    if request is None:
        raise Stale
    require_seat(work.actor, request.seat_id, Action.OBJECT)
    await lock_seat(work, request.seat_id)
    for rival in await asking_for(work.session, request.seat_id):
        view = await waiting(work, rival.request_id)
        if view.objection is None and view.takes_over:
            await _note(work, rival.request_id, NoteKind.OBJECTION)
            await work.audit("object_to_request", "request", rival.request_id)
            await renew_cards(work, await waiting(work, rival.request_id))
    await work.receipt(holder_words.objection_noted())


async def ask_reason(work: Work, *, request_id: int) -> None:
    """Tulis alasan lain: the next words of this member of staff are the reason. Raises Forbidden, Stale."""
    await look(work, request_id=request_id)
    await dialogues.ask(work, ASK_REASON, request=request_id)
    await work.receipt(words.ask_reason())


async def hear_reason(work: Work, said: dict[str, object], *, typed: str) -> None:
    """The reason in words. Raises Forbidden, WordsTooLong."""
    reason, request_id = typed_words(typed), int(str(said["request"]))
    await dialogues.close(work)
    if await waiting_request(work.session, request_id) is None:
        await work.receipt(words.too_late())
        return
    await refuse(work, request_id=request_id, refused=Refused(Refusal.WORDS, reason))
    await work.receipt(words.decision_noted("refused"))


async def _note(
    work: Work, request_id: int, kind: NoteKind, *, text: str = "", staff_id: int | None = None
) -> None:
    work.session.add(
        RequestNote(request_id=request_id, kind=kind, text=text, staff_id=staff_id, said_at=work.now)
    )
    await work.session.flush()
