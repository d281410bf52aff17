"""Bare echo bots of python-telegram-bot, to measure beside.

``default``: PTB as its examples have it. ``tuned``: the same handler over our request class, 32 at
a time, on uvloop. Arguments: KIND URL TOKEN
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time

from telegram import Update
from telegram.ext import ApplicationBuilder, MessageHandler, filters


async def echo(update: Update, _context: object) -> None:
    message = update.effective_message
    assert message is not None
    await message.reply_text(message.text or "")


def default(url: str, token: str) -> None:
    application = ApplicationBuilder().token(token).base_url(f"{url}/bot").build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.run_polling()


def tuned(url: str, token: str) -> None:
    import uvloop

    from bot.delivery.gate import Gate
    from bot.delivery.wire import Wire
    from bot.request import WireRequest
    from db.engine import Sessions

    asyncio.set_event_loop(uvloop.new_event_loop())
    wire = Wire(
        token=token,
        api_url=url,
        gate=Gate(Sessions(f"sqlite:///{tempfile.mkdtemp()}/unused.db"), clock=time.monotonic),
        rate=0,
    )

    class Opening(WireRequest):
        async def initialize(self) -> None:
            wire._http.open()

    request = Opening(wire)
    builder = ApplicationBuilder().token(token).base_url(f"{url}/bot")
    application = builder.request(request).get_updates_request(request).concurrent_updates(32).build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.run_polling()


if __name__ == "__main__":
    {"default": default, "tuned": tuned}[sys.argv[1]](*sys.argv[2:])
