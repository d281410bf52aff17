"""All that is kept about the person who asks, for a file."""

from __future__ import annotations

from sqlalchemy import or_, select
from sqlmodel import col

from bot.actions.own_record import own_record
from bot.actions.work import Work
from bot.messages.action_points import closed_in_words
from bot.messages.alert_plans import in_words
from bot.messages.answers import WORDS
from bot.messages.request_lists import PURPOSES, STATES
from bot.rules.alert_lives import PlanMade
from bot.rules.audit_words import action_in_words, who_in_words
from bot.rules.clocks import WIB, full_date, local_date
from bot.rules.outbox import OutboxState
from bot.rules.requests import NoteKind
from bot.rules.shared_texts import words_of
from bot.rules.sheets import OwnFile, RecordEntry, SentEntry
from bot.rules.wording import post
from db.queries.audit_trail import about
from db.queries.questions import own_questions
from db.queries.requests import notes_of
from db.reference import criteria
from db.tables import (
    ActionPoint,
    AgendaItem,
    Alert,
    AlertResponse,
    Answer,
    BroadcastBody,
    Contact,
    Meeting,
    OutboxMessage,
    Region,
    RegistrationRequest,
    Seat,
)

_LEFT = (OutboxState.SENT, OutboxState.UNCERTAIN, OutboxState.SENDING)
#: What was said about a request by whoever asked.
_OWN_WORDS = (NoteKind.ANSWER,)
#: Of each kind, the newest so many: a file is to be read.
_MOST = 2_000


async def own_file(work: Work) -> OwnFile:
    """The record, who changed or read it, what was sent and what was answered. Raises NotRegistered."""
    record = await own_record(work)
    contact_id = work.actor.contact_id
    await work.audit("own_file", "person", about=contact_id)
    traces = await about(work.session, contact_id, limit=_MOST) if contact_id is not None else []
    return OwnFile(
        name=record.name,
        telegram_id=record.telegram_id,
        phone=await _phone(work),
        posts=record.seats,
        consent_on=full_date(local_date(record.consented_at, WIB)) if record.consented_at else "",
        notice_version=record.notice_version,
        changes=tuple(
            RecordEntry(
                trace.at,
                who_in_words(trace.actor_kind, trace.actor_id, trace.who),
                action_in_words(trace.action),
            )
            for trace in traces
        ),
        sent=await _sent(work),
        answers=(
            *await _answers(work),
            *await _action_points(work),
            *await _about_values(work),
            *await own_questions(work.session, contact_id, most=_MOST),
        ),
        requests=await _requests(work),
    )


async def _phone(work: Work) -> str:
    found = select(col(Contact.phone)).where(col(Contact.id) == work.actor.contact_id)
    return await work.session.scalar(found) or ""


async def _sent(work: Work) -> tuple[SentEntry, ...]:
    mine = or_(
        col(OutboxMessage.chat_id) == work.actor.telegram_id,
        col(OutboxMessage.contact_id) == work.actor.contact_id,
    )
    rows = await work.session.execute(
        select(
            col(OutboxMessage.finished_at),
            col(OutboxMessage.created_at),
            col(OutboxMessage.title),
            col(OutboxMessage.payload),
            col(BroadcastBody.payload),
        )
        .outerjoin(BroadcastBody, col(BroadcastBody.id) == col(OutboxMessage.body_id))
        .where(mine, col(OutboxMessage.state).in_(_LEFT))
        .order_by(col(OutboxMessage.id).desc())
        .limit(_MOST)
    )
    return tuple(
        SentEntry(finished or created, title, words_of(payload, body))
        for finished, created, title, payload, body in rows
    )


async def _answers(work: Work) -> tuple[RecordEntry, ...]:
    rows = await work.session.execute(
        select(
            col(Answer.answered_at),
            col(Answer.choice),
            col(Answer.note),
            col(Meeting.title),
            col(AgendaItem.starts_at),
        )
        .join(AgendaItem, col(AgendaItem.id) == col(Answer.agenda_item_id))
        .join(Meeting, col(Meeting.id) == col(AgendaItem.meeting_id))
        .where(col(Answer.contact_id) == work.actor.contact_id)
        .order_by(col(Answer.id).desc())
        .limit(_MOST)
    )
    return tuple(
        RecordEntry(at, f"{title}, {full_date(local_date(starts_at, WIB))}", _said(WORDS[choice], note))
        for at, choice, note, title, starts_at in rows
    )


async def _action_points(work: Work) -> tuple[RecordEntry, ...]:
    """What this person said is done."""
    rows = await work.session.execute(
        select(col(ActionPoint.closed_at), col(ActionPoint.id), col(ActionPoint.words), col(Meeting.title))
        .join(Meeting, col(Meeting.id) == col(ActionPoint.meeting_id))
        .where(col(ActionPoint.closed_by_contact_id) == work.actor.contact_id)
        .order_by(col(ActionPoint.id).desc())
        .limit(_MOST)
    )
    return tuple(
        RecordEntry(at, *closed_in_words(point, words, title=title))
        for at, point, words, title in rows
        if at is not None and point is not None
    )


async def _about_values(work: Work) -> tuple[RecordEntry, ...]:
    """What this person answered to notices about values."""
    rows = await work.session.execute(
        select(AlertResponse, col(Alert.criterion), col(Region.name))
        .join(Alert, col(Alert.id) == col(AlertResponse.alert_id))
        .join(Region, col(Region.code) == col(Alert.region_code))
        .where(col(AlertResponse.contact_id) == work.actor.contact_id)
        .order_by(col(AlertResponse.id).desc())
        .limit(_MOST)
    )
    names = {criterion.key.value: criterion.short_name for criterion in criteria()}
    return tuple(
        RecordEntry(
            said.responded_at,
            f"{names[key]}, {region}",
            in_words(said.kind, PlanMade(said.person_in_charge, said.promised_on, said.note)),
        )
        for said, key, region in rows
    )


def _said(choice: str, note: str) -> str:
    return f"{choice}: {note}" if note else choice


async def _requests(work: Work) -> tuple[RecordEntry, ...]:
    """What this account asked of staff, under which name, what became of it, and what it answered them."""
    rows = await work.session.execute(
        select(RegistrationRequest, col(Seat.title), col(Region.name))
        .join(Seat, col(Seat.id) == col(RegistrationRequest.seat_id))
        .join(Region, col(Region.code) == col(Seat.region_code))
        .where(col(RegistrationRequest.telegram_id) == work.actor.telegram_id)
        .order_by(col(RegistrationRequest.id).desc())
        .limit(_MOST)
    )
    found = []
    for request, title, region in rows.all():
        said = [one.text for one in await notes_of(work.session, request.id or 0) if one.kind in _OWN_WORDS]
        what = "; ".join([f"atas nama {request.name}", STATES[request.state], *said])
        subject = PURPOSES[request.purpose] or "jabatan"
        found.append(RecordEntry(request.requested_at, f"{subject}, {post(title, region)}", what))
    return tuple(found)
