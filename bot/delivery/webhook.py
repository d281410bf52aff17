"""Updates by webhook: 200 only when the update is on the disk, and only with the secret."""

from __future__ import annotations

import hmac
import json
from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.delivery.intake import update_id_of

#: What is wrong with this process, in sentences.
Troubles = Callable[[], list[str]]

MOST_BYTES = 1 << 20
_HEADER = "X-Telegram-Bot-Api-Secret-Token"


def web_app(
    accept: Callable[[dict[str, object]], Awaitable[None]],
    *,
    secret: str,
    path: str = "/telegram",
    troubles: Troubles = list,
) -> web.Application:
    """``POST path`` takes updates, ``GET /healthz`` as below. ``accept`` returns after its commit."""

    async def take(request: web.Request) -> web.Response:
        given = request.headers.get(_HEADER, "")
        if not secret or not hmac.compare_digest(given.encode(), secret.encode()):
            return web.Response(status=403)
        payload = _update(await request.read())
        if payload is None:
            return web.Response(status=400)
        await accept(payload)
        return web.Response()

    app = health_app(troubles)
    app.router.add_post(path, take)
    return app


def health_app(troubles: Troubles) -> web.Application:
    """``GET /healthz`` says ok, or 503 and what is wrong, a sentence a line."""

    async def health(_request: web.Request) -> web.Response:
        found = troubles()
        return web.Response(text="\n".join(found) or "ok", status=503 if found else 200)

    app = web.Application(client_max_size=MOST_BYTES)
    app.router.add_get("/healthz", health)
    return app


def _update(raw: bytes) -> dict[str, object] | None:
    try:
        found = json.loads(raw)
    except ValueError:
        return None
    if not isinstance(found, dict) or update_id_of(found) is None:
        return None
    return found
