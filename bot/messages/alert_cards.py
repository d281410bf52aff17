"""One open notice as staff see it: the value, who was told, what was answered, and what comes next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.messages import criteria
from bot.messages.alert_watch import GROUPS
from bot.messages.render import render
from bot.messages.seats import through
from bot.rules.alert_lives import Answered, FollowUp, LiveAlert, ResponseKind
from bot.rules.clocks import WIB, full_moment, local_date, short_date
from bot.rules.follow_through import clock_of, may_be_put_off
from bot.rules.outbox import Button, Keyboard, Text
from bot.rules.status import CriterionLine

#: Whose turn it is, and what happens at the time that is named, if one is.
_NEXT = {
    FollowUp.OFFICER: ("petugas, untuk menelepon", "ditinjau kembali"),
    FollowUp.DISPUTED: ("petugas, untuk memutuskan", "petugas diingatkan"),
    FollowUp.ASKED: ("daerah, untuk menyampaikan kabar", "petugas diminta menelepon"),
    FollowUp.REPEATED: ("daerah, untuk menanggapi", "petugas diminta menelepon"),
    FollowUp.TOLD: ("daerah, untuk menanggapi", "daerah diingatkan"),
    FollowUp.PROMISED: ("daerah, untuk melaksanakan rencana", "daerah ditanya mengenai rencana"),
    FollowUp.ACKNOWLEDGED: ("daerah, tanpa batas waktu", ""),
    FollowUp.DONE: ("menunggu nilai berikutnya", ""),
    FollowUp.SNOOZED: ("petugas, setelah penundaan berakhir", "tindak lanjut berjalan kembali"),
    FollowUp.QUIET: ("tidak ada tindak lanjut", ""),
}
TUNDA, LANJUTKAN, UBAH = "Tunda tindak lanjut", "Lanjutkan sekarang", "Ubah penundaan"
_DECIDED = {None: "belum diputuskan", True: "nilai keliru", False: "nilai benar"}


def card(
    alert: LiveAlert,
    line: CriterionLine,
    *,
    told: Sequence[tuple[int, datetime]],
    answers: Sequence[Answered],
    posts: Mapping[int, str],
    may_put_off: bool = False,
) -> Text:
    """``told``: seat and when; ``posts``: what seats are called; ``may_put_off``: by whoever reads it."""
    turn, then = _NEXT[alert.follow_up]
    due = full_moment(alert.due_at, clock_of(alert.follow_up, zone=alert.zone)) if alert.due_at else ""
    return Text(
        render(
            "alert_card",
            alert=alert,
            it=criteria.words(line.criterion, line.assessment),
            since=short_date(alert.opened_on),
            told=[(posts.get(seat, alert.region_name), _on(at)) for seat, at in told],
            answers=[_answer(said, posts.get(said.seat_id, alert.region_name)) for said in answers],
            state=GROUPS[alert.follow_up],
            turn=turn,
            next=f"{then}, {due}" if due and then else "",
            until=short_date(alert.snoozed_until) if alert.snoozed_until and _rests(alert) else "",
        ),
        _delays(alert) if may_put_off else (),
    )


def _rests(alert: LiveAlert) -> bool:
    return alert.follow_up is FollowUp.SNOOZED


def _delays(alert: LiveAlert) -> Keyboard:
    if _rests(alert):
        end = Button(LANJUTKAN, data=f"pantau_lanjut:{alert.id}")
        return ((end,), (Button(UBAH, data=f"pantau_tunda:{alert.id}"),))
    return ((Button(TUNDA, data=f"pantau_tunda:{alert.id}"),),) if may_be_put_off(alert.follow_up) else ()


def _answer(said: Answered, post: str) -> str:
    """3 Maret 2025, Inspektur Kabupaten Maros: rencana, penanggung jawab Rina, target 30 Juni 2025."""
    by = f", dicatat oleh {said.recorded_by} (petugas)" if said.recorded_by else through(said.capacity)
    return f"{_on(said.at)}, {post}{by}: {_said(said)}"


def _said(said: Answered) -> str:
    if said.kind is ResponseKind.PROMISED:
        target = f", target {short_date(said.on)}" if said.on else ""
        what = f", {said.note}" if said.note else ""
        return f"rencana, penanggung jawab {said.person}{target}{what}"
    if said.kind is ResponseKind.DISPUTED:
        return f"nilai dinyatakan keliru ({_DECIDED[said.is_upheld]}): {said.note}"
    return "menyatakan sudah dilaksanakan" if said.kind is ResponseKind.DONE else "diterima"


def _on(at: datetime) -> str:
    return short_date(local_date(at, WIB))
