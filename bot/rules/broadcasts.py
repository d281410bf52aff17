"""A siaran as facts: what it says to all, and the messages it becomes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from urllib.parse import urlsplit

from bot.rules.errors import Stale
from bot.rules.outbox import Keyboard


class BroadcastOutdated(Stale):
    """The siaran is no longer as it was when this was shown; /siaran shows how it is."""


class Piece(StrEnum):
    """What of a siaran in the making one question asks for."""

    TEXT = "isi"
    MORE = "sambungan"  #: Telegram has cut a long text in two: the rest of it
    TITLE = "judul"
    FILE = "berkas"
    LINK = "tautan"
    WHO = "siapa"
    WHEN = "waktu"
    UNTIL = "batas"
    NAME = "nama"  #: under which the recipients are kept


#: What a button of the card asks for; the rest comes about by itself, or has screens of its own.
ASKED = frozenset({Piece.TEXT, Piece.TITLE, Piece.FILE, Piece.LINK, Piece.WHEN, Piece.UNTIL})

#: The open question of whoever writes one; which piece it asks for stands in what was said.
STEP = "siaran"

#: What can be taken out again.
OPTIONAL = frozenset({Piece.FILE, Piece.LINK, Piece.WHEN, Piece.UNTIL})


#: UTF-16 units kept free in every message for what only its recipient reads: salutation and proof.
OWN_UNITS = 420
#: The same under a picture, where 1,024 are all there is.
OWN_UNITS_OF_CAPTION = 260


@dataclass(frozen=True, slots=True)
class Content:
    """What an officer wrote. ``html`` is safe Telegram HTML; a file goes by Telegram's own id of it."""

    broadcast: int
    title: str
    html: str
    file_kind: str = ""  #: photo, document, or none
    file_id: str = ""
    wants_read: bool = True
    link_text: str = ""
    link_url: str = ""

    @property
    def host(self) -> str:
        """Of the link, as its button names it."""
        return urlsplit(self.link_url).hostname or ""

    @property
    def method(self) -> str:
        return {"photo": "sendPhoto", "document": "sendDocument"}.get(self.file_kind, "sendMessage")


@dataclass(frozen=True, slots=True)
class SharedPart:
    """One message of a siaran, less what is its recipient's own. The same for everybody, so stored once."""

    method: str
    html: str = ""
    file_id: str = ""
    heading: str = ""  #: above the salutation, with the first text only
    greets: bool = False  #: the salutation stands between heading and ``html``
    proves: bool = False  #: ends with the recipient's proof code
    buttons: Keyboard = ()

    def whole(self, salutation: str, proof: str) -> str:
        """The message as one recipient reads it."""
        pieces = (
            self.heading,
            salutation if self.greets else "",
            self.html,
            proof if self.proves else "",
        )
        return "\n\n".join(piece for piece in pieces if piece)


@dataclass(frozen=True, slots=True)
class Draft:
    """A siaran in the making, or confirmed and not yet on its way, as its officers see it."""

    content: Content
    version: int
    filename: str = ""
    starts_at: datetime | None = None  #: None: at once
    expires_at: datetime | None = None
    has_audience: bool = False

    @property
    def number(self) -> int:
        return self.content.broadcast

    @property
    def lacks(self) -> tuple[Piece, ...]:
        """What has to be written before it can be shown to anybody."""
        has = {
            Piece.TEXT: bool(self.content.html or self.content.file_id),
            Piece.TITLE: bool(self.content.title),
            Piece.WHO: self.has_audience,
        }
        return tuple(piece for piece, is_there in has.items() if not is_there)


@dataclass(frozen=True, slots=True)
class Line:
    """One siaran in a list."""

    number: int
    title: str
    state: str
    is_mine: bool
    starts_at: datetime | None = None
    author: str = ""
    corrects: int | None = None  #: the siaran this one is the correction of

    @property
    def has_begun(self) -> bool:
        return self.state in ("sending", "paused", "stopped", "finished")
