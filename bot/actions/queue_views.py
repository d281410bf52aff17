"""/pesan: how sending goes, what is in doubt, and what did not arrive. Officers look, admins decide."""

from __future__ import annotations

from sqlmodel import col

from bot.actions.work import Work
from bot.messages import queue as messages
from bot.rules.access import Action, may, require
from bot.rules.broadcast_repeats import DoubtSettled, NotRepeatable
from bot.rules.errors import Stale
from bot.rules.outbox import MessageClass, OutboxState, Text
from db import doubtful, fences
from db.queries.queue import in_state, lines, queue, undelivered_since
from db.tables import OutboxMessage

ON_A_PAGE = 5


async def overview(work: Work) -> Text:
    """The queue at one look. Raises Forbidden."""
    require(work.actor, Action.SEE_QUEUE)
    return messages.overview(
        await queue(work.session, now=work.now),
        fence=await fences.open_fence(work.session),
        may_decide=may(work.actor, Action.DECIDE_QUEUE),
        now=work.now,
    )


async def uncertain(work: Work, *, before: int) -> Text:
    """What may have arrived and may not, the newest first; below ``before``, 0 for all. Raises Forbidden."""
    require(work.actor, Action.SEE_QUEUE)
    older = (col(OutboxMessage.id) < before,) if before else ()
    found = await lines(work.session, in_state("uncertain"), *older, limit=ON_A_PAGE + 1)
    await work.audit("read_queue", "outbox")
    more = found[ON_A_PAGE - 1].number if len(found) > ON_A_PAGE else None
    return messages.uncertain(found[:ON_A_PAGE], more=more, may_decide=may(work.actor, Action.DECIDE_QUEUE))


async def undelivered(work: Work, *, before: int) -> Text:
    """What Telegram refused for good lately, the newest first. Raises Forbidden."""
    require(work.actor, Action.SEE_QUEUE)
    older = (col(OutboxMessage.id) < before,) if before else ()
    found = await lines(work.session, *undelivered_since(work.now), *older, limit=ON_A_PAGE + 1)
    await work.audit("read_queue", "outbox")
    more = found[ON_A_PAGE - 1].number if len(found) > ON_A_PAGE else None
    return messages.undelivered(found[:ON_A_PAGE], more=more)


async def send_again(work: Work, *, number: int, revision: int) -> None:
    """Kirim lagi, one of them. Raises Forbidden, Stale, NotRepeatable, DoubtSettled."""
    require(work.actor, Action.DECIDE_QUEUE)
    which = doubtful.one(number, revision)
    if not await doubtful.send_again(work.session, *which, now=work.now):
        await _refuse(work, number, revision)
    await work.audit("queue_sent_again", "outbox", number)
    await work.receipt(messages.sent_again(1))


async def count_as_sent(work: Work, *, number: int, revision: int) -> None:
    """Anggap terkirim, one of them. Raises Forbidden, Stale, DoubtSettled."""
    require(work.actor, Action.DECIDE_QUEUE)
    if not await doubtful.count_as_sent(work.session, *doubtful.one(number, revision)):
        await _refuse(work, number, revision)
    await work.audit("queue_assumed", "outbox", number)
    await work.receipt(messages.counted_as_sent(1))


async def _refuse(work: Work, number: int, revision: int) -> None:
    """Why nothing could be decided. Raises Stale where there never was such a button."""
    row = await work.session.get(OutboxMessage, number, populate_existing=True)
    if row is None or row.fence < revision:
        raise Stale
    is_open = row.state is OutboxState.UNCERTAIN and row.fence == revision
    raise NotRepeatable if is_open else DoubtSettled


async def ask_about_all(work: Work, *, kind: MessageClass, is_again: bool) -> Text:
    """All of one class, asked once more. Raises Forbidden, Stale."""
    require(work.actor, Action.DECIDE_QUEUE)
    of_kind = (in_state("uncertain"), col(OutboxMessage.message_class) == kind)
    newest = await lines(work.session, *of_kind, limit=1)
    if not newest:
        raise Stale
    seen = await queue(work.session, now=work.now)
    return messages.ask_about_all(
        kind, seen.uncertain.get(kind, 0), newest=newest[0].number, is_again=is_again
    )


async def send_all_again(work: Work, *, kind: MessageClass, newest: int) -> None:
    """Ya, kirim lagi. Raises Forbidden, NotRepeatable, DoubtSettled."""
    require(work.actor, Action.DECIDE_QUEUE)
    count = await doubtful.send_again(work.session, *doubtful.all_of(kind, newest), now=work.now)
    if not count:
        still = (in_state("uncertain"), *doubtful.all_of(kind, newest))
        raise NotRepeatable if await lines(work.session, *still, limit=1) else DoubtSettled
    await work.audit("queue_sent_again", "outbox", messages=count)
    await work.receipt(messages.sent_again(count))


async def count_all_as_sent(work: Work, *, kind: MessageClass, newest: int) -> None:
    """Ya, anggap terkirim. Raises Forbidden, DoubtSettled."""
    require(work.actor, Action.DECIDE_QUEUE)
    count = await doubtful.count_as_sent(work.session, *doubtful.all_of(kind, newest))
    if not count:
        raise DoubtSettled
    await work.audit("queue_assumed", "outbox", messages=count)
    await work.receipt(messages.counted_as_sent(count))
