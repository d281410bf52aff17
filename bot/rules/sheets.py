"""What is drawn or written as a file: finished lines for the pictures and sheets, put together by actions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class CodeLine:
    """The invitation code of one seat, to be printed."""

    region: str
    title: str
    code: str  #: in fours
    link: str
    until: str  #: the last moment, in words


@dataclass(frozen=True, slots=True)
class CodeSheet:
    """The codes that are printed together. Whoever has it has the codes: it is kept nowhere."""

    title: str
    bot_username: str
    made_on: str
    lines: tuple[CodeLine, ...]


@dataclass(frozen=True, slots=True)
class CodeFiles:
    """The same as cards to cut out and as a list."""

    pdf: bytes
    xlsx: bytes


class CoverageState(StrEnum):
    """Whether the post can be reached through the bot, and if not, why."""

    REACHABLE = "reachable"
    BLOCKED = "blocked"  #: the holder has stopped the bot
    DEACTIVATED = "deactivated"  #: the Telegram account is gone
    NEVER_STARTED = "never_started"
    NO_TELEGRAM = "no_telegram"  #: held, by somebody known by name or telephone only
    EMPTY = "empty"  #: nobody holds it


@dataclass(frozen=True, slots=True)
class CoverageLine:
    """One seat of a cohort as the coverage shows it."""

    seat_id: int
    region_code: str
    region: str
    zone: str
    title: str
    holder: str
    state: CoverageState
    since: datetime | None
    last_seen_at: datetime | None
    phone: str  #: of the office or one's own; may be empty
    others: int  #: assistants and delegates who can be reached
    code_until: date | None  #: last day of an open invitation code
    until_on: date | None  #: last day of the tenure


#: What the sheet of officials is called by, written and read; more columns may follow.
CONTACT_HEADINGS = (
    "kode wilayah",
    "daerah",
    "jabatan",
    "nama",
    "sebutan",
    "telepon kantor",
    "telepon",
    "berlaku sampai",
)


#: Of a sheet with everything another sheet would change.
DIFFERENCE_HEADINGS = ("baris", "daerah", "jabatan", "yang berubah", "semula", "menjadi", "keterangan")


@dataclass(frozen=True, slots=True)
class ContactLine:
    """One registered official in one seat."""

    region_code: str
    region: str
    post: str
    title: str
    name: str
    kind: str
    prefix: str
    since: date | None  #: None where nobody holds the seat
    until_on: date | None
    reachability: str
    office_phone: str
    phone: str
    last_seen_on: date | None


@dataclass(frozen=True, slots=True)
class MeetingTemplate:
    """What the empty sheet of meetings holds besides its headings."""

    regions: tuple[tuple[str, str], ...]  #: codes and names
    example: tuple[str, ...]  #: a row
    notes: tuple[str, ...]  #: finished sentences, the first a title


@dataclass(frozen=True, slots=True)
class RecordEntry:
    """Something done to a person's record, or answered by that person."""

    at: datetime
    who: str
    what: str


@dataclass(frozen=True, slots=True)
class SentEntry:
    """A message sent to a person."""

    at: datetime
    title: str
    text: str  #: as sent, with its markup; the files show the words


@dataclass(frozen=True, slots=True)
class OwnFile:
    """Everything kept about one person, for that person."""

    name: str
    telegram_id: int
    phone: str
    posts: tuple[str, ...]
    consent_on: str
    notice_version: str
    changes: tuple[RecordEntry, ...]
    sent: tuple[SentEntry, ...]
    answers: tuple[RecordEntry, ...]
    requests: tuple[RecordEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One entry of the audit trail with its place in the chain of hashes."""

    number: int
    at: datetime
    who: str
    action: str
    object: str
    detail: str
    hash: str


@dataclass(frozen=True, slots=True)
class DeliveryLine:
    """One message with what came of it, in finished words; ``number`` is None where none was ever written."""

    number: int | None
    at: datetime
    local_time: str
    post: str
    name: str
    title: str
    version: int | None
    result: str
    attempts: int
    message_id: int | None
    proof_code: str
    text: str  #: the words, without markup
    answers: str
    read: str = ""  #: when a siaran was said to be read, in words


class ExportKind(StrEnum):
    """What can be exported from the command line."""

    AUDIT = "audit"
    DELIVERIES = "deliveries"  #: what was sent to officials, and what came of it
    CONTACTS = "contacts"  #: seats of the newest cohort and who acts for them
    ATTENDANCE = "attendance"  #: who was in the sittings of one meeting
    RECAP = "recap"  #: where the regions of a cohort stand on the criteria
    MEASUREMENTS = "measurements"  #: the values that stand, to be imported again
    ERASURES = "erasures"  #: tombstones, as a text file
