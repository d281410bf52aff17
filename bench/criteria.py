"""Values of all 514 regions over six years in one sheet, and one /status: there, and among 75,000 regions."""

from __future__ import annotations

import asyncio
import random
import shutil
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from statistics import median, quantiles

from sqlalchemy import func, insert, select
from sqlmodel import col

from bench.meetings import COHORT, everybody
from bench.processes import keep
from bot.actions.file_imports import ImportKind, import_file
from bot.actions.status import status_of
from bot.actions.work import SYSTEM, Work
from bot.pictures.tables import new_book, put_table, saved
from bot.rules.actors import Actor
from bot.rules.clocks import WIB
from db.engine import Sessions
from db.migrate import prepare
from db.queries.places import region_names
from db.reference import rows
from db.tables import Alert, Candidacy, Measurement, OutboxMessage, Region

ROUNDS = 3
#: The cohort of the regions that are none: no threshold is set for it, so confirming one judges nobody of it.
OTHERS = 2017
YEARS = range(2021, 2027)
MANY = 75_000
ASKED = 300
NOW = datetime(2027, 1, 5, 9, 0, tzinfo=WIB)
CRITERIA = ("mcp", "spi", "kepatuhan", "sakip", "spip", "spbe", "bpk")
WIDE = ("kode wilayah", "tahun", *CRITERIA)
HEADINGS = ("region_code", "criterion", "year", "value", "grade", "source")
#: Criterion 8 is no value that a sheet may bring; its rows would be refused.
SCORES = {"mcp": (60, 99), "spi": (65, 85), "kepatuhan": (55, 99), "sakip": (45, 85)}
LEVELS = {"spip": (2, 4.6), "spbe": (1.6, 4.4)}
_MEASUREMENT = Measurement.__table__

Values = tuple[str, str, int, str, str, str]


