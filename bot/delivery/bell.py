"""What wakes a loop that waits for something to do."""

from __future__ import annotations

import asyncio
from contextlib import suppress


class Bell(asyncio.Event):
    """Rung by ``set``; the loop clears it before it looks, so no ring in between is lost."""

    async def wait_at_most(self, seconds: float) -> None:
        """Until it is rung, or for so long; others get their turn in any case."""
        if seconds <= 0 or self.is_set():
            await asyncio.sleep(0)
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self.wait()
