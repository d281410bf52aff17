"""What the bot says about itself: command menus by scope, name, descriptions."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from bot.practice.refusals import bad_request

COMMANDS_LIMIT = 100
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
DESCRIPTION_LIMIT = 256

Command = Mapping[str, object]


class Scope(NamedTuple):
    """Where a menu is shown; ``chat_id`` and ``user_id`` as far as the kind has them."""

    kind: str = "default"
    chat_id: int | None = None
    user_id: int | None = None


@dataclass
class Profile:
    """Texts by field and language; commands by scope and language."""

    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    commands: dict[tuple[Scope, str], list[Command]] = field(default_factory=dict)

    def menu(self, scopes: Iterable[Scope], *, language: str = "id") -> list[Command]:
        """What is shown where ``scopes`` apply: the narrowest first, its language before the common one."""
        for scope in scopes:
            for spoken in (language, ""):
                if (scope, spoken) in self.commands:
                    return self.commands[scope, spoken]
        return []


def checked_commands(given: object) -> list[Command]:
    """The list of setMyCommands. Raises a Refusal."""
    if not isinstance(given, list):
        raise bad_request("expected an Array of BotCommand")
    if len(given) > COMMANDS_LIMIT:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    return [_checked_command(command) for command in given]


def _checked_command(given: object) -> Command:
    if not isinstance(given, dict):
        raise bad_request("expected an Object as BotCommand")
    for name in ("command", "description"):
        if not isinstance(given.get(name), str):
            raise bad_request(f"can't parse BotCommand: Can't find field \"{name}\"")
    command = given["command"].removeprefix("/")
    if not _COMMAND.fullmatch(command):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(given["description"]) <= DESCRIPTION_LIMIT:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": command, "description": given["description"]}
