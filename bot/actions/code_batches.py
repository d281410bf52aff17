"""Codes for every seat of a cohort, made together: shown first, made once.

In clear the codes stand in what ``make`` returns and nowhere else: whoever calls it makes the files.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, update
from sqlmodel import col

from bot.actions.invitations import is_open
from bot.actions.work import SYSTEM, Work
from bot.messages import code_batches as messages
from bot.rules.access import Action, require
from bot.rules.actors import Scope
from bot.rules.code_batches import BatchPlan, batch_seat, chosen_by, next_number
from bot.rules.codes import hashed, new_invitation_code
from bot.rules.coverage import CohortUnknown
from bot.rules.errors import Stale
from bot.rules.outbox import Text
from bot.rules.seats import CODE_LASTS
from bot.rules.sheets import CodeSheet
from db.queries.code_batches import (
    batch_named,
    batches_of_cohort,
    default_posts,
    lock_cohort,
    open_codes_of_cohort,
)
from db.queries.cohorts import cohorts
from db.queries.posts import all_posts
from db.queries.seat_cards import seats_of_cohort
from db.tables import InvitationCode


@dataclass(frozen=True, slots=True)
class Pressed:
    """What the button of a card said."""

    cohort: int
    number: int
    mask: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Made:
    """A sheet of fresh codes. Not stored: lost, it is revoked and another is made."""

    plan: BatchPlan
    sheet: CodeSheet
    expires_at: datetime
    revoked: int


async def cohort_asked(work: Work, typed: str) -> Text:
    """The card of the newest cohort, or of the one named. Raises Forbidden, CohortUnknown."""
    may_print(work)
    return await card(work, cohort=await _known(work, typed))


async def card(work: Work, *, cohort: int, mask: str = "") -> Text:
    """What a sheet with these posts would do now. Raises Forbidden, Stale."""
    may_print(work)
    await _require_known(work, cohort)
    plan = await weigh(work, cohort=cohort, chosen=await _chosen(work, mask))
    return await _card(work, plan)


async def weigh(work: Work, *, cohort: int, chosen: frozenset[str] | None = None) -> BatchPlan:
    """The sheet of these posts (without a choice: of the default ones) as things are now."""
    views = await seats_of_cohort(work.session, cohort, within=Scope(everywhere=True))
    codes = await open_codes_of_cohort(work.session, cohort, now=work.now)
    batches = await batches_of_cohort(work.session, cohort, now=work.now)
    there = {view.post for view in views}
    wanted = (chosen or await default_posts(work.session)) & there
    return BatchPlan(
        cohort=cohort,
        number=next_number([batch.name for batch in batches]),
        posts={key: title for key, title in (await all_posts(work.session)).items() if key in there},
        chosen=wanted,
        seats=tuple(batch_seat(view, codes.get(view.seat_id)) for view in views if view.post in wanted),
    )


async def confirm(work: Work, pressed: Pressed) -> Made | None:
    """Konfirmasi: make the codes of this card, once. Says what came of it; None where none were made.

    Raises Forbidden, Stale.
    """
    may_print(work)
    await _require_known(work, pressed.cohort)
    chosen = await _chosen(work, pressed.mask)
    await lock_cohort(work.session, pressed.cohort)
    plan = await weigh(work, cohort=pressed.cohort, chosen=chosen)
    done = await batch_named(work.session, f"{pressed.cohort}-{pressed.number}", now=work.now)
    if done is not None:
        await work.receipt(messages.made_before(done))
        return None
    if plan.number != pressed.number or plan.fingerprint != pressed.fingerprint or not plan.getting:
        await work.receipt(await _card(work, plan, is_anew=True))
        return None
    made = await make(work, plan)
    await work.receipt(messages.made(plan, revoked=made.revoked, expires_at=made.expires_at))
    return made


async def make(work: Work, plan: BatchPlan) -> Made:
    """The codes, in this transaction; earlier ones of the same seats open nothing any more."""
    revoked = await _revoke(work, [seat.seat_id for seat in plan.getting])
    codes = [(seat, new_invitation_code()) for seat in plan.getting]
    expires_at = work.now + CODE_LASTS
    rows = await work.session.execute(
        insert(InvitationCode).returning(col(InvitationCode.id), col(InvitationCode.seat_id)),
        [
            {
                "code_hash": hashed(code),
                "seat_id": seat.seat_id,
                "created_by_staff_id": work.actor.staff_id,
                "batch": plan.name,
                "created_at": work.now,
                "expires_at": expires_at,
            }
            for seat, code in codes
        ],
    )
    await work.audit("print_codes", "cohort", plan.cohort, batch=plan.name, codes=len(codes))
    for code_id, seat_id in rows:
        await work.audit("invite", "seat", seat_id, code_id=code_id)
    sheet = messages.sheet(
        plan, codes, expires_at=expires_at, made_at=work.now, bot_username=work.bot_username
    )
    return Made(plan, sheet, expires_at, revoked)


def may_print(work: Work) -> None:
    """Whoever may run the command line may do it there."""
    if work.actor is not SYSTEM:
        require(work.actor, Action.PRINT_CODES)


async def _known(work: Work, typed: str) -> int:
    known = await cohorts(work.session)
    if not known or (typed and (not typed.isdecimal() or int(typed) not in known)):
        raise CohortUnknown(typed, known)
    return int(typed) if typed else known[0]


async def _require_known(work: Work, cohort: int) -> None:
    """A button names a cohort: a claim. Raises Stale."""
    if cohort not in await cohorts(work.session):
        raise Stale


async def _chosen(work: Work, mask: str) -> frozenset[str] | None:
    if not mask:
        return None
    chosen = chosen_by(mask, list(await all_posts(work.session)))
    if not chosen:
        raise Stale
    return chosen


async def _card(work: Work, plan: BatchPlan, *, is_anew: bool = False) -> Text:
    earlier = await batches_of_cohort(work.session, plan.cohort, now=work.now)
    return messages.card(
        plan,
        earlier=earlier,
        posts=list(await all_posts(work.session)),
        expires_at=work.now + CODE_LASTS,
        is_anew=is_anew,
    )


async def _revoke(work: Work, seat_ids: Sequence[int]) -> int:
    rows = await work.session.execute(
        update(InvitationCode)
        .where(
            col(InvitationCode.seat_id).in_(seat_ids),
            col(InvitationCode.invited_by_contact_id).is_(None),
            *is_open(work.now),
        )
        .values(revoked_at=work.now)
        .returning(col(InvitationCode.id), col(InvitationCode.seat_id))
    )
    gone = sorted(rows.all())
    for code_id, seat_id in gone:
        await work.audit("revoke_code", "seat", seat_id, code_id=code_id)
    return len(gone)
