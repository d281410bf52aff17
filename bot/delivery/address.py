"""Where Telegram is to bring updates: the leader's webhook, set, and looked after as long as it leads."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping

from bot.delivery.fetcher import ALLOWED_UPDATES
from bot.delivery.http import Ambiguous, Answer, NotSent
from bot.delivery.identity import refuses_token
from bot.delivery.wire import TokenRefused, Wire
from bot.rules.transitions import wait_before

log = logging.getLogger(__name__)

#: Between two looks at what Telegram knows of the webhook, in seconds.
LOOK_EVERY = 60.0
#: So long a failed delivery says something about now, in seconds; Telegram tries at least every minute.
LASTS = 600.0


class Address:
    """One per process. ``clock`` is the time of day in seconds, as Telegram counts it."""

    def __init__(
        self,
        wire: Wire,
        *,
        url: str,
        secret: str,
        clock: Callable[[], float] = time.time,
        rest: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._wire = wire
        self._url, self._secret = url, secret
        self._clock, self._rest = clock, rest
        self._is_ours = False
        self._faults = 0
        self.heard_at = 0.0  #: loop time of the last answer that said how it stands
        self.trouble = ""  #: a sentence; nothing when updates come, as far as Telegram tells

    async def keep(self, over: asyncio.Event) -> None:
        """Until it is over. Raises TokenRefused."""
        keeping, ending = asyncio.create_task(self._keep()), asyncio.create_task(over.wait())
        try:
            await asyncio.wait((keeping, ending), return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (keeping, ending):
                task.cancel()  # only a question, or an address that can be given twice
            await asyncio.wait((keeping, ending))
            self._say("")
        if not keeping.cancelled():
            keeping.result()

    async def _keep(self) -> None:
        self._is_ours, self._faults = False, 0  # it may be ours with the secret of an earlier start
        while True:
            try:
                wait = await (self._look() if self._is_ours else self._set())
            except NotSent as error:
                wait = error.wait.total_seconds() if error.wait else self._after_fault(str(error))
            except Ambiguous as error:
                wait = self._after_fault(str(error))
            await self._rest(wait)

    async def _set(self) -> float:
        body: dict[str, object] = {"url": self._url, "secret_token": self._secret}
        answer = await self._wire.call("setWebhook", body | {"allowed_updates": ALLOWED_UPDATES})
        if not _is_ok(answer):
            why = _words(answer.body.get("description") if answer.body else "no Bot API")
            self._say(f"Telegram does not take the webhook: {answer.status} {why}")
            return self._after_fault(f"it answers {answer.status}")
        self._heard()
        self._say("")
        self._is_ours = True
        return LOOK_EVERY

    async def _look(self) -> float:
        answer = await self._wire.call("getWebhookInfo", {})
        info = answer.body.get("result") if answer.body else None
        if not _is_ok(answer) or not isinstance(info, dict):
            return self._after_fault(f"it answers {answer.status}")
        self._heard()
        self._is_ours = info.get("url") == self._url
        if not self._is_ours:
            log.warning("Telegram knows another webhook, or none; setting it again")
            return 0.0
        self._say(self._wrong(info))
        return LOOK_EVERY

    def _wrong(self, info: Mapping[object, object]) -> str:
        waiting, failed_at = info.get("pending_update_count"), info.get("last_error_date")
        if not isinstance(waiting, int) or not isinstance(failed_at, int) or not waiting:
            return ""
        if self._clock() - failed_at > LASTS:
            return ""
        why = _words(info.get("last_error_message"))
        return f"Telegram has {waiting} updates and cannot bring them to the webhook: {why}"

    def _heard(self) -> None:
        self.heard_at = asyncio.get_running_loop().time()
        self._faults = 0

    def _after_fault(self, why: str) -> float:
        if not self._faults:
            log.warning("The webhook cannot be looked after (%s); trying again", why)
        self._faults += 1
        return wait_before(self._faults).total_seconds()

    def _say(self, trouble: str) -> None:
        if trouble and not self.trouble:  # the count in it changes with every look
            log.warning("%s", trouble)
        self.trouble = trouble


def _is_ok(answer: Answer) -> bool:
    """Raises TokenRefused."""
    if refuses_token(answer):
        raise TokenRefused(f"Telegram answered {answer.status} about the webhook")
    return answer.body is not None and answer.body.get("ok") is True


def _words(said: object) -> str:
    """What Telegram says, fit for a log, a database and a plain page."""
    plain = "".join(one if one.isprintable() else " " for one in str(said or "it does not say why"))
    return plain.encode("ascii", "replace").decode()[:120]
