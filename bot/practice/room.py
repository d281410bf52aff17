"""The addresses of the page: its own files, what it reads, the clock, and what it does for people."""

import mimetypes
from collections.abc import Awaitable, Callable
from pathlib import Path
from urllib.parse import quote

from aiohttp import web

from bot.practice.api import answer
from bot.practice.chats import Chat
from bot.practice.deeds import deed_routes
from bot.practice.files import StoredFile
from bot.practice.refusals import Refusal
from bot.practice.views import chat_view, people_view
from bot.practice.world import World

PAGE = Path(__file__).parent / "page"
LONGEST_WAIT_SECONDS = 25.0

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
#: what a browser may show by itself; everything else is saved, so that no upload runs as a page of this room
SHOWN = ("image/png", "image/jpeg", "application/pdf")


@web.middleware
async def only_from_here(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse the pages of other sites: they could otherwise talk to a server on this machine."""
    if request.path.startswith("/bot"):
        return await handler(request)
    host = request.headers.get("Host", "")
    origin = request.headers.get("Origin")
    if host.rpartition(":")[0] not in ("127.0.0.1", "localhost") or origin not in (None, f"http://{host}"):
        raise web.HTTPForbidden
    return await handler(request)


def routes(world: World) -> list[web.RouteDef]:
    """Everything under / and /room."""

    async def people(_request: web.Request) -> web.Response:
        return answer(await people_view(world))

    async def chat(request: web.Request) -> web.Response:
        reader = request.query.get("as", "")
        return answer(chat_view(world, chat_of(world, request), int(reader) if reader.isdecimal() else None))

    async def events(request: web.Request) -> web.Response:
        after = _number(request.query.get("after", "0"))
        await world.journal.wait_until(
            lambda: world.journal.last != after, timeout_seconds=LONGEST_WAIT_SECONDS
        )
        return answer(world.journal.since(after))

    async def file(request: web.Request) -> web.Response:
        found = world.files.by_id(request.match_info["file_id"])
        if found is None:
            raise web.HTTPNotFound
        return web.Response(body=found.content, headers=_file_headers(found))

    async def clock(request: web.Request) -> web.Response:
        body = await request.json()
        if world.jump is None:
            return answer({"error": "no clock to move here"}, status=501)
        try:
            await world.jump(str(body["to"]))
        except (KeyError, ValueError) as error:
            return answer({"error": str(error)}, status=400)
        return answer({"now": world.clock.now().isoformat()})

    return [
        web.get("/", _index),
        web.get("/static/{name:.+}", _static),
        web.get("/room/people", people),
        web.get("/room/chat/{user_id}", chat),
        web.get("/room/events", events),
        web.get("/room/file/{file_id}", file),
        web.post("/room/clock", clock),
        *deed_routes(world, chat_of),
    ]


def chat_of(world: World, request: web.Request) -> Chat:
    """The chat in the address; 404 without one."""
    try:
        return world.find_chat(request.match_info["user_id"])
    except Refusal:
        raise web.HTTPNotFound from None


def _file_headers(file: StoredFile) -> dict[str, str]:
    disposition = "inline" if file.mime_type in SHOWN else "attachment"
    return {
        "Content-Type": file.mime_type,
        "Content-Disposition": f"{disposition}; filename*=UTF-8''{quote(file.name)}",
        "X-Content-Type-Options": "nosniff",
    }


def _number(words: str) -> int:
    try:
        return int(words)
    except ValueError:
        raise web.HTTPBadRequest from None


async def _index(_request: web.Request) -> web.StreamResponse:
    return _page_file("index.html")


async def _static(request: web.Request) -> web.StreamResponse:
    return _page_file(request.match_info["name"])


def _page_file(name: str) -> web.StreamResponse:
    path = (PAGE / name).resolve()
    if not path.is_file() or PAGE.resolve() not in path.parents:
        raise web.HTTPNotFound
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return web.FileResponse(
        path, headers={"Cache-Control": "no-store", "Content-Type": f"{kind}; charset=utf-8"}
    )
