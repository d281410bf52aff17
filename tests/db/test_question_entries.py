"""Entries of questions are found by what Telegram says of them, however many there are."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from db.engine import Sessions


@pytest.mark.sqlite
async def test_an_edited_message_is_looked_up_by_an_index(sqlite_url):
    sessions = Sessions(sqlite_url)
    async with sessions.reading() as session:
        plan = await session.execute(
            text(
                "EXPLAIN QUERY PLAN SELECT id FROM question_entry WHERE message_id = 7"
                " AND (staff_id = 1 OR contact_id = 0) AND purged_at IS NULL"
            )
        )
        assert "ix_question_entry_message_id" in " ".join(str(row) for row in plan)
    await sessions.close()
