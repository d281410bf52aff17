"""What officers hear of an invitation or change that Telegram did not deliver."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.messages.meetings import Line, line
from bot.messages.render import render
from bot.rules.outbox import Text
from bot.rules.sittings import MeetingView, SittingView

#: By the beginning of the message's key.
_WORDS = {
    "inv": "undangan",
    "mov": "perubahan waktu",
    "lnk": "perubahan tautan",
    "can": "pembatalan",
    "uni": "penarikan undangan",
    "pos": "penundaan",
    "set": "waktu baru",
    "exc": "pertukaran jadwal",
    "agd": "perubahan susunan acara",
    "chg": "perubahan",
}


@dataclass(frozen=True, slots=True)
class Lost:
    """One message to one post that did not arrive."""

    post: str
    kind: str
    meeting: MeetingView
    sitting: SittingView

    @property
    def words(self) -> str:
        return _WORDS.get(self.kind, "pesan")

    @property
    def line(self) -> Line:
        return line(self.sitting)


def came_back(losses: Sequence[Lost]) -> Text:
    """Whom to call instead."""
    return Text(render("meeting_undelivered", losses=losses))
