"""Load the reference files. Facts are kept up to date; what staff may edit is only added."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from sqlalchemy import Table, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import SQLModel, col

from db.inserting import insert_into
from db.reference import rows
from db.tables import (
    Candidacy,
    Criterion,
    Post,
    Publication,
    Region,
    RegionKind,
    ScaleBand,
    Seat,
    Stage,
    Threshold,
)

Row = Mapping[str, object]


async def load_reference(session: AsyncSession) -> None:
    """Load everything but the example measurements. Running it again changes nothing."""
    await _keep_current(session, Region, list(_regions()), key=["code"])
    await _keep_current(session, Criterion, list(_criteria()), key=["key"])
    await _keep_current(
        session, ScaleBand, list(_scales()), key=["criterion", "instrument", "first_year", "band"]
    )
    await _keep_current(
        session, Publication, list(_publications()), key=["criterion", "instrument", "first_year"]
    )
    await _add_missing(session, Candidacy, list(_candidacies()))
    await _add_missing(session, Threshold, list(_thresholds()))
    await add_default_seats(session)


async def add_default_seats(session: AsyncSession) -> None:
    """The default posts for every region of every cohort that has none yet."""
    regions = await session.scalars(select(Candidacy.region_code).distinct())  # type: ignore[call-overload]
    default = select(col(Post.key), col(Post.title)).where(col(Post.is_default).is_(True))
    posts = (await session.execute(default.order_by(col(Post.position)))).all()
    seats = [{"region_code": code, "post": post, "title": title} for code in regions for post, title in posts]
    await _add_missing(session, Seat, seats)


def _regions() -> Iterable[Row]:
    for row in rows("regions"):
        kind = RegionKind.KOTA if row["name"].startswith("Kota ") else RegionKind.KABUPATEN
        yield {**row, "kind": kind}


def _criteria() -> Iterable[Row]:
    for row in rows("criteria"):
        yield {**row, "number": int(row["number"])}


def _scales() -> Iterable[Row]:
    for row in rows("scales"):
        yield {
            **row,
            "first_year": int(row["first_year"] or 0),
            "last_year": int(row["last_year"]) if row["last_year"] else None,
            "lowest": _decimal(row["lowest"]),
            "highest": _decimal(row["highest"]),
            "lower": _decimal(row["lower"]),
            "lower_included": row["lower_included"] != "no",
            "rank": int(row["rank"]) if row["rank"] else None,
        }


def _publications() -> Iterable[Row]:
    for row in rows("publications"):
        yield {
            **row,
            "first_year": int(row["first_year"] or 0),
            "last_year": int(row["last_year"]) if row["last_year"] else None,
            "opens_month": int(row["opens_month"]),
            "due_month": int(row["due_month"]),
            "stale_after_months": int(row["stale_after_months"]),
        }


def _candidacies() -> Iterable[Row]:
    for row in rows("candidacies"):
        yield {"region_code": row["region_code"], "cohort": int(row["cohort"]), "stage": Stage(row["stage"])}


def _thresholds() -> Iterable[Row]:
    for row in rows("thresholds"):
        yield {
            **row,
            "cohort": int(row["cohort"]),
            "stage": Stage(row["stage"]),
            "is_confirmed": row["is_confirmed"] == "yes",
        }


def _decimal(text: str) -> Decimal | None:
    return Decimal(text) if text else None


async def _keep_current(
    session: AsyncSession, table: type[SQLModel], records: Sequence[Row], *, key: list[str]
) -> None:
    """Insert, or update where a column differs; an unchanged row is not written."""
    target: Table = table.__table__  # type: ignore[attr-defined]
    insert = insert_into(session, target)
    others = [name for name in records[0] if name not in key]
    changed = or_(*(target.c[name].is_distinct_from(insert.excluded[name]) for name in others))
    statement = insert.on_conflict_do_update(
        index_elements=key, set_={name: insert.excluded[name] for name in others}, where=changed
    )
    await session.execute(statement, list(records))


async def _add_missing(session: AsyncSession, table: type[SQLModel], records: Sequence[Row]) -> None:
    if records:
        await session.execute(insert_into(session, table).on_conflict_do_nothing(), list(records))
