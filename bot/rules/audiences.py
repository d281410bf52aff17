"""Who is to have a siaran: a choice, kept as JSON; who that is, is asked anew each time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.rules.criteria import Stage
from bot.rules.sheets import CoverageState


class AnswerWish(StrEnum):
    """What a seat said to a sitting, as one chooses by it."""

    NONE = "none"  #: has not answered
    HADIR = "hadir"
    DIWAKILKAN = "diwakilkan"
    TIDAK_HADIR = "tidak_hadir"
    MENUNGGU_ARAHAN = "menunggu_arahan"


class AlertWish(StrEnum):
    """How an alert of the region stands for a seat that was told of it."""

    OPEN = "open"
    UNRECEIVED = "unreceived"  #: open, and the region has not answered


@dataclass(frozen=True, slots=True)
class Audience:
    """A choice of seats. Within one field any fits, between fields all have to.

    ``regions``, ``provinces`` and ``seats`` are places: a seat is in one of them, or there are none.
    Nothing chosen is nobody, never everybody.
    """

    everybody: bool = False  #: every seat of every region
    cohort: int | None = None
    stages: tuple[Stage, ...] = ()
    regions: tuple[str, ...] = ()  #: codes
    provinces: tuple[str, ...] = ()  #: codes
    seats: tuple[int, ...] = ()  #: single seats, whatever ``posts`` says
    posts: tuple[str, ...] = ()  #: keys
    meeting: int | None = None  #: invited to one of its sittings
    item: int | None = None  #: invited to this sitting
    answers: tuple[AnswerWish, ...] = ()  #: to that meeting or sitting
    alert: AlertWish | None = None
    broadcast: int | None = None  #: has this siaran, or perhaps has it: who gets its correction

    @property
    def is_empty(self) -> bool:
        """Nothing says where: an answer or a post alone would be all of Indonesia."""
        return not (
            self.everybody
            or self.cohort is not None
            or self.stages
            or self.regions
            or self.provinces
            or self.seats
            or self.meeting is not None
            or self.item is not None
            or self.alert is not None
            or self.broadcast is not None
        )

    @property
    def is_everybody(self) -> bool:
        """Every region, perhaps only some posts of it: nothing narrower was chosen."""
        return self.everybody and replace(self, everybody=False, posts=()) == Audience()

    def with_everybody(self) -> Audience:
        """All regions instead of those that were chosen; the posts stay."""
        return Audience(everybody=True, posts=self.posts)

    def narrowed(self, *, has_more: bool = False) -> Audience:
        """Not everybody any more, where something narrower is chosen; ``has_more`` is still to be added."""
        return self if self.is_everybody and not has_more else replace(self, everybody=False)

    def to_json(self) -> dict[str, object]:
        """Only what was chosen, in words and numbers."""
        found: dict[str, object] = {
            "everybody": self.everybody,
            "cohort": self.cohort,
            "stages": [stage.value for stage in self.stages],
            "regions": list(self.regions),
            "provinces": list(self.provinces),
            "seats": list(self.seats),
            "posts": list(self.posts),
            "meeting": self.meeting,
            "item": self.item,
            "answers": [answer.value for answer in self.answers],
            "alert": self.alert.value if self.alert else None,
            "broadcast": self.broadcast,
        }
        return {name: value for name, value in found.items() if value not in (None, [], False)}


def audience_of(kept: Mapping[str, object]) -> Audience:
    """What ``to_json`` made. Raises ValueError for a word that is no stage or state."""
    alert = kept.get("alert")
    return Audience(
        everybody=bool(kept.get("everybody", False)),
        cohort=_number(kept.get("cohort")),
        stages=tuple(Stage(word) for word in _words(kept.get("stages"))),
        regions=_words(kept.get("regions")),
        provinces=_words(kept.get("provinces")),
        seats=tuple(int(word) for word in _words(kept.get("seats"))),
        posts=_words(kept.get("posts")),
        meeting=_number(kept.get("meeting")),
        item=_number(kept.get("item")),
        answers=tuple(AnswerWish(word) for word in _words(kept.get("answers"))),
        alert=AlertWish(str(alert)) if alert else None,
        broadcast=_number(kept.get("broadcast")),
    )


def _number(value: object) -> int | None:
    return None if value is None else int(str(value))


def _words(value: object) -> tuple[str, ...]:
    return tuple(str(each) for each in value) if isinstance(value, Sequence) else ()


@dataclass(frozen=True, slots=True)
class Addressee:
    """Somebody who is to have a siaran, for the first of his seats that was chosen."""

    contact_id: int
    seat_id: int
    region_code: str
    region: str
    post: str  #: "Pj. Sekretaris Daerah Kabupaten Maros"
    zone: ZoneInfo
    name: str
    chat_id: int | None
    reach: CoverageState
    is_holder: bool = True  #: else an assistant or delegate, named as the way there

    @property
    def is_reachable(self) -> bool:
        return self.chat_id is not None and self.reach is CoverageState.REACHABLE


@dataclass(frozen=True, slots=True)
class EmptySeat:
    """A chosen seat that nobody acts for."""

    seat_id: int
    region_code: str
    region: str
    post: str


@dataclass(frozen=True, slots=True)
class Found:
    """Who a choice means at this moment: people, each once, and seats without anybody."""

    people: tuple[Addressee, ...] = ()
    empty: tuple[EmptySeat, ...] = ()

    @property
    def reached(self) -> tuple[Addressee, ...]:
        return tuple(person for person in self.people if person.is_reachable)

    @property
    def unreached(self) -> tuple[Addressee, ...]:
        return tuple(person for person in self.people if not person.is_reachable)

    @property
    def regions(self) -> int:
        """How many regions somebody is reached in."""
        return len({person.region_code for person in self.reached})


def each_once(people: Iterable[Addressee]) -> tuple[Addressee, ...]:
    """One message a person: for the seat he holds before one he helps with, then by the given order."""
    found: dict[int, Addressee] = {}
    for person in people:
        known = found.get(person.contact_id)
        if known is None or (person.is_holder and not known.is_holder):
            found[person.contact_id] = person
    return tuple(found.values())