def main(rounds: int = ROUNDS, many: int = MANY) -> None:
    taken: dict[str, list[float]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        for number in range(rounds):
            asyncio.run(_round(f"sqlite:///{Path(folder) / f'small-{number}.db'}", taken, "514"))
        large = Path(folder) / "large.db"
        asyncio.run(_grow(f"sqlite:///{large}", many))
        for _ in range(min(rounds, 2)):
            copy = shutil.copy(large, Path(folder) / "copy.db")
            asyncio.run(_round(f"sqlite:///{copy}", taken, f"{many:,}"))
    medians = {words: round(median(values), 3) for words, values in taken.items()}
    keep(
        "criteria",
        {
            "rounds": [rounds, min(rounds, 2)],
            "regions": [len(region_names()), many],
            "values in the sheet": len(region_names()) * (len(SCORES) + len(LEVELS) + 1) * len(YEARS),
            "median seconds, milliseconds or rows": medians,
        },
    )


async def _round(url: str, taken: dict[str, list[float]], among: str) -> None:
    """Everything of the 514 real regions, 1,028 officials to be told, beside whatever is there of others."""
    await prepare(url)
    sessions = Sessions(url)
    officer = await everybody(sessions)
    await _thresholds(sessions)
    values = [*_values(region_names(), random.Random(2027))]
    long, wide = _workbook(HEADINGS, values), _workbook(WIDE, _wide(values))
    taken[f"{among}: long sheet read, judged, recorded and told, s"].append(await _imported(sessions, long))
    taken[f"{among}: the same as a wide sheet, all unchanged, s"].append(await _imported(sessions, wide))
    async with sessions.reading() as session:
        for words, of in (("values", Measurement), ("alerts", Alert), ("messages", OutboxMessage)):
            counted = select(func.count()).select_from(of)
            taken[f"{among}: rows of {words}"].append(await session.scalar(counted) or 0)
    await _asked(sessions, officer, taken, among)
    taken[f"{among}: peer: the same rows written bare, s"].append(await _bare(sessions))
    await sessions.close()


async def _asked(sessions: Sessions, officer: Actor, taken: dict[str, list[float]], among: str) -> None:
    """/status of random regions, and the bare read of their values in the same run, in milliseconds."""
    codes = random.Random(5).choices([*region_names()], k=ASKED)
    asked, bare = [], []
    for code in codes:
        began = time.perf_counter()
        async with sessions.reading() as session:
            await status_of(Work(session, NOW, officer), region_code=code)
        between = time.perf_counter()
        async with sessions.reading() as session:
            await session.execute(select(_MEASUREMENT).where(_MEASUREMENT.c.region_code == code))
        asked.append(1000 * (between - began))
        bare.append(1000 * (time.perf_counter() - between))
    taken[f"{among}: one /status, p50 ms"].append(median(asked))
    taken[f"{among}: one /status, p95 ms"].append(quantiles(asked, n=20)[-1])
    taken[f"{among}: peer: its values read bare, p50 ms"].append(median(bare))


async def _imported(sessions: Sessions, content: bytes) -> float:
    """Seconds from the bytes of a workbook to the commit, as ``python -m bot import`` does it."""
    began = time.perf_counter()
    async with sessions.writing() as session:
        outcome = await import_file(
            Work(session, NOW, SYSTEM),
            kind=ImportKind.MEASUREMENTS,
            filename="bench.xlsx",
            content=content,
            is_dry_run=False,
            is_quiet=False,
        )
    assert outcome.is_ok, outcome.problems[:3]
    return time.perf_counter() - began


def _workbook(headings: Sequence[str], rows: Sequence[Sequence[str | int]]) -> bytes:
    book, sheet = new_book("Nilai")
    put_table(sheet, headings, [tuple(row) for row in rows], widths=(12,) * len(headings))
    return saved(book)


def _wide(values: Sequence[Values]) -> list[list[str | int]]:
    """A row per region and year, a column per criterion."""
    rows: dict[tuple[str, int], dict[str, str]] = defaultdict(dict)
    for region, criterion, year, value, grade, _source in values:
        rows[region, year][criterion] = value or grade
    return [[code, year, *(cells[key] for key in CRITERIA)] for (code, year), cells in rows.items()]


async def _thresholds(sessions: Sessions) -> None:
    """Those of the press for 2026, confirmed, for the cohort of this run: so that falls are alarms."""
    lines = [
        f"{COHORT},{row['stage']},{row['criterion']},{row['instrument']},{row['minimum']},yes,bench"
        for row in rows("thresholds")
        if row["cohort"] == "2026" and row["minimum"] and row["criterion"] != "perkara"
    ]
    async with sessions.writing() as session:
        outcome = await import_file(
            Work(session, NOW, SYSTEM),
            kind=ImportKind.THRESHOLDS,
            filename="bench.csv",
            content="\n".join(
                ["cohort,stage,criterion,instrument,minimum,is_confirmed,source", *lines]
            ).encode(),
            is_dry_run=False,
            is_quiet=True,
        )
    assert outcome.is_ok, outcome.problems[:3]


async def _bare(sessions: Sessions) -> float:
    """Every value of the real regions once more, in one statement and its commit."""
    own = _MEASUREMENT.c.region_code.in_([*region_names()])
    async with sessions.reading() as session:
        rows = [dict(row) for row in (await session.execute(select(_MEASUREMENT).where(own))).mappings()]
        last = await session.scalar(select(func.max(col(Measurement.id)))) or 0
    for number, row in enumerate(rows, start=1):
        row["id"] = last + number
    began = time.perf_counter()
    async with sessions.writing() as session:
        await session.execute(insert(_MEASUREMENT), rows)
    return time.perf_counter() - began


async def _grow(url: str, many: int) -> None:
    """Regions that are none, each with a candidacy and as many values, until there are ``many``."""
    await prepare(url)
    sessions = Sessions(url)
    codes = [_code(number) for number in range(many - len(region_names()))]
    for start in range(0, len(codes), 2_000):
        some = codes[start : start + 2_000]
        async with sessions.writing() as session:
            await session.execute(insert(Region), [_region(code) for code in some])
            await session.execute(
                insert(Candidacy),
                [{"region_code": code, "cohort": OTHERS, "stage": "calon"} for code in some],
            )
            await session.execute(insert(_MEASUREMENT), [_row(values) for values in _values(some, None)])
    await sessions.close()


def _code(number: int) -> str:
    """Letters first: no region of the reference data has such a code."""
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    rest = ""
    for _ in range(4):
        number, digit = divmod(number, len(digits))
        rest = digits[digit] + rest
    return f"x{rest}"


def _region(code: str) -> dict[str, object]:
    return {
        "code": code,
        "name": f"Daerah {code}",
        "kind": "kabupaten",
        "province_code": "00",
        "province": "Percobaan",
        "zone": "Asia/Jakarta",
    }


def _row(values: Values) -> dict[str, object]:
    region, criterion, year, value, grade, source = values
    return {
        "region_code": region,
        "criterion": criterion,
        "instrument": criterion.upper(),
        "assessment_year": year,
        "value": Decimal(value) if value else None,
        "grade": grade or None,
        "status": "final",
        "source": source,
        "verdict": "history",
        "year_inferred": False,
        "published_inferred": False,
        "note": "",
        "recorded_at": NOW,
    }


def _values(codes: Sequence[str] | dict[str, str], chance: random.Random | None) -> Iterator[Values]:
    """Seven criteria, six years. Without a chance the same for all: only there to be in the way."""
    for code in codes:
        for year in YEARS:
            for criterion, (lowest, highest) in {**SCORES, **LEVELS}.items():
                value = chance.uniform(lowest, highest) if chance else lowest
                yield code, criterion, year, f"{value:.2f}", "", "bench"
            opinion = chance.choice(("WTP", "WTP", "WTP", "WDP")) if chance else "WTP"
            yield code, "bpk", year, "", opinion, "bench"


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
