"""What docs/reliability.md says was seen is what the campaigns kept."""

from __future__ import annotations

import re

from bench.processes import ROOT
from bench.reliability import BEGIN, END, PAGE, ROWS, table, written


def test_the_table_is_the_one_the_results_make():
    page = PAGE.read_text(encoding="utf-8")
    assert written(page) == page, "run python -m bench.reliability"
    assert table() in page.partition(BEGIN)[2].partition(END)[0]


def test_every_campaign_is_run_by_make():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert [name for name in ROWS if f"bench.{name}" not in makefile] == []


def test_nobody_is_promised_more_than_can_be():
    for page in (PAGE, ROOT / "README.md"):
        words = page.read_text(encoding="utf-8").lower()
        assert not re.search(r"guaranteed|exactly.once", words)
