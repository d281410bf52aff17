"""Rows of officials as they wait in the database between the card and its Konfirmasi, and no longer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date

from sqlalchemy import delete, insert, select
from sqlmodel import col

from bot.actions.work import Work
from bot.rules.contact_cells import ContactRow
from db.tables import ImportRow


async def keep_rows(work: Work, import_id: int, rows: Sequence[ContactRow]) -> None:
    await work.session.execute(
        insert(ImportRow),
        [{"import_id": import_id, "line": row.line, "understood": _stored(row)} for row in rows],
    )


async def kept_rows(work: Work, import_id: int) -> list[ContactRow]:
    """In the order of the file."""
    rows = await work.session.execute(
        select(col(ImportRow.line), col(ImportRow.understood))
        .where(col(ImportRow.import_id) == import_id)
        .order_by(col(ImportRow.id))
    )
    return [_read(line, cells) for line, cells in rows]


async def forget_rows(work: Work, import_id: int) -> None:
    """Names and numbers are not needed twice."""
    await work.session.execute(delete(ImportRow).where(col(ImportRow.import_id) == import_id))


def _stored(row: ContactRow) -> dict[str, object]:
    cells = asdict(row)
    return cells | {"until_on": row.until_on.isoformat() if row.until_on else None}


def _read(line: int, cells: Mapping[str, object]) -> ContactRow:
    until = cells["until_on"]
    return ContactRow(
        line=line,
        region_code=str(cells["region_code"]),
        post=str(cells["post"]),
        name=str(cells["name"]),
        prefix=_text(cells["prefix"]),
        office_phone=_text(cells["office_phone"]),
        phone=_text(cells["phone"]),
        until_on=date.fromisoformat(str(until)) if until else None,
        is_open_ended=bool(cells["is_open_ended"]),
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)
