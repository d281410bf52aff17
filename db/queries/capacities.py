"""As what somebody acted for a seat at a moment: what evidence names, whatever he became since."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, ScalarSelect, select
from sqlalchemy.orm import Mapped, aliased
from sqlmodel import col

from bot.rules.actors import TenureKind
from db.tables import Tenure

_THEN = aliased(Tenure)


def capacity_at(
    contact: Mapped[int] | Mapped[int | None] | ColumnElement[int],
    seat: Mapped[int] | Mapped[int | None] | ColumnElement[int],
    at: Mapped[datetime] | Mapped[datetime | None],
) -> ScalarSelect[TenureKind]:
    """Holder, assistant or delegate; null for a message that is for no seat."""
    return (
        select(col(_THEN.kind))
        .where(col(_THEN.contact_id) == contact, col(_THEN.seat_id) == seat, col(_THEN.started_at) <= at)
        .order_by(col(_THEN.id).desc())
        .limit(1)
        .correlate_except(_THEN)
        .scalar_subquery()
    )
