"""Reads every file of a folder as the bot does, in a process that does nothing else, and says what came.

``python -m tests.pictures.hostile_reading FOLDER``: a line of JSON with the highest memory of this process
and of the largest of its workers (bytes), and for each of ``files`` the outcome and the seconds.
"""

from __future__ import annotations

import asyncio
import json
import resource
import sys
import time
from pathlib import Path

from bot.pictures.sheet_reading import SheetTooBig, SheetUnreadable, answered_rows, read_sheet
from bot.pictures.sheet_worker import Cell, answered

_UNIT = 1 if sys.platform == "darwin" else 1024


async def rows_of(content: bytes, filename: str, *, is_alone: bool) -> list[list[Cell]]:
    """As the bot reads it; a workbook that cannot burn a process is read here: starting one takes long."""
    if is_alone or not content.startswith(b"PK"):
        return await read_sheet(filename, content)
    return answered_rows(filename, answered(content))


async def outcome(file: Path, filename: str, *, is_alone: bool) -> tuple[str, float]:
    content = await asyncio.to_thread(file.read_bytes)
    began = time.monotonic()
    try:
        rows = await rows_of(content, filename, is_alone=is_alone)
    except SheetUnreadable as refused:
        return refused.reason, time.monotonic() - began
    except SheetTooBig:
        return "too_big", time.monotonic() - began
    except Exception as fault:
        return f"fault: {fault!r}", time.monotonic() - began
    took = time.monotonic() - began
    await asyncio.to_thread(file.with_suffix(".rows").write_text, json.dumps(rows))
    return "rows", took


async def outcomes(folder: Path) -> list[tuple[str, float]]:
    """Two at a time: so many workers may run at once."""
    turns = asyncio.Semaphore(2)

    async def one(at: int, filename: str, is_alone: bool) -> tuple[str, float]:
        async with turns:
            return await outcome(folder / f"{at}", filename, is_alone=is_alone)

    files = json.loads((folder / "files").read_text())
    return await asyncio.gather(*(one(at, *file) for at, file in enumerate(files)))


def own_peak() -> int:
    """Linux counts whoever started a process into its ru_maxrss: the kernel's own mark is asked."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text().partition("VmHWM:")[2].split()[0]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _UNIT


def workers_peak() -> int:
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * _UNIT


if __name__ == "__main__":
    said = asyncio.run(outcomes(Path(sys.argv[1])))
    print(json.dumps([own_peak(), workers_peak(), said]))
