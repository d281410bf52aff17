"""Who got a broadcast: names in pages and as a file. Every look at it is audited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.actions.broadcast_cards import broadcast_of_staff, outline
from bot.actions.work import Work
from bot.messages import broadcast_names as messages
from bot.messages.deliveries import outcome_in_words, why_unwritten
from bot.messages.seats import by_name
from bot.rules.actors import HeldSeat
from bot.rules.broadcast_progress import BroadcastLine, Fate
from bot.rules.clocks import zone_named
from bot.rules.errors import Stale
from bot.rules.outbox import Text
from bot.rules.wording import post
from db.queries.broadcast_fates import progress_of
from db.queries.broadcasts import Recipient, newest_copies, recipients_by_fate, vacant_seats
from db.tables import OutboxMessage


@dataclass(frozen=True, slots=True)
class File:
    """What the file is made of, outside the transaction."""

    broadcast: int
    lines: Sequence[BroadcastLine]


async def names(work: Work, *, broadcast_id: int, which: int, page: int) -> Text:
    """One page; ``which`` is 0 for all, else a fate counted from 1. Raises Forbidden, Stale."""
    broadcast = await broadcast_of_staff(work, broadcast_id)
    if which not in range(len(Fate) + 1):
        raise Stale
    fate = Fate(which - 1) if which else None
    progress = await progress_of(work.session, broadcast, now=work.now)
    total = progress.total if fate is None else progress.of(fate)
    page = page_within(page, total)
    listed = await recipients_by_fate(
        work.session,
        broadcast_id,
        fates=tuple(Fate) if fate is None else (fate,),
        limit=messages.ON_A_PAGE,
        offset=(page - 1) * messages.ON_A_PAGE,
    )
    await work.audit("read_broadcast", "broadcast", broadcast_id)
    of = outline(broadcast)
    return messages.names(of, progress, [named(one) for one in listed], fate=fate, page=page, total=total)


async def file(work: Work, *, broadcast_id: int) -> File:
    """Everybody who was to have it, then the posts that had nobody. Raises Forbidden."""
    broadcast = await broadcast_of_staff(work, broadcast_id)
    everybody = await recipients_by_fate(work.session, broadcast_id)
    copies = await newest_copies(work.session, broadcast_id)
    await work.audit("export_broadcast", "broadcast", broadcast_id)
    lines = [_line(one, copies.get(one.contact_id)) for one in everybody]
    nobody = [_vacant(seat) for seat in await vacant_seats(work.session, broadcast)]
    return File(broadcast_id, [*lines, *nobody])


def page_within(page: int, total: int) -> int:
    """The page asked for, or the nearest there is."""
    return min(max(page, 1), max(1, -(-total // messages.ON_A_PAGE)))


def named(one: Recipient) -> messages.Named:
    return messages.Named(
        post=post(one.title, one.region),
        name=by_name(one.name, one.kind),
        fate=one.fate,
        read_at=one.read_at,
        zone=zone_named(one.zone),
    )


def _detail(one: Recipient, copy: OutboxMessage | None) -> str:
    if copy is None:
        return why_unwritten(was_reachable=one.was_reachable)
    return outcome_in_words(
        copy.state,
        copy.reason,
        may_be_duplicate=copy.may_be_duplicate,
        is_edit=copy.edits_outbox_id is not None,
    )


def _line(one: Recipient, copy: OutboxMessage | None) -> BroadcastLine:
    return BroadcastLine(
        region_code=one.region_code,
        region=one.region,
        title=one.title,
        name=by_name(one.name, one.kind),
        result=messages.FATES[one.fate],
        detail=_detail(one, copy),
        finished_at=copy.finished_at if copy else None,
        read_at=one.read_at,
        attempts=(one.attempt or 0) + 1 if one.attempt is not None else 0,
        message_id=copy.message_id if copy else None,
        proof_code=(copy.proof_code or "") if copy else "",
    )


def _vacant(seat: HeldSeat) -> BroadcastLine:
    return BroadcastLine(
        region_code=seat.region_code,
        region=seat.region_name,
        title=seat.title,
        name="",
        result=messages.VACANT,
        detail=messages.WHY_VACANT,
        finished_at=None,
        read_at=None,
        attempts=0,
        message_id=None,
        proof_code="",
    )
