"""What the bot says about itself: command menus by scope, name, descriptions."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.practice.refusals import bad_request

COMMANDS_LIMIT = 100
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
DESCRIPTION_LIMIT = 256

Command = Mapping[str, object]


@dataclass
class Profile:
    """Texts by field and language; commands by scope and language."""

    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    commands: dict[tuple[str, str], list[Command]] = field(default_factory=dict)

    def menu_for(self, chat_id: int, *, language: str = "id") -> list[Command]:
        """What this private chat shows: the narrowest scope wins, its language before the common one."""
        own = scope_key({"type": "chat", "chat_id": chat_id})
        for scope in (own, scope_key({"type": "all_private_chats"}), scope_key(None)):
            for spoken in (language, ""):
                if (scope, spoken) in self.commands:
                    return self.commands[scope, spoken]
        return []


def scope_key(scope: Mapping[str, object] | None) -> str:
    """One spelling per scope; a chat id may come as a string."""
    given = {name: str(value) for name, value in (scope or {"type": "default"}).items()}
    return json.dumps(given, sort_keys=True)


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
