"""The Bot API over HTTP: token, method, parameters in; JSON out; faults on the way."""

import json
from collections.abc import Callable

from aiohttp import web
from aiohttp.web_request import FileField

from bot.practice.faulting import strike
from bot.practice.files import UPLOAD_LIMIT_BYTES
from bot.practice.methods import METHODS
from bot.practice.params import Params, Upload, parsed_json
from bot.practice.refusals import Refusal, bad_request, refusal
from bot.practice.world import World

#: what a whole request may weigh: a file at its limit, and the fields around it
REQUEST_LIMIT_BYTES = UPLOAD_LIMIT_BYTES + (1 << 20)

_dumps: Callable[[object], str] = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def routes(world: World) -> list[web.RouteDef]:
    """The two addresses of the Bot API; everything else is Not Found, so these come last."""

    async def call(request: web.Request) -> web.StreamResponse:
        return await _call(world, request)

    async def download(request: web.Request) -> web.StreamResponse:
        return _download(world, request)

    async def nowhere(_request: web.Request) -> web.StreamResponse:
        return refused(refusal(404))

    return [
        web.get("/file/bot{token:[^/]*}/{path:.+}", download),
        web.route("*", "/bot{token:[^/]*}/{method:[^/]*}", call),
        web.route("*", "/{path:.*}", nowhere),
    ]


def answer(body: dict[str, object], *, status: int = 200) -> web.Response:
    """A JSON response."""
    return web.Response(text=_dumps(body), status=status, content_type="application/json")


def refused(error: Refusal) -> web.Response:
    """A refusal as Telegram sends it."""
    response = answer(error.body(), status=error.code)
    if error.retry_after is not None:
        response.headers["Retry-After"] = str(error.retry_after)
    return response


async def _call(world: World, request: web.Request) -> web.StreamResponse:
    name = request.match_info["method"]
    try:
        check_token(world, request.match_info["token"])
        if not name:
            raise refusal(404)
        params = await read_params(request)
    except Refusal as error:
        return refused(error)

    fault = world.faults.take(name, params.text("chat_id"))
    if fault is None:
        return await _run(world, name, params)
    return await strike(world.faults, fault, request, lambda: _run(world, name, params), refused)


async def _run(world: World, name: str, params: Params) -> web.Response:
    try:
        method = METHODS.get(name.lower())
        if method is None:
            raise refusal(404, "method not found")
        return answer({"ok": True, "result": await method(world, params)})
    except Refusal as error:
        return refused(error)


def check_token(world: World, token: str) -> None:
    """Raises 401 for any token but the bot's own."""
    number, colon, secret = token.partition(":")
    if not (number.isdecimal() and colon and secret):
        raise refusal(401, "invalid token specified")
    if token != world.token:
        raise refusal(401)


async def read_params(request: web.Request) -> Params:
    """Query, then body; the body wins. Raises a Refusal for a body nobody can read."""
    values: dict[str, object] = dict(request.query)
    if request.method != "POST" or not request.body_exists:
        return Params(values)
    try:
        if request.content_type == "application/json":
            body = await request.text()
            given = parsed_json(body, what="request") if body else {}
            if not isinstance(given, dict):
                raise bad_request("can't parse request: expected an Object")
            return Params({**values, **given})
        form = await request.post()
    except ValueError:
        raise bad_request("can't parse request JSON object") from None
    except web.HTTPRequestEntityTooLarge:
        raise refusal(413) from None

    uploads = {}
    for field, value in form.items():
        if isinstance(value, FileField):
            uploads[field] = Upload(value.filename, value.content_type, value.file.read())
        else:
            values[field] = value if isinstance(value, str) else bytes(value).decode(errors="replace")
    return Params(values, uploads)


def _download(world: World, request: web.Request) -> web.Response:
    try:
        check_token(world, request.match_info["token"])
        file = world.files.by_path(request.match_info["path"])
        if file is None:
            raise refusal(404)
    except Refusal as error:
        return refused(error)
    return web.Response(body=file.content, content_type="application/octet-stream")
