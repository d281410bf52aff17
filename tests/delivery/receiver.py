"""A process of its own that takes updates and answers each in its transaction; started by test_kills.

Arguments: DATABASE_URL TELEGRAM_URL
"""

from __future__ import annotations

import secrets
from datetime import UTC, datetime

from bot.delivery.gate import Gate
from bot.delivery.inbox import Inbox
from bot.delivery.wire import Wire
from bot.rules.outbox import MessageClass
from db.engine import Sessions
from db.inbox import mark_done
from db.outbox import Outgoing, enqueue
from tests.delivery.telegram import TOKEN

NOW = datetime(2025, 3, 3, 1, 0, tzinfo=UTC)


def inbox_with_effects(sessions: Sessions, wire: Wire) -> Inbox:
    """An inbox whose handler writes one outbox row per update, with a key that differs every time."""

    async def process(update_id: int, payload: dict) -> None:
        key = f"effect:{update_id}:{secrets.token_hex(4)}"
        chat_id = payload["message"]["chat"]["id"]
        effect = Outgoing(key=key, message_class=MessageClass.RECEIPT, chat_id=chat_id, html=str(update_id))
        async with sessions.writing() as session:
            if await mark_done(session, update_id, now=NOW):
                await enqueue(session, effect, now=NOW)
        await wire.call("answerCallbackQuery", {"callback_query_id": str(update_id)})

    return Inbox(sessions=sessions, wire=wire, process=process, now=lambda: NOW)


async def main(database_url: str, telegram_url: str) -> None:
    sessions = Sessions(database_url)
    async with Wire(token=TOKEN, api_url=telegram_url, gate=Gate(sessions), rate=0) as wire:
        inbox = inbox_with_effects(sessions, wire)
        await inbox.replay()
        await inbox.poll()
