"""What stands in the list of bad rows, in a file without markup."""

from __future__ import annotations

from bot.messages import marked_sheets
from bot.rules.errors import Problem
from tests.golden.compare import golden


def test_a_bad_row_without_markup():
    golden("plain_problem", marked_sheets.plain_problem(Problem("region_missing", line=4)))
