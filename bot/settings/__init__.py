"""Settings from the environment: all problems at once, in sentences, without a secret."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dotenv import dotenv_values

from bot.settings import values
from bot.settings.names import DEFAULT_DATABASE_URL, EXPLAINED, TELEGRAM_API_URL, unknown_names

__all__ = ["EXPLAINED", "Settings", "WrongSettings", "check", "read_settings"]


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
    health_port: int = 0  #: 0: nobody asks
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
    return check(os.environ, _in_file(file) if file.is_file() else {}, needs_token=needs_token)


def _in_file(file: Path) -> dict[str, str]:
    """What an ``.env`` says, taken literally. Raises WrongSettings when it is no text."""
    try:
        found = dotenv_values(file, encoding="utf-8-sig", interpolate=False)
    except UnicodeDecodeError:
        raise WrongSettings([".env is not a text file in UTF-8: save it again as UTF-8."]) from None
    return {name: value or "" for name, value in found.items()}


def check(environment: Mapping[str, str], from_file: Mapping[str, str], *, needs_token: bool) -> Settings:
    """The settings these values make. Raises WrongSettings with every problem at once."""
    problems = unknown_names(environment, from_file)
    given = {
        key: value.strip()
        for source in (from_file, environment)
        for key, value in source.items()
        if key in EXPLAINED and value.strip()
    }
    webhook_url = values.address(given, "WEBHOOK_URL", problems, default="")
    settings = Settings(
        bot_token=values.token(given, problems, needed=needs_token),
        admin_ids=values.admin_ids(given, problems),
        database_url=values.database_url(given, problems),
        telegram_api_url=values.address(given, "TELEGRAM_API_URL", problems, default=TELEGRAM_API_URL),
        proxy_url=values.address(given, "PROXY_URL", problems, default=""),
        webhook_url=webhook_url,
        webhook_secret=values.webhook(given, webhook_url, problems),
        port=values.port(given, "PORT", problems, default=8080),
        health_port=values.port(given, "HEALTH_PORT", problems, default=0),
        send_rate=values.send_rate(given, problems),
        log_level=values.one_of(given, "LOG_LEVEL", ("DEBUG", "INFO", "WARNING", "ERROR"), problems),
        log_format=values.one_of(given, "LOG_FORMAT", ("text", "json"), problems),
    )
    place = values.where_disks_do_not_last(environment)
    is_file = settings.database_url.startswith("sqlite")
    if place and is_file and given.get("ALLOW_EPHEMERAL_DISK") != "yes":
        problems.append(
            f"DATABASE_URL is a SQLite file on {place}, whose disk does not last: set it to a PostgreSQL"
            " database, or set ALLOW_EPHEMERAL_DISK=yes if the file is on a disk that lasts or may be lost."
        )
    if problems:
        raise WrongSettings(problems)
    return settings
