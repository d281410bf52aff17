"""Processes to be killed with -9. They are forked from one that has imported everything already.

Importing takes longer than most of these tests; what a fork inherits is code, and nothing that runs.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Coroutine, Mapping

_WARM = multiprocessing.get_context("forkserver")
_WARM.set_forkserver_preload(
    ["bot.commands.running", "handlers.everything", "bench.crew", "tests.delivery.one_of_several"]
)


class Killable:
    """A coroutine function that runs in a process of its own until it is killed."""

    def __init__(
        self, main: Callable[..., Coroutine[object, object, None]], *arguments: str, **environment: str
    ) -> None:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
        self._process = _WARM.Process(target=_run, args=(main, arguments, {**kept, **environment}))
        self._process.start()

    @property
    def is_alive(self) -> bool:
        return self._process.is_alive()

    def freeze(self) -> None:
        """Everything stands still; its connections stay open."""
        os.kill(self._process.pid, signal.SIGSTOP)

    def thaw(self) -> None:
        os.kill(self._process.pid, signal.SIGCONT)

    def wait(self, seconds: float) -> int | None:
        """Its exit code, once it has ended of itself; None when it has not by then."""
        self._process.join(seconds)
        return self._process.exitcode

    def kill(self) -> None:
        """-9: nothing is cleaned up."""
        self._process.kill()
        self._process.join()


def _run(main, arguments: tuple[str, ...], environment: Mapping[str, str]) -> None:
    import asyncio

    os.environ.clear()
    os.environ.update(environment)
    asyncio.run(main(*arguments))
