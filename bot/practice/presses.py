"""Buttons that were pressed and wait for their answer."""

from collections.abc import Callable

from bot.practice.refusals import bad_request

ANSWER_WITHIN_SECONDS = 150
TOAST_LIMIT = 200
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


class Presses:
    """Each press can be answered once, and not for ever."""

    def __init__(self, *, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._open: dict[str, tuple[int, float]] = {}
        self._count = 0

    def new(self, user_id: int) -> str:
        """A fresh query id."""
        self._count += 1
        query_id = str((user_id << 24) + self._count)
        self._open[query_id] = (user_id, self._monotonic())
        return query_id

    def answer(self, query_id: str) -> int:
        """Who pressed. Raises a Refusal for a second, late or invented answer."""
        user_id, pressed_at = self._open.pop(query_id, (0, float("-inf")))
        if self._monotonic() - pressed_at > ANSWER_WITHIN_SECONDS:
            raise bad_request(TOO_OLD)
        return user_id
