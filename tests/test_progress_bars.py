"""The bar of a long import: on a terminal only, and only for what is long."""

from __future__ import annotations

import io

from bot.commands.progress_bars import ProgressBar
from bot.rules.progress import Phase


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def drawn(out: io.StringIO, total: int) -> str:
    bar = ProgressBar(out)
    bar.begin(Phase.CHECKING, total)
    for _ in range(total):
        bar.step()
    return out.getvalue()


def test_a_long_phase_has_a_bar_that_ends_full() -> None:
    text = drawn(Terminal(), 1_000)
    assert text.startswith("\rChecking rows") and text.endswith("[" + "#" * 30 + "] 100 %\n")
    assert text.count("\r") <= 101


def test_nothing_for_a_short_phase_or_where_nobody_looks() -> None:
    assert drawn(Terminal(), 499) == ""
    assert drawn(io.StringIO(), 1_000) == ""
