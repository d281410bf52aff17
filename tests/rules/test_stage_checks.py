"""What is enough for a stage, what is not, and what cannot be said."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from bot.messages import stage_checks as words
from bot.messages.stage_checks import Line, Need, summaries
from bot.rules.criteria import CriterionKey, Stage
from bot.rules.readings import Reading
from bot.rules.requirements import Requirement
from bot.rules.stage_checks import Answer, StageCheck, StageChecks, check_stages, stages_shown
from bot.rules.status import StatusReport, report
from db.reference import criteria, scales
from tests.example import status

TODAY = date(2026, 3, 2)
SPI, SAKIP, KEPATUHAN = CriterionKey.SPI, CriterionKey.SAKIP, CriterionKey.KEPATUHAN
SPIP, BPK = CriterionKey.SPIP, CriterionKey.BPK


def reading(key: CriterionKey, value: str = "", year: int = 2024, grade: str = "", name: str = "") -> Reading:
    instruments = {SPI: "SPI", SAKIP: "SAKIP", KEPATUHAN: "Kepatuhan Ombudsman", SPIP: "Maturitas SPIP"}
    return Reading(
        key,
        name or instruments.get(key, "Opini BPK"),
        year,
        Decimal(value) if value else None,
        grade or None,
        published_on=date(2025, 12, 9),
    )


def rule(key: CriterionKey, minimum: str, stage: Stage = Stage.CALON, **more: bool) -> Requirement:
    return Requirement(key, minimum, cohort=2026, stage=stage, **more)


def checks(readings: list[Reading], rules: list[Requirement], own: Stage | None = Stage.CALON) -> StageChecks:
    of = {key: [one for one in readings if one.criterion is key] for key in CriterionKey}
    return check_stages(of, rules, scales(), criteria=criteria(), cohort=2026, own_stage=own, today=TODAY)


def calon(readings: list[Reading], rules: list[Requirement]) -> StageCheck:
    return checks(readings, rules).checks[0]


def answer(key: CriterionKey, readings: list[Reading], minimum: str) -> Answer:
    check = calon(readings, [rule(key, minimum)])
    return next(line.answer for line in check.lines if line.criterion.key is key)


WTP_TWICE = [reading(BPK, grade="WTP", year=2023), reading(BPK, grade="WTP", year=2024)]


@pytest.mark.parametrize(
    ("key", "minimum", "readings", "expected"),
    [
        (SPI, "68", [reading(SPI, "68")], Answer.ENOUGH),
        (SPI, "68", [reading(SPI, "67.99")], Answer.NOT_ENOUGH),
        # 68 is a floor and not one end of a band
        (SPI, "68", [reading(SPI, "77.6")], Answer.ENOUGH),
        (SPI, "68", [], Answer.NOT_RECORDED),
        (SPI, "", [reading(SPI, "77.6")], Answer.UNSET),
        # nothing can be said, whether or not there is a value
        (SPI, "", [], Answer.UNSET),
        (SAKIP, "B", [reading(SAKIP, "60")], Answer.NOT_ENOUGH),
        (SAKIP, "B", [reading(SAKIP, "60.01")], Answer.ENOUGH),
        (SAKIP, "B", [reading(SAKIP, grade="CC")], Answer.NOT_ENOUGH),
        (SAKIP, "B", [reading(SAKIP, grade="BB")], Answer.ENOUGH),
        (KEPATUHAN, "B", [reading(KEPATUHAN, "78")], Answer.ENOUGH),
        (KEPATUHAN, "B", [reading(KEPATUHAN, "77.99")], Answer.NOT_ENOUGH),
        (
            KEPATUHAN,
            "B",
            [reading(KEPATUHAN, "86.01", year=2025, name="Opini Ombudsman")],
            Answer.NOT_COMPARABLE,
        ),
        (SPIP, "3", [reading(SPIP, "2.99")], Answer.NOT_ENOUGH),
        (SPIP, "3", [reading(SPIP, "3")], Answer.ENOUGH),
        (BPK, "WTP x 2", WTP_TWICE, Answer.ENOUGH),
        (BPK, "WTP x 2", WTP_TWICE[1:], Answer.NOT_RECORDED),
        (BPK, "WTP x 2", [WTP_TWICE[0], reading(BPK, grade="WDP")], Answer.NOT_ENOUGH),
    ],
)
def test_one_criterion(key, minimum, readings, expected):
    assert answer(key, readings, minimum) is expected


def test_an_interim_value_is_not_enough_and_not_too_little():
    interim = Reading(SPI, "SPI", 2025, Decimal(90), is_final=False)
    assert answer(SPI, [interim], "68") is Answer.NOT_RECORDED


def test_the_eighth_criterion_is_not_counted():
    check = calon([], [rule(CriterionKey.PERKARA, "tidak ada")])
    assert [line.criterion.number for line in check.lines] == [1, 2, 3, 4, 5, 6, 7]
    assert not check.is_set


def test_each_stage_is_judged_by_its_own_thresholds():
    found = checks([reading(SPI, "74")], [rule(SPI, "68"), rule(SPI, "78", Stage.PENETAPAN)])
    calon_, penetapan = found.checks
    assert [line.criterion.key for line in calon_.of(Answer.ENOUGH)] == [SPI]
    assert [line.criterion.key for line in penetapan.of(Answer.NOT_ENOUGH)] == [SPI]


def test_which_stages_are_shown():
    assert stages_shown(None) == stages_shown(Stage.CALON) == (Stage.CALON, Stage.PENETAPAN)
    assert stages_shown(Stage.PENETAPAN) == (Stage.CALON, Stage.PENETAPAN)
    assert stages_shown(Stage.DIPERTAHANKAN)[-1] is Stage.DIPERTAHANKAN


def test_a_region_without_a_cohort_is_measured_by_the_newest_and_not_judged_by_it():
    found = status("64.74", "Kota Bontang", TODAY, is_in_cohort=False)
    assert found.stages is not None
    assert (found.stages.is_borrowed, found.stages.cohort) == (True, 2026)
    assert len(found.stages.checks[0].of(Answer.ENOUGH)) == 4
    assert all(line.assessment.requirement is None for line in found.lines)


def test_thresholds_of_other_stages_do_not_judge_the_status():
    found = report(
        region_code="64.74",
        region_name="Kota Bontang",
        cohort=2026,
        stage=Stage.CALON,
        today=TODAY,
        criteria=criteria(),
        readings=[reading(SPI, "74")],
        requirements=[rule(SPI, "68"), rule(SPI, "78", Stage.PENETAPAN)],
        scales=scales(),
    )
    assert found.lines[1].assessment.floor == 68


def test_without_any_thresholds_nothing_is_checked():
    found: StatusReport = report(
        region_code="64.74",
        region_name="Kota Bontang",
        cohort=None,
        stage=None,
        today=TODAY,
        criteria=criteria(),
        readings=[],
        requirements=[],
        scales=scales(),
    )
    assert found.stages is None
    assert "Belum ada ambang yang ditetapkan." in words.stage_checks(found).html


def test_what_is_unconfirmed_is_marked_and_what_is_unset_is_not():
    check = calon([reading(SPI, "70")], [rule(SPI, "68"), rule(SAKIP, "B", is_confirmed=True)])
    assert [line.criterion.key for line in check.lines if line.is_unconfirmed] == [SPI]
    assert check.has_unconfirmed


def only(key: CriterionKey, readings: list[Reading], minimum: str) -> Line:
    stage = summaries(checks(readings, [rule(key, minimum)]))[0]
    number = list(CriterionKey).index(key) + 1
    lines = [*stage.not_enough, *stage.not_recorded, *stage.not_comparable, *stage.unset]
    return next(line for line in lines if line.number == number)


@pytest.mark.parametrize(
    ("key", "minimum", "readings", "need", "figures"),
    [
        (SPI, "68", [reading(SPI, "66.26")], Need.RISE, ("68", "1,74")),
        (SPIP, "3", [reading(SPIP, "2.8")], Need.RISE, ("3", "0,2")),
        (KEPATUHAN, "B", [reading(KEPATUHAN, "70.37")], Need.BAND, ("78,00", "7,63")),
        (SAKIP, "B", [reading(SAKIP, "60")], Need.BAND_ABOVE, ("60", "0")),
        (SAKIP, "B", [reading(SAKIP, grade="CC")], Need.REACH, ("60", "")),
        (BPK, "WTP x 2", WTP_TWICE[1:], Need.YEARS, ("", "")),
        (SPI, "68", [], Need.VALUE, ("", "")),
        (SPI, "", [reading(SPI, "70")], Need.THRESHOLD, ("", "")),
    ],
)
def test_what_would_be_needed(key, minimum, readings, need, figures):
    line = only(key, readings, minimum)
    assert (line.need, (line.floor, line.lacking)) == (need, figures)
