"""A choice of recipients as an officer types it: "angkatan 2026, inspektur, belum menjawab rapat 3"."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeVar

from bot.rules.audiences import AlertWish, AnswerWish, Audience
from bot.rules.criteria import Stage
from bot.rules.errors import UserMistake
from bot.rules.province_words import without_kind
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
_STAGE = re.compile(rf"^(?:tahap\s+)?({'|'.join(_STAGES)})(?:\s+(?:angkatan\s+)?(20\d{{2}}))?$")
_MEETING = re.compile(
    r"^(?:(?P<answer>.*?)\s+)?rapat\s+(?P<meeting>\d{1,6})(?:\s+sesi\s+(?P<sitting>\d{1,3}))?$"
)


class AudienceProblem(StrEnum):
    UNKNOWN = "unknown"  #: or nothing was typed at all
    SEVERAL_PLACES = "several_places"
    NO_COHORT = "no_cohort"
    NO_SEAT = "no_seat"  #: that region has no such post
    WHICH_MEETING = "which_meeting"  #: an answer, and no meeting is chosen
    NO_MEETING = "no_meeting"  #: no published one has that number
    NO_SITTING = "no_sitting"


class AudienceUnreadable(UserMistake):
    """``part`` is what was not understood; ``places`` the regions it may mean."""

    def __init__(
        self, part: str, problem: AudienceProblem = AudienceProblem.UNKNOWN, *, places: Sequence[str] = ()
    ) -> None:
        super().__init__()
        self.part, self.problem, self.places = part[:60], problem, tuple(places[:6])
        self.is_joined = " dan " in part.casefold()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What words can mean: regions, and key by every name in small letters for the rest."""

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
    parts = [" ".join(part.split()) for part in re.split(r"[,;\n]", typed)]
    words = [part.casefold() for part in parts]
    start = audience.with_everybody() if any(each in _EVERYBODY for each in words) else audience
    found = Read(start)
    for part in [part for part in parts if part] or [""]:
        found = _with(found, part, part.casefold(), vocabulary)
    return replace(found, audience=found.audience.narrowed(has_more=bool(found.seats)))


def _with(read: Read, part: str, words: str, vocabulary: Vocabulary) -> Read:
    audience = (
        _plain(read.audience, words, vocabulary)
        or _of_programme(read.audience, part, vocabulary)
        or _about_meeting(read.audience, words, vocabulary)
    )
    if audience is not None:
        return replace(read, audience=audience)
    return _placed(read, part, words, vocabulary)


def _plain(audience: Audience, words: str, vocabulary: Vocabulary) -> Audience | None:
    """Everybody, a post, a province, an alert."""
    if words in _EVERYBODY:
        return replace(audience, everybody=True)
    if words in _ALERTS:
        return replace(audience, alert=_ALERTS[words])
    if post := vocabulary.posts.get(words):
        return replace(audience, posts=_added(audience.posts, post))
    if post := vocabulary.posts.get(words.removeprefix("semua ")):
        return replace(audience, everybody=True, posts=_added(audience.posts, post))
    if province := vocabulary.provinces.get(without_kind(words)):
        return replace(audience, provinces=_added(audience.provinces, province))
    return None


def _of_programme(audience: Audience, part: str, vocabulary: Vocabulary) -> Audience | None:
    """Angkatan 2026; tahap calon; calon 2026. Raises AudienceUnreadable for a year that is no cohort."""
    words = part.casefold()
    cohort, stage = _COHORT.match(words), _STAGE.match(words)
    year = cohort[1] if cohort else stage[2] if stage else None
    if year and int(year) not in vocabulary.cohorts:
        raise AudienceUnreadable(part, AudienceProblem.NO_COHORT)
    if year:
        audience = replace(audience, cohort=int(year))
    if stage:
        audience = replace(audience, stages=_added(audience.stages, _STAGES[stage[1]]))
    return audience if cohort or stage else None


def _about_meeting(audience: Audience, words: str, vocabulary: Vocabulary) -> Audience | None:
    """rapat 3; belum menjawab rapat 3; hadir rapat 3 sesi 2; hadir. Raises AudienceUnreadable."""
    found = _MEETING.match(words)
    answer = _ANSWERS.get((found["answer"] or "") if found else words)
    if found is None and answer and audience.meeting is None and audience.item is None:
        raise AudienceUnreadable(words, AudienceProblem.WHICH_MEETING)
    answers = audience.answers if answer is None else _added(audience.answers, answer)
    if found is None:
        return replace(audience, answers=answers) if answer else None
    if found["answer"] and answer is None:
        return None
    sittings = vocabulary.meetings.get(int(found["meeting"]))
    if sittings is None:
        raise AudienceUnreadable(found["meeting"], AudienceProblem.NO_MEETING)
    item = sittings.get(int(found["sitting"])) if found["sitting"] else None
    if found["sitting"] and item is None:
        raise AudienceUnreadable(words, AudienceProblem.NO_SITTING)
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
        problem = AudienceProblem.SEVERAL_PLACES if places else AudienceProblem.UNKNOWN
        raise AudienceUnreadable(words, problem, places=[place.name for place in places])
    return places[0]


def _added(chosen: tuple[_T, ...], one: _T) -> tuple[_T, ...]:
    return chosen if one in chosen else (*chosen, one)
