"""Rencana tindak lanjut: what is asked, how it is shown back, and what staff read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.messages.render import render
from bot.rules.alert_lives import PlanMade, ResponseKind
from bot.rules.clocks import full_date, short_date
from bot.rules.outbox import Button, Text

UBAH_PENANGGUNG_JAWAB = "Ubah penanggung jawab"
UBAH_TANGGAL = "Ubah tanggal"
UBAH_RENCANA = "Ubah isi rencana"

#: What was answered to a notice about a value.
KINDS = {
    ResponseKind.ACKNOWLEDGED: "menerima pemberitahuan",
    ResponseKind.PROMISED: "menyampaikan rencana",
    ResponseKind.DISPUTED: "menyatakan nilai keliru",
    ResponseKind.DONE: "menyatakan rencana sudah dilaksanakan",
}


def ask_person() -> Text:
    return Text(render("plan_ask_person"))


def ask_date(person: str = "", *, example: str) -> Text:
    """``example``: a date as it may be typed."""
    return Text(render("plan_ask_date", person=person, example=example))


def ask_work(person: str = "", on: date | None = None) -> Text:
    """One line of what will be done."""
    return Text(render("plan_ask_work", person=person, on=full_date(on) if on else ""))


def planned(plan: PlanMade, *, batch: str, region_code: str) -> Text:
    """All three shown back, each with a button to correct it."""
    where = f"{batch}:{region_code}"
    return Text(
        render("plan_recorded", plan=_plan(plan)),
        (
            (Button(UBAH_PENANGGUNG_JAWAB, data=f"rencana_p:{where}"),),
            (
                Button(UBAH_TANGGAL, data=f"rencana_d:{where}"),
                Button(UBAH_RENCANA, data=f"rencana_w:{where}"),
            ),
        ),
    )


def staff_planned(post: str, names: Sequence[str], plan: PlanMade, *, is_update: bool) -> Text:
    """To staff: who promised what until when."""
    return Text(render("plan_to_staff", post=post, names=names, plan=_plan(plan), is_update=is_update))


def carried_out() -> Text:
    """Thanks; the value itself counts once it is published."""
    return Text(render("plan_carried_out"))


def staff_carried_out(post: str, names: Sequence[str], plan: PlanMade) -> Text:
    """To staff: what was promised is said to be carried out."""
    return Text(render("plan_carried_out_to_staff", post=post, names=names, plan=_plan(plan)))


def _plan(plan: PlanMade) -> dict[str, str]:
    return {"person": plan.person, "on": full_date(plan.on) if plan.on else "", "what": plan.what}


def in_words(kind: ResponseKind, said: PlanMade) -> str:
    """One answer in a line: menyampaikan rencana: Rina, 30 Juni 2025, melengkapi standar pelayanan."""
    on = short_date(said.on) if said.on else ""
    rest = ", ".join(part for part in (said.person, on, said.what) if part)
    return f"{KINDS[kind]}: {rest}" if rest else KINDS[kind]
