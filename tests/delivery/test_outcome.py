"""Every refusal Telegram is known to give, and what it means."""

from __future__ import annotations

import pytest

from bot.delivery.outcome import Reach, outcome_of
from bot.rules.transitions import OutcomeKind as Kind

DEAD = Kind.UNDELIVERABLE


def said(code: int, description: str, status: int | None = None, **parameters):
    body = {"ok": False, "error_code": code, "description": description}
    return outcome_of(status or code, body | ({"parameters": parameters} if parameters else {}))


@pytest.mark.parametrize(
    ("code", "description", "reason", "reach"),
    [
        (403, "Forbidden: bot was blocked by the user", "blocked", Reach.BLOCKED),
        (403, "Forbidden: user is deactivated", "deactivated", Reach.DEACTIVATED),
        (403, "Forbidden: bot can't initiate conversation with a user", "never_started", Reach.NEVER_STARTED),
        (403, "Forbidden: the bot can't send messages to the bot", "peer_is_bot", None),
        (403, "Forbidden: bot can't send messages to bots", "peer_is_bot", None),
        (403, "Forbidden: bot was kicked from the group chat", "kicked", None),
        (403, "Forbidden: bot was kicked from the supergroup chat", "kicked", None),
        (403, "Forbidden: bot was kicked from the channel chat", "kicked", None),
        (403, "Forbidden: bot is not a member of the group chat", "kicked", None),
        (403, "Forbidden: bot is not a member of the supergroup chat", "kicked", None),
        (403, "Forbidden: bot is not a member of the channel chat", "kicked", None),
        (403, "Forbidden: the group chat was deleted", "kicked", None),
        (403, "Forbidden: something new", "refused", None),
        (400, "Bad Request: chat not found", "chat_not_found", None),
        (400, "Bad Request: private chat not found", "chat_not_found", None),
        (400, "Bad Request: chat_id is empty", "chat_not_found", None),
        (400, "Bad Request: PEER_ID_INVALID", "chat_not_found", None),
        (400, "Bad Request: message text is empty", "empty", None),
        (400, "Bad Request: text must be non-empty", "empty", None),
        (400, "Bad Request: message is too long", "too_long", None),
        (400, "Bad Request: message caption is too long", "too_long", None),
        (400, "Bad Request: text is too long", "too_long", None),
        (400, "Bad Request: reply markup is too long", "too_long", None),
        (400, "Bad Request: BUTTON_DATA_INVALID", "wrong_button", None),
        (400, "Bad Request: inline keyboard expected", "wrong_button", None),
        (400, "Bad Request: message to edit not found", "nothing_to_edit", None),
        (400, "Bad Request: message can't be edited", "nothing_to_edit", None),
        (400, "Bad Request: message to delete not found", "nothing_to_edit", None),
        (400, "Bad Request: message can't be deleted", "nothing_to_edit", None),
        (400, "Bad Request: there is no text in the message to edit", "nothing_to_edit", None),
        (400, "Bad Request: message to be replied not found", "refused", None),
        (
            400,
            "Bad Request: query is too old and response timeout expired or query ID is invalid",
            "too_late",
            None,
        ),
        (400, "Bad Request: not enough rights to send text messages to the chat", "muted", None),
        (400, "Bad Request: have no write access to the chat", "muted", None),
        (400, "Bad Request: need administrator rights in the channel chat", "muted", None),
        (400, "Bad Request: message thread not found", "muted", None),
        (400, "Bad Request: file is too big", "wrong_file", None),
        (400, "Bad Request: wrong file_id or the file is temporarily unavailable", "wrong_file", None),
        (400, "Bad Request: too many messages to send as an album", "wrong_file", None),
        # other words for the same, and Telegram's own codes, which come with 400 where it has no words
        (403, "FORBIDDEN: BOT WAS BLOCKED BY THE USER", "blocked", Reach.BLOCKED),
        (400, "Bad Request: bot was blocked by the user", "blocked", Reach.BLOCKED),
        (400, "Bad Request: USER_IS_BLOCKED", "blocked", Reach.BLOCKED),
        (400, "Bad Request: user is deactivated", "deactivated", Reach.DEACTIVATED),
        (403, "Forbidden: not enough rights to send messages to the chat", "muted", None),
        (403, "Forbidden: CHAT_WRITE_FORBIDDEN", "muted", None),
        (400, "Bad Request: TOPIC_CLOSED", "muted", None),
        (400, "Bad Request: Message must be non-empty", "empty", None),
        (400, "Bad Request: MESSAGE_TOO_LONG", "too_long", None),
        (400, "Bad Request: MEDIA_CAPTION_TOO_LONG", "too_long", None),
        (400, "Bad Request: MESSAGE_ID_INVALID", "nothing_to_edit", None),
        (400, "Bad Request: the message can\u2019t be edited any more", "nothing_to_edit", None),
        (400, "Bad Request: wrong remote file identifier specified: x", "wrong_file", None),
    ],
)
def test_refusals_for_good(code, description, reason, reach):
    for status in (code, 200):
        outcome = said(code, description, status)
        assert (outcome.kind, outcome.reason, outcome.reach) == (DEAD, reason, reach)


