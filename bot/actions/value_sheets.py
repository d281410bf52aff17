"""The files handed out with /nilai, made of the reference facts."""

from __future__ import annotations

from functools import lru_cache

from bot.messages.imports import template_notes
from bot.pictures.value_sheets import example, template
from bot.rules.columns import HEADINGS
from bot.rules.criteria import CriterionKey
from db.reference import criteria, rows

_EXAMPLE_ROWS = 6


@lru_cache(maxsize=1)
def template_sheet() -> bytes:
    """The empty XLSX."""
    regions = [(row["code"], row["name"]) for row in rows("regions")]
    known = [(c.key.value, c.name) for c in criteria() if c.key is not CriterionKey.PERKARA]
    return template(HEADINGS, regions, known, template_notes())


def example_sheet() -> bytes:
    """The first published values of the example data, as CSV."""
    return example(HEADINGS, rows("measurements")[:_EXAMPLE_ROWS])
