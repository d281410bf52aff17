"""Thresholds as staff read them: figure, whether it is confirmed, since when, on which paper."""

from __future__ import annotations

from bot.messages import criteria
from bot.rules.clocks import short_date
from bot.rules.criteria import Criterion, CriterionKey
from bot.rules.requirements import Requirement
from bot.rules.threshold_versions import Version
from bot.rules.wording import number


def name_of(criterion: Criterion, instrument: str) -> str:
    """SPI; where it is for one instrument only, that one: Opini Ombudsman."""
    return criteria.instrument(instrument) if instrument else criterion.short_name


def rule_text(rule: Requirement | None) -> str:
    """68; B; WTP dua tahun berturut-turut; belum ditetapkan."""
    if rule is None or not rule.minimum:
        return "belum ditetapkan"
    return criteria.threshold(rule) or rule.minimum


def version_words(criterion: Criterion, version: Version) -> dict[str, str | int | bool]:
    """Everything a card or the history says about one version."""
    rule = version.rule
    return {
        "number": criterion.number,
        "name": name_of(criterion, rule.instrument),
        "cohort": rule.cohort,
        "stage": rule.stage.value,
        "minimum": "tidak ada perkara" if is_managed(criterion) else rule_text(rule),
        "is_set": bool(rule.minimum),
        "is_managed": is_managed(criterion),
        "is_confirmed": rule.is_confirmed,
        "confirmed": confirmed_words(version),
        "source": rule.document or rule.source,
        "document": rule.document,
        "since": _since(rule),
        "margin": number(rule.margin) if rule.margin is not None else "",
        "recovery": number(rule.recovery) if rule.recovery is not None else "",
        "reason": version.reason,
        "set_on": short_date(rule.set_on) if rule.set_on else "",
        "set_by": version.set_by or ("petugas" if rule.set_on else ""),
        "withdrawn_on": short_date(version.withdrawn_on) if version.withdrawn_on else "",
    }


def _since(rule: Requirement) -> str:
    """The day it came or comes into force; empty: ever since."""
    day = rule.effective_from or rule.set_on
    return short_date(day) if day else ""


def confirmed_words(version: Version) -> str:
    """terkonfirmasi oleh Joko, 3 Maret 2025; belum dikonfirmasi."""
    rule = version.rule
    if not rule.is_confirmed:
        return "belum dikonfirmasi"
    by = f" oleh {version.confirmed_by}" if version.confirmed_by else ""
    on = f", {short_date(rule.confirmed_on)}" if rule.confirmed_on else ""
    return f"terkonfirmasi{by}{on}"


def is_managed(criterion: Criterion) -> bool:
    """Criterion 8: decided by KPK staff, without a threshold to be changed."""
    return criterion.key is CriterionKey.PERKARA
