"""Every text of /linimasa, whole, as people see it."""

from __future__ import annotations

from datetime import date

import pytest

from bot.messages import timelines
from bot.messages.render import mistake
from bot.rules.errors import Problem
from bot.rules.outbox import Text
from bot.rules.programme import ProgrammeStage as P
from bot.rules.timelines import StageDates, StageDatesMistake, StageMistake, standings
from tests.golden.compare import golden

STAGES = {
    P.USULAN: StageDates(date(2025, 3, 3), date(2025, 3, 14), "surat kesediaan, profil daerah"),
    P.OBSERVASI: StageDates(date(2026, 2, 2), date(2026, 2, 27), "paparan kepala daerah; daftar OPD"),
    P.BIMTEK: StageDates(date(2026, 4, 8), None, "peserta dari Inspektorat & Bappeda"),
    P.PENETAPAN: StageDates(date(2026, 12, 9)),
}
ROWS = standings(STAGES, today=date(2026, 2, 10))
BONTANG = timelines.Timeline(2026, "Kota Bontang", ROWS)
NEW = StageDates(date(2025, 3, 10), date(2025, 3, 21), "surat kesediaan, profil daerah")
PREVIEW = timelines.Preview(2026, STAGES, {P.MONEV: None, P.USULAN: NEW}, 4, 9, "0a1b2c3d")

TEXTS: dict[str, Text | str] = {
    "official": timelines.for_official([BONTANG]),
    "official_in_no_cohort": timelines.for_official([timelines.Timeline(None, "Kota Bontang", [])]),
    "officer": timelines.for_staff(timelines.Timeline(2026, "", ROWS), others=[2025, 2024], may_set=True),
    "viewer": timelines.for_staff(
        timelines.Timeline(2026, "", standings({}, today=date(2026, 1, 1))), others=[], may_set=False
    ),
    "ask": timelines.ask(2026, P.USULAN, STAGES[P.USULAN]),
    "ask_new": timelines.ask(2026, P.MONEV, None),
    "preview": timelines.preview(PREVIEW),
    "preview_nobody": timelines.preview(timelines.Preview(2031, {}, {P.USULAN: NEW}, 0, 0, "0a1b2c3d")),
    "stored": timelines.stored(2026, {P.USULAN: NEW, P.MONEV: None}),
    "unchanged": timelines.unchanged(2026),
    "StageDatesMistake": mistake(
        StageDatesMistake(
            [Problem(code, value="31-02-2025", line=line) for line, code in enumerate(StageMistake, start=1)],
            cohort=2026,
        )
    ),
}


@pytest.mark.parametrize("name", TEXTS)
def test_text(name):
    golden(f"timelines/{name}", TEXTS[name])