@pytest.mark.parametrize(
    ("code", "description", "kind"),
    [
        (400, "Bad Request: Bad Gateway", Kind.AMBIGUOUS),
        (400, "Bad Request: Gateway Timeout", Kind.AMBIGUOUS),
        (400, "Bad Request: Timeout", Kind.AMBIGUOUS),
        (400, "Bad Request: Internal Server Error", Kind.AMBIGUOUS),
        (400, "Bad Request: request aborted", Kind.AMBIGUOUS),
        (400, "Bad Request: words nobody has seen", Kind.REFUSED),
        (401, "Unauthorized", Kind.STOP),
        (401, "Unauthorized: invalid token specified", Kind.STOP),
        (404, "Not Found", Kind.STOP),
        (404, "Not Found: method not found", Kind.STOP),
        (421, "Misdirected Request: unallowed token specified", Kind.STOP),
        (
            409,
            "Conflict: terminated by other getUpdates request; make sure that only one bot instance is"
            " running",
            Kind.REFUSED,
        ),
        (
            409,
            "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the"
            " webhook first",
            Kind.REFUSED,
        ),
        (409, "Conflict: terminated by setWebhook request", Kind.REFUSED),
        (409, "Conflict: terminated by other setWebhook", Kind.REFUSED),
        (500, "Internal Server Error: restart", Kind.AMBIGUOUS),
        (500, "Internal Server Error: request aborted", Kind.AMBIGUOUS),
        (
            500,
            "Internal Server Error: sent message was immediately deleted and can't be returned",
            Kind.AMBIGUOUS,
        ),
    ],
)
def test_the_other_refusals(code, description, kind):
    assert said(code, description).kind is kind


@pytest.mark.parametrize(
    "why",
    [
        'Unsupported start tag "x" at byte offset 3',
        "Unclosed start tag at byte offset 3",
        'Unclosed start tag "b" at byte offset 3',
        "Unexpected end tag at byte offset 3",
        'Unmatched end tag at byte offset 3, expected "</b>", found "</i>"',
        "Unexpected end of name token at byte offset 3",
        'Empty attribute name in the tag "a" at byte offset 3',
        'Can\'t find end tag corresponding to start tag "b"',
        "Can't find end of the entity starting at byte offset 3",
        "Character '.' is reserved and must be escaped with the preceding '\\'",
    ],
)
def test_markup_telegram_cannot_read_is_our_fault(why):
    outcome = said(400, f"Bad Request: can't parse entities: {why}")
    assert (outcome.kind, outcome.alarm) == (Kind.UNPARSABLE, True)


