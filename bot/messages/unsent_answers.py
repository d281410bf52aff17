"""Answers of staff that are not sent, or not yet: what is awaited, why it is not sent, and what to do."""

from __future__ import annotations

from bot.messages.question_cards import JAWAB, again_row
from bot.messages.render import render
from bot.rules.names import shown_name
from bot.rules.outbox import Button, Keyboard, Text
from bot.rules.questions import QuestionView


def not_sent_twice() -> Text:
    """Jangan kirim."""
    return Text(render("question_not_sent_twice"))


def not_sent(view: QuestionView, *, has_left: bool) -> Text:
    """Whoever asked does not act for the seat any more, or cannot be reached."""
    return Text(render("question_not_sent", it=view, name=shown_name(view.name), has_left=has_left))


def not_sent_gone(view: QuestionView, *, is_complaint: bool) -> Text:
    """The question is a complaint, or its words are gone, since Jawab."""
    return Text(render("question_not_sent_gone", it=view, is_complaint=is_complaint))


def still_awaited(question: int) -> Text:
    """A command came between Jawab and the answer."""
    return Text(render("question_still_awaited", number=question))


def left_unsent(question: int) -> Text:
    """Something else was begun or confirmed between Jawab and the answer, or while Kirim juga waits."""
    return Text(render("question_left_unsent", number=question), _press_again(question))


def left_gone(question: int) -> Text:
    """As ``left_unsent``, and the question is a complaint or its words are gone: nothing can be answered."""
    return Text(render("question_left_gone", number=question))


def again_waits(view: QuestionView) -> Text:
    """Something came while Kirim juga or Jangan kirim is awaited."""
    return Text(render("question_again_waits", it=view), again_row(view))


def too_late(question: int) -> Text:
    """Jawab was pressed more than a day ago."""
    return Text(render("question_too_late", number=question), _press_again(question))


def edited_answer(question: int) -> Text:
    """Staff changed an answer that has been sent."""
    return Text(render("question_edited_answer", number=question))


def edited_question() -> Text:
    """An official changed what he asked."""
    return Text(render("question_edited"))


def _press_again(question: int) -> Keyboard:
    return ((Button(JAWAB, f"tanya_jawab:{question}", style="primary"),),)
