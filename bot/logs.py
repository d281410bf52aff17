"""Logs: one line per event, no token, and a reference code that a person can quote."""

from __future__ import annotations

import json
import logging
import re
import secrets
from datetime import UTC, datetime

_TOKEN = re.compile(r"\d{6,}(?::|%3A)[A-Za-z0-9_-]{20,}", re.IGNORECASE)
#: User and password in an address, such as the database's or the proxy's.
_CREDENTIALS = re.compile(r"(?<=://)[^\s/@]*:[^\s@]*(?=@)")
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def reference_code() -> str:
    """Six characters to quote on the phone; the same stands in the apology and in the log."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(6))


class Redacting(logging.Formatter):
    """Redacts tokens, given secrets and passwords in addresses everywhere, tracebacks included."""

    def __init__(self, *, as_json: bool, secrets_: tuple[str, ...]) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(name)s: %(message)s")
        self.as_json = as_json
        self.secrets = tuple(secret for secret in secrets_ if secret)

    def format(self, record: logging.LogRecord) -> str:
        text = self._as_json(record) if self.as_json else super().format(record)
        for secret in self.secrets:
            text = text.replace(secret, "[secret]")
        return _CREDENTIALS.sub("[secret]", _TOKEN.sub("[token]", text))

    def _as_json(self, record: logging.LogRecord) -> str:
        fields: dict[str, str] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            fields["traceback"] = self.formatException(record.exc_info)
        return json.dumps(fields, ensure_ascii=False)


def set_up(level: str, log_format: str, *, secrets_: tuple[str, ...] = ()) -> None:
    """Send all logs to standard error, redacted. Libraries that would log our URLs are hushed."""
    handler = logging.StreamHandler()
    handler.setFormatter(Redacting(as_json=log_format == "json", secrets_=secrets_))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for noisy in (
        "httpx",
        "httpcore",
        "apscheduler",
        "aiohttp.access",
        "aiosqlite",
        "alembic",
        "sqlalchemy",  # would log every value it stores
        "asyncio",
        "PIL",
    ):
        logging.getLogger(noisy).setLevel(max(logging.WARNING, root.level))
    logging.getLogger("telegram").setLevel(max(logging.INFO, root.level))
