"""Updates by POST."""

import asyncio

from aiohttp import web

from bot.practice.cast import SARI


async def test_a_webhook_delivers_in_order_until_it_is_thanked(server, call, refused):
    seen: list[tuple[str, str]] = []

    async def receive(request: web.Request) -> web.Response:
        body = await request.json()
        seen.append((request.headers["X-Telegram-Bot-Api-Secret-Token"], body["message"]["text"]))
        server.world.journal.ring()
        return web.Response(status=500 if len(seen) == 1 else 200)

    app = web.Application()
    app.add_routes([web.post("/", receive)])
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/"

    assert (await call("setWebhook", url=url, secret_token="rahasia"))["ok"]
    assert await refused("getUpdates") == (
        409,
        "Conflict: can't use getUpdates method while webhook is active; "
        "use deleteWebhook to delete the webhook first",
    )
    await server.person(SARI).say("satu")
    await server.person(SARI).say("dua")
    await server.until_confirmed()
    assert seen == [("rahasia", "satu"), ("rahasia", "satu"), ("rahasia", "dua")]
    assert (await call("getWebhookInfo"))["result"]["last_error_message"] == (
        "Wrong response from the webhook: 500 Internal Server Error"
    )
    assert (await call("deleteWebhook"))["ok"]
    assert (await call("getWebhookInfo"))["result"]["url"] == ""
    await runner.cleanup()


async def test_a_webhook_ends_a_running_poll(server, call, refused):
    poll = asyncio.create_task(refused("getUpdates", timeout=50))
    await server.wait_until(lambda: server.world.updates.polling)
    await call("setWebhook", url="http://127.0.0.1:9/", drop_pending_updates=True)
    assert await poll == (409, "Conflict: terminated by setWebhook request")
    assert await refused("setWebhook", url="http://contoh.invalid/") == (
        400,
        "Bad Request: bad webhook: An HTTPS URL must be provided for webhook",
    )
    assert await refused("setWebhook", url="https://contoh.invalid/", secret_token="é") == (
        400,
        "Bad Request: secret token contains unallowed characters",
    )
