"""Long polling: one getUpdates after the other, with patience for whatever goes wrong."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import timedelta

from bot.delivery.identity import refuses_token
from bot.delivery.wire import Ambiguous, Answer, NotSent, TokenRefused, Wire
from bot.rules.transitions import wait_before

log = logging.getLogger(__name__)

POLL = timedelta(seconds=30)
#: How long an answer may take beyond the poll itself.
GRACE = timedelta(seconds=10)
ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")
#: Waits after somebody else polled with our token, or set a webhook again, in seconds; the last is repeated.
CONFLICT_WAITS = (5, 10, 15, 30)

_SENTENCES = {
    "conflict": "Another process is fetching updates with this token (409); "
    " is a second bot running? Trying again.",
    "webhook": "A webhook is set for this token, so Telegram gives no updates; removing it.",
    "fault": "Telegram cannot be reached for updates; trying again.",
    "pause": "Telegram asks us to wait before fetching updates.",
}


#: Whether this process still leads.
Leads = Callable[[], Awaitable[bool]]


async def always() -> bool:
    """Nobody else could lead."""
    return True


class Fetcher:
    """Asks for updates; an offset is moved only by ``confirm``, after they have been stored."""

    def __init__(
        self,
        wire: Wire,
        *,
        poll: timedelta,
        stopped: asyncio.Event,
        heard: Callable[[], None],
        rest: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._wire = wire
        self._rest = rest
        self._heard = heard  #: called when Telegram has answered
        self._poll = poll
        self._stopped = stopped
        self._offset: int | None = None
        self._conflicts = 0
        self._faults = 0
        self._said = ""

    async def fetch(self) -> list[dict[str, object]]:
        """The next updates; an empty list when there are none, after a fault, or when stopped.

        Raises TokenRefused.
        """
        asking = asyncio.create_task(self._ask())
        stopping = asyncio.create_task(self._stopped.wait())
        done, _ = await asyncio.wait((asking, stopping), return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if asking in done:
            return asking.result()
        asking.cancel()  # only a request; updates that were not stored come again
        await asyncio.wait((asking,))
        return []

    def confirm(self, updates: Sequence[Mapping[str, object]]) -> None:
        """These are stored: Telegram may forget them with the next request."""
        ids = [update_id for one in updates if isinstance(update_id := one.get("update_id"), int)]
        if ids:
            self._offset = max(ids) + 1

    async def _ask(self) -> list[dict[str, object]]:
        body: dict[str, object] = {
            "timeout": int(self._poll.total_seconds()),
            "allowed_updates": ALLOWED_UPDATES,
            "limit": 100,
        }
        if self._offset is not None:
            body["offset"] = self._offset
        try:
            answer = await self._wire.call("getUpdates", body, within=self._poll + GRACE)
        except (NotSent, Ambiguous) as error:
            await self._rest_after_fault(error)
            return []
        return await self._read(answer)

    async def _read(self, answer: Answer) -> list[dict[str, object]]:
        result = answer.body.get("result") if answer.body else None
        if answer.status == 200 and isinstance(result, list):
            self._conflicts = self._faults = 0
            self._said = ""
            self._heard()
            return [one for one in result if isinstance(one, dict)]
        if refuses_token(answer):
            raise TokenRefused(f"Telegram answered {answer.status} to getUpdates")
        if answer.status == 409:
            await self._rest_after_conflict(str(answer.body.get("description", "")) if answer.body else "")
        elif answer.status == 429:
            self._say("pause")  # the wire has closed its gate; the next call waits there
        else:
            await self._rest_after_fault()
        return []

    async def _rest_after_conflict(self, description: str) -> None:
        is_webhook = "webhook" in description.lower()
        self._say("webhook" if is_webhook else "conflict")
        waits = (0, *CONFLICT_WAITS) if is_webhook else CONFLICT_WAITS  # the first one is ours to remove
        await self._rest(waits[min(self._conflicts, len(waits) - 1)])
        self._conflicts += 1
        if is_webhook:
            await self._remove_webhook()

    async def _remove_webhook(self) -> None:
        try:
            answer = await self._wire.call("deleteWebhook", {"drop_pending_updates": False})
        except (NotSent, Ambiguous) as error:
            await self._rest_after_fault(error)
            return
        if refuses_token(answer):
            raise TokenRefused(f"Telegram answered {answer.status} to deleteWebhook")

    async def _rest_after_fault(self, error: NotSent | Ambiguous | None = None) -> None:
        """For the pause Telegram asked for, where that is why; else longer from fault to fault."""
        if isinstance(error, NotSent) and error.wait is not None:
            await self._rest(error.wait.total_seconds())
            return
        self._say("fault")
        self._faults += 1
        await self._rest(min(wait_before(self._faults).total_seconds(), 30.0))

    def _say(self, what: str) -> None:
        """One sentence per trouble, not one per try."""
        if self._said != what:
            self._said = what
            log.warning(_SENTENCES[what])
