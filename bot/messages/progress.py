"""What is shown while a large sheet is worked on."""

from __future__ import annotations

from decimal import Decimal

from bot.messages.render import render
from bot.rules.progress import Progress
from bot.rules.wording import number


def progress(so_far: Progress) -> str:
    """Memeriksa baris 12.000 dari 21.588."""
    return render(
        "progress",
        phase=so_far.phase.value,
        done=_figure(min(so_far.done, so_far.total)) if so_far.total else "",
        total=_figure(so_far.total) if so_far.total else "",
    )


def finished() -> str:
    return render("progress_finished")


def _figure(pieces: int) -> str:
    return number(Decimal(pieces))
