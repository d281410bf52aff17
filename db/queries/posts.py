"""The posts there are, and those a region has."""

from __future__ import annotations

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from db.tables import Post, Seat


async def all_posts(session: AsyncSession) -> dict[str, str]:
    """Key and title of every post, in the order of lists."""
    rows = await session.execute(select(col(Post.key), col(Post.title)).order_by(col(Post.position)))
    return {row.key: row.title for row in rows}


async def posts_of_region(session: AsyncSession, region_code: str) -> dict[str, str]:
    """The same of one region: the default ones, and those that staff have added there."""
    added = select(col(Seat.post)).where(col(Seat.region_code) == region_code)
    rows = await session.execute(
        select(col(Post.key), col(Post.title))
        .where(or_(col(Post.is_default).is_(True), col(Post.key).in_(added)))
        .order_by(col(Post.position))
    )
    return {row.key: row.title for row in rows}
