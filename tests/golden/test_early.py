"""Every text about what is no alarm, whole, as people see it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bot.messages import alerts, early, imports
from bot.rules.actors import HeldSeat, TenureKind
from bot.rules.alerts import Verdict, early_verdict
from bot.rules.criteria import CriterionKey
from bot.rules.entries import Draft, Entry
from bot.rules.entry_reading import Reader
from bot.rules.outbox import Text
from bot.rules.outcomes import RegionFacts, outcomes
from bot.rules.readings import Reading
from bot.rules.recording import additions
from bot.rules.recording_plan import Plan, ToldRegion
from bot.rules.sittings import addressee
from bot.rules.status import CriterionLine
from db.reference import gazetteer, scales
from tests.example import requirements, status
from tests.golden.compare import golden

TODAY, TOLD_ON = date(2026, 3, 2), date(2025, 12, 15)
NAMES = {
    "35.72": "Kota Blitar",
    "64.74": "Kota Bontang",
    "19.04": "Kabupaten Bangka Tengah",
    "73.09": "Kabupaten Maros",
}
MCP, SPI, SAKIP = CriterionKey.MCP, CriterionKey.SPI, CriterionKey.SAKIP
KEPATUHAN, BPK = CriterionKey.KEPATUHAN, CriterionKey.BPK


def seat(code: str, post: str = "inspektur", title: str = "Inspektur") -> HeldSeat:
    return HeldSeat(1, code, NAMES[code], "Asia/Makassar", post, title, TenureKind.HOLDER)


def value(key: CriterionKey, year: int, said: str, number: int = 0, corrects: int | None = None) -> Reading:
    scale = scales().find(key, year)
    assert scale is not None
    is_number = said[0].isdigit()
    return Reading(
        key,
        scale.instrument,
        year,
        Decimal(said) if is_number else None,
        None if is_number else said,
        measurement_id=number,
        corrects_id=corrects,
    )


def line(
    code: str, key: CriterionKey, *more: Reading, is_confirmed: bool = True, today: date = TODAY
) -> CriterionLine:
    report = status(code, NAMES[code], today, list(more), is_confirmed=is_confirmed)
    return next(each for each in report.lines if each.criterion.key is key)


def told(of: CriterionLine, corrects: Reading | None = None) -> early.Development:
    verdict = early_verdict(of.assessment)
    assert verdict is not None
    return early.Development(of, verdict, corrects)


def notice(code: str, *developments: early.Development, copied: str = "") -> Text:
    return early.notice(developments, to=addressee(seat(code)), copied=copied, region_code=code)


BLITAR, BONTANG = line("35.72", SPI), line("64.74", SPI)
OPINI = line("19.04", KEPATUHAN)
MAROS_SPI = [value(SPI, 2023, "77.7"), value(SPI, 2024, "77.5")]


def plan(*typed: Entry, known: list[Reading], told_early: frozenset[int] = frozenset()) -> Plan:
    reader = Reader(scales(), gazetteer(), TODAY)
    drafts = [draft for draft in map(reader.read, typed) if isinstance(draft, Draft)]
    added = additions(drafts, {"73.09": known})
    new = [replace(a.draft.reading, measurement_id=100 + n) for n, a in enumerate(added)]
    facts = RegionFacts(known, requirements(is_confirmed=True), {}, {SPI: told_early})
    judged = outcomes("73.09", new, facts, scales(), today=TODAY)
    posts = ("Inspektur Kabupaten Maros", "Sekretaris Daerah Kabupaten Maros")
    informed = (ToldRegion("73.09", NAMES["73.09"], posts),)
    return Plan(tuple(added), tuple(judged), NAMES, informed=informed)


DEVELOPMENTS = plan(
    Entry("maros", "spi", "2025", value="73,5"),
    Entry("maros", "mcp", "2024", value="80"),
    Entry("maros", "kepatuhan", "2025", value="86"),
    known=[value(SPI, 2024, "79", 1), value(MCP, 2023, "85", 2), value(KEPATUHAN, 2024, "80", 3)],
)
AMENDED = plan(
    Entry("maros", "spi", "2025", value="74,5"),
    known=[value(SPI, 2024, "79", 1), value(SPI, 2025, "73.5", 2)],
    told_early=frozenset({2}),
)
LOWERED = plan(
    Entry("maros", "spi", "2025", value="60"),
    known=[value(SPI, 2024, "79", 1), value(SPI, 2025, "80", 2)],
)

TEXTS = {
    "notice_band_dropped": notice("35.72", told(BLITAR)),
    "notice_fell": notice("64.74", told(BONTANG), copied="Pj. Sekretaris Daerah Kota Bontang"),
    "notice_fell_unconfirmed": notice("64.74", told(line("64.74", SPI, is_confirmed=False))),
    "notice_new_period": notice("19.04", told(OPINI)),
    "notice_new_period_met": notice("73.09", told(line("73.09", MCP, value(MCP, 2025, "80")))),
    "notice_three": notice(
        "73.09",
        told(line("73.09", MCP, value(MCP, 2023, "85"))),
        told(line("73.09", SAKIP, value(SAKIP, 2023, "BB"), value(SAKIP, 2024, "B"))),
        told(line("73.09", KEPATUHAN, value(KEPATUHAN, 2025, "86.01"))),
    ),
    "notice_other_scale": notice("73.09", told(line("73.09", SPI, *MAROS_SPI, today=date(2025, 3, 3)))),
    "notice_near": notice(
        "73.09", told(line("73.09", MCP, value(MCP, 2025, "75.5"), value(MCP, 2026, "75.4")))
    ),
    "notice_corrects": notice("35.72", told(BLITAR, value(SPI, 2024, "80"))),
    "copy": early.copy(
        [told(BONTANG)],
        to=addressee(seat("64.74", "sekda", "Sekretaris Daerah")),
        main="Inspektur Kota Bontang",
        region_code="64.74",
    ),
    "corrected": early.corrected(
        [
            early.Correction(
                line("64.74", SPI, value(SPI, 2025, "74.1", 9)),
                TOLD_ON,
                value(SPI, 2025, "73.92"),
                line("64.74", SPI, value(SPI, 2025, "74.1", 9)).assessment.reading
                or value(SPI, 2025, "74.1"),
            )
        ],
        to=addressee(seat("64.74")),
    ),
    "corrected_older": early.corrected(
        [
            early.Correction(
                line("64.74", SPI, value(SPI, 2024, "73.5", 9)),
                TOLD_ON,
                value(SPI, 2024, "77.69"),
                value(SPI, 2024, "73.5", 9),
            )
        ],
        to=addressee(seat("64.74")),
    ),
    "alert_notice_corrects": alerts.notice(
        [line("73.09", SPI, value(SPI, 2026, "60"))],
        to=addressee(seat("73.09")),
        copied="",
        batch="1",
        region_code="73.09",
        corrects={SPI: value(SPI, 2026, "80")},
    ),
    "card": imports.card(DEVELOPMENTS, import_id=1, filename="nilai.csv", is_quiet=False),
    "card_amended": imports.card(AMENDED, import_id=1, filename="/nilai", is_quiet=False),
    "card_lowered": imports.card(
        replace(LOWERED, informed=()), import_id=1, filename="/nilai", is_quiet=False
    ),
    "recorded": imports.recorded(DEVELOPMENTS, is_quiet=False),
}


@pytest.mark.parametrize("name", TEXTS)
def test_texts(name: str) -> None:
    golden(f"early/{name}", TEXTS[name])


def test_no_alarm_is_read_into_what_is_none() -> None:
    """No score on a locked screen, no alarming word, nothing asked, no unconfirmed threshold claimed."""
    own = {
        name: text.html for name, text in TEXTS.items() if name.startswith(("notice", "copy", "corrected"))
    }
    for html in own.values():
        first = html.splitlines()[0]
        assert not any(character.isdigit() for character in first)
        assert not any(name in first for name in NAMES.values())
        assert not any(word in html for word in ("eringatan", "Anda", "!", "Mohon", "di bawah ambang"))
        assert "tidak memerlukan jawaban" in html
    assert "ambang" not in own["notice_fell_unconfirmed"]


def test_verdicts_of_the_plans() -> None:
    assert [o.verdict for o in DEVELOPMENTS.outcomes] == [
        Verdict.FELL,
        Verdict.BAND_DROPPED,
        Verdict.NEW_PERIOD,
    ]
    assert [o.verdict for o in AMENDED.outcomes] == [Verdict.AMENDED]
