"""What the town's buttons carry: one sample for every way to a button, and every button in every chat."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.rules.access import Action
from tests.proof import ways_of_broadcasts, ways_of_officials, ways_of_staff
from tests.proof.stage import Stage
from tests.proof.ways import Way, prefixes

WAYS: tuple[Way, ...] = (*ways_of_officials.WAYS, *ways_of_staff.WAYS, *ways_of_broadcasts.WAYS)


#: These take their time, and ask nothing.
FILES = (
    "bukti_berkas",
    "bukti_pdf",
    "aud:file",
    "cak_png",
    "cak_xlsx",
    "ctf:export",
    "ctf:template",
    "daftar_hadir",
    "kalender",
)
#: These concern whoever presses, and ask.
ASKING = ("name:fix", "reg:name", "reqa")


@dataclass(frozen=True, slots=True)
class Sample:
    """A real button of region A, and what one needs to be allowed to press it."""

    prefix: str
    need: Action | None
    data: str


async def harvest(stage: Stage, ways: Iterable[Way]) -> list[Sample]:
    """Walk these ways up to the last press, and on to the question where one is asked."""
    found = []
    for way in ways:
        who, data = await stage.ready(way.lines)
        assert prefix_of(data) == way.prefix, (way, data)
        found.append(Sample(way.prefix, way.need, data))
        if (way.need and not way.acts and way.prefix not in FILES) or way.prefix in ASKING:
            await stage.play([f"{who}: {{{data}}}"])
    return found


def moves_the_clock(way: Way) -> bool:
    """Those come last: what runs out meanwhile does not come back."""
    return any(line.startswith("later ") for line in way.lines)


def shown_buttons(stage: Stage) -> list[str]:
    """The data of every button in every chat, each once."""
    chats = stage.world.telegram.chats.values()
    found = {str(b["callback_data"]) for c in chats for s in c for b in s.buttons if "callback_data" in b}
    return sorted(found)


def prefix_of(data: str) -> str:
    """The longest prefix of a handler that fits; empty where none does."""
    fitting = [prefix for prefix in prefixes() if (data + ":").startswith(prefix + ":")]
    return max(fitting, key=len, default="")
