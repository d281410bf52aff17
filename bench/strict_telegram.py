"""The fake Telegram with limits that forgive nothing: a token bucket and a sliding window beside each other.

Whatever passes one of them is answered with 429 and not taken. Broadcasts are known by the words MARK, the
reminders by the moment they were due, which their text says. Every few hundred milliseconds one of the
people sends /status; how long the answer takes is measured here.
Control: GET /control/ask?first=1&people=64&a_second=3, /control/seen (figures so far).
"""

from __future__ import annotations

import asyncio
import re
import sys
import time
from collections import Counter, deque
from urllib.parse import parse_qs, urlsplit

from bench.fake_telegram import _CHAT, Connection, Server, _ok, _response, _update

MARK = b"Siaran untuk diukur"
_DUE = re.compile(rb"Jatuh tempo (\d+\.\d+)")
#: Messages a second over all chats, and in a second into one chat with its burst.
OVERALL, CHAT_BURST = 30, 3


class Limits:
    """Two ways of counting; a message has to pass both, over all and in its chat."""

    def __init__(self) -> None:
        self.tokens, self.filled_at = float(OVERALL), time.monotonic()
        self.window: deque[float] = deque()
        self.chats: dict[int, deque[float]] = {}

    def admit(self, chat_id: int) -> bool:
        now = time.monotonic()
        self.tokens = min(float(OVERALL), self.tokens + (now - self.filled_at) * OVERALL)
        self.filled_at = now
        while self.window and self.window[0] <= now - 1:
            self.window.popleft()
        chat = self.chats.setdefault(chat_id, deque(maxlen=CHAT_BURST))
        if self.tokens < 1 or len(self.window) >= OVERALL:
            return False
        if len(chat) == CHAT_BURST and chat[0] > now - CHAT_BURST:
            return False
        self.tokens -= 1
        self.window.append(now)
        chat.append(now)
        return True


class StrictServer(Server):
    """Counts what arrives by kind; takes only what the limits allow."""

    def __init__(self) -> None:
        super().__init__()
        self.limits = Limits()
        self.refused = 0
        self.others = 0
        self.times: list[float] = []  #: of broadcast messages
        self.to: Counter[int] = Counter()
        self.late: list[float] = []  #: of reminders, in seconds
        self.answers: list[float] = []
        self.asked: dict[int, float] = {}
        self.pending: deque[dict[str, object]] = deque()

    def updates(self) -> bytes | None:
        if not self.pending:
            return None
        batch, self.pending = list(self.pending), deque()
        return _ok(batch)

    async def ask(self, first: int, people: int, a_second: float) -> None:
        """One /status after the other, whether or not the last was answered."""
        number = 0
        while True:
            chat_id = first + number % people
            number += 1
            self.update_id += 1
            self.asked[chat_id] = time.monotonic()
            self.pending.append(_update(self.update_id, chat_id, "/status"))
            self.schedule()
            await asyncio.sleep(1 / a_second)

    def take(self, body: bytes) -> bytes:
        found = _CHAT.search(body)
        chat_id = int(found[1]) if found else 0
        if not self.limits.admit(chat_id):
            self.refused += 1
            return _response(
                b'{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 1",'
                b'"parameters":{"retry_after":1}}'
            )
        if MARK in body:
            self.times.append(time.monotonic())
            self.to[chat_id] += 1
        elif due := _DUE.search(body):
            self.late.append(time.time() - float(due[1]))
        elif chat_id in self.asked:
            self.answers.append(time.monotonic() - self.asked.pop(chat_id))
        else:
            self.others += 1
        return super().take(body)

    async def control(self, target: str) -> bytes:
        parts = urlsplit(target)
        query = {key: values[0] for key, values in parse_qs(parts.query).items()}
        if parts.path.endswith("ask"):
            arguments = int(query["first"]), int(query["people"]), float(query["a_second"])
            self.asking = asyncio.create_task(self.ask(*arguments))
            return _ok({})
        if parts.path.endswith("seen"):
            return _ok(self.seen())
        return await super().control(target)

    def seen(self) -> dict[str, float]:
        return {
            "broadcasts": len(self.times),
            "doubled": sum(count - 1 for count in self.to.values()),
            "refused": self.refused,
            "seconds": self.times[-1] - self.times[0] if self.times else 0.0,
            "replies": len(self.answers),
            "reply_p95_ms": 1000 * _at(self.answers, 0.95),
            "reply_p99_ms": 1000 * _at(self.answers, 0.99),
            "reminders": len(self.late),
            "reminder_p99_s": _at(self.late, 0.99),
            "reminder_most_s": max(self.late, default=0.0),
            "others": self.others,
        }


def _at(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0


class StrictConnection(Connection):
    """Edits count like messages."""

    def answer(self, target: str, body: bytes) -> None:
        place, _, method = target.rpartition("/")
        is_edit = method.lower().startswith("edit")
        super().answer(f"{place}/sendMessage" if is_edit else target, body)


async def main(delay: float) -> None:
    server = StrictServer()
    listening = await asyncio.get_running_loop().create_server(
        lambda: StrictConnection(server, delay), "127.0.0.1", 0
    )
    print(listening.sockets[0].getsockname()[1], flush=True)
    await listening.serve_forever()


if __name__ == "__main__":
    import uvloop

    uvloop.run(main(float(sys.argv[1]) if len(sys.argv) > 1 else 0.0))
