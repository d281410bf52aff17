"""Updates by POST: one after another, again and again until the bot says 2xx."""

import asyncio
from collections.abc import Callable

import aiohttp

from bot.practice.updates import Update, UpdateQueue

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105
FIRST_RETRY_SECONDS = 0.0
SLOWEST_RETRY_SECONDS = 60.0
ANSWER_SECONDS = 60.0


class Webhook:
    """The running delivery to one address. Stricter than Telegram: all chats in one order."""

    def __init__(
        self, updates: UpdateQueue, *, url: str, secret: str, monotonic: Callable[[], float]
    ) -> None:
        self.url = url
        self.last_error = ""
        self._updates = updates
        self._secret = secret
        self._monotonic = monotonic
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to deliver."""
        self._task = asyncio.create_task(self._deliver())

    async def stop(self) -> None:
        """End at once; what was not answered with 2xx stays in the queue."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])

    async def _deliver(self) -> None:
        timeout = aiohttp.ClientTimeout(total=ANSWER_SECONDS)
        async with aiohttp.ClientSession(timeout=timeout) as session:
            while True:
                await self._updates.wait_for_one()
                update = self._updates.pending()[0]
                pause = FIRST_RETRY_SECONDS
                while not await self._post(session, update) and update.expires_at > self._monotonic():
                    await asyncio.sleep(pause)
                    pause = min(SLOWEST_RETRY_SECONDS, pause * 2 or 1.0)
                self._updates.confirm(update.update_id + 1)

    async def _post(self, session: aiohttp.ClientSession, update: Update) -> bool:
        headers = {SECRET_HEADER: self._secret} if self._secret else {}
        try:
            async with session.post(
                self.url, json=update.body, headers=headers, allow_redirects=False
            ) as response:
                if response.ok:
                    return True
                self.last_error = f"Wrong response from the webhook: {response.status} {response.reason}"
        except (aiohttp.ClientError, TimeoutError) as error:
            self.last_error = f"Connection failed: {type(error).__name__}"
        return False
