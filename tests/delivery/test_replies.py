"""A direct reply: its words arrive even where Telegram cannot read our HTML, and a fault of ours is said."""

from __future__ import annotations

import logging
from collections.abc import Mapping

import pytest

from bot.delivery.replies import refusal, text_body
from bot.delivery.wire import Answer, NotSent

UNREADABLE = "Bad Request: can't parse entities: Unsupported start tag"
REPLY = {"chat_id": 1, **text_body("<b>Rapat</b> &lt;1 <x>", ())}


class Line:
    """Refuses with these words as often as there are any; remembers what was asked."""

    def __init__(self, *refusals: str) -> None:
        self.refusals = list(refusals)
        self.bodies: list[Mapping[str, object]] = []

    async def __call__(self, _method: str, body: Mapping[str, object], /, **_: object) -> Answer:
        self.bodies.append(body)
        if not self.refusals:
            return Answer(200, {"ok": True, "result": {"message_id": 1}})
        return Answer(400, {"ok": False, "error_code": 400, "description": self.refusals.pop(0)})


def errors(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [one.getMessage() for one in caplog.records if one.levelno == logging.ERROR]


@pytest.mark.parametrize("method", ["sendMessage", "editMessageText"])
async def test_words_arrive_plain_where_the_html_cannot_be_read_and_the_fault_is_logged(method, caplog):
    line = Line(UNREADABLE)
    assert await refusal(line, method, REPLY) == ""
    plain = line.bodies[1]
    assert (plain["text"], "parse_mode" in plain) == ("Rapat <1 ", False)
    assert errors(caplog) == [f"Telegram cannot read the HTML of a direct reply ({method}): {UNREADABLE}"]


async def test_what_cannot_be_read_even_plain_is_not_tried_for_ever(caplog):
    line = Line(UNREADABLE, UNREADABLE)
    assert (await refusal(line, "sendMessage", REPLY)).startswith("400 bad request: can't parse")
    assert (len(line.bodies), len(errors(caplog))) == (2, 2)


async def test_another_fault_of_ours_is_an_error_and_what_the_person_did_is_none(caplog):
    assert await refusal(Line("Bad Request: message is too long"), "sendMessage", REPLY)
    assert len(errors(caplog)) == 1
    assert await refusal(Line("Bad Request: message is not modified: same"), "editMessageText", REPLY)
    assert await refusal(Line("Bad Request: message to edit not found"), "editMessageText", REPLY)
    assert len(errors(caplog)) == 1


async def test_what_did_not_leave_is_said_and_no_error(caplog):
    async def away(_method: str, _body: Mapping[str, object], /, **_: object) -> Answer:
        raise NotSent("the gate is closed")

    assert await refusal(away, "sendMessage", REPLY) == "it did not leave (the gate is closed)"
    assert errors(caplog) == []
