"""Settings from the environment: all problems at once, in sentences, without a secret."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from dotenv import dotenv_values

TELEGRAM_API_URL = "https://api.telegram.org"
DEFAULT_DATABASE_URL = "sqlite:///var/permas-bot.db"

_TOKEN = re.compile(r"\d{1,20}:[A-Za-z0-9_-]{3,}")
_SECRET = re.compile(r"[A-Za-z0-9_-]{32,256}")
_DATABASES = ("sqlite", "postgres", "postgresql", "postgresql+psycopg", "sqlite+aiosqlite")

#: Every setting with what it is for; the README's table is held against this.
EXPLAINED: Mapping[str, str] = {
    "BOT_TOKEN": "token of the bot, from BotFather; needed by run",
    "ADMIN_IDS": "numeric Telegram ids of the first admins, separated by commas",
    "DATABASE_URL": f"sqlite:///FILE or postgresql://…; default {DEFAULT_DATABASE_URL}",
    "TELEGRAM_API_URL": f"address of the Bot API server; default {TELEGRAM_API_URL}",
    "PROXY_URL": "http://… proxy for the way to Telegram",
    "WEBHOOK_URL": "https address for a webhook instead of polling; needs WEBHOOK_SECRET and PORT",
    "WEBHOOK_SECRET": "at least 32 characters of A-Z a-z 0-9 _ -",
    "PORT": "port the webhook listens on; default 8080",
    "SEND_RATE": "messages a second, default 25; 0 is unlimited, for benchmarks",
    "LOG_LEVEL": "DEBUG, INFO, WARNING or ERROR; default INFO",
    "LOG_FORMAT": "text or json; default text",
    "ALLOW_EPHEMERAL_DISK": "yes: run on SQLite even where the disk does not last (a dyno)",
}


class WrongSettings(Exception):
    """Some settings cannot be used. ``problems`` are sentences; none shows a secret."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment says, checked."""

    bot_token: str = ""
    admin_ids: tuple[int, ...] = ()
    database_url: str = DEFAULT_DATABASE_URL
    telegram_api_url: str = TELEGRAM_API_URL
    proxy_url: str = ""
    webhook_url: str = ""
    webhook_secret: str = ""
    port: int = 8080
    send_rate: float = 25.0
    log_level: str = "INFO"
    log_format: str = "text"

    def __repr__(self) -> str:
        return f"Settings(telegram_api_url={self.telegram_api_url!r}, send_rate={self.send_rate})"


def read_settings(*, needs_token: bool = True, directory: Path | None = None) -> Settings:
    """Settings of this process: ``.env`` in ``directory`` (here by default) below the environment.

    Raises WrongSettings with every problem at once.
    """
    file = (directory or Path.cwd()) / ".env"
    from_file = (
        {key: value or "" for key, value in dotenv_values(file, encoding="utf-8").items()}
        if file.is_file()
        else {}
    )
    return check(os.environ, from_file, needs_token=needs_token)


def check(environment: Mapping[str, str], from_file: Mapping[str, str], *, needs_token: bool) -> Settings:
    """The settings these values make. Raises WrongSettings with every problem at once."""
    problems = _unknown_names(environment, from_file)
    given = {
        key: value.strip()
        for key, value in {**from_file, **environment}.items()
        if key in EXPLAINED and value.strip()
    }
    settings = Settings(
        bot_token=_token(given, problems, needed=needs_token),
        admin_ids=_admin_ids(given, problems),
        database_url=_database_url(given, problems),
        telegram_api_url=_address(given, "TELEGRAM_API_URL", problems, default=TELEGRAM_API_URL),
        proxy_url=_address(given, "PROXY_URL", problems, default=""),
        webhook_url=_address(given, "WEBHOOK_URL", problems, default=""),
        webhook_secret=given.get("WEBHOOK_SECRET", ""),
        port=_port(given, problems),
        send_rate=_send_rate(given, problems),
        log_level=_one_of(given, "LOG_LEVEL", ("DEBUG", "INFO", "WARNING", "ERROR"), problems),
        log_format=_one_of(given, "LOG_FORMAT", ("text", "json"), problems),
    )
    problems += _webhook_problems(settings)
    if (
        "DYNO" in environment
        and settings.database_url.startswith("sqlite")
        and given.get("ALLOW_EPHEMERAL_DISK") != "yes"
    ):
        problems.append(
            "DATABASE_URL is a SQLite file on a dyno, whose disk does not last: set it to a PostgreSQL database,"
            " or set ALLOW_EPHEMERAL_DISK=yes if losing everything at each restart is meant."
        )
    if problems:
        raise WrongSettings(problems)
    return settings


