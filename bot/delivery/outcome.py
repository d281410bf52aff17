"""What an answer of Telegram means for the message: matched on code and keyword, never on whole sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.rules.transitions import OutcomeKind

#: Waited when a 429 does not say how long, in seconds.
UNSTATED_PAUSE = 5
#: Longer than this no pause is believed, in seconds: a week.
LONGEST_PAUSE = 7 * 24 * 3600
#: What ``attachment.telegram_file_id`` keeps.
LONGEST_FILE_ID = 200


class Reach(StrEnum):
    """What a refusal tells about the person behind the chat. Values are those of the contact."""

    BLOCKED = "blocked"
    DEACTIVATED = "deactivated"
    NEVER_STARTED = "never_started"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of one try. ``alarm``: a fault of ours that somebody has to mend."""

    kind: OutcomeKind
    code: int | None = None
    description: str = ""
    reason: str = ""
    reach: Reach | None = None
    retry_after: int | None = None  #: seconds
    message_id: int | None = None
    file_id: str | None = None
    migrate_to: int | None = None
    alarm: bool = False


@dataclass(frozen=True, slots=True)
class _Refusal:
    code: int
    keyword: str
    reason: str
    reach: Reach | None = None
    alarm: bool = False


#: Source: the Bot API server's own texts (tdlib/telegram-bot-api, Client.cpp). First match wins.
_FOR_GOOD = (
    _Refusal(403, "blocked by the user", "blocked", Reach.BLOCKED),
    _Refusal(403, "deactivated", "deactivated", Reach.DEACTIVATED),
    _Refusal(403, "initiate conversation", "never_started", Reach.NEVER_STARTED),
    _Refusal(403, "send messages to", "peer_is_bot"),
    _Refusal(403, "kicked", "kicked"),
    _Refusal(403, "not a member", "kicked"),
    _Refusal(403, "chat was deleted", "kicked"),
    _Refusal(400, "chat is deactivated", "kicked"),
    _Refusal(400, "chat not found", "chat_not_found"),
    _Refusal(400, "chat_id is empty", "chat_not_found", alarm=True),
    _Refusal(400, "peer_id_invalid", "chat_not_found"),
    _Refusal(400, "message to edit not found", "nothing_to_edit"),
    _Refusal(400, "message can't be edited", "nothing_to_edit"),
    _Refusal(400, "no text in the message to edit", "nothing_to_edit"),
    _Refusal(400, "no caption in the message to edit", "nothing_to_edit"),
    _Refusal(400, "message to delete not found", "nothing_to_edit"),
    _Refusal(400, "message can't be deleted", "nothing_to_edit"),
    _Refusal(400, "message to be replied not found", "refused"),
    _Refusal(400, "message text is empty", "empty", alarm=True),
    _Refusal(400, "text must be non-empty", "empty", alarm=True),
    _Refusal(400, "is too long", "too_long", alarm=True),
    _Refusal(400, "button_data_invalid", "wrong_button", alarm=True),
    _Refusal(400, "inline keyboard expected", "wrong_button", alarm=True),
    _Refusal(400, "query is too old", "too_late"),
    _Refusal(400, "query id is invalid", "too_late"),
    _Refusal(400, "not enough rights", "muted"),
    _Refusal(400, "no write access", "muted"),
    _Refusal(400, "need administrator rights", "muted"),
    _Refusal(400, "message thread not found", "muted"),
    _Refusal(400, "file is too big", "wrong_file", alarm=True),
    _Refusal(400, "wrong file_id", "wrong_file"),
    _Refusal(400, "wrong file identifier", "wrong_file"),
    _Refusal(400, "too many messages to send as an album", "wrong_file", alarm=True),
)


def outcome_of(status: int, body: Mapping[str, object] | None) -> Outcome:
    """The outcome this answer means. ``body`` is None where it was no JSON object."""
    if body is None:
        return Outcome(kind=_without_words(status), code=status, description="answer is not JSON")
    if 200 <= status < 300:
        return _success(status, body)
    return _refusal(_code(status, body), body)


