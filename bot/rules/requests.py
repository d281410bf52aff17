"""Requests to staff: what they are for, who has to agree, what may be odd about them, why one is refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.rules.actors import TenureKind
from bot.rules.own_requests import Registered
from bot.rules.request_words import Account
from bot.rules.seat_views import Acting, SeatView
from bot.rules.seats import includes
from bot.rules.sheets import CoverageState
from bot.rules.staff import Member

#: More requests than this within this time do not come as cards one by one.
MOST_CARDS, CARDS_WITHIN = 5, timedelta(hours=1)


class RequestPurpose(StrEnum):
    """What staff are asked for."""

    SEAT = "seat"  #: to act for a seat
    NEW_ACCOUNT = "new_account"  #: the same person, with another Telegram account
    NAME = "name"  #: another spelling of the own name


#: Purposes that are about a person as recorded, and not about a seat.
ABOUT_A_PERSON = (RequestPurpose.NEW_ACCOUNT, RequestPurpose.NAME)


class RequestState(StrEnum):
    """What became of a request."""

    PENDING = "pending"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class NoteKind(StrEnum):
    """What was said about a request while it waited."""

    CODE = "code"  #: whoever asks has a code of staff for this seat, which somebody holds
    OBJECTION = "objection"  #: the present holder says that the seat is still his
    QUESTION = "question"  #: staff asked the asker
    ANSWER = "answer"  #: and were answered


class Refusal(StrEnum):
    """Why staff do not approve, as they choose it by a button."""

    NOT_THE_OFFICIAL = "not_the_official"
    SEAT_FILLED = "seat_filled"
    UNCLEAR = "unclear"
    BY_CODE = "by_code"  #: to be registered by a code that staff send to the office
    WORDS = "words"  #: in words of their own


@dataclass(frozen=True, slots=True)
class Refused:
    """A refusal with its reason; ``words`` only for Refusal.WORDS."""

    reason: Refusal
    words: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """Something said about a request; ``by`` is a name of staff, empty for anybody else."""

    kind: NoteKind
    said_at: datetime
    by: str = ""
    text: str = ""
    staff_id: int | None = None


@dataclass(frozen=True, slots=True)
class Rival:
    """Somebody else who asks for the same seat."""

    request_id: int
    name: str
    telegram_id: int
    requested_at: datetime


@dataclass(frozen=True, slots=True)
class Waiting:
    """A request as a line of the list of those that wait."""

    request_id: int
    purpose: RequestPurpose
    name: str
    title: str
    region_name: str
    region_code: str
    zone: str  #: IANA name
    telegram_id: int
    requested_at: datetime
    expires_at: datetime
    has_first: bool  #: somebody approved first


@dataclass(frozen=True, slots=True)
class RequestView:
    """A request that waits, with all that staff have to see before they decide."""

    request_id: int
    purpose: RequestPurpose
    telegram_id: int
    name: str
    account: Account
    kind: TenureKind
    requested_at: datetime
    answer_by: datetime | None
    expires_at: datetime
    seat: SeatView
    contact_id: int | None = None  #: the asker's, if he is known
    invited_by: int | None = None  #: contact of the holder by whose code he came
    replaces_id: int | None = None  #: contact of whoever had to go when it was made, or first approved
    first: Member | None = None  #: who approved first, as long as that counts
    first_at: datetime | None = None
    rivals: tuple[Rival, ...] = ()
    notes: tuple[Note, ...] = ()
    resembles_staff: bool = False
    registered: Registered | None = None  #: whose account or name is to change, where that is asked for

    @property
    def is_invited(self) -> bool:
        return self.invited_by is not None

    @property
    def acts_already(self) -> bool:
        """The asker got the seat by another way meanwhile."""
        own = [one for one in self.seat.acting if one.contact_id == self.contact_id]
        return any(includes(one.kind, self.kind) for one in own)

    @property
    def replaces(self) -> Acting | None:
        """Who would have to go: the present holder when somebody else asks to hold the seat, or the old
        account where a new one asks to go on."""
        if self.purpose is RequestPurpose.NEW_ACCOUNT:
            return next((one for one in self.seat.acting if one.contact_id == self.replaces_id), None)
        is_for_holding = self.purpose is RequestPurpose.SEAT and self.kind is TenureKind.HOLDER
        return self.seat.holder if is_for_holding and not self.acts_already else None

    @property
    def stands_against(self) -> int | None:
        """Contact of whoever has to be the same for a first approval to count: who would have to go, or whose
        name is to change."""
        if self.purpose is RequestPurpose.NAME:
            return self.replaces_id
        return self.replaces.contact_id if self.replaces else None

    @property
    def takes_over(self) -> bool:
        """An account that speaks for the seat would lose it. Whoever staff recorded without one does not."""
        return self.replaces is not None and self.replaces.state is not CoverageState.NO_TELEGRAM

    @property
    def objection(self) -> Note | None:
        """The last time whoever would have to go said that it is not right."""
        said = self._last(NoteKind.OBJECTION)
        against = self.replaces or self.seat.holder
        return said if said and against and said.said_at >= against.started_at else None

    @property
    def is_asked(self) -> bool:
        """A question of staff to the asker is not answered yet."""
        talk = [note.kind for note in self.notes if note.kind in (NoteKind.QUESTION, NoteKind.ANSWER)]
        return talk[-1:] == [NoteKind.QUESTION]

    @property
    def has_code(self) -> bool:
        return self._last(NoteKind.CODE) is not None

    @property
    def seen(self) -> str:
        """What whoever presses has to have seen: who goes, the first approval, objections and answers."""
        goes = self.replaces.tenure_id if self.replaces else 0
        said = sum(note.kind in (NoteKind.OBJECTION, NoteKind.ANSWER) for note in self.notes)
        return f"{goes}-{self.first.staff_id if self.first else 0}-{said}"

    def _last(self, kind: NoteKind) -> Note | None:
        return next((note for note in reversed(self.notes) if note.kind is kind), None)
