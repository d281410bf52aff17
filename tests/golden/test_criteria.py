"""Every text about criteria, whole, as people see it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from bot.messages import (
    alert_ends,
    alert_reasons,
    alerts,
    graphs,
    import_doubts,
    imports,
    progress,
    stage_checks,
    status_cards,
    system,
)
from bot.messages import status as statuses
from bot.messages.render import mistake
from bot.pictures.sheet_reading import SheetTooBig, SheetUnreadable
from bot.rules.actors import HeldSeat, TenureKind
from bot.rules.big_changes import BigChange
from bot.rules.columns import SheetEmpty, SheetHeadings, entries_of
from bot.rules.criteria import CriterionKey, Stage
from bot.rules.documents import DocumentUnusable
from bot.rules.entries import Draft, Entry
from bot.rules.entry_reading import Reader
from bot.rules.errors import Problem
from bot.rules.graph_cards import GraphCard
from bot.rules.graphs import graph
from bot.rules.histories import history
from bot.rules.outcomes import OpenCase, RegionFacts, outcomes
from bot.rules.progress import Phase, Progress
from bot.rules.promises import NoteUnusable, PromiseDate
from bot.rules.readings import Reading, known
from bot.rules.recording import Addition, additions
from bot.rules.recording_plan import Plan, ToldRegion
from bot.rules.regions import Place
from bot.rules.requirements import Requirement
from bot.rules.sittings import addressee
from bot.rules.status import CriterionLine, StatusReport
from bot.rules.value_command import ValueRefused
from bot.rules.wide_headings import UnclearHeadings
from db.reference import gazetteer, scales
from tests.example import readings_of, requirements, status
from tests.golden.compare import golden

MARCH, DECEMBER = date(2025, 3, 3), date(2025, 12, 15)
INSPEKTUR = HeldSeat(
    1, "73.09", "Kabupaten Maros", "Asia/Makassar", "inspektur", "Inspektur", TenureKind.HOLDER
)
SEKDA = HeldSeat(
    2, "73.09", "Kabupaten Maros", "Asia/Makassar", "sekda", "Sekretaris Daerah", TenureKind.HOLDER, "Pj."
)
BY_ASSISTANT = replace(INSPEKTUR, kind=TenureKind.ASSISTANT)
TO = addressee(INSPEKTUR)


def line(of: StatusReport, key: CriterionKey) -> CriterionLine:
    return next(each for each in of.lines if each.criterion.key is key)


def maros(*more: Reading) -> StatusReport:
    return status("73.09", "Kabupaten Maros", DECEMBER, list(more), is_confirmed=True)


def recorded(reading: Reading) -> Reading:
    return replace(reading, recorded_at=datetime(2025, 12, 10, 2, 0, tzinfo=UTC))


def told(of: StatusReport) -> StatusReport:
    """With a notice about SPI that is still open."""
    lines = [
        replace(each, notice_on=MARCH) if each.criterion.key is CriterionKey.SPI else each
        for each in of.lines
    ]
    return replace(of, lines=tuple(lines))


def opinion(year: int, grade: str) -> Reading:
    return Reading(CriterionKey.BPK, "Opini BPK", year, grade=grade, published_on=date(2025, 5, 31))


def spi(year: int, value: str, number: int = 0, corrects: int | None = None) -> Reading:
    return Reading(
        CriterionKey.SPI,
        "SPI",
        year,
        Decimal(value),
        measurement_id=number,
        published_on=date(2025, 12, 9),
        source="KPK",
        corrects_id=corrects,
    )


def plan_of(*typed: Entry, known: list[Reading] | None = None, told: tuple[str, ...] = ()) -> Plan:
    reader = Reader(scales(), gazetteer(), DECEMBER)
    drafts = [draft for draft in map(reader.read, typed) if isinstance(draft, Draft)]
    added = additions(drafts, {"73.09": known or []})
    new = [replace(a.draft.reading, measurement_id=100 + n) for n, a in enumerate(added)]
    cases = {CriterionKey.SPI: OpenCase(1, 1)} if known else {}
    facts = RegionFacts(known or [], requirements(is_confirmed=True), cases)
    judged = outcomes("73.09", new, facts, scales(), today=DECEMBER)
    names = {"73.09": "Kabupaten Maros"}
    region = ToldRegion("73.09", "Kabupaten Maros", told)
    return Plan(tuple(added), tuple(judged), names, (region,) if told else ())


def drawn_graph(code: str, name: str, key: CriterionKey) -> GraphCard:
    report = status(code, name, date(2026, 3, 2))
    own = known((one for one in readings_of(code) if one.criterion is key), report.today)
    found = graph(own, requirements(), scales(), criterion=key)
    assert found is not None
    return graphs.card(report, line(report, key), found)


FALLEN = maros()
KEPATUHAN = line(FALLEN, CriterionKey.KEPATUHAN)
SAKIP = Reading(CriterionKey.SAKIP, "SAKIP", 2024, grade="CC", published_on=date(2024, 11, 30), source="Uji")
LOWER = maros(opinion(2024, "WDP"), SAKIP)
DROP = plan_of(Entry("maros", "spi", "2025", value="60,5"), told=("Inspektur Kabupaten Maros",))

#: Thresholds of all stages, made up: none of the later ones is known.
LATER_STAGES = [
    *requirements(is_confirmed=True),
    *(
        Requirement(key, minimum, cohort=2026, stage=stage, is_confirmed=stage is Stage.PENETAPAN)
        for stage in (Stage.PENETAPAN, Stage.DIPERTAHANKAN)
        for key, minimum in ((CriterionKey.MCP, "90"), (CriterionKey.SPI, "72"), (CriterionKey.SAKIP, "BB"))
    ),
]
SECOND_VERSION = replace(
    requirements(is_confirmed=True)[1],
    version=2,
    effective_from=date(2025, 7, 1),
    document="B/1234/DKM.02/80-83/03/2025",
)


def replace_year(addition: Addition, year: int) -> Addition:
    draft = addition.draft
    return replace(
        addition, draft=replace(draft, line=year - 2000, reading=replace(draft.reading, year=year))
    )


TEXTS = {
    "status_bontang": statuses.status(status("64.74", "Kota Bontang", DECEMBER)),
    "status_maros": statuses.status(status("73.09", "Kabupaten Maros", MARCH)),
    "status_bangka_tengah": statuses.status(status("19.04", "Kabupaten Bangka Tengah", date(2026, 3, 2))),
    "status_interim": statuses.status(status("52.71", "Kota Mataram", DECEMBER, is_confirmed=True)),
    "status_no_cohort": statuses.status(
        status("71.01", "Kabupaten Bolaang Mongondow", MARCH, is_in_cohort=False)
    ),
    "stage_checks_bontang": stage_checks.stage_checks(status("64.74", "Kota Bontang", DECEMBER)),
    "stage_checks_maros": stage_checks.stage_checks(status("73.09", "Kabupaten Maros", MARCH)),
    "stage_checks_bangka_tengah": stage_checks.stage_checks(
        status("19.04", "Kabupaten Bangka Tengah", date(2026, 3, 2), is_confirmed=True)
    ),
    "stage_checks_interim": stage_checks.stage_checks(
        status("52.71", "Kota Mataram", DECEMBER, is_confirmed=True)
    ),
    "stage_checks_no_cohort": stage_checks.stage_checks(
        status("71.01", "Kabupaten Bolaang Mongondow", MARCH, is_in_cohort=False)
    ),
    "stage_checks_lower": stage_checks.stage_checks(LOWER),
    "stage_checks_kept": stage_checks.stage_checks(
        status("73.09", "Kabupaten Maros", DECEMBER, stage=Stage.DIPERTAHANKAN, rules=LATER_STAGES)
    ),
    "status_kept": statuses.status(
        status("73.09", "Kabupaten Maros", DECEMBER, stage=Stage.DIPERTAHANKAN, rules=LATER_STAGES)
    ),
    "graph_opinions": graphs.caption(drawn_graph("53.15", "Kabupaten Manggarai Barat", CriterionKey.BPK)),
    "graph_instruments": graphs.caption(
        drawn_graph("19.04", "Kabupaten Bangka Tengah", CriterionKey.KEPATUHAN)
    ),
    "graph_interim": graphs.caption(drawn_graph("52.71", "Kota Mataram", CriterionKey.MCP)),
    "graph_none": graphs.nothing(FALLEN, line(FALLEN, CriterionKey.SPIP)),
    "status_card_bontang": status_cards.caption(
        status_cards.card(status("64.74", "Kota Bontang", DECEMBER), scales())
    ),
    "status_card_surakarta": status_cards.caption(
        status_cards.card(status("33.72", "Kota Surakarta", DECEMBER, is_confirmed=True), scales())
    ),
    "status_card_no_cohort": status_cards.caption(
        status_cards.card(status("71.01", "Kabupaten Bolaang Mongondow", MARCH, is_in_cohort=False), scales())
    ),
    "status_card_lower": status_cards.caption(status_cards.card(LOWER, scales())),
    "history_spi": statuses.history(
        history(status("64.74", "Kota Bontang", DECEMBER), 2, readings_of("64.74"))
    ),
    "status_near": statuses.status(
        told(status("64.74", "Kota Bontang", DECEMBER, [spi(2025, "70.26", 900)], is_confirmed=True))
    ),
    "history_corrected": statuses.history(
        history(
            told(maros(spi(2025, "66.5", 900), spi(2025, "67", 901, corrects=900))),
            2,
            [spi(2025, "66.5", 900), recorded(spi(2025, "67", 901, corrects=900))],
        )
    ),
    "history_version": statuses.history(
        history(
            status("73.09", "Kabupaten Maros", DECEMBER, rules=[SECOND_VERSION]), 2, [spi(2025, "70.26", 900)]
        )
    ),
    "history_older": statuses.history(
        history(FALLEN, 2, [spi(year, "70", year) for year in range(2010, 2026)], page=1)
    ),
    "history_no_cohort": statuses.history(
        history(status("71.01", "Kabupaten Bolaang Mongondow", MARCH, is_in_cohort=False), 2, [])
    ),
    "history_none": statuses.history(history(FALLEN, 3, [])),  # type: ignore[arg-type]
    "history_perkara": statuses.history(history(FALLEN, 8, [])),  # type: ignore[arg-type]
    "choose_region": statuses.choose_region([("64.74", "Kota Bontang"), ("73.09", "Kabupaten Maros")]),
    "which_region": statuses.which_region(
        "blitar", [Place("35.05", "Kabupaten Blitar"), Place("35.72", "Kota Blitar")], is_known=True
    ),
    "unknown_region": statuses.which_region("<atlantis>", [], is_known=False),
    "alert_notice": alerts.notice(
        [KEPATUHAN], to=TO, copied="Pj. Sekretaris Daerah Kabupaten Maros", batch="1", region_code="73.09"
    ),
    "alert_notice_three": alerts.notice(
        [line(LOWER, key) for key in (CriterionKey.SAKIP, CriterionKey.KEPATUHAN, CriterionKey.BPK)],
        to=addressee(BY_ASSISTANT, name="Rina"),
        copied="",
        batch="1",
        region_code="73.09",
    ),
    "alert_copy": alerts.copy(
        [KEPATUHAN],
        to=addressee(SEKDA),
        main="Inspektur Kabupaten Maros",
        batch="3",
        region_code="73.09",
    ),
    "alert_reason": alert_reasons.why(
        [
            alert_reasons.Reason(
                KEPATUHAN,
                date(2025, 3, 3),
                ("Inspektur Kabupaten Maros", "Sekretaris Daerah Kabupaten Maros"),
            )
        ],
        region="Kabupaten Maros",
    ),
    "alert_reason_ended": alert_reasons.why(
        [alert_reasons.Reason(KEPATUHAN, date(2025, 3, 3), (), date(2025, 4, 1))], region="Kabupaten Maros"
    ),
    "alert_recovered": alert_ends.recovered(
        [alert_ends.Said(line(maros(spi(2025, "70.26")), CriterionKey.SPI), spi(2024, "60.5"), MARCH)], to=TO
    ),
    "alert_corrected": alert_ends.corrected(
        [alert_ends.Said(line(maros(spi(2025, "70.26")), CriterionKey.SPI), spi(2025, "60.5"), MARCH)], to=TO
    ),
    "alert_revised": alert_ends.revised(
        [alert_ends.Said(line(maros(spi(2025, "67")), CriterionKey.SPI), spi(2025, "66.5"), MARCH)], to=TO
    ),
    "alert_revised_older": alert_ends.revised(
        [
            alert_ends.Said(
                line(maros(spi(2025, "67")), CriterionKey.SPI), spi(2024, "60"), MARCH, spi(2024, "71")
            )
        ],
        to=TO,
    ),
    "alert_corrected_older": alert_ends.corrected(
        [
            alert_ends.Said(
                line(maros(spi(2025, "70.26")), CriterionKey.SPI), spi(2024, "60"), MARCH, spi(2024, "71")
            )
        ],
        to=TO,
    ),
    "alert_holders_missed": alerts.holders_missed(
        [
            alerts.Missed("Inspektur Kabupaten Maros", is_told_to_others=True),
            alerts.Missed("Pj. Sekretaris Daerah Kabupaten Maros", is_told_to_others=False),
        ]
    ),
    "alert_unconfirmed": alerts.below_unconfirmed([KEPATUHAN], region="Kabupaten Maros"),
    "alert_received": alerts.received(),
    "alert_over": alerts.already_over(),
    "progress_reading": progress.progress(Progress()),
    "progress_checking": progress.progress(Progress(Phase.CHECKING, 12_000, 21_588)),
    "progress_judging": progress.progress(Progress(Phase.JUDGING, 100, 514)),
    "progress_recording": progress.progress(Progress(Phase.RECORDING, 500, 21_588)),
    "progress_finished": progress.finished(),
    "import_card": imports.card(DROP, import_id=1, filename="/nilai", is_quiet=False),
    "import_card_quiet": imports.card(DROP, import_id=1, filename="nilai.csv", is_quiet=True),
    "import_card_nobody": imports.card(
        replace(DROP, told=(ToldRegion("73.09", "Kabupaten Maros", ()),)),
        import_id=1,
        filename="nilai.csv",
        is_quiet=False,
        is_anew=True,
        same_on=MARCH,
        problems=[Problem("region_missing", line=4)],
    ),
    "import_card_recovery": imports.card(
        plan_of(Entry("maros", "spi", "2025", value="68"), known=[spi(2024, "60", 1)], told=("Inspektur",)),
        import_id=1,
        filename="/nilai",
        is_quiet=False,
    ),
    "import_card_correction": imports.card(
        plan_of(Entry("maros", "spi", "2024", value="68"), known=[spi(2024, "60", 1)], told=("Inspektur",)),
        import_id=1,
        filename="/nilai",
        is_quiet=False,
    ),
    "unknown_file": system.unknown_file("foto.docx"),
    "import_nothing": imports.nothing_to_record(
        Plan((), ()), [Problem("value_missing", line=2)], filename="nilai.csv", same_on=None
    ),
    "import_recorded": imports.recorded(DROP, is_quiet=False),
    "import_recorded_without": imports.recorded(DROP, is_quiet=False, left_out=2),
    "import_doubts": import_doubts.ask_sure(
        replace(
            DROP,
            big=(BigChange("73.09", DROP.additions[0].draft.reading, spi(2024, "95", 1)),) * 16,
            additions=(
                *DROP.additions,
                *(replace_year(DROP.additions[0], year) for year in (2024, 2025, 2023, 2012)),
            ),
        ),
        import_id=1,
        is_quiet=False,
    ),
    "import_recorded_quiet": imports.recorded(DROP, is_quiet=True),
    "import_decided": imports.decided(is_confirmed=True),
    "import_decided_discarded": imports.decided(is_confirmed=False),
    "import_discarded": imports.discarded(),
    "values_help": imports.values_help(2026),
    "values_notes": "\n".join(imports.template_notes()),
}

MISTAKES = {
    "promise_date": PromiseDate("31-02-2025", today=date(2025, 3, 3)),
    "note_unusable": NoteUnusable(),
    "document_unusable": DocumentUnusable(),
    "sheet_too_big": SheetTooBig(),
    "sheet_empty": SheetEmpty(),
    "sheet_headings": SheetHeadings(["region", "year"]),
    "unclear_headings": UnclearHeadings(
        [
            Problem("heading_no_region"),
            *(
                Problem(code, "SPI <2024>", column=at, detail={"other": "SPI 2024"})
                for at, code in enumerate(
                    (
                        "heading_unclear",
                        "heading_doubled",
                        "heading_managed",
                        "heading_years",
                        "heading_no_year",
                    )
                )
            ),
            *(Problem("heading_unclear", "", column=at) for at in range(25, 40)),
        ]
    ),
    "year_contradicts": ValueRefused(
        [Problem("year_contradicts", "SPI 2024", line=3, column=1, detail={"year": "2023"})]
    ),
    **{
        f"sheet_{reason}": SheetUnreadable("nilai.xlsx", reason)
        for reason in ("not_xlsx", "old_office", "macros")
    },
    "sheet_not_text": SheetUnreadable("nilai.csv", "not_text"),
}


@pytest.mark.parametrize("name", TEXTS)
def test_texts(name: str) -> None:
    golden(f"criteria/{name}", TEXTS[name])


@pytest.mark.parametrize("name", MISTAKES)
def test_mistakes(name: str) -> None:
    golden(f"criteria/{name}", mistake(MISTAKES[name]))


def test_every_problem_of_a_typed_value() -> None:
    reader = Reader(scales(), gazetteer(), MARCH)
    good = {"region": "maros", "criterion": "spi", "year": "2024", "value": "70"}
    changes: list[dict[str, str]] = [
        {"region": ""},
        {"region": "atlantis"},
        {"region": "bontng"},
        {"region": "blitar"},
        {"criterion": "ipm"},
        {"criterion": "perkara"},
        {"criterion": "spbe", "instrument": "Indeks Pemdi", "value": "3"},
        {"criterion": "kepatuhan", "year": "2019"},
        {"year": "dua ribu"},
        {"year": "1999"},
        {"year": "2026"},
        {"value": ""},
        {"value": "tujuh"},
        {"value": "1.234"},
        {"value": "100,01"},
        {"criterion": "bpk", "value": "90"},
        {"criterion": "sakip", "value": "", "grade": "Z"},
        {"criterion": "kepatuhan", "year": "2022", "value": "70,37", "grade": "B"},
        {"status": "mungkin"},
        {"published_on": "31-02-2025"},
    ]
    problems: list[Problem] = []
    for change in changes:
        read = reader.read(Entry(**(good | change)))
        assert not isinstance(read, Draft), change
        problems += read
    problems += entries_of(
        [["region", "criterion", "year", "value"], ["maros", "spi", "2024", "70", "5"]]
    ).problems
    problems.append(Problem("row_contradicts", line=3, detail={"other": "2"}))
    golden("criteria/value_refused", mistake(ValueRefused(problems)))


def test_no_text_about_values_reads_like_a_scam_or_names_a_score_first() -> None:
    official = [
        TEXTS[name].html for name in TEXTS if name.startswith(("alert_notice", "alert_copy", "alert_rec"))
    ]
    for html in official:
        first = html.splitlines()[0]
        assert not any(character.isdigit() for character in first)
        assert "Maros" not in first
    for text in TEXTS.values():
        html = text if isinstance(text, str) else text.html
        assert not any(word in html for word in ("Anda", "!", "peringatan", " klik"))
