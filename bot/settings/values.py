"""What each setting may be. A function adds sentences to ``problems``; none shows what was given."""

from __future__ import annotations

import re
from collections.abc import Mapping
from ipaddress import ip_address
from urllib.parse import urlsplit

from bot.settings.names import DEFAULT_DATABASE_URL, TELEGRAM_API_URL

#: What Telegram lets a bot send in a second (core.telegram.org/bots/faq).
MOST_RATE = 30

_TOKEN = re.compile(r"\d{1,20}:[A-Za-z0-9_-]{3,}")
_SECRET = re.compile(r"[A-Za-z0-9_-]{32,256}")
_DATABASES = ("sqlite", "postgres", "postgresql", "postgresql+psycopg", "sqlite+aiosqlite")


def token(given: Mapping[str, str], problems: list[str], *, needed: bool) -> str:
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


def admin_ids(given: Mapping[str, str], problems: list[str]) -> tuple[int, ...]:
    words = [word.strip() for word in given.get("ADMIN_IDS", "").split(",")]
    for number, word in enumerate(words, start=1):
        if word and not _is_number(word, below=2**52):
            problems.append(f"ADMIN_IDS: entry {number} is not a numeric Telegram id such as 123456789.")
    return tuple(dict.fromkeys(int(word) for word in words if _is_number(word, below=2**52)))


def _is_number(text: str, *, below: int) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 17 and 0 < int(text) < below


def database_url(given: Mapping[str, str], problems: list[str]) -> str:
    url = given.get("DATABASE_URL", DEFAULT_DATABASE_URL)
    scheme, separator, rest = url.partition("://")
    if scheme not in _DATABASES or not separator:
        problems.append("DATABASE_URL must be sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME.")
    elif scheme.startswith("sqlite") and not _is_file(rest):
        problems.append(
            "DATABASE_URL must name a file after three slashes, as in sqlite:///var/permas-bot.db."
        )
    elif scheme.startswith("postgres") and not _is_server(url):
        problems.append(
            "DATABASE_URL cannot be read: in user and password,"
            " write / @ : # ? and % as %2F %40 %3A %23 %3F %25."
        )
    return url


def _is_file(rest: str) -> bool:
    """What follows ``sqlite://``: a slash and a path. Two sessions would not share a database in memory."""
    path = rest.partition("?")[0]
    return path.startswith("/") and not path.endswith("/") and path != "/:memory:"


def _is_server(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return (parts.port is None or parts.port > 0) and "#" not in url and url.count("@") <= 1
    except ValueError:
        return False


def address(given: Mapping[str, str], name: str, problems: list[str], *, default: str) -> str:
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


def port(given: Mapping[str, str], name: str, problems: list[str], *, default: int) -> int:
    text = given.get(name)
    if text is None:
        return default
    if _is_number(text, below=65536):
        return int(text)
    problems.append(f"{name} must be a number from 1 to 65535.")
    return default


#: What platforms set in the environment of a process whose disk is thrown away with it.
_PASSING = {
    "DYNO": "a dyno",
    "K_SERVICE": "Cloud Run",
    "FLY_MACHINE_ID": "a Fly machine",
    "FLY_APP_NAME": "a Fly machine",
    "RAILWAY_ENVIRONMENT": "Railway",
    "RAILWAY_ENVIRONMENT_NAME": "Railway",
    "RENDER": "Render",
    "CONTAINER_APP_NAME": "Azure Container Apps",
    "WEBSITE_INSTANCE_ID": "Azure App Service",
    "VERCEL": "Vercel",
    "KUBERNETES_SERVICE_HOST": "Kubernetes",
}


def where_disks_do_not_last(environment: Mapping[str, str]) -> str:
    """The place this runs at, in words, if its disk does not outlast the process; else nothing."""
    return next((words for name, words in _PASSING.items() if name in environment), "")


def send_rate(given: Mapping[str, str], problems: list[str]) -> float:
    """Messages a second; 0, without any limit, is for benchmarks at a server on this machine."""
    try:
        rate = float(given.get("SEND_RATE", "25"))
    except ValueError:
        rate = -1.0
    if rate == 0 and not _is_on_this_machine(given.get("TELEGRAM_API_URL", TELEGRAM_API_URL)):
        problems.append(
            "SEND_RATE=0 (no limit) is for benchmarks at a TELEGRAM_API_URL on this machine: Telegram itself"
            f" allows {MOST_RATE} messages a second."
        )
    elif not 0 <= rate <= MOST_RATE:
        problems.append(
            f"SEND_RATE must be above 0 and at most {MOST_RATE} messages a second: Telegram allows no more."
        )
    return rate


def _is_on_this_machine(url: str) -> bool:
    try:
        host = urlsplit(url).hostname or ""
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def one_of(given: Mapping[str, str], name: str, allowed: tuple[str, ...], problems: list[str]) -> str:
    text = given.get(name, "")
    for choice in allowed:
        if text.lower() == choice.lower():
            return choice
    if text:
        problems.append(f"{name} must be one of {', '.join(allowed)}.")
    return "INFO" if name == "LOG_LEVEL" else "text"


def webhook(given: Mapping[str, str], url: str, problems: list[str]) -> str:
    """The secret Telegram has to show when it calls ``url``."""
    secret = given.get("WEBHOOK_SECRET", "")
    if url and not url.startswith("https://"):
        problems.append("WEBHOOK_URL must begin with https://: Telegram calls nothing else.")
    if url and not _SECRET.fullmatch(secret):
        problems.append("WEBHOOK_SECRET is needed with WEBHOOK_URL: 32 to 256 characters of A-Z a-z 0-9 _ -.")
    return secret
