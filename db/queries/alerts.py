"""Alerts that are open, and the seats that hear of them. Always for given regions."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import BindParameter, bindparam, literal, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.rules.clocks import WIB, local_date
from bot.rules.criteria import CriterionKey
from db.engine import rows_of
from db.tables import Alert, AlertNotice, AlertState, Seat


@dataclass(frozen=True, slots=True)
class OpenAlert:
    """An alert nobody has closed yet, and whom it was told to."""

    id: int
    region_code: str
    criterion: CriterionKey
    measurement_id: int
    batch: str
    opened_on: date  #: on the clock of the capital
    contact_ids: tuple[int, ...]


_CODES: BindParameter[list[str]] = bindparam("codes", expanding=True)
#: Asked with every /status, so built once. The state is inlined, or SQLite does not use the partial index
#: and looks at every alert there ever was.
_OPEN = (
    select(
        col(Alert.id),
        col(Alert.region_code),
        col(Alert.criterion),
        col(Alert.measurement_id),
        col(Alert.batch),
        col(Alert.opened_at),
        col(AlertNotice.contact_id),
    )
    .outerjoin(AlertNotice, col(AlertNotice.alert_id) == col(Alert.id))
    .where(
        col(Alert.region_code).in_(_CODES),
        col(Alert.state) == literal(AlertState.OPEN.value, literal_execute=True),
    )
    .order_by(col(Alert.id), col(AlertNotice.id))
)


async def open_alerts(session: AsyncSession, codes: Collection[str]) -> list[OpenAlert]:
    """Alerts still open in these regions, each with the contacts it was told to."""
    await session.flush()  # the read goes past the session, and may follow what was just opened
    rows = await rows_of(session, _OPEN, {"codes": list(codes)})
    found: dict[int, OpenAlert] = {}
    for id_, region, criterion, measurement, batch, opened_at, contact in rows:
        if id_ is None:
            continue
        known = found.get(id_)
        contacts = (*(known.contact_ids if known else ()), *(() if contact is None else (contact,)))
        found[id_] = OpenAlert(
            id_,
            region,
            CriterionKey(criterion),
            measurement,
            batch,
            local_date(opened_at, WIB),
            tuple(dict.fromkeys(contacts)),
        )
    return list(found.values())


async def seats_of(session: AsyncSession, codes: Collection[str], posts: Collection[str]) -> list[int]:
    """Ids of the seats with these posts in these regions."""
    rows = await session.execute(
        select(col(Seat.id)).where(col(Seat.region_code).in_(codes), col(Seat.post).in_(posts))
    )
    return [seat_id for seat_id in rows.scalars() if seat_id is not None]
