"""A choice of recipients as an officer types it: "angkatan 2026, inspektur, belum menjawab rapat 3"."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from bot.rules.audiences import AlertWish, AnswerWish, Audience
from bot.rules.criteria import Stage
from bot.rules.errors import UserMistake
from bot.rules.regions import Place

_T = TypeVar("_T")

_EVERYBODY = frozenset({"semua", "semua pejabat", "semua pejabat terdaftar"})
_STAGES = {stage.value: stage for stage in Stage if stage is not Stage.DICABUT}
_ANSWERS = {
    "belum menjawab": AnswerWish.NONE,
    "hadir": AnswerWish.HADIR,
    "diwakilkan": AnswerWish.DIWAKILKAN,
    "tidak hadir": AnswerWish.TIDAK_HADIR,
    "menunggu arahan": AnswerWish.MENUNGGU_ARAHAN,
}
_ALERTS = {
    "pemberitahuan terbuka": AlertWish.OPEN,
    "pemberitahuan belum diterima": AlertWish.UNRECEIVED,
    "belum diterima": AlertWish.UNRECEIVED,
}
_COHORT = re.compile(r"^(?:angkatan\s+)?(20\d{2})$")
_MEETING = re.compile(
    r"^(?:(?P<answer>.*?)\s+)?rapat\s+(?P<meeting>\d{1,6})(?:\s+sesi\s+(?P<sitting>\d{1,3}))?$"
)


class AudienceUnreadable(UserMistake):
    """``part`` is what was not understood; ``places`` the regions it may mean."""

    def __init__(self, part: str, places: Sequence[str] = ()) -> None:
        super().__init__()
        self.part, self.places = part[:60], tuple(places[:6])


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What words can mean: regions, and key by name in small letters for the rest."""

    find: Callable[[str], Sequence[Place]]
    provinces: Mapping[str, str] = field(default_factory=dict)
    posts: Mapping[str, str] = field(default_factory=dict)
    cohorts: frozenset[int] = frozenset()
    meetings: Mapping[int, Mapping[int, int]] = field(default_factory=dict)  #: sittings: id by number


@dataclass(frozen=True, slots=True)
class Read:
    """What was added to a choice; single posts of regions are still (region code, post key)."""

    audience: Audience
    seats: tuple[tuple[str, str], ...] = ()


def read_audience(typed: str, audience: Audience, vocabulary: Vocabulary) -> Read:
    """The choice with everything that was typed added. Raises AudienceUnreadable for the first odd part."""
    found = Read(audience)
    parts = [" ".join(part.split()) for part in re.split(r"[,;\n]", typed)]
    for part in [part for part in parts if part] or [""]:
        found = _with(found, part, part.casefold(), vocabulary)
    return found


def _with(read: Read, part: str, words: str, vocabulary: Vocabulary) -> Read:
    audience = _plain(read.audience, words, vocabulary) or _about_meeting(read.audience, words, vocabulary)
    if audience is not None:
        return replace(read, audience=audience)
    return _placed(read, part, words, vocabulary)


def _plain(audience: Audience, words: str, vocabulary: Vocabulary) -> Audience | None:
    """A part that is no place: everybody, cohort, stage, answer, alert, post, province."""
    if words in _EVERYBODY:
        return replace(audience, everybody=True)
    if (cohort := _COHORT.match(words)) and int(cohort[1]) in vocabulary.cohorts:
        return replace(audience, cohort=int(cohort[1]))
    if stage := _STAGES.get(words.removeprefix("tahap ")):
        return replace(audience, stages=_added(audience.stages, stage))
    if words in _ALERTS:
        return replace(audience, alert=_ALERTS[words])
    if words in _ANSWERS and (audience.meeting is not None or audience.item is not None):
        return replace(audience, answers=_added(audience.answers, _ANSWERS[words]))
    if words in vocabulary.posts:
        return replace(audience, posts=_added(audience.posts, vocabulary.posts[words]))
    if province := vocabulary.provinces.get(words.removeprefix("provinsi ")):
        return replace(audience, provinces=_added(audience.provinces, province))
    return None


def _about_meeting(audience: Audience, words: str, vocabulary: Vocabulary) -> Audience | None:
    """rapat 3; belum menjawab rapat 3; hadir rapat 3 sesi 2."""
    found = _MEETING.match(words)
    sittings = vocabulary.meetings.get(int(found["meeting"])) if found else None
    if found is None or sittings is None:
        return None
    item = sittings.get(int(found["sitting"])) if found["sitting"] else None
    if found["sitting"] and item is None:
        return None
    answer = _ANSWERS.get(found["answer"] or "")
    if found["answer"] and answer is None:
        return None
    answers = audience.answers if answer is None else _added(audience.answers, answer)
    return replace(audience, meeting=int(found["meeting"]), item=item, answers=answers)


def _placed(read: Read, part: str, words: str, vocabulary: Vocabulary) -> Read:
    """A region, or one post of it: Kota Bontang; Inspektur Kota Bontang."""
    for title in sorted(vocabulary.posts, key=len, reverse=True):
        if words.startswith(f"{title} "):
            code = _region(part[len(title) + 1 :], vocabulary).code
            return replace(read, seats=_added(read.seats, (code, vocabulary.posts[title])))
    code = _region(part, vocabulary).code
    return replace(read, audience=replace(read.audience, regions=_added(read.audience.regions, code)))


def _region(words: str, vocabulary: Vocabulary) -> Place:
    places = vocabulary.find(words) if words else ()
    if len(places) != 1:
        raise AudienceUnreadable(words, [place.name for place in places])
    return places[0]


def _added(chosen: tuple[_T, ...], one: _T) -> tuple[_T, ...]:
    return chosen if one in chosen else (*chosen, one)
