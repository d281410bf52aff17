"""What an answer of Telegram means for the message: matched on keywords, never on whole sentences."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.delivery.refusals import FAULTS, FOR_GOOD, NOT_MODIFIED, UNREADABLE, words_of
from bot.delivery.refusals import Reach as Reach
from bot.rules.transitions import OutcomeKind

#: Waited when a 429 does not say how long, in seconds.
UNSTATED_PAUSE = 5
#: Longer than this no pause is believed, in seconds: a week.
LONGEST_PAUSE = 7 * 24 * 3600
#: What ``attachment.telegram_file_id`` keeps.
LONGEST_FILE_ID = 200


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


_PAUSE = re.compile(r"retry after (\d+)")


def outcome_of(status: int, body: Mapping[str, object] | None, retry_after: str = "") -> Outcome:
    """The outcome this answer means. ``body`` is None where it was no JSON object.

    ``retry_after`` is the header of that name.
    """
    if body is None:
        said = "answer is not JSON"
        if status == 429:
            return _pause(status, said, _seconds(retry_after))
        return Outcome(kind=OutcomeKind.AMBIGUOUS, code=status, description=said)
    code = code_of(status, body)
    if 200 <= code < 300:
        return _success(code, body)
    return _refusal(code, body, retry_after)


def code_of(status: int, body: Mapping[str, object] | None) -> int:
    """What Telegram itself calls this answer; whoever stands between may have given it another status."""
    if body is None or body.get("ok") is True:
        return status
    code = _integer(body.get("error_code"))
    return code if code is not None and 300 <= code <= 999 else status


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


def _refusal(code: int, body: Mapping[str, object], retry_after: str) -> Outcome:
    description = _storable(str(body.get("description", "")))
    words = words_of(description)
    given = body.get("parameters")
    parameters: Mapping[str, object] = given if isinstance(given, dict) else {}
    if code == 429:
        named = _PAUSE.search(words)
        ways = (parameters.get("retry_after"), named.group(1) if named else None, retry_after)
        return _pause(code, description, *map(_seconds, ways))
    if code in (401, 404, 421):
        return Outcome(kind=OutcomeKind.STOP, code=code, description=description, alarm=True)
    if code >= 500:
        return Outcome(kind=OutcomeKind.AMBIGUOUS, code=code, description=description)
    migrate_to = _integer(parameters.get("migrate_to_chat_id"))
    if migrate_to is not None:
        return Outcome(kind=OutcomeKind.MIGRATED, code=code, description=description, migrate_to=migrate_to)
    if code == 400 and any(keyword in words for keyword in NOT_MODIFIED):
        return Outcome(kind=OutcomeKind.SENT, code=code, description=description, reason="not_modified")
    if code == 400 and any(keyword in words for keyword in UNREADABLE):
        return Outcome(kind=OutcomeKind.UNPARSABLE, code=code, description=description, alarm=True)
    return _known_or_not(code, description, words)


def _pause(code: int, description: str, *ways: int | None) -> Outcome:
    """The first of the ways that says how long."""
    pause = next((seconds for seconds in ways if seconds is not None), UNSTATED_PAUSE)
    pause = min(max(pause, 0), LONGEST_PAUSE)
    return Outcome(kind=OutcomeKind.RETRY_AFTER, code=code, description=description, retry_after=pause)


def _seconds(value: object) -> int | None:
    """Whole seconds out of 35, 35.0 or "35"; a part of a second counts as one."""
    try:
        seconds = float(value) if isinstance(value, str | int | float) else math.nan
    except (ValueError, OverflowError):
        return None
    return None if math.isnan(seconds) else math.ceil(min(max(seconds, 0.0), LONGEST_PAUSE))


def _known_or_not(code: int, description: str, words: str) -> Outcome:
    for known in FOR_GOOD if code in (400, 403) else ():
        if known.keyword in words:
            return Outcome(
                kind=OutcomeKind.UNDELIVERABLE,
                code=code,
                description=description,
                reason=known.reason,
                reach=known.reach,
                alarm=known.alarm,
            )
    if any(fault in words for fault in FAULTS):
        return Outcome(kind=OutcomeKind.AMBIGUOUS, code=code, description=description)
    kind = OutcomeKind.UNDELIVERABLE if code == 403 else OutcomeKind.REFUSED
    return Outcome(kind=kind, code=code, description=description, reason="refused", alarm=True)


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