def _without_words(status: int) -> OutcomeKind:
    return OutcomeKind.RETRY_AFTER if status == 429 else OutcomeKind.AMBIGUOUS


def _success(status: int, body: Mapping[str, object]) -> Outcome:
    if body.get("ok") is not True:
        return Outcome(kind=OutcomeKind.AMBIGUOUS, code=status, description="answer is not ok")
    result = body.get("result")
    message: Mapping[str, object] = result if isinstance(result, dict) else {}
    return Outcome(
        kind=OutcomeKind.SENT,
        code=status,
        message_id=_integer(message.get("message_id")),
        file_id=_file_id(message),
    )


def _refusal(code: int, body: Mapping[str, object]) -> Outcome:
    description = _storable(str(body.get("description", "")))
    words = description.lower()
    given = body.get("parameters")
    parameters: Mapping[str, object] = given if isinstance(given, dict) else {}
    if code == 429:
        pause = _integer(parameters.get("retry_after"))
        pause = UNSTATED_PAUSE if pause is None else min(max(pause, 0), LONGEST_PAUSE)
        return Outcome(kind=OutcomeKind.RETRY_AFTER, code=code, description=description, retry_after=pause)
    if code in (401, 404, 421):
        return Outcome(kind=OutcomeKind.STOP, code=code, description=description, alarm=True)
    if code >= 500 or "bad gateway" in words:
        return Outcome(kind=OutcomeKind.AMBIGUOUS, code=code, description=description)
    migrate_to = _integer(parameters.get("migrate_to_chat_id"))
    if migrate_to is not None:
        return Outcome(kind=OutcomeKind.MIGRATED, code=code, description=description, migrate_to=migrate_to)
    if code == 400 and "message is not modified" in words:
        return Outcome(kind=OutcomeKind.SENT, code=code, description=description, reason="not_modified")
    if code == 400 and "can't parse entities" in words:
        return Outcome(kind=OutcomeKind.UNPARSABLE, code=code, description=description, alarm=True)
    return _known_or_not(code, description, words)


def _known_or_not(code: int, description: str, words: str) -> Outcome:
    for known in _FOR_GOOD:
        if known.code == code and known.keyword in words:
            return Outcome(
                kind=OutcomeKind.UNDELIVERABLE,
                code=code,
                description=description,
                reason=known.reason,
                reach=known.reach,
                alarm=known.alarm,
            )
    if code == 403:
        return Outcome(
            kind=OutcomeKind.UNDELIVERABLE, code=code, description=description, reason="refused", alarm=True
        )
    return Outcome(kind=OutcomeKind.REFUSED, code=code, description=description, reason="refused", alarm=True)


def _code(status: int, body: Mapping[str, object]) -> int:
    code = _integer(body.get("error_code"))
    return code if code is not None and 100 <= code <= 999 else status


def _integer(value: object) -> int | None:
    """A number that a database takes; whoever stands between us and Telegram may say anything."""
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return value if is_number and isinstance(value, int) and -(2**63) <= value < 2**63 else None


def _storable(text: str) -> str:
    """Without what no database keeps: NUL, and halves of surrogate pairs."""
    return text.replace("\x00", "\ufffd").encode("utf-8", "replace").decode()


def _file_id(message: Mapping[str, object]) -> str | None:
    """The id under which Telegram keeps the file of this message; of a photo the largest size."""
    found = message.get("document")
    photo = message.get("photo")
    if isinstance(photo, list) and photo:
        found = photo[-1]
    file_id = found.get("file_id") if isinstance(found, dict) else None
    usable = isinstance(file_id, str) and len(file_id) <= LONGEST_FILE_ID and file_id == _storable(file_id)
    return str(file_id) if usable else None
