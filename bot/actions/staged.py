"""Drafts as they wait in the database between the card and its Konfirmasi."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlmodel import col

from bot.actions.measurement_rows import slices
from bot.actions.work import Work
from bot.rules.criteria import CriterionKey
from bot.rules.entries import Draft
from bot.rules.readings import Reading
from db.tables import ImportRow


async def staged_drafts(work: Work, import_id: int) -> list[Draft]:
    """The rows of a staged import, in the order of the file."""
    rows = await work.session.execute(
        select(col(ImportRow.line), col(ImportRow.understood))
        .where(col(ImportRow.import_id) == import_id)
        .order_by(col(ImportRow.id))
    )
    drafts: list[Draft] = []
    async for some in slices(rows.all()):
        drafts += [_draft(line, understood) for line, understood in some]
    return drafts


def staged_row(draft: Draft, import_id: int) -> dict[str, object]:
    """The columns of an ImportRow."""
    reading = draft.reading
    understood: dict[str, object] = {
        "region": draft.region_code,
        "criterion": reading.criterion.value,
        "instrument": reading.instrument,
        "year": str(reading.year),
        "value": None if reading.value is None else str(reading.value),
        "grade": reading.grade,
        "is_final": reading.is_final,
        "published_on": reading.published_on.isoformat() if reading.published_on else None,
        "source": reading.source,
        "note": draft.note,
        "year_inferred": draft.year_inferred,
        "published_inferred": draft.published_inferred,
    }
    return {"import_id": import_id, "line": draft.line or 0, "understood": understood}


def _draft(line: int, cells: Mapping[str, object]) -> Draft:
    value, published, grade = cells["value"], cells["published_on"], cells["grade"]
    return Draft(
        region_code=str(cells["region"]),
        reading=Reading(
            criterion=CriterionKey(str(cells["criterion"])),
            instrument=str(cells["instrument"]),
            year=int(str(cells["year"])),
            value=None if value is None else Decimal(str(value)),
            grade=None if grade is None else str(grade),
            is_final=bool(cells["is_final"]),
            published_on=date.fromisoformat(str(published)) if published else None,
            source=str(cells["source"]),
        ),
        note=str(cells["note"]),
        year_inferred=bool(cells["year_inferred"]),
        published_inferred=bool(cells["published_inferred"]),
        line=line or None,
    )