@pytest.mark.parametrize("seconds", [1, 35, 10072])
def test_a_pause_says_how_long(seconds):
    outcome = said(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
    assert (outcome.kind, outcome.retry_after) == (Kind.RETRY_AFTER, seconds)


@pytest.mark.parametrize(
    ("body", "header"),
    [
        ({"description": "Too Many Requests: retry after 35"}, ""),
        ({"description": "TOO MANY REQUESTS: RETRY AFTER 35 seconds"}, "7"),
        ({"description": "x", "parameters": {"retry_after": "35"}}, "7"),
        ({"description": "x retry after 7", "parameters": {"retry_after": 34.2}}, ""),
        ({"description": "x", "parameters": {"retry_after": None}}, "35"),
        ({"description": "x", "parameters": 5}, " 35 "),
        (None, "35"),
    ],
)
def test_a_pause_is_read_wherever_it_stands(body, header):
    given = None if body is None else {"ok": False, "error_code": 429, **body}
    for status in (429, 200) if given else (429,):
        outcome = outcome_of(status, given, header)
        assert (outcome.kind, outcome.retry_after) == (Kind.RETRY_AFTER, 35)


@pytest.mark.parametrize("header", ["", "soon", "nan", "Wed, 21 Oct 2015 07:28:00 GMT"])
def test_a_pause_nobody_can_read_is_a_short_one(header):
    assert outcome_of(429, None, header).retry_after == 5


def test_a_pause_that_does_not_say_how_long_is_a_short_one():
    assert said(429, "Too Many Requests").retry_after == 5


def test_a_group_that_became_a_supergroup_says_its_new_id():
    outcome = said(400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=-1005)
    assert (outcome.kind, outcome.migrate_to) == (Kind.MIGRATED, -1005)


@pytest.mark.parametrize(
    "words", ["Can\u2019t parse the message: can\u2019t parse entities", "ENTITY_BOUNDS_INVALID"]
)
def test_markup_telegram_cannot_read_in_other_words(words):
    assert said(400, f"Bad Request: {words}").kind is Kind.UNPARSABLE


def test_an_edit_that_changes_nothing_is_a_success():
    assert said(400, "Bad Request: MESSAGE_NOT_MODIFIED").kind is Kind.SENT
    outcome = said(
        400,
        "Bad Request: message is not modified: specified new message content and reply markup are exactly the"
        " same as a current content and reply markup of the message",
    )
    assert (outcome.kind, outcome.reason) == (Kind.SENT, "not_modified")


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (200, None, Kind.AMBIGUOUS),
        (200, {}, Kind.AMBIGUOUS),
        (200, {"ok": False}, Kind.AMBIGUOUS),
        (500, None, Kind.AMBIGUOUS),
        (502, None, Kind.AMBIGUOUS),
        (503, None, Kind.AMBIGUOUS),
        (504, None, Kind.AMBIGUOUS),
        (429, None, Kind.RETRY_AFTER),
        (200, {"ok": True, "result": True}, Kind.SENT),
    ],
)
def test_answers_without_words(status, body, kind):
    assert outcome_of(status, body).kind is kind


@pytest.mark.parametrize(
    ("message", "file_id"),
    [
        ({"message_id": 5, "document": {"file_id": "D"}}, "D"),
        ({"message_id": 5, "photo": [{"file_id": "small"}, {"file_id": "large"}]}, "large"),
        ({"message_id": 5}, None),
    ],
)
def test_a_success_gives_ids(message, file_id):
    outcome = outcome_of(200, {"ok": True, "result": message})
    assert (outcome.kind, outcome.message_id, outcome.file_id) == (Kind.SENT, 5, file_id)


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (400, {"ok": False, "error_code": 10**30, "description": "a\x00b \ud800"}),
        (429, {"ok": False, "error_code": 429, "parameters": {"retry_after": 10**30}}),
        (429, {"ok": False, "error_code": 429, "parameters": {"retry_after": -5}}),
        (200, {"ok": True, "result": {"message_id": 10**30, "document": {"file_id": "x" * 999}}}),
        (200, {"ok": True, "result": {"message_id": True, "document": {"file_id": "\x00"}}}),
        (400, {"ok": False, "description": 5, "parameters": {"migrate_to_chat_id": -(10**30)}}),
    ],
)
def test_whatever_is_answered_can_be_written_down(status, body):
    outcome = outcome_of(status, body)
    assert 100 <= outcome.code <= 999
    assert outcome.retry_after is None or 0 <= outcome.retry_after <= 7 * 24 * 3600
    assert outcome.message_id is None
    assert outcome.migrate_to is None
    assert outcome.file_id is None
    assert "\x00" not in outcome.description
    outcome.description.encode()
