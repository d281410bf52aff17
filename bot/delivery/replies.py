"""Direct replies: a plain body over the wire, and why it did not go out. PTB's own objects cost more."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import timedelta
from typing import Protocol

from bot.delivery.wire import Ambiguous, Answer, NotSent
from bot.rules.outbox import Keyboard, ReplyKeys
from bot.rules.plain import plain_body
from bot.rules.transitions import OutcomeKind
from db.outbox import reply_markup

log = logging.getLogger(__name__)

UNREADABLE = "Telegram cannot read the HTML of a direct reply (%s): %s"
#: How long a direct reply may take; then the person has asked again anyway.
PATIENCE = timedelta(seconds=20)

_NO_PREVIEW = {"is_disabled": True}


class Call(Protocol):
    """Calls a method of the Bot API, as Wire.call does. Raises NotSent or Ambiguous."""

    async def __call__(
        self, method: str, body: Mapping[str, object], /, *, patience: timedelta, persevere: bool
    ) -> Answer: ...


async def no_wire(
    method: str, body: Mapping[str, object], /, *, patience: timedelta, persevere: bool
) -> Answer:
    """Stands where the wire will be."""
    raise NotSent("there is no wire yet")


def text_body(html: str, buttons: Keyboard, keys: ReplyKeys | None = None) -> dict[str, object]:
    """The body of a text, without the place it goes to."""
    body: dict[str, object] = {"text": html, "parse_mode": "HTML", "link_preview_options": _NO_PREVIEW}
    markup = reply_markup(buttons, keys)
    return body | ({"reply_markup": markup} if markup else {})


async def refusal(call: Call, method: str, body: Mapping[str, object]) -> str:
    """Nothing when it was done; else why not: status and words of Telegram in lower case, or our own.

    The words arrive plain where Telegram cannot read our HTML. A fault of ours is logged as an error.
    """
    try:
        answer = await _said(call, method, body)
    except NotSent as error:
        return f"it did not leave ({error})"
    except Ambiguous as error:
        return f"it may not have arrived ({error})"
    said = answer.body or {}
    return "" if said.get("ok") is True else f"{answer.status} {said.get('description', '')}".lower()


async def _said(call: Call, method: str, body: Mapping[str, object]) -> Answer:
    # a 429 was certainly not delivered, so calling again after its pause doubles nothing
    answer = await call(method, body, patience=PATIENCE, persevere=True)
    outcome = answer.outcome
    if outcome.kind is OutcomeKind.UNPARSABLE and "parse_mode" in body:
        log.error(UNREADABLE, method, outcome.description)
        return await _said(call, method, plain_body(body))
    if outcome.alarm:
        log.error("A direct reply (%s) was refused: %s %s", method, outcome.code, outcome.description)
    return answer
