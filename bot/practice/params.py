"""The parameters of one call, from query, JSON, form or multipart; every value may be a string."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.practice.refusals import bad_request

_ESCAPED = re.compile(r"\\u[dD][89a-fA-F]")
_INTEGER = re.compile(r"-?\d+")


@dataclass(frozen=True)
class Upload:
    """A file that came inside a multipart body."""

    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True)
class Params:
    """Read the way telegram-bot-api reads its arguments: leniently for numbers, strictly for objects."""

    values: Mapping[str, object]
    uploads: Mapping[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """The value as a string; empty when absent."""
        value = self.values.get(name)
        if value is None:
            return ""
        if isinstance(value, str):
            return value
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        return json.dumps(value)

    def integer(self, name: str, default: int = 0, *, low: int | None = None, high: int | None = None) -> int:
        """The number the value begins with, held between ``low`` and ``high``; garbage counts as 0."""
        words = self.text(name)
        if not words:
            return default
        match = _INTEGER.match(words)
        number = int(match.group()) if match else 0
        if low is not None:
            number = max(low, number)
        return number if high is None else min(high, number)

    def boolean(self, name: str) -> bool:
        """True for true, yes and 1."""
        return self.text(name).lower() in ("true", "yes", "1")

    def structure(self, name: str, *, what: str) -> object:
        """The value as parsed JSON, None when absent. Raises a Refusal that says it cannot parse ``what``."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        return parsed_json(value, what=what)

    def mapping(self, name: str, *, what: str, parsed_as: str = "") -> Mapping[str, object] | None:
        """Like ``structure`` for what must be an object; Telegram may call it differently while parsing."""
        value = self.structure(name, what=parsed_as or what)
        if value is None or isinstance(value, dict):
            return value
        raise bad_request(f"object expected as {what}")


def parsed_json(source: str, *, what: str) -> object:
    """The value; raises a Refusal for what is no JSON and for half a surrogate pair inside."""
    try:
        parsed: object = json.loads(source)
        if _ESCAPED.search(source):
            json.dumps(parsed, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise bad_request("strings must be encoded in UTF-8") from None
    except ValueError:
        raise bad_request(f"can't parse {what} JSON object") from None
    return parsed
