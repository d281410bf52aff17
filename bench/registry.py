"""All 514 regions with two posts each: a sheet of codes, and officials from a sheet of 1,028 rows."""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from bench.processes import keep
from bot.actions import code_batches
from bot.actions.file_imports import ImportKind, import_file
from bot.actions.work import SYSTEM, Work
from bot.pictures.code_files import drawn_by_process
from bot.rules.sheets import CodeFiles, CodeSheet
from db.engine import Sessions
from db.migrate import prepare
from db.queries.places import region_names

ROUNDS = 3
COHORT = 2027
POSTS = ("sekda", "inspektur")
#: How often the loop is asked to do something else meanwhile, in seconds.
BEAT = 0.01


def main(rounds: int = ROUNDS) -> None:
    taken: dict[str, list[float]] = defaultdict(list)
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            asyncio.run(_round(f"sqlite:///{Path(folder) / 'bench.db'}", taken))
    keep(
        "registry",
        {"rounds": rounds, "regions": len(region_names()), "median seconds or bytes": _medians(taken)},
    )


async def _round(url: str, taken: dict[str, list[float]]) -> None:
    await prepare(url)
    sessions = Sessions(url)

    async def importing(kind: ImportKind, rows: list[str]) -> None:
        async with sessions.writing() as session:
            outcome = await import_file(
                Work(session, datetime.now(UTC), SYSTEM),
                kind=kind,
                filename="bench.csv",
                content="\n".join(rows).encode(),
                is_dry_run=False,
                is_quiet=True,
            )
        assert outcome.is_ok, outcome.problems[:3]

    candidacies = [f"{code},{COHORT},calon" for code in region_names()]
    await importing(ImportKind.CANDIDACIES, ["region_code,cohort,stage", *candidacies])
    sheets: list[CodeSheet] = []

    async def make() -> None:
        async with sessions.writing() as session:
            work = Work(session, datetime.now(UTC), SYSTEM, bot_username="permas_uji_bot")
            made = await code_batches.make(work, await code_batches.weigh(work, cohort=COHORT))
        sheets.append(made.sheet)

    await _timed(taken, "codes: made", make)
    await _timed(taken, "codes: made, replacing as many", make)
    began, worked = time.perf_counter(), os.times().children_user
    drawing = asyncio.ensure_future(drawn_by_process(sheets[-1]))
    gap = await _lateness(drawing)
    files = drawing.result()
    assert files is not None
    taken["codes: CPU of drawing"].append(os.times().children_user - worked)
    taken["codes: both files drawn"].append(time.perf_counter() - began)
    taken["codes: longest hold of the loop meanwhile"].append(gap)
    taken["codes: bytes of the PDF"].append(len(files.pdf))
    taken["codes: bytes of the XLSX"].append(len(files.xlsx))
    for words, name in (
        ("new", "Sari Praktik"),
        ("all replaced", "Budi Latihan"),
        ("unchanged", "Budi Latihan"),
    ):
        rows = [f"{code},{post},{name}" for code in region_names() for post in POSTS]
        await _timed(
            taken,
            f"officials: {words}",
            lambda rows=rows: importing(ImportKind.CONTACTS, ["kode wilayah,jabatan,nama", *rows]),
        )
    await sessions.close()


async def _timed(taken: dict[str, list[float]], words: str, chore: Callable[[], Awaitable[None]]) -> None:
    began = time.perf_counter()
    await chore()
    taken[words].append(time.perf_counter() - began)


async def _lateness(task: asyncio.Future[CodeFiles | None]) -> float:
    """By how many seconds the loop was late at most until this was done."""
    late = 0.0
    while not task.done():
        began = time.perf_counter()
        await asyncio.sleep(BEAT)
        late = max(late, time.perf_counter() - began - BEAT)
    return late


def _medians(taken: dict[str, list[float]]) -> dict[str, float]:
    return {words: round(median(values), 2) for words, values in taken.items()}


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
