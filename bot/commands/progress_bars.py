"""How far a long import is, on standard error: what a script reads stays as it is."""

from __future__ import annotations

import sys
from typing import TextIO

from bot.rules.progress import Phase, Progress

#: Fewer pieces are over before anybody has read a line about them.
_FROM = 500
_WIDTH = 30
_LABELS = {
    Phase.READING: "Reading",
    Phase.CHECKING: "Checking rows",
    Phase.JUDGING: "Judging regions",
    Phase.RECORDING: "Recording values",
    Phase.KEEPING: "Keeping rows",
    Phase.RESTORING: "Restoring rows",
}


class ProgressBar(Progress):
    """A bar for each phase that is long enough, drawn anew with every per cent."""

    __slots__ = ("_drawn", "_out")

    def __init__(self, out: TextIO | None = None) -> None:
        Progress.__init__(self)
        self._out = out or sys.stderr
        self._drawn = -1

    def begin(self, phase: Phase, total: int) -> None:
        Progress.begin(self, phase, total)
        self._drawn = -1

    def step(self, pieces: int = 1) -> None:
        Progress.step(self, pieces)
        share = min(1.0, self.done / self.total) if self.total else 0.0
        if self.total < _FROM or int(100 * share) == self._drawn or not self._out.isatty():
            return
        self._drawn = int(100 * share)
        bar = "#" * int(_WIDTH * share)
        end = "\n" if share == 1.0 else ""
        self._out.write(f"\r{_LABELS[self.phase]:<17} [{bar:<{_WIDTH}}] {self._drawn:3} %{end}")
        self._out.flush()
