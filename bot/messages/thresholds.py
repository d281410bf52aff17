"""/ambang: the thresholds of a cohort, one of them with its history, and the receipt of a confirmation."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.messages.render import render
from bot.messages.rule_changes import ToldOfRule, region_words
from bot.messages.threshold_words import is_managed, name_of, rule_text, version_words
from bot.rules.clocks import short_date
from bot.rules.criteria import Criterion, CriterionKey
from bot.rules.outbox import Button, Text
from bot.rules.requirements import Requirement
from bot.rules.threshold_versions import JUDGED_STAGES, Version, Versions
from bot.rules.wording import listing

KONFIRMASI = "Konfirmasi"
ISI_DASAR = "Isi dasar dokumen"
UBAH = "Ubah"
RIWAYAT = "Riwayat"
AMBANG_LAIN = "Ambang lain"
BERI_TAHU = "Beri tahu daerah"
BATALKAN_RENCANA = "Batalkan rencana perubahan"
KEMBALI = "Kembali"

Criteria = dict[CriterionKey, Criterion]
VersionOf = Callable[[Requirement], str]


def thresholds(
    cohort: int | None,
    found: Sequence[Versions],
    criteria: Criteria,
    *,
    may_change: bool,
    version_of: VersionOf,
) -> Text:
    """Every threshold with its source, by stage; an admin gets a button for each that can be confirmed."""
    stages = [
        (stage.value, [_line(criteria, v) for v in found if v.series.stage is stage])
        for stage in JUDGED_STAGES
    ]
    html = render("thresholds", cohort=cohort, is_any=bool(found), stages=stages)
    confirm = [
        (_confirm(criteria[version.series.criterion], version, version_of),)
        for each in found
        for version in _confirmable(each, may_change=may_change)
    ]
    open_ = [_open(criteria, each) for each in found if not is_managed(criteria[each.series.criterion])]
    pairs = [tuple(open_[at : at + 2]) for at in range(0, len(open_), 2)]
    other = [(Button(AMBANG_LAIN, data="ambang_lain"),)] if may_change else []
    return Text(html, (*confirm, *pairs, *other))


def threshold(criterion: Criterion, versions: Versions, *, may_change: bool, version_of: VersionOf) -> Text:
    """One threshold: what holds, what is announced; buttons to change it and for its history."""
    html = render(
        "threshold_card",
        name=name_of(criterion, versions.series.instrument),
        publisher=criterion.publisher,
        cohort=versions.series.cohort,
        stage=versions.series.stage.value,
        now=version_words(criterion, versions.current) if versions.current else None,
        planned=[version_words(criterion, version) for version in versions.planned],
    )
    confirm = [
        (_confirm(criterion, version, version_of),)
        for version in _confirmable(versions, may_change=may_change)
    ]
    plans = [
        (Button(_plan_label(version), data=f"ambang_rencana:{version.rule.threshold_id}"),)
        for version in versions.planned
        if may_change
    ]
    change = [Button(UBAH, data=f"ambang_ubah:{versions.anchor}")] if may_change else []
    history = Button(RIWAYAT, data=f"ambang_riwayat:{versions.anchor}")
    now = versions.current.rule if versions.current else None
    lacks_paper = may_change and now is not None and now.is_confirmed and not now.basis
    paper = [(Button(ISI_DASAR, data=f"dasar:{versions.anchor}"),)] if lacks_paper else []
    return Text(html, (*confirm, *paper, (*change, history), *plans))


def history(criterion: Criterion, versions: Versions) -> Text:
    """Every version, the newest first: who, when, why, on which paper, since when."""
    html = render(
        "threshold_history",
        name=name_of(criterion, versions.series.instrument),
        cohort=versions.series.cohort,
        stage=versions.series.stage.value,
        versions=[
            {
                **version_words(criterion, version),
                "is_current": version == versions.current,
                "is_planned": version in versions.planned,
            }
            for version in versions.history
        ],
    )
    return Text(html, ((Button(KEMBALI, data=f"ambang_lihat:{versions.anchor}"),),))


def confirmed(
    criterion: Criterion, rule: Requirement, *, below: Sequence[str], is_new: bool, may_tell: bool
) -> Text:
    """What is confirmed, and who is below it now: nobody is told unless the button is pressed."""
    html = render(
        "threshold_confirmed",
        rule=_words(criterion, rule),
        below=listing(below) if below else "",
        is_new=is_new,
        may_tell=may_tell,
    )
    tell = Button(BERI_TAHU, data=f"ambang_kabar:{rule.threshold_id}")
    document = Button(ISI_DASAR, data=f"dasar:{rule.threshold_id}")
    return Text(html, (*(() if rule.basis else ((document,),)), *(((tell,),) if may_tell else ())))


def told(criterion: Criterion, rule: Requirement, regions: Sequence[ToldOfRule]) -> Text:
    """Whom the rule was told to; nobody, where that was done before."""
    return Text(render("threshold_told", rule=_words(criterion, rule), regions=region_words(regions)))


def ask_document(criterion: Criterion, rule: Requirement) -> Text:
    """The number of the paper the threshold rests on."""
    return Text(render("threshold_ask_document", rule=_words(criterion, rule)))


def document_set(criterion: Criterion, rule: Requirement) -> Text:
    return Text(render("threshold_document_set", rule=_words(criterion, rule)))


def _line(criteria: Criteria, versions: Versions) -> dict[str, object]:
    criterion = criteria[versions.series.criterion]
    now = versions.current
    return {
        "number": criterion.number,
        "name": name_of(criterion, versions.series.instrument),
        "now": version_words(criterion, now) if now else None,
        "planned": [version_words(criterion, version) for version in versions.planned],
    }


def _confirmable(versions: Versions, *, may_change: bool) -> list[Version]:
    standing = [version for version in (versions.current, *versions.planned) if version is not None]
    own = [v for v in standing if v.rule.minimum and not v.rule.is_confirmed]
    return own if may_change and versions.series.criterion is not CriterionKey.PERKARA else []


def _confirm(criterion: Criterion, version: Version, version_of: VersionOf) -> Button:
    """The stage and the day are named where the one for candidates today could be meant."""
    rule = version.rule
    stage = "" if rule.stage is JUDGED_STAGES[0] else f" ({rule.stage.value})"
    since = f" mulai {short_date(rule.effective_from)}" if rule.effective_from else ""
    label = f"{KONFIRMASI} {name_of(criterion, rule.instrument)}{stage}{since}"
    return Button(label, data=f"ambang:{rule.threshold_id}:{version_of(rule)}")


def _open(criteria: Criteria, versions: Versions) -> Button:
    series = versions.series
    stage = "" if series.stage is JUDGED_STAGES[0] else f"{series.stage.value.capitalize()}: "
    name = name_of(criteria[series.criterion], series.instrument)
    return Button(f"{stage}{name} ▸", data=f"ambang_lihat:{versions.anchor}")


def _plan_label(version: Version) -> str:
    on = version.rule.effective_from
    return f"{BATALKAN_RENCANA} {short_date(on)}" if on else BATALKAN_RENCANA


def _words(criterion: Criterion, rule: Requirement) -> dict[str, str | int | bool]:
    return {
        "name": name_of(criterion, rule.instrument),
        "cohort": rule.cohort,
        "stage": rule.stage.value,
        "minimum": rule_text(rule),
        "from_day": short_date(rule.effective_from) if rule.effective_from else "",
        "source": rule.source,
        "document": rule.document,
        "basis": rule.basis,
    }
