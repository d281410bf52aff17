"""Files of sittings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.rules.materials import MaterialView
from db.tables import Material


async def materials_of(session: AsyncSession, items: Collection[int]) -> dict[int, list[MaterialView]]:
    """What has not been removed, by sitting, in the order it was added."""
    rows = await session.scalars(
        select(Material)
        .where(col(Material.agenda_item_id).in_(items), col(Material.removed_at).is_(None))
        .order_by(col(Material.id))
    )
    found: dict[int, list[MaterialView]] = defaultdict(list)
    for row in rows:
        view = MaterialView(row.id or 0, row.agenda_item_id, row.filename, row.file_id, row.is_photo)
        found[row.agenda_item_id].append(view)
    return found
