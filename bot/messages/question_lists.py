"""Threads that are not over, as a list; and those that wait too long."""

from __future__ import annotations

from collections.abc import Sequence

from bot.messages.question_cards import TURNS
from bot.messages.render import render
from bot.rules.clocks import WIB, moment_in_words
from bot.rules.names import shown_name
from bot.rules.outbox import Button, Keyboard, Text
from bot.rules.questions import REMIND_AFTER, QuestionLine

SEE, BEFORE, NEXT = "Lihat pertanyaan", "Sebelumnya", "Berikutnya"
#: Characters of a button that a thumb can read, and lines of a reminder.
_LABEL, _MOST = 40, 8


def waiting_list(lines: Sequence[QuestionLine], *, number: int, count: int, is_last: bool) -> Text:
    """One page, those that wait for staff first; a button opens the card of each."""
    turns = [Button(BEFORE, f"tanya_hal:{number - 1}")] if number else []
    turns += [] if is_last else [Button(NEXT, f"tanya_hal:{number + 1}")]
    html = render(
        "question_list", count=count, page=number + 1, is_only=not number and is_last, lines=_lines(lines)
    )
    return Text(html, (*_opens(lines), *((tuple(turns),) if turns else ())))


def overdue(lines: Sequence[QuestionLine]) -> Text:
    """To staff: nobody has answered for two working days."""
    shown = lines[:_MOST]
    html = render("question_overdue", lines=_lines(shown), more=len(lines) - len(shown), days=REMIND_AFTER)
    return Text(html, (*_opens(shown), (Button(SEE, "tanya_hal:0"),)))


def _lines(lines: Sequence[QuestionLine]) -> list[tuple[int, str, str, str, str]]:
    """Number, post, whose turn, since when, and with whom it is."""
    return [
        (
            one.question,
            one.post,
            TURNS[one.state],
            moment_in_words(one.since, WIB),
            shown_name(one.assigned) if one.assigned else "",
        )
        for one in lines
    ]


def _opens(lines: Sequence[QuestionLine]) -> Keyboard:
    return tuple((Button(_label(one), f"tanya_buka:{one.question}"),) for one in lines)


def _label(line: QuestionLine) -> str:
    words = f"{line.question}. {line.post}"
    return words if len(words) <= _LABEL else f"{words[: _LABEL - 1].rstrip()}…"
