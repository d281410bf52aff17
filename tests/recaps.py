"""A cohort for tests of the recap: the eleven example regions with their published values."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.rules.criteria import Stage
from bot.rules.readings import Reading
from bot.rules.recap import Expected, Place, Recap, recap
from db.reference import criteria, publication_calendar, rows, scales
from tests.example import published, readings_of, requirements

CODES = sorted({row["region_code"] for row in rows("measurements")})
NAMES = {row["code"]: row["name"] for row in rows("regions")}
TODAY = date(2026, 3, 2)


def example(
    *, copies: int = 1, stage: Stage | None = None, codes: Sequence[str] = CODES
) -> tuple[Recap, dict[str, list[Reading]]]:
    """The recap of the example regions, each as often as asked for, and what it was made of."""
    known = {code: readings_of(code) for code in codes}
    each = [(code, copy) for copy in range(copies) for code in codes]
    readings = {f"{code}{'' if not copy else f'-{copy}'}": known[code] for code, copy in each}
    places = [
        Place(key, NAMES[code], Stage.CALON, 1 if code == "73.09" else 0)
        for key, (code, _) in zip(readings, each, strict=True)
    ]
    shown = recap(
        places,
        cohort=2026,
        stage=stage,
        today=TODAY,
        criteria=criteria(),
        readings=readings,
        requirements=requirements(),
        scales=scales(),
        expected=Expected(publication_calendar(), published(TODAY), {}),
    )
    return shown, readings
