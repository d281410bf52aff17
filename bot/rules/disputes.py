"""Nilai keliru: what is said to be wrong, with what evidence, and who decided what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.rules.actors import TenureKind
from bot.rules.criteria import CriterionKey
from bot.rules.errors import UserMistake
from bot.rules.follow_through import DECIDE_WITHIN
from bot.rules.materials import File, file_name
from bot.rules.readings import Reading

#: Files that go with one dispute.
MOST = 5
#: Working days staff have before they are reminded; said to the region as well.
DAYS = DECIDE_WITHIN


class EvidenceFull(UserMistake):
    """The dispute has as many files as it may have."""

    def __init__(self) -> None:
        super().__init__()
        self.most = MOST


class ExplanationMissing(UserMistake):
    """Sent off with files only: what is wrong has to be said in words."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file as it is kept: Telegram has the bytes."""

    kind: str  #: document or photo
    file_id: str
    name: str
    size: int = 0  #: bytes

    @property
    def is_photo(self) -> bool:
        return self.kind == "photo"


@dataclass(frozen=True, slots=True)
class Collected:
    """What the person has sent so far, before Kirim."""

    alert_id: int
    note: str = ""
    files: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class DisputeView:
    """A dispute as staff see it."""

    response: int
    alert: int
    is_open: bool  #: whether the alert is
    region_code: str
    region_name: str
    seat_id: int
    post: str  #: whose seat it was said for
    capacity: TenureKind | None  #: in which somebody said it
    criterion: CriterionKey
    name: str  #: of the criterion, short
    reading: Reading | None  #: the value that is said to be wrong
    recorded_by: str  #: who of staff recorded it; empty where nobody is known
    note: str
    responded_at: datetime
    evidence: int
    is_upheld: bool | None = None
    decided_at: datetime | None = None
    decided_by: str = ""
    decision_note: str = ""


def with_file(so_far: Collected, file: File, *, size: int) -> Collected:
    """One file more; the same file twice is one. Raises EvidenceFull."""
    if any(known.file_id == file.file_id for known in so_far.files):
        return so_far
    if len(so_far.files) >= MOST:
        raise EvidenceFull
    name = file_name(file.name, is_photo=file.is_photo, number=len(so_far.files) + 1)
    one = Evidence("photo" if file.is_photo else "document", file.file_id, name, max(size, 0))
    return Collected(so_far.alert_id, so_far.note, (*so_far.files, one))


def kept(so_far: Collected) -> dict[str, object]:
    """As a Dialogue remembers it."""
    rows = [[one.kind, one.file_id, one.name, one.size] for one in so_far.files]
    return {"alert": so_far.alert_id, "note": so_far.note, "files": rows}


def remembered(said: dict[str, object]) -> Collected:
    """Out of a Dialogue."""
    rows = said.get("files")
    files: Sequence[object] = rows if isinstance(rows, list) else ()
    found = [
        Evidence(str(row[0]), str(row[1]), str(row[2]), int(str(row[3])))
        for row in files
        if isinstance(row, list)
    ]
    return Collected(int(str(said["alert"])), str(said.get("note", "")), tuple(found))
