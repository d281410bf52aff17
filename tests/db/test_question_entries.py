"""Entries of questions are found by what Telegram says of them, however many there are."""

from __future__ import annotations

import pytest

from tests.plans import plan_of


@pytest.mark.sqlite
async def test_an_edited_message_is_looked_up_by_an_index(sqlite_url):
    plan = await plan_of(
        sqlite_url,
        "SELECT id FROM question_entry WHERE message_id = 7"
        " AND (staff_id = 1 OR contact_id = 0) AND purged_at IS NULL",
    )
    assert "ix_question_entry_message_id" in " ".join(plan)
