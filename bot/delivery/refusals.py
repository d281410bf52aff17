"""The words in which Telegram refuses, and what each says; the code beside them is no more than a hint."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Reach(StrEnum):
    """What a refusal tells about the person behind the chat. Values are those of the contact."""

    BLOCKED = "blocked"
    DEACTIVATED = "deactivated"
    NEVER_STARTED = "never_started"


@dataclass(frozen=True, slots=True)
class Refusal:
    keyword: str
    reason: str
    reach: Reach | None = None
    alarm: bool = False


#: Source: the Bot API server's own texts (tdlib/telegram-bot-api, Client.cpp), and Telegram's codes behind
#: them, which come through with 400 where it has no words for them. As ``words_of`` reads; first match wins.
FOR_GOOD = (
    Refusal("blocked by the user", "blocked", Reach.BLOCKED),
    Refusal("user is blocked", "blocked", Reach.BLOCKED),
    Refusal("chat is deactivated", "kicked"),
    Refusal("deactivated", "deactivated", Reach.DEACTIVATED),
    Refusal("initiate conversation", "never_started", Reach.NEVER_STARTED),
    Refusal("kicked", "kicked"),
    Refusal("not a member", "kicked"),
    Refusal("chat was deleted", "kicked"),
    Refusal("not enough rights", "muted"),
    Refusal("no write access", "muted"),
    Refusal("chat write forbidden", "muted"),
    Refusal("no rights to send", "muted"),
    Refusal("administrator rights", "muted"),
    Refusal("chat admin required", "muted"),
    Refusal("message thread not found", "muted"),
    Refusal("topic closed", "muted"),
    Refusal("topic deleted", "muted"),
    Refusal("messages to the bot", "peer_is_bot"),
    Refusal("messages to bots", "peer_is_bot"),
    Refusal("user is bot", "peer_is_bot"),
    Refusal("chat not found", "chat_not_found"),
    Refusal("chat id is empty", "chat_not_found", alarm=True),
    Refusal("peer id invalid", "chat_not_found"),
    Refusal("chat id invalid", "chat_not_found"),
    Refusal("message to edit not found", "nothing_to_edit"),
    Refusal("message to delete not found", "nothing_to_edit"),
    Refusal("message id invalid", "nothing_to_edit"),
    Refusal("message can't be edited", "nothing_to_edit"),
    Refusal("message can't be deleted", "nothing_to_edit"),
    Refusal("no text in the message to edit", "nothing_to_edit"),
    Refusal("no caption in the message to edit", "nothing_to_edit"),
    Refusal("message to be replied not found", "refused"),
    Refusal("message text is empty", "empty", alarm=True),
    Refusal("message empty", "empty", alarm=True),
    Refusal("must be non-empty", "empty", alarm=True),
    Refusal("too long", "too_long", alarm=True),
    Refusal("button data invalid", "wrong_button", alarm=True),
    Refusal("inline keyboard expected", "wrong_button", alarm=True),
    Refusal("query is too old", "too_late"),
    Refusal("query id is invalid", "too_late"),
    Refusal("query id invalid", "too_late"),
    Refusal("file is too big", "wrong_file", alarm=True),
    Refusal("wrong file id", "wrong_file"),  # and "wrong file identifier"
    Refusal("wrong remote file id", "wrong_file"),
    Refusal("file reference expired", "wrong_file"),
    Refusal("too many messages to send as an album", "wrong_file", alarm=True),
)
#: A fault within Telegram that comes with any code: it may have been delivered.
FAULTS = ("bad gateway", "timeout", "internal server error", "request aborted", "service unavailable")
NOT_MODIFIED = ("message is not modified", "message not modified")
UNREADABLE = ("parse entities", "entity bounds invalid")


def words_of(description: str) -> str:
    """In lower case, with straight apostrophes, and one blank for blanks and underscores."""
    straight = description.replace("\u2019", "'").replace("\u2018", "'").replace("_", " ")
    return " ".join(straight.lower().split())
