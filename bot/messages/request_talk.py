"""Staff write about a request: a reason, or a question to whoever asks, who answers."""

from __future__ import annotations

from bot.messages.contacts import post_of
from bot.messages.render import render
from bot.messages.request_lists import PURPOSES
from bot.rules.names import shown_name
from bot.rules.outbox import Button, Text
from bot.rules.request_words import LONGEST_WORDS
from bot.rules.requests import RequestView

ANSWER = "Jawab pertanyaan"


def ask_reason() -> Text:
    """Tulis alasan lain: the next words are told to the asker."""
    return Text(render("request_ask_reason", most=LONGEST_WORDS))


def ask_question(view: RequestView) -> Text:
    """Tanyakan: the next words are the question."""
    return Text(render("request_ask_question", name=shown_name(view.name), most=LONGEST_WORDS))


def question_sent() -> Text:
    return Text(render("request_question_sent"))


def question(view: RequestView, *, words: str) -> Text:
    """To the asker, who answers with his next words, or after the button."""
    html = render(
        "request_question",
        post=post_of(view.seat, prefix=""),
        about=PURPOSES[view.purpose],
        words=words,
        most=LONGEST_WORDS,
    )
    return Text(html, ((Button(ANSWER, f"reqa:{view.request_id}"),),))


def ask_answer() -> Text:
    """Jawab pertanyaan: the next words are the answer."""
    return Text(render("request_ask_answer", most=LONGEST_WORDS))


def answer_sent() -> Text:
    return Text(render("request_answer_sent"))


def question_over() -> Text:
    """To the asker: nothing is to be answered any more."""
    return Text(render("request_question_over"))


def too_late() -> Text:
    """To staff: what was written about a request that is over is told to nobody."""
    return Text(render("request_too_late"))
