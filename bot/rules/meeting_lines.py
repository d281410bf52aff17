"""Lines of the meeting form, before they mean anything: which label, which value, below which Sesi."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.rules.errors import Problem
from bot.rules.meeting_form import FormProblem, Label
from bot.rules.meetings import Join

#: Other words for a label that people type.
_ALSO = {
    "nomor surat": Label.LETTER,
    "no surat": Label.LETTER,
    "link": Label.LINK,
    "meeting id": Label.MEETING_ID,
    "id": Label.MEETING_ID,
    "passcode": Label.PASSCODE,
    "sandi": Label.PASSCODE,
    "kata sandi": Label.PASSCODE,
}
_LABELS = {label.value: label for label in Label} | _ALSO

#: Longest values, in characters; the columns of the database hold more.
LONGEST = {
    Label.TITLE: 200,
    Label.LETTER: 120,
    Label.SITTING: 2000,
    Label.LINK: 500,
    Label.MEETING_ID: 60,
    Label.PASSCODE: 60,
}


@dataclass(frozen=True, slots=True)
class FormLine:
    """One labelled line. ``number`` counts from 1 in the message as sent."""

    number: int
    label: Label
    value: str
    below: int | None  #: number of the Sesi line above it, if any


def read_lines(text: str) -> tuple[list[FormLine], list[Problem]]:
    """All labelled lines with a value, and what could not be read. A first line ``/rapat ...`` is skipped."""
    lines: list[FormLine] = []
    problems: list[Problem] = []
    below: int | None = None
    for number, raw in enumerate(text.splitlines(), start=1):
        typed = raw.strip()
        if not typed or typed.startswith("/"):
            continue
        name, colon, value = typed.partition(":")
        label = _LABELS.get(" ".join(name.lower().split()))
        if label is None or not colon:
            problems.append(Problem(FormProblem.LINE_UNREADABLE, value=typed[:80], line=number))
            continue
        if label is Label.SITTING:
            below = number
        value = " ".join(value.split())
        if len(value) > LONGEST[label]:
            problems.append(too_long(value, LONGEST[label], line=number))
        elif value or label is Label.SITTING:
            lines.append(FormLine(number, label, value, None if label is Label.SITTING else below))
    return lines, problems


def too_long(value: str, longest: int, *, line: int | None = None) -> Problem:
    return Problem(FormProblem.TOO_LONG, value=value[:40], line=line, detail={"longest": str(longest)})


def single(lines: Iterable[FormLine], label: Label) -> tuple[str, list[Problem]]:
    """The value of a label that may stand once."""
    found = [line for line in lines if line.label is label]
    problems = [Problem(FormProblem.LABEL_REPEATED, value=label, line=line.number) for line in found[1:]]
    return (found[0].value if found else ""), problems


class JoinLines:
    """Tautan, ID rapat and Kode sandi: once for all sittings, or each below its own Sesi."""

    def __init__(self, lines: Iterable[FormLine]) -> None:
        self._values: dict[tuple[Label, int | None], str] = {}
        self.problems: list[Problem] = []
        kept = [line for line in lines if line.label in _JOIN_LABELS]
        for label in _JOIN_LABELS:
            self._take(label, [line for line in kept if line.label is label])

    def _take(self, label: Label, lines: list[FormLine]) -> None:
        for line in lines:
            place = (label, None if len(lines) == 1 else line.below)
            if place in self._values:
                self.problems.append(Problem(FormProblem.LABEL_REPEATED, value=label, line=line.number))
                continue
            if label is Label.LINK and not is_link(line.value):
                self.problems.append(
                    Problem(FormProblem.LINK_INVALID, value=line.value[:80], line=line.number)
                )
            self._values[place] = line.value

    def of(self, sitting_line: int) -> Join:
        """How one joins the sitting on this line."""
        return Join(
            link=self._value(Label.LINK, sitting_line),
            meeting_id=self._value(Label.MEETING_ID, sitting_line),
            passcode=self._value(Label.PASSCODE, sitting_line),
        )

    def _value(self, label: Label, sitting_line: int) -> str:
        own = self._values.get((label, sitting_line))
        return own if own is not None else self._values.get((label, None), "")


_JOIN_LABELS = (Label.LINK, Label.MEETING_ID, Label.PASSCODE)


def is_link(value: str) -> bool:
    """An https address of a named host, without a user name that could disguise it."""
    if any(character.isspace() for character in value):
        return False
    try:
        parts = urlsplit(value)
        host = parts.hostname or ""
        parts.port  # noqa: B018  (raises on nonsense)
    except ValueError:
        return False
    return parts.scheme == "https" and "." in host.strip(".") and "@" not in parts.netloc
