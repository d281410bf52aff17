"""Nilai keliru: what is asked, what staff see and decide, and what the region hears of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.messages import criteria
from bot.messages.alerts import answers
from bot.messages.render import render
from bot.messages.seats import through
from bot.rules.clocks import WIB, full_moment, local_date, short_date
from bot.rules.disputes import DAYS, MOST, Collected, DisputeView, Evidence
from bot.rules.outbox import Button, Text
from bot.rules.readings import Reading
from bot.rules.sittings import Addressee
from bot.rules.wording import listing, number

KIRIM = "Kirim"
LIHAT_BUKTI = "Lihat bukti"
KELIRU_TARIK, NILAI_BENAR = "Keliru, tarik", "Nilai benar"

#: What a stranger who checks the proof code is told.
TITLE_WITHDRAWN = "Penarikan pemberitahuan capaian"
TITLE_CHECKED = "Hasil pemeriksaan keterangan nilai keliru"


def which(several: Sequence[tuple[int, str]]) -> Text:
    """A notice about several values: which of them is meant."""
    rows = tuple((Button(name, data=f"keliru_k:{alert_id}"),) for alert_id, name in several)
    return Text(render("dispute_which"), rows)


def ask(name: str) -> Text:
    """What is wrong, in words, and evidence if there is any."""
    return Text(render("dispute_ask", name=name, most=MOST))


def collected(so_far: Collected, *, name: str) -> Text:
    """What is there so far; with words it can be sent off."""
    html = render(
        "dispute_collected",
        name=name,
        note=so_far.note,
        files=[one.name for one in so_far.files],
        more=MOST - len(so_far.files),
    )
    send = ((Button(KIRIM, data=f"keliru_kirim:{so_far.alert_id}"),),)
    return Text(html, send if so_far.note else ())


def sent(so_far: Collected, *, name: str) -> Text:
    """It is with staff: what happens now, and how long it may take."""
    return Text(render("dispute_recorded", name=name, files=len(so_far.files), days=DAYS))


def card(view: DisputeView) -> Text:
    """To staff: the value, what is said of it, and two ways to decide."""
    decided = view.decided_at is not None or not view.is_open
    html = render("dispute_card", view=view, spoke=_speaker(view), it=_value(view), decision=_decision(view))
    rows: list[tuple[Button, ...]] = []
    if view.evidence:
        rows.append((Button(f"{LIHAT_BUKTI} ({number(view.evidence)})", data=f"sangkal_b:{view.response}"),))
    if not decided:
        rows.append(
            (
                Button(KELIRU_TARIK, data=f"sangkal_y:{view.response}", style="danger"),
                Button(NILAI_BENAR, data=f"sangkal_t:{view.response}"),
            )
        )
    return Text(html, tuple(rows))


def handed_out(view: DisputeView) -> Text:
    """Before the files."""
    return Text(render("dispute_files", view=view))


def caption(view: DisputeView, one: Evidence, *, number: int) -> Text:
    """Under one file."""
    return Text(render("dispute_caption", view=view, name=one.name, number=number))


def ask_reason(view: DisputeView) -> Text:
    """Why the value is right after all; the region reads it as it is."""
    return Text(render("dispute_ask_reason", view=view))


def decided_before(view: DisputeView) -> Text:
    """Somebody was quicker, or the alert is over."""
    return Text(render("dispute_decided", view=view, decision=_decision(view)))


def upheld(view: DisputeView, posts: Sequence[str]) -> Text:
    """To whoever decided: who was told, and how the right value is recorded."""
    reading = view.reading
    command = f"/nilai {view.region_code} {view.criterion.value} {reading.year} " if reading else "/nilai"
    told = listing(list(dict.fromkeys(posts))) if posts else ""
    return Text(render("dispute_upheld", view=view, told=told, command=command))


def told_why(view: DisputeView, posts: Sequence[str]) -> Text:
    """To whoever decided that the value is right."""
    told = listing(list(dict.fromkeys(posts))) if posts else ""
    return Text(render("dispute_told_why", view=view, told=told))


def withdrawn(view: DisputeView, *, on: date, to: Addressee) -> Text:
    """To everybody who was told of the fall: what we said by name, and that it was wrong."""
    return Text(render("dispute_withdrawn", to=to, view=view, it=_value(view), on=short_date(on)))


def turned_down(view: DisputeView, reason: str, *, to: Addressee, batch: str) -> Text:
    """To the seat that said so: checked, right after all, and why."""
    on = short_date(local_date(view.responded_at, to.zone))
    html = render("dispute_turned_down", to=to, view=view, it=_value(view), reason=reason, on=on)
    return Text(html, answers(batch, view.region_code))


def _speaker(view: DisputeView) -> str:
    return f"{view.post}{through(view.capacity)}"


def _value(view: DisputeView) -> dict[str, str]:
    """The value that is said to be wrong, in words."""
    reading = view.reading
    if reading is None:
        return {"label": view.name, "value": "", "source": "", "recorded": ""}
    return {
        "label": f"{criteria.instrument(reading.instrument)} {reading.year}",
        "value": criteria.value(reading),
        "source": criteria.source(reading) or "tidak disebutkan",
        "recorded": _recorded(reading, view.recorded_by),
    }


def _recorded(reading: Reading, by: str) -> str:
    at = short_date(local_date(reading.recorded_at, WIB)) if reading.recorded_at else ""
    return ", ".join(part for part in (by or "petugas", at) if part)


def _decision(view: DisputeView) -> str:
    """Empty while nobody has decided."""
    if view.decided_at is None:
        return "" if view.is_open else "pemberitahuannya sudah selesai atau ditarik"
    when = full_moment(view.decided_at, WIB)
    by = f" oleh {view.decided_by}" if view.decided_by else ""
    if view.is_upheld is None:
        return f"selesai dengan nilai baru yang dicatat{by}, {when}"
    return f"{'nilai keliru' if view.is_upheld else 'nilai benar'}, diputuskan{by}, {when}"
