"""Faults on request: what goes wrong with which call, before or after it took effect."""

import asyncio
from dataclasses import dataclass
from enum import StrEnum


class FaultKind(StrEnum):
    """What the caller sees instead of the answer."""

    RESET = "reset"  #: the connection is reset (TCP RST)
    HANG = "hang"  #: no answer until the server stops
    ERROR_500 = "error_500"  #: JSON, Internal Server Error: restart
    BAD_GATEWAY = "bad_gateway"  #: 502 with the HTML page of a proxy
    TRUNCATED = "truncated"  #: half of the JSON, then the connection closes
    HTML_200 = "html_200"  #: 200 with a page that is no JSON
    FLOOD = "flood"  #: 429 with ``seconds`` as retry_after
    HOLD = "hold"  #: ``seconds`` of silence, then the true answer


@dataclass
class Fault:
    """One line of the script. ``method`` and ``chat_id`` None mean any; ``times`` counts down."""

    kind: FaultKind
    method: str | None = None
    chat_id: int | None = None
    #: the call takes effect first, then its answer is lost
    after_deliver: bool = False
    #: how often it still strikes; None means for ever
    times: int | None = 1
    seconds: float = 0
    #: how many matching calls pass unharmed first
    skip: int = 0

    def matches(self, method: str, chat_id: str) -> bool:
        """Is this line about such a call?"""
        if self.times == 0:
            return False
        if self.method is not None and self.method.lower() != method.lower():
            return False
        return self.chat_id is None or str(self.chat_id) == chat_id


class Faults:
    """The script: first matching line strikes."""

    def __init__(self) -> None:
        self._script: list[Fault] = []
        #: set when the server stops: whoever hangs is let go
        self.released = asyncio.Event()

    def add(
        self,
        kind: FaultKind | str,
        *,
        method: str | None = None,
        chat_id: int | None = None,
        after_deliver: bool = False,
        times: int | None = 1,
        seconds: float = 0,
        skip: int = 0,
    ) -> Fault:
        """Write a line; raises ValueError for an unknown kind."""
        fault = Fault(FaultKind(kind), method, chat_id, after_deliver, times, seconds, skip)
        self._script.append(fault)
        return fault

    def clear(self) -> None:
        """No more faults."""
        self._script.clear()

    def take(self, method: str, chat_id: str) -> Fault | None:
        """The fault that strikes this call, counted."""
        for fault in self._script:
            if not fault.matches(method, chat_id):
                continue
            if fault.skip > 0:
                fault.skip -= 1
                continue
            if fault.times is not None:
                fault.times -= 1
            return fault
        return None
