"""How Telegram says no: one exception that carries the code, the words and the parameters of the answer."""

from dataclasses import dataclass

PREFIXES = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    409: "Conflict",
    413: "Request Entity Too Large",
    429: "Too Many Requests",
    500: "Internal Server Error",
}


@dataclass(frozen=True)
class Refusal(Exception):
    """An answer with ``ok: false``. ``description`` is complete, prefix included."""

    code: int
    description: str
    retry_after: int | None = None
    migrate_to_chat_id: int | None = None

    def body(self) -> dict[str, object]:
        """The JSON body Telegram sends with this refusal; the HTTP status is the code."""
        answer: dict[str, object] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.retry_after is not None:
            answer["parameters"] = {"retry_after": self.retry_after}
        if self.migrate_to_chat_id is not None:
            answer["parameters"] = {"migrate_to_chat_id": self.migrate_to_chat_id}
        return answer


def refusal(code: int, words: str = "") -> Refusal:
    """The refusal with Telegram's prefix; ``words`` as the server writes them inside."""
    prefix = PREFIXES[code]
    return Refusal(code, f"{prefix}: {_lowered(words)}" if words else prefix)


def bad_request(words: str) -> Refusal:
    """400: the request can never succeed as it is."""
    return refusal(400, words)


def too_many_requests(seconds: int) -> Refusal:
    """429: come back after so many whole seconds."""
    return Refusal(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


def _lowered(words: str) -> str:
    """The first letter in lower case, except in codes such as BUTTON_DATA_INVALID (Client.cpp)."""
    if len(words) > 1 and (words[1] == "_" or words[1].isupper()):
        return words
    return words[:1].lower() + words[1:]
