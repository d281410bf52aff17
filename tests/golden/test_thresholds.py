"""Every text about thresholds and their changes, whole, as people see it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bot.messages import rule_changes, threshold_changes, thresholds
from bot.messages.render import mistake
from bot.messages.rule_changes import ToldOfRule, Turned
from bot.rules.actors import HeldSeat, TenureKind
from bot.rules.criteria import Criterion, CriterionKey, Stage
from bot.rules.outbox import Text
from bot.rules.outcomes import OpenCase
from bot.rules.requirements import Requirement
from bot.rules.rule_changes import RuledRegion, RuleEffect, effects_of
from bot.rules.sittings import addressee
from bot.rules.threshold_changes import Change, Series, ThresholdRefused, Wrong
from bot.rules.threshold_versions import Version, Versions, in_series
from db.reference import criteria, scales
from tests.example import readings_of, requirements
from tests.golden.compare import golden

TODAY = date(2026, 3, 2)
BY_KEY = {criterion.key: criterion for criterion in criteria()}
SPI, KEPATUHAN = BY_KEY[CriterionKey.SPI], BY_KEY[CriterionKey.KEPATUHAN]
PAPER = "B/1234/DKM.02/80-83/03/2026"
TO = addressee(
    HeldSeat(1, "73.09", "Kabupaten Maros", "Asia/Makassar", "inspektur", "Inspektur", TenureKind.HOLDER)
)
SEKDA = addressee(
    HeldSeat(
        2, "73.09", "Kabupaten Maros", "Asia/Makassar", "sekda", "Sekretaris Daerah", TenureKind.HOLDER, "Pj."
    )
)
POSTS = ("Inspektur Kabupaten Maros", "Pj. Sekretaris Daerah Kabupaten Maros")


def rule(minimum: str, key: CriterionKey = CriterionKey.SPI, **more: object) -> Requirement:
    usual: dict[str, object] = {"cohort": 2026, "is_confirmed": True, "document": PAPER, "threshold_id": 40}
    return Requirement(key, minimum, **usual | more)  # type: ignore[arg-type]


def effects(
    *after: Requirement, before: Requirement | None = None, is_open: bool = False
) -> list[RuleEffect]:
    """Maros under other thresholds, by its published values (SPI 2025: 70,26; kepatuhan 2022: 70,37)."""
    was = [before] if before else [rule("68", document="", source="Surat KPK 2025")]
    cases = {CriterionKey.SPI: OpenCase(5, 9)} if is_open else {}
    region = RuledRegion("73.09", was, after, readings_of("73.09"), cases)
    return effects_of(region, scales(), today=TODAY)


def turned(found: list[RuleEffect], ended_on: date | None = None) -> tuple[Turned, ...]:
    return tuple(Turned(effect, BY_KEY[effect.criterion], TODAY, ended_on) for effect in found)


UP = turned(effects(rule("72", effective_from=TODAY)))
DOWN = turned(effects(rule("68"), before=rule("72"), is_open=True), date(2026, 1, 12))
UNSET = turned(effects(rule(""), before=rule("72"), is_open=True), date(2026, 1, 12))
SET = turned(
    effects(rule("B", CriterionKey.KEPATUHAN), before=rule("B", CriterionKey.KEPATUHAN, is_confirmed=False))
)
MOVED = turned(
    effects(rule("72", stage=Stage.PENETAPAN), rule("B", CriterionKey.KEPATUHAN, stage=Stage.PENETAPAN))
)
UNSURE = turned(effects(rule("72", is_confirmed=False, document="", source="Laman KPK")))

CHANGE = Change(
    Series(2026, Stage.CALON, CriterionKey.SPI),
    "72",
    effective_from=date(2027, 1, 1),
    document=PAPER,
    margin=Decimal(2),
    recovery=Decimal(74),
    reason="Rapat pimpinan 20 Februari 2026",
)
NOW = replace(CHANGE, effective_from=None, margin=None, recovery=None, reason="", document="")
BEFORE = rule("68")
MAROS = ToldOfRule("Kabupaten Maros", UP, POSTS)
NOBODY = ToldOfRule("Kota Bontang", DOWN)
TAKEN = ToldOfRule("Kota Surakarta", DOWN, is_taken_back=True)

VERSIONS = [
    *(Version(each) for each in requirements() if each.criterion is not CriterionKey.SPI),
    Version(
        rule("68", document="", source="Laman KPK", is_confirmed=True, confirmed_on=date(2025, 3, 3)),
        confirmed_by="Ratna",
    ),
    Version(
        rule(
            "70",
            version=2,
            set_on=date(2026, 1, 5),
            confirmed_on=date(2026, 1, 5),
            margin=Decimal(2),
            recovery=Decimal(72),
        ),
        reason="Rapat pimpinan",
        set_by="Ratna",
        confirmed_by="Ratna",
    ),
    Version(
        rule("75", version=3, effective_from=date(2026, 7, 1), set_on=date(2026, 1, 6)),
        set_by="Ratna",
        withdrawn_on=date(2026, 1, 7),
    ),
    Version(
        rule(
            "78",
            version=4,
            effective_from=date(2027, 1, 1),
            set_on=date(2026, 1, 8),
            is_confirmed=False,
            document="",
            threshold_id=44,
        ),
        set_by="Ratna",
    ),
    Version(
        rule(
            "80,5",
            CriterionKey.KEPATUHAN,
            instrument="Opini Ombudsman",
            stage=Stage.PENETAPAN,
            set_on=date(2026, 1, 5),
            threshold_id=45,
        ),
        set_by="Ratna",
    ),
]


def of_spi() -> Versions:
    return next(v for v in in_series(VERSIONS, TODAY) if v.series.criterion is CriterionKey.SPI)


def told(found: tuple[Turned, ...], *, moved: str = "", is_copy: bool = False) -> Text:
    to = SEKDA if is_copy else TO
    return rule_changes.changed(found, to=to, moved=moved, main=POSTS[0], copied=POSTS[1], is_copy=is_copy)


def preview(change: Change, *regions: ToldOfRule, plans: tuple[Requirement, ...] = (), **more: bool) -> Text:
    flags = {"is_future": False, "is_anew": False} | more
    return threshold_changes.preview(SPI, change, BEFORE, regions, plans=plans, version="0123456789", **flags)


def listed(versions: list[Version], *, may_change: bool) -> Text:
    found = in_series(versions, TODAY)
    return thresholds.thresholds(2026, found, BY_KEY, may_change=may_change, version_of=lambda _: "12345678")


def confirmed(
    criterion: Criterion, at: Requirement, below: list[str], *, is_new: bool, may_tell: bool
) -> Text:
    return thresholds.confirmed(criterion, at, below=below, is_new=is_new, may_tell=may_tell)


_KEPATUHAN = requirements()[3]
TEXTS: dict[str, Text] = {
    "thresholds": listed(VERSIONS, may_change=True),
    "thresholds_viewer": listed([Version(each) for each in requirements()], may_change=False),
    "thresholds_none": thresholds.thresholds(2031, [], BY_KEY, may_change=False, version_of=str),
    "threshold_card": thresholds.threshold(SPI, of_spi(), may_change=True, version_of=lambda _: "12345678"),
    "threshold_history": thresholds.history(SPI, of_spi()),
    "threshold_confirmed": confirmed(
        KEPATUHAN, _KEPATUHAN, ["Kabupaten Maros", "Kota Bontang"], is_new=True, may_tell=True
    ),
    "threshold_confirmed_document": confirmed(
        KEPATUHAN, replace(_KEPATUHAN, document="B/1234/DKM.02"), [], is_new=True, may_tell=False
    ),
    "threshold_confirmed_before": confirmed(
        criteria()[0], requirements()[0], [], is_new=False, may_tell=False
    ),
    "threshold_ask_document": thresholds.ask_document(KEPATUHAN, _KEPATUHAN),
    "threshold_document_set": thresholds.document_set(
        KEPATUHAN, replace(_KEPATUHAN, document="B/1234/DKM.02/80-83/03/2025")
    ),
    "threshold_told": thresholds.told(KEPATUHAN, _KEPATUHAN, [MAROS, NOBODY]),
    "threshold_told_nobody": thresholds.told(KEPATUHAN, _KEPATUHAN, []),
    "ask": threshold_changes.ask(SPI, CHANGE.series, BEFORE, example="10-03-2026"),
    "ask_other": threshold_changes.ask_other(example="10-03-2026"),
    "preview": preview(NOW, MAROS, NOBODY),
    "preview_later": preview(CHANGE, MAROS, is_future=True),
    "preview_plans": preview(
        CHANGE,
        plans=(rule("71", effective_from=date(2026, 7, 1)), rule("78", effective_from=date(2027, 1, 1))),
        is_future=True,
    ),
    "preview_nothing": preview(NOW),
    "preview_anew_unconfirmed": preview(
        replace(NOW, is_confirmed=False), ToldOfRule("Kabupaten Maros", UNSURE), is_anew=True
    ),
    "preview_unset": preview(
        replace(NOW, minimum="", is_confirmed=False), ToldOfRule("Kabupaten Maros", UNSET, POSTS)
    ),
    "changed": threshold_changes.changed(SPI, NOW, BEFORE, [MAROS, NOBODY, TAKEN], is_quiet=False),
    "changed_many": threshold_changes.changed(SPI, NOW, BEFORE, [MAROS] * 33, is_quiet=False),
    "changed_quietly": threshold_changes.changed(SPI, NOW, BEFORE, [], is_quiet=True),
    "changed_later": threshold_changes.changed(SPI, CHANGE, BEFORE, None, is_quiet=False),
    "changed_later_quietly": threshold_changes.changed(SPI, CHANGE, BEFORE, None, is_quiet=True),
    "there_already": threshold_changes.there_already(SPI, NOW),
    "plan_withdrawn": threshold_changes.plan_withdrawn(SPI, CHANGE.as_requirement()),
    "rule_up": told(UP),
    "rule_up_copy": told(UP, is_copy=True),
    "rule_down_ended": told(DOWN),
    "rule_unset_ended": told(UNSET),
    "rule_only_set": told(SET),
    "rule_moved": told(MOVED, moved="tahap Kabupaten Maros berubah dari calon 2026 menjadi penetapan 2026"),
    "rule_to_staff_many": rule_changes.to_staff([NOBODY] * 33),
    "rule_to_staff": rule_changes.to_staff([MAROS, NOBODY, TAKEN, ToldOfRule("Kota Blitar", UNSURE)]),
}


@pytest.mark.parametrize("name", TEXTS)
def test_text(name: str) -> None:
    golden(f"thresholds/{name}", TEXTS[name])


REFUSED = {
    Wrong.STAGE: ("cawan", ["calon", "penetapan", "dipertahankan"]),
    Wrong.CRITERION: ("gini", []),
    Wrong.INSTRUMENT: ("SAKIP", ["SPBE", "Indeks Pemdi"]),
    Wrong.OFF_SCALE: ("170", ["0 sampai 100", "terjaga", "waspada", "rentan"]),
    Wrong.DATE: ("kapan-kapan", []),
    Wrong.DATE_FAR: ("01-01-2099", []),
    Wrong.MARGIN: ("banyak", []),
    Wrong.RECOVERY: ("60", []),
}


@pytest.mark.parametrize("wrong", Wrong)
def test_refusal(wrong: Wrong) -> None:
    value, known = REFUSED.get(wrong, ("", []))
    golden(f"thresholds/refused_{wrong.value}", mistake(ThresholdRefused(wrong, value, known=known)))


def test_a_changed_rule_is_no_alarm_and_asks_for_nothing() -> None:
    for name in TEXTS:
        html = TEXTS[name].html
        assert not any(word in html for word in ("Anda", "!", "peringatan capaian", " klik")), name
        if name.startswith("rule_") and not name.startswith("rule_to_staff"):
            first = html.splitlines()[0]
            assert not any(character.isdigit() for character in first) and "Maros" not in first
            assert TEXTS[name].buttons == ()
            assert "turun" not in html and "penghargaan" not in html
