"""For programs in another process: the log of deliveries and the script of faults over HTTP."""

from aiohttp import web

from bot.practice.api import answer
from bot.practice.world import World

LONGEST_WAIT_SECONDS = 25.0


def routes(world: World) -> list[web.RouteDef]:
    """GET /room/log?after=N (waits for line N + 1), POST and DELETE /room/faults."""

    async def log(request: web.Request) -> web.Response:
        after = int(request.query.get("after", "0"))
        await world.journal.wait_until(lambda: len(world.log) > after, timeout_seconds=LONGEST_WAIT_SECONDS)
        return answer({"deliveries": [delivery.api() for delivery in world.log[after:]]})

    async def add_fault(request: web.Request) -> web.Response:
        try:
            world.faults.add(**await request.json())
        except (TypeError, ValueError) as error:
            return answer({"error": str(error)}, status=400)
        return answer({"ok": True})

    async def clear_faults(_request: web.Request) -> web.Response:
        world.faults.clear()
        return answer({"ok": True})

    return [
        web.get("/room/log", log),
        web.post("/room/faults", add_fault),
        web.delete("/room/faults", clear_faults),
    ]
