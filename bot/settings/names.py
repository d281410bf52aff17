"""The names of the settings, and what is said about names that are none."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping

TELEGRAM_API_URL = "https://api.telegram.org"
DEFAULT_DATABASE_URL = "sqlite:///var/permas-bot.db"

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,29}")

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
    "HEALTH_PORT": "port of 127.0.0.1 where GET /healthz says how this process is; default none",
    "SEND_RATE": "messages a second of all processes together, at most 30, default 25",
    "LOG_LEVEL": "DEBUG, INFO, WARNING or ERROR; default INFO",
    "LOG_FORMAT": "text or json; default text",
    "ALLOW_EPHEMERAL_DISK": "yes: run on SQLite even where the disk does not last (a dyno, Kubernetes, …)",
}


def unknown_names(environment: Mapping[str, str], from_file: Mapping[str, str]) -> list[str]:
    problems = []
    for name in from_file:
        if not _NAME.fullmatch(name):  # not shown: it may be a secret pasted without its name
            problems.append("A line in .env is not of the form NAME=value.")
        elif name not in EXPLAINED:
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
