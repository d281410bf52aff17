"""A loop on which a minute takes a moment."""

from __future__ import annotations

import asyncio


class Leaping(asyncio.SelectorEventLoop):
    """Its clock leaps to whatever is due next."""

    at = 0.0

    def time(self) -> float:
        return self.at

    def _run_once(self) -> None:
        # the base class names none of these in its stubs; without them its clock cannot be led
        if not self._ready and self._scheduled:  # type: ignore[attr-defined]
            self.at = max(self.at, self._scheduled[0].when())  # type: ignore[attr-defined]
        super()._run_once()  # type: ignore[misc]

    def run_in_executor(self, executor, func, *args):
        """What would go to a thread takes no time: the clock may not leap over it."""
        done = self.create_future()
        try:
            done.set_result(func(*args))
        except Exception as error:  # whatever it is, whoever awaits it gets it, as from a thread
            done.set_exception(error)
        return done
