"""Stands before a Bot API server and spoils what goes through it, on the wire itself.

``TABLE`` has every kind: whether the call takes effect, and what the caller gets. A kind is asked for by
chat: the first sendMessage to a chat that is in ``script`` is struck, the next one goes through.
"""

from __future__ import annotations

import asyncio
import json
import re
import socket
import struct
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
_NO_LINGER = struct.pack("ii", 1, 0)
_PAGE = b"<html><body><h1>Bad Gateway</h1></body></html>"


@dataclass(frozen=True, slots=True)
class Call:
    """One struck call: where the answer goes, and how long things may last here, in seconds."""

    writer: asyncio.StreamWriter
    answer: bytes  #: the true one, where the call took effect
    hang: float
    hold: float

    async def say(self, data: bytes) -> None:
        self.writer.write(data)
        await self.writer.drain()

    def reset(self) -> None:
        """RST: whatever was on its way is lost."""
        self.writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _NO_LINGER)
        self.writer.transport.abort()


Strike = Callable[[Call], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Kind:
    """``delivers``: the call takes effect. ``certain``: the caller can know whether it did."""

    strike: Strike
    delivers: bool
    certain: bool = False


def answer(status: str, body: bytes, *, kind: str = "application/json", length: int | None = None) -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: "
    return f"{head}{len(body) if length is None else length}\r\n\r\n".encode() + body


def refused(code: int, words: str, **parameters: int) -> bytes:
    body: dict[str, object] = {"ok": False, "error_code": code, "description": words}
    if parameters:
        body["parameters"] = parameters
    return answer(f"{code} X", json.dumps(body).encode())


def saying(data: bytes) -> Strike:
    async def strike(call: Call) -> None:
        await call.say(data)

    return strike


async def _rst(call: Call) -> None:
    call.reset()


async def _hang(call: Call) -> None:
    await asyncio.sleep(call.hang)
    call.reset()


async def _hold(call: Call) -> None:
    await asyncio.sleep(call.hold)
    await call.say(call.answer)


async def _drip(call: Call) -> None:
    for start in range(0, len(call.answer), 64):
        await call.say(call.answer[start : start + 64])
        await asyncio.sleep(call.hold / 100)


async def _half(call: Call) -> None:
    await call.say(call.answer[: len(call.answer) - 40])
    call.writer.close()


async def _half_head(call: Call) -> None:
    await call.say(b"HTTP/1.1 200 OK\r\nContent-Ty")
    call.writer.close()


async def _too_long_promised(call: Call) -> None:
    await call.say(answer("200 OK", b'{"ok":true,"result":{"message_id":1}}', length=5000))
    call.writer.close()


async def _too_short_promised(call: Call) -> None:
    await call.say(answer("200 OK", b'{"ok":true,"result":{"message_id":1}}', length=9))
    call.writer.close()


async def _chunk_cut(call: Call) -> None:
    await call.say(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40\r\n" + call.answer[-40:])
    call.writer.close()


async def _old_and_closing(call: Call) -> None:
    body = call.answer.partition(b"\r\n\r\n")[2]
    await call.say(b"HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n" + body)
    call.writer.close()


async def _closes_politely(call: Call) -> None:
    call.writer.close()


async def _gone_after_it(call: Call) -> None:
    """The answer is right, and the connection is cut: the next call meets a dead line."""
    await call.say(call.answer)
    await asyncio.sleep(0.005)
    call.reset()


_LATER = "Too Many Requests: retry after 0"

#: Every kind of fault, by name.
TABLE: Mapping[str, Kind] = {
    "accepted, then reset": Kind(_rst, delivers=False),
    "delivered, then reset": Kind(_rst, delivers=True),
    "delivered, then silence": Kind(_hang, delivers=True),
    "silence": Kind(_hang, delivers=False),
    "held, then answered": Kind(_hold, delivers=True, certain=True),
    "answer in slow drops": Kind(_drip, delivers=True, certain=True),
    "half of the JSON": Kind(_half, delivers=True),
    "half of the head": Kind(_half_head, delivers=True),
    "closed without an answer": Kind(_closes_politely, delivers=True),
    "200 with a page": Kind(saying(answer("200 OK", _PAGE, kind="text/html")), delivers=True),
    "200 with nothing": Kind(saying(answer("200 OK", b"")), delivers=True),
    "200 with garbage": Kind(saying(answer("200 OK", b"\x00\xff\xfe{")), delivers=True),
    "no HTTP at all": Kind(saying(b"\x16\x03\x01\x02\x00\x01garbage\r\n\r\n"), delivers=False),
    "502 with a page": Kind(saying(answer("502 X", _PAGE, kind="text/html")), delivers=False),
    "502 after delivery": Kind(saying(answer("502 X", _PAGE, kind="text/html")), delivers=True),
    "503": Kind(saying(answer("503 X", b"")), delivers=False),
    "504 after delivery": Kind(saying(answer("504 X", _PAGE, kind="text/html")), delivers=True),
    "500 in JSON": Kind(saying(refused(500, "Internal Server Error: restart")), delivers=True),
    "400 Bad Gateway": Kind(saying(refused(400, "Bad Request: Bad Gateway")), delivers=False),
    "400 in unknown words": Kind(saying(refused(400, "Bad Request: \x00 \ud800")), False, certain=True),
    "429 with retry_after": Kind(saying(refused(429, _LATER, retry_after=0)), False, certain=True),
    "429 without retry_after": Kind(saying(answer("429 X", _PAGE)), delivers=False, certain=True),
    "more promised than sent": Kind(_too_long_promised, delivers=True),
    "less promised than sent": Kind(_too_short_promised, delivers=True),
    "chunk cut": Kind(_chunk_cut, delivers=True),
    "HTTP/1.0 that closes": Kind(_old_and_closing, delivers=True, certain=True),
    "answered, then reset": Kind(_gone_after_it, delivers=True),
}


class Front:
    """The server in between. ``url`` is what TELEGRAM_API_URL takes."""

    def __init__(self, behind: str, *, hang: float, hold: float) -> None:
        self._host, self._port = urlsplit(behind).hostname, urlsplit(behind).port
        self._hang, self._hold = hang, hold
        self._open: set[asyncio.StreamWriter] = set()
        self.script: dict[int, str] = {}
        self.url = ""
        self.calls = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        try:
            while True:
                await self._one(reader, writer)
        except (asyncio.IncompleteReadError, OSError):
            pass  # the caller, or a strike, has closed the line
        finally:
            self._open.discard(writer)
            writer.close()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        found = _LENGTH.search(head)
        body = await reader.readexactly(int(found[1])) if found else b""
        kind = self._struck(head, body)
        delivers = kind is None or kind.delivers
        true = await self._passed_on(head, body) if delivers else b""
        if kind is None:
            writer.write(true)
            await writer.drain()
        else:
            await kind.strike(Call(writer, true, self._hang, self._hold))

    def _struck(self, head: bytes, body: bytes) -> Kind | None:
        if b"/sendMessage" not in head.partition(b"\r\n")[0]:
            return None
        self.calls += 1
        name = self.script.pop(json.loads(body)["chat_id"], None)
        return None if name is None else TABLE[name]

    async def _passed_on(self, head: bytes, body: bytes) -> bytes:
        """The whole answer of the server behind, read to its end."""
        reader, writer = await asyncio.open_connection(self._host, self._port)
        writer.write(head.replace(b"keep-alive", b"close") + body)
        answered = await reader.readuntil(b"\r\n\r\n")
        found = _LENGTH.search(answered)
        whole = answered + (await reader.readexactly(int(found[1])) if found else b"")
        writer.close()
        return whole

    def close(self) -> None:
        for writer in self._open:
            writer.transport.abort()


@asynccontextmanager
async def faulty_front(behind: str, *, hang: float, hold: float, port: int = 0) -> AsyncIterator[Front]:
    """``hang``: how long silence lasts; ``hold``: how long an answer is held back; in seconds."""
    front = Front(behind, hang=hang, hold=hold)
    server = await asyncio.start_server(front.serve, "127.0.0.1", port)
    front.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield front
    finally:
        server.close()
        front.close()
