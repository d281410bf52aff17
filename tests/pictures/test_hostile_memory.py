"""What reading more than sixty hostile files takes: rows or a refusal, within 512 MB and 20 seconds."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from bot.messages.marked_sheets import answer
from bot.pictures.marked_sheets import marked_xlsx
from bot.rules.contact_rows import is_contacts
from bot.rules.entry_reading import Reader
from bot.rules.errors import UserMistake
from bot.rules.meeting_columns import is_meetings
from bot.rules.value_rows import understand
from db.reference import gazetteer, scales
from tests.pictures.hostile_texts import TEXTS
from tests.pictures.hostile_workbooks import WORKBOOKS

READER = Reader(scales(), gazetteer(), date(2026, 3, 2))
FILES = {name: ("a.xlsx", *made) for name, made in WORKBOOKS.items()} | TEXTS
#: What could take all the memory or all the time goes through a worker of its own, as the bot does it.
ALONE = frozenset(
    {
        "billion laughs",
        "the last row only",
        "the last column only",
        "the first and the last row",
        "the first and the last cell",
        "30,000 rows of 16,384 columns",
        "columns beyond XFD",
        "one shared string in 6,000 rows",
        "one shared string in 30,000 rows",
        "a thousand letters in 30,000 rows",
        "a string of five million letters",
        "a bomb that says it is small",
        "XML 100,000 deep",
        "everything filled",
    }
)
MOST_MEMORY = 512 << 20
MOST_SECONDS = 20


@dataclass(frozen=True)
class Report:
    folder: Path
    own_peak: int
    workers_peak: int
    outcomes: dict[str, tuple[str, float]]


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """All files read in one process of its own: what it and its largest worker took is measured once."""
    folder = tmp_path_factory.mktemp("hostile")
    for at, (_, made, _) in enumerate(FILES.values()):
        (folder / f"{at}").write_bytes(made())
    files = [(filename, name in ALONE) for name, (filename, _, _) in FILES.items()]
    (folder / "files").write_text(json.dumps(files))
    command = [sys.executable, "-m", "tests.pictures.hostile_reading", str(folder)]
    done = subprocess.run(command, check=True, capture_output=True, cwd=Path(__file__).parents[2])
    own, workers, outcomes = json.loads(done.stdout)
    return Report(folder, own, workers, dict(zip(FILES, map(tuple, outcomes), strict=True)))


def test_there_are_at_least_sixty():
    assert len(FILES) >= 60


@pytest.mark.parametrize("name", FILES)
def test_each_gives_rows_or_its_sentence(name: str, report: Report):
    assert report.outcomes[name][0] == FILES[name][2]


def test_memory_and_time_stay_within_their_limits(report: Report):
    assert report.own_peak < MOST_MEMORY
    assert report.workers_peak < MOST_MEMORY
    assert {name: took for name, (_, took) in report.outcomes.items() if took > MOST_SECONDS} == {}


@pytest.mark.parametrize("name", [name for name, (_, _, what) in FILES.items() if what == "rows"])
def test_what_comes_out_is_understood_or_refused(name: str, report: Report):
    """Every row that is wrong has a sentence, and the sheet can be handed back with its marks."""
    rows = json.loads((report.folder / f"{[*FILES].index(name)}.rows").read_text())
    is_meetings(rows), is_contacts(rows)
    try:
        understood = understand(rows, READER)
    except UserMistake:
        return
    marked = answer(rows[:200], understood.problems[:200], filename=FILES[name][0]).marked
    if marked is not None:
        marked_xlsx(marked)


@pytest.mark.parametrize(
    "name", ["numbers that are none", "percentages that are none", "values of every kind"]
)
def test_what_is_no_figure_is_named_row_by_row(name: str, report: Report):
    rows = json.loads((report.folder / f"{[*FILES].index(name)}.rows").read_text())
    understood = understand(rows, READER)
    assert understood.drafts == ()
    assert len({p.line for p in understood.problems}) == len(rows) - 1
