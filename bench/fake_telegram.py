"""A Bot API server as fast as Python can be, in a process of its own: the subject is what is measured.

It gives updates (never more than one open per chat), takes whatever is sent, and times both.
Control: GET /control/load?text=/status&first=1&chats=64&total=4000, GET /control/result,
GET /control/count (messages taken so far), GET /control/polled (waits for the first getUpdates).
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
import time
from collections import deque
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

_CHAT = re.compile(rb'chat_id"?(?:\r\n\r\n|[=:] ?"?)(-?\d+)')
_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
_ME = {"id": 42, "is_bot": True, "first_name": "Bench", "username": "bench_bot", "can_join_groups": True}


def _response(body: bytes) -> bytes:
    return b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s" % (
        len(body),
        body,
    )


def _ok(result: object) -> bytes:
    return _response(json.dumps({"ok": True, "result": result}).encode())


_TRUE = _ok(True)
_SENT = (
    b'{"ok":true,"result":{"message_id":%d,"date":1700000000,'
    b'"chat":{"id":%d,"type":"private","first_name":"A"},"text":"x"}}'
)


class Load:
    """One closed loop: each chat sends its next update when it has its answer."""

    def __init__(self, *, text: str, first: int, chats: int, total: int) -> None:
        self.text = text
        self.left = total
        self.total = total
        self.open: dict[int, float] = {}
        self.waiting = deque(range(first, first + min(chats, total)))
        self.latencies: list[float] = []
        self.began = 0.0
        self.ended = 0.0
        self.done = asyncio.Event()


class Server:
    def __init__(self) -> None:
        self.sent = 0
        self.update_id = int(time.time() * 1000)  # a database that is used again knows the earlier ones
        self.load: Load | None = None
        self.poller: Callable[[bytes], None] | None = None
        self.polled = asyncio.Event()
        self.scheduled = False

    def updates(self) -> bytes | None:
        load = self.load
        if load is None or not load.waiting or not load.left:
            return None
        now = asyncio.get_running_loop().time()
        load.began = load.began or now
        batch = []
        while load.waiting and load.left and len(batch) < 100:
            chat_id = load.waiting.popleft()
            load.left -= 1
            load.open[chat_id] = now
            self.update_id += 1
            batch.append(_update(self.update_id, chat_id, load.text))
        return _ok(batch)

    def poll(self, answer: Callable[[bytes], None]) -> None:
        self.polled.set()
        self.poller = answer
        self.schedule()

    def schedule(self) -> None:
        if self.poller is not None and not self.scheduled:
            self.scheduled = True
            asyncio.get_running_loop().call_soon(self.flush)

    def flush(self) -> None:
        self.scheduled = False
        if self.poller is not None and (batch := self.updates()) is not None:
            answer, self.poller = self.poller, None
            answer(batch)

    def take(self, body: bytes) -> bytes:
        self.sent += 1
        found = _CHAT.search(body)
        chat_id = int(found[1]) if found else 0
        load = self.load
        if load is not None and chat_id in load.open:
            now = asyncio.get_running_loop().time()
            load.latencies.append(now - load.open.pop(chat_id))
            load.waiting.append(chat_id)
            if len(load.latencies) == load.total:
                load.ended = now
                load.done.set()
            self.schedule()
        return _response(_SENT % (self.sent, chat_id))

    async def control(self, target: str) -> bytes:
        parts = urlsplit(target)
        query = {key: values[0] for key, values in parse_qs(parts.query).items()}
        if parts.path.endswith("load"):
            chats, total = int(query["chats"]), int(query["total"])
            self.load = Load(text=query["text"], first=int(query["first"]), chats=chats, total=total)
            self.schedule()
        if parts.path.endswith("polled"):
            await self.polled.wait()
        if parts.path.endswith("result") and self.load is not None:
            await self.load.done.wait()
            taken = sorted(self.load.latencies)
            return _ok(
                {
                    "seconds": self.load.ended - self.load.began,
                    "p50_ms": 1000 * taken[len(taken) // 2],
                    "p99_ms": 1000 * taken[len(taken) * 99 // 100],
                }
            )
        return _ok({"count": self.sent})


def _update(update_id: int, chat_id: int, text: str) -> dict[str, object]:
    person = {"id": chat_id, "is_bot": False, "first_name": "A", "language_code": "id"}
    message: dict[str, object] = {
        "message_id": update_id,
        "date": 1741000000,
        "chat": {"id": chat_id, "type": "private", "first_name": "A"},
        "from": person,
        "text": text,
    }
    if text.startswith("/"):
        message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}]
    return {"update_id": update_id, "message": message}


class Connection(asyncio.Protocol):
    def __init__(self, server: Server, delay: float) -> None:
        self.server = server
        self.delay = delay
        self.buffer = b""
        self.tasks: set[asyncio.Task[None]] = set()

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        while (end := self.buffer.find(b"\r\n\r\n")) >= 0:
            head = self.buffer[:end]
            found = _LENGTH.search(head)
            if found is None and b"chunked" in head.lower():
                stop = self.buffer.find(b"\r\n0\r\n\r\n", end)
                if stop < 0:
                    return
                length = stop + 7 - end - 4
            else:
                length = int(found[1]) if found else 0
            if len(self.buffer) < end + 4 + length:
                return
            body = self.buffer[end + 4 : end + 4 + length]
            self.buffer = self.buffer[end + 4 + length :]
            self.answer(head.split(b" ", 2)[1].decode(), body)

    def answer(self, target: str, body: bytes) -> None:
        method = target.rsplit("/", 1)[-1].lower()
        if method.startswith("send"):
            if self.delay:
                asyncio.get_running_loop().call_later(self.delay, self.write, self.server.take(body))
            else:
                self.write(self.server.take(body))
        elif method.startswith("getupdates"):
            self.server.poll(self.write)
        elif method.startswith("getme"):
            self.write(_ok(_ME))
        elif target.startswith("/control"):
            task = asyncio.create_task(self.control(target))
            self.tasks.add(task)
            task.add_done_callback(self.tasks.discard)
        else:
            self.write(_TRUE)

    async def control(self, target: str) -> None:
        self.write(await self.server.control(target))

    def write(self, data: bytes) -> None:
        if not self.transport.is_closing():
            self.transport.write(data)


async def main(delay: float) -> None:
    server = Server()
    listening = await asyncio.get_running_loop().create_server(
        lambda: Connection(server, delay), "127.0.0.1", 0
    )
    print(listening.sockets[0].getsockname()[1], flush=True)
    await listening.serve_forever()


if __name__ == "__main__":
    import uvloop

    uvloop.run(main(float(sys.argv[1]) if len(sys.argv) > 1 else 0.0))
