"""Recipients chosen by buttons: what a press changes, and what a screen offers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

from bot.rules.audiences import AlertWish, AnswerWish, Audience
from bot.rules.criteria import Stage
from bot.rules.errors import UserMistake

SHORTEST_NAME, LONGEST_NAME = 3, 60
#: Buttons of one page.
PAGE = 10

_T = TypeVar("_T")


class AudienceNameUnusable(UserMistake):
    """Too short, too long, or ``is_taken``."""

    def __init__(self, *, is_taken: bool = False) -> None:
        super().__init__()
        self.is_taken = is_taken
        self.shortest, self.longest = SHORTEST_NAME, LONGEST_NAME


class Screen(StrEnum):
    """What one screen of the choice offers; short, because buttons carry it."""

    MAIN = "u"
    COHORT = "c"
    STAGE = "s"
    REGION = "r"
    PROVINCE = "p"
    POST = "j"
    MEETING = "m"
    ALERT = "w"
    SAVED = "v"


class Field(StrEnum):
    """What a press changes."""

    EVERYBODY = "e"
    COHORT = "c"
    STAGE = "s"
    REGION = "r"
    PROVINCE = "p"
    POST = "j"
    MEETING = "m"
    ITEM = "i"
    ANSWER = "a"
    ALERT = "w"
    NOTHING = "x"  #: take everything back


#: To which screen a press returns.
SCREEN_OF = {
    Field.EVERYBODY: Screen.MAIN,
    Field.COHORT: Screen.COHORT,
    Field.STAGE: Screen.STAGE,
    Field.REGION: Screen.REGION,
    Field.PROVINCE: Screen.PROVINCE,
    Field.POST: Screen.POST,
    Field.MEETING: Screen.MEETING,
    Field.ITEM: Screen.MEETING,
    Field.ANSWER: Screen.MEETING,
    Field.ALERT: Screen.ALERT,
    Field.NOTHING: Screen.MAIN,
}


@dataclass(frozen=True, slots=True)
class Option:
    """One button of a screen."""

    field: Field
    value: str
    label: str
    is_on: bool


@dataclass(frozen=True, slots=True)
class Chosen:
    """A choice with the names of what was chosen."""

    audience: Audience
    regions: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    posts: tuple[str, ...] = ()
    meeting: str = ""
    item: int | None = None  #: the number of the sitting in its meeting
    saved: str = ""


@dataclass(frozen=True, slots=True)
class Saved:
    """Recipients kept under a name."""

    id: int
    name: str
    may_remove: bool


def pressed_choice(audience: Audience, field: Field, value: str) -> Audience:
    """On where it was off, off where it was on. The value is one that was offered."""
    if field is Field.NOTHING:
        return Audience()
    if field is Field.EVERYBODY:
        return replace(audience, everybody=False) if audience.is_everybody else audience.with_everybody()
    return _switched(audience, field, value).narrowed()


def _switched(audience: Audience, field: Field, value: str) -> Audience:
    if field is Field.COHORT:
        return replace(audience, cohort=_one(audience.cohort, int(value)))
    if field is Field.ALERT:
        return replace(audience, alert=_one(audience.alert, AlertWish(value)))
    if field in (Field.MEETING, Field.ITEM):
        return _sitting(audience, field, int(value))
    return _of_many(audience, field, value)


def _sitting(audience: Audience, field: Field, number: int) -> Audience:
    """Another meeting has other sittings, and its answers are asked about anew."""
    if field is Field.ITEM:
        return replace(audience, item=_one(audience.item, number))
    meeting = _one(audience.meeting, number)
    return replace(audience, meeting=meeting, item=None, answers=() if meeting is None else audience.answers)


def _of_many(audience: Audience, field: Field, value: str) -> Audience:
    if field is Field.STAGE:
        return replace(audience, stages=_flipped(audience.stages, Stage(value)))
    if field is Field.ANSWER:
        return replace(audience, answers=_flipped(audience.answers, AnswerWish(value)))
    if field is Field.REGION:
        return replace(audience, regions=_flipped(audience.regions, value))
    if field is Field.PROVINCE:
        return replace(audience, provinces=_flipped(audience.provinces, value))
    return replace(audience, posts=_flipped(audience.posts, value))


def _one(chosen: _T | None, value: _T) -> _T | None:
    return None if chosen == value else value


def _flipped(chosen: tuple[_T, ...], value: _T) -> tuple[_T, ...]:
    rest = tuple(each for each in chosen if each != value)
    return rest if len(rest) < len(chosen) else (*chosen, value)
