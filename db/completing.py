"""What a claimed message needs before it can leave: its text, and Telegram's id of what it edits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import SQLModel

from bot.rules.shared_texts import whole
from db.claimed import OUTBOX, Claimed

_BODY = SQLModel.metadata.tables["broadcast_body"]


async def with_bodies(
    connection: AsyncConnection, claimed: Sequence[Claimed], known: dict[int, dict[str, object]]
) -> list[Claimed]:
    """The same messages with the text of their broadcast; ``known`` keeps texts, which never change."""
    unknown = {one.body_id for one in claimed if one.body_id is not None} - known.keys()
    if unknown:
        columns = select(_BODY.c.id, _BODY.c.payload).where(_BODY.c.id.in_(unknown))
        known.update((row.id, row.payload) for row in await connection.execute(columns))
    return [
        one if one.body_id is None else replace(one, payload=whole(known[one.body_id], one.payload))
        for one in claimed
    ]


async def with_targets(connection: AsyncConnection, claimed: Sequence[Claimed]) -> list[Claimed]:
    """The same messages; an edit knows Telegram's id of what it edits, where that was sent in this chat.

    Somebody who has a new account holds the earlier messages in the old chat: nothing is edited there.
    """
    wanted = {one.edits_outbox_id for one in claimed if one.edits_outbox_id is not None}
    if not wanted:
        return list(claimed)
    columns = select(OUTBOX.c.id, OUTBOX.c.chat_id, OUTBOX.c.message_id).where(OUTBOX.c.id.in_(wanted))
    targets = {(row.id, row.chat_id): row.message_id for row in await connection.execute(columns)}
    return [
        one
        if one.edits_outbox_id is None
        else replace(one, target_message_id=targets.get((one.edits_outbox_id, one.chat_id)))
        for one in claimed
    ]
