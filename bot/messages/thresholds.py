"""/ambang: the thresholds of a cohort, and the receipt of a confirmation."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.messages import criteria
from bot.messages.render import render
from bot.rules.criteria import Criterion, CriterionKey
from bot.rules.outbox import Button, Text
from bot.rules.requirements import Requirement
from bot.rules.wording import listing

KONFIRMASI = "Konfirmasi"
ISI_DASAR = "Isi dasar dokumen"

Rules = Sequence[tuple[Criterion, Requirement]]


def thresholds(
    cohort: int | None, rules: Rules, *, may_confirm: bool, version_of: Callable[[Requirement], str]
) -> Text:
    """Every threshold with its source; an admin gets a button for each that can be confirmed."""
    html = render(
        "thresholds",
        cohort=cohort,
        rules=[_words(criterion, rule) for criterion, rule in rules],
        may_confirm=may_confirm,
    )
    buttons = [
        (_button(criterion, rule, version_of(rule)),)
        for criterion, rule in rules
        if may_confirm
        and rule.minimum
        and not rule.is_confirmed
        and criterion.key is not CriterionKey.PERKARA
    ]
    return Text(html, tuple(buttons))


def confirmed(criterion: Criterion, rule: Requirement, *, below: Sequence[str], is_new: bool) -> Text:
    """What is confirmed, and who is below it now: nobody is told because of this."""
    html = render(
        "threshold_confirmed",
        rule=_words(criterion, rule),
        below=listing(below) if below else "",
        is_new=is_new,
    )
    document = Button(ISI_DASAR, data=f"dasar:{rule.threshold_id}")
    return Text(html, () if rule.basis else ((document,),))


def ask_document(criterion: Criterion, rule: Requirement) -> Text:
    """The number of the paper the threshold rests on."""
    return Text(render("threshold_ask_document", rule=_words(criterion, rule)))


def document_set(criterion: Criterion, rule: Requirement) -> Text:
    return Text(render("threshold_document_set", rule=_words(criterion, rule)))


def _button(criterion: Criterion, rule: Requirement, version: str) -> Button:
    return Button(f"{KONFIRMASI} {_name(criterion, rule)}", data=f"ambang:{rule.threshold_id}:{version}")


def _name(criterion: Criterion, rule: Requirement) -> str:
    return criteria.instrument(rule.instrument) if rule.instrument else criterion.short_name


def _words(criterion: Criterion, rule: Requirement) -> dict[str, str | int | bool]:
    is_managed = criterion.key is CriterionKey.PERKARA
    return {
        "number": criterion.number,
        "name": _name(criterion, rule),
        "cohort": rule.cohort,
        "stage": rule.stage.value,
        "minimum": rule.minimum if is_managed else criteria.threshold(rule),
        "is_managed": is_managed,
        "is_confirmed": rule.is_confirmed,
        "source": rule.source,
        "document": rule.document,
        "basis": rule.basis,
    }