def _unknown_names(environment: Mapping[str, str], from_file: Mapping[str, str]) -> list[str]:
    problems = []
    for name in from_file:
        if name not in EXPLAINED:
            problems.append(f"{name} in .env is not a setting of this bot{_perhaps(name)}.")
    for name in environment:
        if name not in EXPLAINED and name not in from_file and _near(name, 0.88):
            problems.append(f"{name} in the environment is not a setting of this bot{_perhaps(name)}.")
    return problems


def _near(name: str, cutoff: float) -> list[str]:
    if len(name) < 5:
        return []
    return difflib.get_close_matches(name.upper(), EXPLAINED, n=1, cutoff=cutoff)


def _perhaps(name: str) -> str:
    near = _near(name, 0.7)
    return f"; perhaps {near[0]} is meant" if near else ""


def _token(given: Mapping[str, str], problems: list[str], *, needed: bool) -> str:
    token = given.get("BOT_TOKEN", "")
    if needed and not token:
        problems.append(
            "BOT_TOKEN is missing: ask @BotFather for one and put it in .env, or try `python -m bot demo`."
        )
    elif token and not _TOKEN.fullmatch(token):
        problems.append(
            "BOT_TOKEN does not look like a token (digits, a colon, letters): copy it again from @BotFather."
        )
    return token


def _admin_ids(given: Mapping[str, str], problems: list[str]) -> tuple[int, ...]:
    ids: list[int] = []
    for part in given.get("ADMIN_IDS", "").split(","):
        word = part.strip()
        if not word:
            continue
        if not (word.isascii() and word.isdigit()) or not 0 < int(word) < 2**52:
            problems.append(f"ADMIN_IDS: {word[:20]!r} is not a numeric Telegram id such as 123456789.")
        elif int(word) not in ids:
            ids.append(int(word))
    return tuple(ids)


def _database_url(given: Mapping[str, str], problems: list[str]) -> str:
    url = given.get("DATABASE_URL", DEFAULT_DATABASE_URL)
    scheme, separator, rest = url.partition("://")
    if scheme not in _DATABASES or not separator or (scheme.startswith("sqlite") and len(rest) < 2):
        problems.append("DATABASE_URL must be sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME.")
    return url


def _address(given: Mapping[str, str], name: str, problems: list[str], *, default: str) -> str:
    text = given.get(name, default).rstrip("/")
    if not text:
        return text
    try:
        parts = urlsplit(text)
        usable = (
            parts.scheme in ("http", "https")
            and bool(parts.hostname)
            and (parts.port is None or parts.port > 0)
        )
    except ValueError:
        usable = False
    if not usable:
        problems.append(f"{name} must be an address that begins with http:// or https://.")
    return text


def _port(given: Mapping[str, str], problems: list[str]) -> int:
    text = given.get("PORT", "8080")
    if text.isascii() and text.isdigit() and 0 < int(text) < 65536:
        return int(text)
    problems.append("PORT must be a number from 1 to 65535.")
    return 8080


def _send_rate(given: Mapping[str, str], problems: list[str]) -> float:
    try:
        rate = float(given.get("SEND_RATE", "25"))
    except ValueError:
        rate = -1.0
    if not 0 <= rate <= 1000:
        problems.append("SEND_RATE must be a number of messages a second from 0 (unlimited) to 1000.")
    return rate


def _one_of(given: Mapping[str, str], name: str, allowed: tuple[str, ...], problems: list[str]) -> str:
    text = given.get(name, "")
    for choice in allowed:
        if text.lower() == choice.lower():
            return choice
    if text:
        problems.append(f"{name} must be one of {', '.join(allowed)}.")
    return "INFO" if name == "LOG_LEVEL" else "text"


def _webhook_problems(settings: Settings) -> list[str]:
    problems = []
    if settings.webhook_url and not settings.webhook_url.startswith("https://"):
        problems.append("WEBHOOK_URL must begin with https://: Telegram calls nothing else.")
    if settings.webhook_url and not _SECRET.fullmatch(settings.webhook_secret):
        problems.append("WEBHOOK_SECRET is needed with WEBHOOK_URL: 32 to 256 characters of A-Z a-z 0-9 _ -.")
    return problems
