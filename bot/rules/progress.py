"""How far something long is: counted where it is done, read by whoever shows it, even another thread."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Phase(StrEnum):
    """What a sheet of values goes through, and a backup."""

    READING = "reading"
    CHECKING = "checking"
    JUDGING = "judging"
    RECORDING = "recording"
    KEEPING = "keeping"
    RESTORING = "restoring"


@dataclass(slots=True)
class Progress:
    """``done`` of ``total`` pieces of the present phase; a total of 0 is not known."""

    phase: Phase = Phase.READING
    done: int = 0
    total: int = 0

    def begin(self, phase: Phase, total: int) -> None:
        self.phase, self.done, self.total = phase, 0, total

    def step(self, pieces: int = 1) -> None:
        self.done += pieces
