"""Why something of a siaran is not sent once more."""

from __future__ import annotations

from datetime import date

from bot.rules.clocks import full_date
from bot.rules.errors import UserMistake


class BroadcastCorrected(UserMistake):
    """Its text was withdrawn: only the newest correction, ``number``, may be sent."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


class BroadcastStopped(UserMistake):
    """It was ended on purpose, and nothing begins it again."""


class AskedAlready(UserMistake):
    """The second ask went out; the next may go from ``day`` on."""

    def __init__(self, first: date) -> None:
        super().__init__()
        self.day = full_date(first)


class NotRepeatable(UserMistake):
    """A message in doubt that must not leave once more: its hour, its words or its siaran are over."""


class DoubtSettled(UserMistake):
    """Somebody has decided about this message, or it was tried again, since the button was shown."""
