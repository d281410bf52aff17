"""A tiny Bot API server for raw faults: what it answers is scripted, what it got is remembered."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

TOKEN = "42:practice_token_of_the_tests"
#: What the bot asks about itself.
ABOUT_ITSELF = {
    "getMe": {"id": 42, "is_bot": True, "first_name": "Latihan", "username": "latihan_bot"},
    "getMyDescription": {"description": ""},
    "getMyShortDescription": {"short_description": ""},
}

Reply = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class Call:
    method: str
    body: dict[str, Any]
    files: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    at: float = 0.0


class Telegram:
    """Answers every send with success, unless a reply is scripted for it."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.scripted: dict[str, deque[Reply]] = {}
        self.for_chat: dict[int, deque[Reply]] = {}
        self.updates: list[dict[str, Any]] = []
        self.offsets: list[int | None] = []
        self.arrived = asyncio.Condition()
        self.in_hand = 0
        self.most_in_hand = 0
        self.url = ""
        self._runner: web.AppRunner | None = None

    async def start(self, port: int = 0) -> None:
        app = web.Application(client_max_size=64 << 20)
        app.router.add_route("*", "/bot{token}/{method}", self._answer)
        app.router.add_get("/file/bot{token}/{path:.*}", self._file)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", port)
        await site.start()
        self.port = self._runner.addresses[0][1]
        self.url = f"http://127.0.0.1:{self.port}"

    async def stop(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    def script(self, method: str, *replies: Reply) -> None:
        self.scripted.setdefault(method, deque()).extend(replies)

    def sent(self, method: str = "sendMessage") -> list[Call]:
        return [call for call in self.calls if call.method == method]

    def texts(self, chat_id: int | None = None) -> list[str]:
        return [
            call.body.get("text", "")
            for call in self.sent()
            if chat_id is None or int(call.body["chat_id"]) == chat_id
        ]

    async def until(self, enough: Callable[[], bool]) -> None:
        async with asyncio.timeout(20), self.arrived:
            await self.arrived.wait_for(enough)

    async def _file(self, request: web.Request) -> web.Response:
        return web.Response(body=b"x" * int(request.match_info["path"]))

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        call = await self._read(request)
        if call.method == "getUpdates":
            return await self._updates(call, request)
        if call.method in ABOUT_ITSELF and not self.scripted.get(call.method):
            return ok(ABOUT_ITSELF[call.method])
        async with self.arrived:
            self.calls.append(call)
            self.in_hand += 1
            self.most_in_hand = max(self.most_in_hand, self.in_hand)
            self.arrived.notify_all()
        try:
            for replies in (
                self.for_chat.get(int(call.body.get("chat_id", 0))),
                self.scripted.get(call.method),
            ):
                if replies:
                    return await replies.popleft()(request)
            return ok({"message_id": len(self.calls), "date": 1, "chat": {"id": 1, "type": "private"}})
        finally:
            self.in_hand -= 1

    async def _updates(self, call: Call, request: web.Request) -> web.StreamResponse:
        if self.scripted.get("getUpdates"):
            async with self.arrived:
                self.calls.append(call)
                self.arrived.notify_all()
            return await self.scripted["getUpdates"].popleft()(request)
        offset = call.body.get("offset")
        async with self.arrived:
            self.offsets.append(offset)
            self.updates = [one for one in self.updates if offset is None or one["update_id"] >= offset]
            self.arrived.notify_all()
            if not self.updates:
                await self.arrived.wait_for(lambda: bool(self.updates))
            return ok(self.updates[: call.body.get("limit", 100)])

    async def give(self, *updates: dict[str, Any]) -> None:
        async with self.arrived:
            self.updates.extend(updates)
            self.arrived.notify_all()

    async def _read(self, request: web.Request) -> Call:
        at = asyncio.get_running_loop().time()
        method = request.match_info["method"]
        if request.content_type == "application/json":
            return Call(method, await request.json(), at=at)
        body: dict[str, Any] = {}
        files: dict[str, tuple[str, bytes]] = {}
        for name, value in (await request.post()).items():
            if isinstance(value, web.FileField):
                files[name] = (value.filename, value.file.read())
            else:
                body[name] = value
        return Call(method, body, files, at)


def ok(result: object) -> web.Response:
    return web.json_response({"ok": True, "result": result})


def says(status: int, description: str, **parameters: object) -> Reply:
    async def reply(_request: web.Request) -> web.Response:
        body: dict[str, object] = {"ok": False, "error_code": status, "description": description}
        if parameters:
            body["parameters"] = parameters
        return web.json_response(body, status=status)

    return reply


def raw(status: int, text: str) -> Reply:
    async def reply(_request: web.Request) -> web.Response:
        return web.Response(status=status, text=text, content_type="text/html")

    return reply


async def reset(request: web.Request) -> web.Response:
    """Take the request, then cut the line without an answer."""
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


def held(event: asyncio.Event) -> Reply:
    async def reply(_request: web.Request) -> web.Response:
        await event.wait()
        return ok({"message_id": 1})

    return reply


def message(update_id: int, chat_id: int, text: str = "hai") -> dict[str, Any]:
    chat = {"id": chat_id, "type": "private", "first_name": "A"}
    sender = {"id": chat_id, "is_bot": False, "first_name": "A"}
    body = {"message_id": update_id, "date": 1, "chat": chat, "from": sender, "text": text}
    return {"update_id": update_id, "message": body}


def as_json(value: object) -> str:
    return json.dumps(value)
