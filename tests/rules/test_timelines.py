"""Dates of the programme's stages: as they are typed, and where they lie on a calendar."""

from __future__ import annotations

from datetime import date

import pytest

from bot.rules.programme import ProgrammeStage as P
from bot.rules.timelines import LONGEST, StageDates, StageDatesMistake, read_stages, standings, version_of

MARCH = StageDates(date(2025, 3, 3), date(2025, 3, 14), "surat kesediaan, profil daerah")


@pytest.mark.parametrize(
    "typed",
    [
        "3-03-2025 s.d. 14-03-2025; surat kesediaan, profil daerah",
        "3-03-2025 sd 14-03-2025;surat kesediaan,  profil daerah",
        "3/3/2025 s/d 14/3/2025; surat kesediaan, profil daerah",
        "2025-03-03 - 2025-03-14; surat kesediaan, profil daerah",
        "3 Maret 2025 sampai dengan 14 Maret 2025; surat kesediaan, profil daerah",
        "3 s.d. 14 Maret 2025; surat kesediaan, profil daerah",
        "3 Maret \u2013 14 Maret 2025; surat kesediaan, profil daerah",
        "senin, 3 maret 2025 hingga jumat, 14 maret 2025; surat kesediaan, profil daerah",
        "bimtek: 3-03-2025 s.d. 14-03-2025; surat kesediaan, profil daerah",
        "3-03-2025 s.d. 14-03-2025;\nsurat kesediaan,\nprofil daerah".replace(",\n", ", "),
    ],
)
def test_dates_as_people_type_them(typed):
    assert read_stages(typed, cohort=2026, stage=P.BIMTEK) == {P.BIMTEK: MARCH}


def test_one_day_an_end_on_the_same_day_and_no_dates():
    day = {P.PENETAPAN: StageDates(date(2026, 12, 9))}
    for typed in ("9-12-2026", "9 Desember 2026 s.d. 9 Desember 2026;"):
        assert read_stages(typed, cohort=2026, stage=P.PENETAPAN) == day
    for typed in ("-", "penetapan: \u2013", "belum ditetapkan"):
        assert read_stages(typed, cohort=2026, stage=P.PENETAPAN) == {P.PENETAPAN: None}


def test_several_stages_in_one_message():
    typed = "Usulan: 3-03-2025\n\n2. observasi 1-02-2026 s.d. 28-02-2026; paparan\nMONEV; -"
    assert read_stages(typed, cohort=2026) == {
        P.USULAN: StageDates(date(2025, 3, 3)),
        P.OBSERVASI: StageDates(date(2026, 2, 1), date(2026, 2, 28), "paparan"),
        P.MONEV: None,
    }


def test_every_line_that_cannot_be_read_is_named():
    typed = "\n".join(
        [
            "usulan: 3-03-2025",
            "pembekalan: 3-03-2025",
            "usulan: 4-03-2025",
            "observasi: 14-03-2025 s.d. 3-03-2025",
            "bimtek: 31-02-2025",
            "monev: 1-06-2036",
            f"penilaian: 1-11-2026; {'a' * (LONGEST + 1)}",
            "penetapan: 1-2-2026 s.d. 2-2-2026 s.d. 3-2-2026",
        ]
    )
    with pytest.raises(StageDatesMistake) as caught:
        read_stages(typed, cohort=2026)
    assert [(problem.line, problem.code) for problem in caught.value.problems] == [
        (2, "stage_unknown"),
        (3, "stage_twice"),
        (4, "ends_before_start"),
        (5, "dates_unreadable"),
        (6, "outside_cohort"),
        (7, "too_long"),
        (8, "dates_unreadable"),
    ]


@pytest.mark.parametrize("typed", ["", "\u200b", "besok", "; surat", "14"])
def test_what_is_no_date(typed):
    with pytest.raises(StageDatesMistake):
        read_stages(typed, cohort=2026, stage=P.USULAN)


def test_past_now_next_and_not_set():
    stages = {
        P.USULAN: StageDates(date(2025, 3, 3), date(2025, 3, 14)),
        P.OBSERVASI: StageDates(date(2025, 3, 15)),
        P.MONEV: StageDates(date(2025, 6, 1), date(2025, 10, 1)),
        P.PENETAPAN: StageDates(date(2025, 12, 9)),
    }
    found = {stage.value: standing.value for stage, _, standing in standings(stages, today=date(2025, 3, 15))}
    assert found == {
        "usulan": "past",
        "observasi": "now",
        "bimtek": "not_set",
        "monev": "next",
        "penilaian": "not_set",
        "penetapan": "later",
    }


def test_a_version_knows_what_is_stored_and_what_is_to_be():
    change = {P.USULAN: MARCH}
    versions = {
        version_of({}, change),
        version_of({P.USULAN: MARCH}, change),
        version_of({}, {P.USULAN: None}),
    }
    assert len(versions) == 3
    assert version_of({P.MONEV: MARCH}, change) == version_of({}, change)
