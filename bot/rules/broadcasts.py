"""A siaran as facts: what it says to all, and the messages it becomes."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.rules.outbox import Keyboard

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
