"""The seats of a chosen audience, with everybody who acts for them: one question, however many they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Label, RowMapping, Select, and_, exists, or_, select, true
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, aliased
from sqlmodel import col

from bot.rules.actors import TenureKind
from bot.rules.alert_lives import FollowUp
from bot.rules.answers import Choice
from bot.rules.audiences import AlertWish, AnswerWish, Audience
from bot.rules.criteria import Stage
from bot.rules.outbox import OutboxState
from db.last_checks import BROADCAST
from db.queries.broadcast_chains import chain_of
from db.tables import (
    AgendaItem,
    Alert,
    AlertNotice,
    AlertState,
    Answer,
    Candidacy,
    Contact,
    Invitation,
    ItemState,
    Meeting,
    MeetingState,
    OutboxMessage,
    Post,
    Region,
    Seat,
    Tenure,
)

_HOLDING = aliased(Tenure)
#: Columns of many types in one row: there is no narrower word for them than Any.
_COLUMNS: tuple[Mapped[Any] | Label[Any], ...] = (
    col(Seat.id).label("seat_id"),
    col(Seat.region_code),
    col(Seat.title),
    col(Region.name).label("region"),
    col(Region.zone),
    col(_HOLDING.prefix),
    col(Contact.id).label("contact_id"),
    col(Contact.name),
    col(Contact.telegram_id),
    col(Contact.reachability),
    col(Tenure.kind),
)
#: An open alert of which nobody in the region has said a word.
_UNANSWERED = (FollowUp.TOLD, FollowUp.REPEATED, FollowUp.OFFICER)


async def seats_and_people(session: AsyncSession, audience: Audience) -> Sequence[RowMapping]:
    """A row for each person of each chosen seat, the holder first; one without a person for an empty seat."""
    if audience.is_empty:
        return []
    rows = await session.execute(
        select(*_COLUMNS)
        .select_from(Seat)
        .join(Region, col(Region.code) == col(Seat.region_code))
        .outerjoin(Post, col(Post.key) == col(Seat.post))
        .outerjoin(Tenure, and_(col(Tenure.seat_id) == col(Seat.id), col(Tenure.ended_at).is_(None)))
        .outerjoin(Contact, col(Contact.id) == col(Tenure.contact_id))
        .outerjoin(
            _HOLDING,
            and_(
                col(_HOLDING.seat_id) == col(Seat.id),
                col(_HOLDING.ended_at).is_(None),
                col(_HOLDING.kind) == TenureKind.HOLDER,
            ),
        )
        .where(*_wanted(audience))
        .order_by(
            col(Seat.region_code),
            col(Post.position),
            col(Seat.id),
            col(Tenure.kind).desc(),
            col(Tenure.id),
        )
    )
    return rows.mappings().all()


def _wanted(audience: Audience) -> list[ColumnElement[bool]]:
    wanted = [_in_place(audience)]
    if audience.cohort is not None or audience.stages:
        wanted.append(col(Seat.region_code).in_(_regions_of(audience)))
    if audience.meeting is not None or audience.item is not None:
        wanted.append(col(Seat.id).in_(_invited(audience)))
    if audience.alert is not None:
        wanted.append(_was_told(audience.alert))
    if audience.broadcast is not None:
        wanted.append(_has(audience.broadcast))
    return wanted


def _in_place(audience: Audience) -> ColumnElement[bool]:
    wide = [
        *([col(Region.code).in_(audience.regions)] if audience.regions else []),
        *([col(Region.province_code).in_(audience.provinces)] if audience.provinces else []),
    ]
    of_post = [col(Seat.post).in_(audience.posts)] if audience.posts else []
    if not audience.seats:
        return and_(true(), *([or_(*wide)] if wide else []), *of_post)
    single = col(Seat.id).in_(audience.seats)
    return or_(single, and_(or_(*wide), *of_post)) if wide else single


def _regions_of(audience: Audience) -> Select[str]:
    regions = select(col(Candidacy.region_code)).where(col(Candidacy.stage) != Stage.DICABUT)
    if audience.cohort is not None:
        regions = regions.where(col(Candidacy.cohort) == audience.cohort)
    if audience.stages:
        regions = regions.where(col(Candidacy.stage).in_(audience.stages))
    return regions


def _invited(audience: Audience) -> Select[int]:
    """Seats invited to sittings that stand, with these answers: the last one to the present time counts."""
    invited = (
        select(col(Invitation.seat_id))
        .join(AgendaItem, col(AgendaItem.id) == col(Invitation.agenda_item_id))
        .join(Meeting, col(Meeting.id) == col(AgendaItem.meeting_id))
        .where(
            col(Invitation.withdrawn_revision).is_(None),
            col(AgendaItem.state) == ItemState.PLANNED,
            col(Meeting.state) == MeetingState.PUBLISHED,
        )
    )
    if audience.item is not None:
        invited = invited.where(col(AgendaItem.id) == audience.item)
    if audience.meeting is not None:
        invited = invited.where(col(Meeting.id) == audience.meeting)
    return invited.where(_said(audience.answers)) if audience.answers else invited


def _said(answers: Sequence[AnswerWish]) -> ColumnElement[bool]:
    last = (
        select(col(Answer.choice))
        .where(
            col(Answer.agenda_item_id) == col(Invitation.agenda_item_id),
            col(Answer.seat_id) == col(Invitation.seat_id),
            col(Answer.time_revision) == col(AgendaItem.time_revision),
        )
        .order_by(col(Answer.id).desc())
        .limit(1)
        .correlate(Invitation, AgendaItem)
        .scalar_subquery()
    )
    choices = [Choice(answer.value) for answer in answers if answer is not AnswerWish.NONE]
    said = last.in_(choices)
    return or_(last.is_(None), said) if AnswerWish.NONE in answers else said


def _was_told(wish: AlertWish) -> ColumnElement[bool]:
    """The seat has a notice of an alert that is open; perhaps of one that nobody has answered."""
    told = exists().where(
        col(AlertNotice.seat_id) == col(Seat.id),
        col(AlertNotice.alert_id) == col(Alert.id),
        col(Alert.region_code) == col(Seat.region_code),
        col(Alert.state) == AlertState.OPEN,
    )
    return told.where(col(Alert.follow_up).in_(_UNANSWERED)) if wish is AlertWish.UNRECEIVED else told


def _has(broadcast: int) -> ColumnElement[bool]:
    """The siaran, or a correction of it, stands in this chat, or perhaps does, and was for this seat."""
    rows = select(col(OutboxMessage.contact_id)).where(
        col(OutboxMessage.subject_type) == BROADCAST,
        col(OutboxMessage.subject_id).in_(chain_of(broadcast)),
        col(OutboxMessage.state).in_([OutboxState.SENT, OutboxState.UNCERTAIN]),
        col(OutboxMessage.seat_id) == col(Seat.id),
    )
    return col(Contact.id).in_(rows)
