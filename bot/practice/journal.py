"""What reached whom (the oracle of the tests), and what the page has to redraw."""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime

TOASTS_KEPT = 200


@dataclass(frozen=True)
class Delivery:
    """One effect of the bot on a chat. Never changed, never removed; ``real_seconds`` is monotonic."""

    number: int
    method: str
    chat_id: int
    message_id: int
    text: str
    at: datetime
    real_seconds: float
    file_name: str | None = None

    def api(self) -> dict[str, object]:
        """As another process reads it."""
        return {**asdict(self), "at": self.at.isoformat()}


@dataclass(frozen=True)
class Toast:
    """What a press was answered with; an ``alert`` wants to be closed."""

    number: int
    user_id: int
    text: str
    alert: bool

    def api(self) -> dict[str, object]:
        """As the page reads it."""
        return {"user_id": self.user_id, "text": self.text, "alert": self.alert}


class Journal:
    """Counts changes and wakes whoever waits for one; waiting never polls."""

    def __init__(self) -> None:
        self.last = 0
        self.toasts: deque[Toast] = deque(maxlen=TOASTS_KEPT)
        self.clock_changed = 0
        self._changed: dict[int, int] = {}
        self._bell = asyncio.Event()
        self.closing = False

    def touch(self, chat_id: int) -> None:
        """Something in this chat looks different now."""
        self.last += 1
        self._changed[chat_id] = self.last
        self.ring()

    def toast(self, user_id: int, text: str, *, alert: bool) -> None:
        """Show an answer to a press."""
        self.last += 1
        self.toasts.append(Toast(self.last, user_id, text, alert))
        self.ring()

    def clock_moved(self) -> None:
        """The clock jumped."""
        self.last += 1
        self.clock_changed = self.last
        self.ring()

    def ring(self) -> None:
        """Have every waiter look again."""
        self._bell.set()
        self._bell = asyncio.Event()

    def since(self, number: int) -> dict[str, object]:
        """What the page missed; a number from another life of the server means everything."""
        number = number if 0 <= number <= self.last else 0
        return {
            "last": self.last,
            "changed": [chat_id for chat_id, changed in self._changed.items() if changed > number],
            "clock": self.clock_changed > number,
            "toasts": [toast.api() for toast in self.toasts if toast.number > number],
        }

    async def wait_until(self, condition: Callable[[], bool], *, timeout_seconds: float) -> bool:
        """Look now and after every change; False when the time is over or the server stops."""
        try:
            async with asyncio.timeout(timeout_seconds):
                while not condition():
                    if self.closing:
                        return False
                    await self._bell.wait()
        except TimeoutError:
            return condition()
        return True

    def close(self) -> None:
        """Wake everybody for the last time."""
        self.closing = True
        self.ring()
