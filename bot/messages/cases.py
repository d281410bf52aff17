"""/perkara: criterion 8 as officers see it, and the words that say nothing about it."""

from __future__ import annotations

from bot.messages.render import render
from bot.rules.cases import CaseCard, CasePage, Decided, Deed, Ending, Part, Proposal
from bot.rules.clocks import WIB, local_date, moment_in_words, short_date
from bot.rules.outbox import Button, Keyboard, Text

MET, NOT_MET = "Usulkan: terpenuhi", "Usulkan: belum terpenuhi"
SETUJUI, TOLAK, TARIK = "Setujui", "Tolak", "Tarik usulan"
KEMBALI = "Kembali ke daftar"
SEBELUM, SESUDAH = "Sebelumnya", "Berikutnya"


def listed(page: CasePage) -> Text:
    """What waits, and regions by name with what stands for them."""
    html = render(
        "cases",
        proposals=[(one.region_name, one.is_met, one.proposed_by) for one in page.proposals],
        lines=[(line.region_name, line.is_met) for line in page.lines],
    )
    waiting = {one.region_code: one.region_name for one in page.proposals}
    names = waiting | {line.region_code: line.region_name for line in page.lines}
    rows = tuple((Button(name, data=f"prk_d:{code}"),) for code, name in names.items())
    return Text(html, (*rows, *_turning(page)))


def card(shown: CaseCard, *, ending: Ending | None = None) -> Text:
    """One region. ``ending``: after a press."""
    html = render(
        "case_card",
        region=shown.region_name,
        standing=_decided(shown.standing) if shown.standing else None,
        proposal=_proposed(shown.proposal) if shown.proposal else None,
        part=shown.part.value,
        has_colleague=shown.has_colleague,
        is_outdated=ending is Ending.OUTDATED,
    )
    return Text(html, (*_buttons(shown), (Button(KEMBALI, data="prk:0"),)))


def not_typed() -> Text:
    """Anything but a region: nothing of it is kept."""
    return Text(render("case_not_typed"), ((Button(KEMBALI, data="prk:0"),),))


def waiting() -> Text:
    """To the second officers: no region, no value."""
    return Text(render("case_waiting"))


def over(*, is_lapsed: bool) -> Text:
    """To whoever proposed: no region, no value, nor which way it was decided."""
    return Text(render("case_over", is_lapsed=is_lapsed))


def receipt(deed: Deed) -> Text:
    """To whoever did it, by the outbox: no region, no value."""
    return Text(render("case_receipt", deed=deed.value))


def _decided(one: Decided) -> dict[str, object]:
    return {
        "is_met": one.is_met,
        "on": short_date(local_date(one.decided_at, WIB)),
        "by": one.proposed_by,
        "second": one.decided_by,
    }


def _proposed(one: Proposal) -> dict[str, object]:
    return {
        "is_met": one.is_met,
        "on": short_date(local_date(one.proposed_at, WIB)),
        "by": one.proposed_by,
        "until": moment_in_words(one.lapses_at, WIB),
    }


def _buttons(shown: CaseCard) -> Keyboard:
    if shown.part is Part.PROPOSE:
        return _proposals(shown)
    number = shown.proposal.decision_id if shown.proposal else 0
    if shown.part is Part.TAKE_BACK:
        return ((Button(TARIK, data=f"prk_b:{number}"),),)
    if shown.part is Part.DECIDE:
        return ((Button(SETUJUI, data=f"prk_y:{number}"), Button(TOLAK, data=f"prk_t:{number}")),)
    return ()


def _proposals(shown: CaseCard) -> Keyboard:
    """What stands already is not offered."""
    stands = shown.standing.decision_id if shown.standing else 0
    is_met = shown.standing.is_met if shown.standing else None
    offered = [(MET, "ya", True), (NOT_MET, "tidak", False)]
    return tuple(
        (Button(label, data=f"prk_u:{shown.region_code}:{word}:{stands}"),)
        for label, word, value in offered
        if value is not is_met
    )


def _turning(page: CasePage) -> Keyboard:
    back = [Button(SEBELUM, data=f"prk:{page.number - 1}")] if page.number else []
    on = [Button(SESUDAH, data=f"prk:{page.number + 1}")] if page.has_more else []
    return ((*back, *on),) if back or on else ()
