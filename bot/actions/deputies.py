"""Assistants and delegates: a holder invites and takes back, whoever is invited asks, staff approve."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update
from sqlmodel import col

from bot.actions import dialogues
from bot.actions.applicants import Draft
from bot.actions.codes import tell_used
from bot.actions.invitations import is_open, lock_seat, seat_card, seat_of_code, use_code
from bot.actions.registration import Outcome, refuse_too_many
from bot.actions.requests import NOBODY_KNOWN, Asked, ask_for_seat
from bot.actions.tenures import Ended, end_tenures
from bot.actions.work import Work
from bot.messages import deputies as words
from bot.messages.titles import TITLE_CAPACITY
from bot.rules.access import GRANTS, Action, require, require_seat
from bot.rules.actors import HeldSeat, TenureKind
from bot.rules.codes import hashed, new_invitation_code
from bot.rules.deputies import DEPUTY_KINDS, SeatDeputies
from bot.rules.errors import Stale
from bot.rules.outbox import MessageClass
from bot.rules.request_words import Account
from bot.rules.seats import DEPUTY_CODE_LASTS
from db.queries.deputies import deputies_of
from db.queries.people import Recipient, officers_of_region
from db.tables import InvitationCode, TenureEnd


@dataclass(frozen=True, slots=True)
class DeputyCode:
    """A fresh code by which somebody may ask to act for a seat. Shown once and stored nowhere."""

    code: str
    seat: HeldSeat
    kind: TenureKind
    expires_at: datetime


async def own_deputies(work: Work) -> Sequence[SeatDeputies]:
    """The seats this person holds, with everybody who acts for them. Raises NotRegistered, Forbidden."""
    require(work.actor, Action.INVITE_DEPUTY)
    return await deputies_of(work.session, _own(work), holder_id=work.actor.contact_id or 0, now=work.now)


async def deputies_of_own(work: Work, *, seat_id: int) -> SeatDeputies:
    """The same for one seat. Raises NotRegistered, Forbidden."""
    seat = require_seat(work.actor, seat_id, Action.INVITE_DEPUTY)
    (found,) = await deputies_of(work.session, [seat], holder_id=work.actor.contact_id or 0, now=work.now)
    return found


def _own(work: Work) -> list[HeldSeat]:
    return [seat for seat in work.actor.seats if seat.kind in GRANTS[Action.INVITE_DEPUTY].kinds]


async def invite_deputy(work: Work, *, seat_id: int, kind: TenureKind, version: int) -> DeputyCode:
    """Make a code for an assistant or a delegate of an own seat, once for each ``version`` of the card.

    Raises NotRegistered, Forbidden; Stale where there is no room any more.
    """
    seat = require_seat(work.actor, seat_id, Action.INVITE_DEPUTY)
    await lock_seat(work, seat_id)
    (now,) = await deputies_of(work.session, [seat], holder_id=work.actor.contact_id or 0, now=work.now)
    if kind not in DEPUTY_KINDS or not now.has_room(kind) or now.version != version:
        raise Stale
    code = new_invitation_code()
    row = InvitationCode(
        code_hash=hashed(code),
        seat_id=seat_id,
        kind=kind,
        invited_by_contact_id=work.actor.contact_id,
        created_at=work.now,
        expires_at=work.now + DEPUTY_CODE_LASTS,
    )
    work.session.add(row)
    await work.session.flush()
    await work.audit("invite_deputy", "seat", seat_id, code_id=row.id, kind=kind.value)
    return DeputyCode(code, seat, kind, row.expires_at)


async def cancel_invitation(work: Work, *, code_id: int) -> None:
    """Batalkan undangan: the holder's own open code opens nothing any more. Raises Stale."""
    require(work.actor, Action.INVITE_DEPUTY)
    seat_id = await work.session.scalar(
        update(InvitationCode)
        .where(
            col(InvitationCode.id) == code_id,
            col(InvitationCode.invited_by_contact_id) == work.actor.contact_id,
            *is_open(work.now),
        )
        .values(revoked_at=work.now)
        .returning(col(InvitationCode.seat_id))
    )
    if seat_id is None:
        raise Stale
    await work.audit("revoke_code", "seat", seat_id, code_id=code_id)


async def deputy_of_own(work: Work, *, tenure_id: int) -> tuple[HeldSeat, str, TenureKind]:
    """Own seat, name and capacity of a person who acts for it now. Raises NotRegistered, Forbidden, Stale."""
    for seat in await own_deputies(work):
        for person in seat.people:
            if person.tenure_id == tenure_id:
                return seat.seat, person.name, person.kind
    raise Stale


async def remove_deputy(work: Work, *, tenure_id: int) -> Ended:
    """Cabut: at once out of every list and queue; the person, and staff, are told. Raises as above."""
    seat, _, _ = await deputy_of_own(work, tenure_id=tenure_id)
    ended = await end_tenures(work, reason=TenureEnd.REVOKED, tenure_id=tenure_id)
    if not ended:
        raise Stale
    (gone,) = ended
    if gone.telegram_id is not None:
        await work.tell(
            Recipient(chat_id=gone.telegram_id, name=gone.name),
            words.ended(seat, kind=gone.kind),
            key=f"dep:end:{tenure_id}",
            message_class=MessageClass.CORRECTION,
            title=TITLE_CAPACITY,
        )
    for officer in await officers_of_region(work.session, seat.region_code):
        await work.tell(
            officer,
            words.ended_to_staff(seat, name=gone.name, kind=gone.kind),
            key=f"dep:ends:{tenure_id}:{officer.staff_id}",
            message_class=MessageClass.REQUEST,
        )
    return gone


async def accept(work: Work, draft: Draft, *, account: Account = NOBODY_KNOWN) -> Asked | Outcome:
    """Benar on the invitation of a holder: the code is used up, and staff are asked.

    Raises DeputiesFull, RequestOpen, TooManyRequests; the code stays good.
    """
    if any(seat.seat_id == draft.seat_id for seat in work.actor.seats):
        await dialogues.close(work)
        return Outcome.ALREADY
    await lock_seat(work, draft.seat_id)
    if await seat_of_code(work, draft.code_hash) != draft.seat_id:
        await dialogues.close(work)
        await tell_used(work, draft.code_hash)
        return Outcome.CODE_GONE
    await refuse_too_many(work, await seat_card(work, draft.seat_id), draft.kind)
    await use_code(work, code_hash=draft.code_hash, contact_id=None)
    asked = await ask_for_seat(work, draft, account=account, invited_by=draft.invited_by)
    return asked or Outcome.ALREADY
