"""Whether Telegram knows this bot, asked at every start: with patience, and ending only where that helps."""

from __future__ import annotations

import itertools
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta

from bot.delivery.gate import gate_after_429
from bot.delivery.http import Ambiguous, Answer, NotSent
from bot.delivery.wire import TokenRefused, Wire
from bot.rules.transitions import wait_before

log = logging.getLogger(__name__)

#: Waits so many seconds, or less when there is nothing to wait for any more; whether to go on.
Rest = Callable[[float], Awaitable[bool]]


class NotReached(Exception):
    """Nobody can be asked, or whoever answers is no Bot API."""


def refuses_token(answer: Answer) -> bool:
    """A Bot API says so in its own form; a proxy on the way says 401 and 404 for reasons of its own."""
    return (
        answer.status in (401, 404)
        and answer.body is not None
        and answer.body.get("ok") is False
        and answer.body.get("error_code") == answer.status
    )


async def is_known(wire: Wire, *, rest: Rest, is_patient: bool) -> bool:
    """Ask until Telegram has said who this bot is; False when there is nothing to wait for any more.

    A pause and a fault of the server (429, 5xx) are always waited out, a network that is down only by the
    ``is_patient``: at the very first start it is likelier a wrong setting, and somebody is looking.
    Raises TokenRefused, NotReached.
    """
    for tries in itertools.count(1):
        said, wait = await _ask(wire)
        if said == "":
            return True
        if wait is None and not is_patient:
            raise NotReached(said)
        seconds = wait or wait_before(tries).total_seconds()
        log.warning("Telegram does not say who this bot is (%s); asking again in %.0f s", said, seconds)
        if not await rest(seconds):
            break
    return False


async def _ask(wire: Wire) -> tuple[str, float | None]:
    """What is wrong, and the seconds to wait where waiting helps for certain (0.0: nobody said how long)."""
    try:
        answer = await wire.call("getMe", {}, patience=timedelta())  # waited for by ``rest``, which ends
    except NotSent as error:
        return ("a pause it asked for", error.wait.total_seconds()) if error.wait else (str(error), None)
    except Ambiguous as error:
        return str(error), None
    if refuses_token(answer):
        raise TokenRefused(f"Telegram answered {answer.status} to getMe")
    if answer.body is not None and answer.body.get("ok") is True:
        return "", None
    if answer.status == 429:
        return "it asks for a pause", wire.gate.closed_for(gate_after_429("getMe", None))
    return f"it answers {answer.status}", 0.0 if answer.status >= 500 else None
