"""Reasons and names in answers, names in action points: what is left of them when somebody is erased."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Sequence
from functools import partial
from html import escape

from sqlalchemy import Cast, ColumnElement, Text, exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.rules.actors import TenureKind
from bot.rules.answers import Choice
from db.tables import ActionPoint, Answer, InboxState, InboxUpdate, OutboxMessage, Tenure
from db.traces import NOBODY, rewrite_messages

#: Fewer letters say nothing of anybody, and stand in many texts by chance.
_TELLING = 8


async def forget_reasons(
    session: AsyncSession, contact_ids: Sequence[int], *, names: Sequence[str], common: Collection[str]
) -> None:
    """Reasons this person gave, or staff recorded while he held the seat, and his name in other answers.

    That the seat answered, and what, stays. Reasons in their own words go from messages to staff too;
    ``common`` ones, offered as buttons, say nothing of anybody there.
    """
    rows = (
        await session.execute(select(col(Answer.id), col(Answer.note)).where(*_reasons(contact_ids)))
    ).all()
    await session.execute(update(Answer).where(col(Answer.id).in_([row.id for row in rows])).values(note=""))
    await _forget_names(session, names)
    await _forget_in_action_points(session, names)
    own_words = {row.note for row in rows} - set(common)
    await forget_in_messages(session, own_words)
    await _forget_in_inbox(session, {*own_words, *names})


def _reasons(contact_ids: Sequence[int]) -> tuple[ColumnElement[bool], ...]:
    held = exists(
        select(col(Tenure.id)).where(
            col(Tenure.seat_id) == col(Answer.seat_id),
            col(Tenure.contact_id).in_(contact_ids),
            col(Tenure.kind) == TenureKind.HOLDER,
            col(Tenure.started_at) <= col(Answer.answered_at),
            or_(col(Tenure.ended_at).is_(None), col(Tenure.ended_at) >= col(Answer.answered_at)),
        )
    )
    recorded = col(Answer.recorded_by_staff_id).is_not(None) & held
    is_a_reason = col(Answer.choice) != Choice.DIWAKILKAN  # there it is the substitute, somebody else
    return col(Answer.note) != "", is_a_reason, or_(col(Answer.contact_id).in_(contact_ids), recorded)


async def _forget_names(session: AsyncSession, names: Sequence[str]) -> None:
    for name in names:
        whole = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
        rows = await session.execute(
            select(col(Answer.id), col(Answer.note)).where(col(Answer.note).contains(name, autoescape=True))
        )
        for answer_id, note in rows.all():
            row = update(Answer).where(col(Answer.id) == answer_id)
            await session.execute(row.values(note=whole.sub(NOBODY, note)))


async def _forget_in_action_points(session: AsyncSession, names: Sequence[str]) -> None:
    """What was agreed stays, without the name of whoever was to do it."""
    for name in names:
        whole = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
        named = col(ActionPoint.words).contains(name, autoescape=True)
        rows = await session.execute(select(col(ActionPoint.id), col(ActionPoint.words)).where(named))
        for point_id, words in rows.all():
            row = update(ActionPoint).where(col(ActionPoint.id) == point_id)
            await session.execute(row.values(words=whole.sub(NOBODY, words)))


async def forget_in_messages(session: AsyncSession, words: Collection[str]) -> None:
    """Reasons in somebody's own words, out of what was written to others."""
    payload = Cast(col(OutboxMessage.payload), Text)
    for one in words:
        shown = escape(one)
        quoting = payload.contains(json.dumps(shown)[1:-1], autoescape=True)
        await rewrite_messages(session, quoting, partial(_without, words=shown))


def _without(value: object, words: str) -> object:
    """As a board quotes them, in brackets; longer ones wherever they stand."""
    if not isinstance(value, str):
        return value
    value = value.replace(f"({words})", NOBODY)
    return value.replace(words, NOBODY) if len(words) >= _TELLING else value


async def _forget_in_inbox(session: AsyncSession, words: Collection[str]) -> None:
    """The copy of an update that is over serves nobody: one that holds such words goes whole."""
    telling = [one for one in words if len(one) >= _TELLING]
    signs = {sign for one in telling for sign in (one, json.dumps(one)[1:-1])}
    if signs:
        held = or_(*(col(InboxUpdate.payload).contains(sign, autoescape=True) for sign in signs))
        over = update(InboxUpdate).where(col(InboxUpdate.state) != InboxState.NEW, held)
        await session.execute(over.values(payload="{}"))
