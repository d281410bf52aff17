"""The attendance sheet of a sitting in words."""

from __future__ import annotations

from datetime import date, datetime

from bot.messages.answers import WORDS, attributed
from bot.rules.actors import TenureKind
from bot.rules.answers import Choice, Presence
from bot.rules.attendance import Method
from bot.rules.attendance_sheets import AttendanceLine, AttendanceSheet, Present, Roll
from bot.rules.clocks import (
    WIB,
    ZONES,
    both_clocks,
    clock_time,
    full_moment,
    local_date,
    short_date,
    zone_label,
    zone_named,
)
from bot.rules.outbox import Button
from bot.rules.sittings import SittingView
from bot.rules.wording import post

DAFTAR_HADIR = "Daftar hadir"

MARKS = {
    Presence.JOINED: "Hadir",
    Presence.TROUBLE: "Terkendala masuk",
    Presence.ABSENT: "Tidak hadir",
    None: "Tidak tercatat",
}
METHODS = {Method.BUTTON: "tombol", Method.SCREEN: "kode layar", Method.STAFF: "petugas"}
CAPACITIES = {
    TenureKind.HOLDER: "pejabat",
    TenureKind.ASSISTANT: "ajudan",
    TenureKind.DELEGATE: "wakil",
}


def sheet(roll: Roll, *, now: datetime) -> AttendanceSheet:
    """One line a seat, in the order of the regions; those who were not there too."""
    sitting = roll.sitting
    return AttendanceSheet(
        meeting=roll.meeting.meeting,
        number=sitting.number,
        title=roll.meeting.title,
        letter=roll.meeting.surat_undangan,
        when=_when(roll),
        made=full_moment(now, WIB),
        counts=_counts(roll),
        lines=[_line(present, on=local_date(sitting.starts_at, WIB)) for present in roll.present],
    )


def _when(roll: Roll) -> list[str]:
    """Selasa, 11 Maret 2025, pukul 13.00-15.30 WIB; the same in WITA, where somebody there is invited."""
    sitting = roll.sitting
    labels = {zone_label(zone_named(present.each.seat.zone)) for present in roll.present} | {"WIB"}
    found = []
    for label in (label for label in ZONES if label in labels):
        local = both_clocks(sitting.starts_at, reader=ZONES[label], until=sitting.ends_at).local
        found.append(f"{local.date}, pukul {local}")
    return found


def _counts(roll: Roll) -> str:
    presences = [present.each.presence for present in roll.present]
    counted = [f"{words} {presences.count(presence)}" for presence, words in MARKS.items()]
    return f"{len(presences)} jabatan diundang: {', '.join(counted)}"


def _line(present: Present, *, on: date) -> AttendanceLine:
    each, mark = present.each, present.each.mark
    answer = each.answer
    is_sent = answer is not None and answer.choice is Choice.DIWAKILKAN
    at = mark.at if mark else None
    return AttendanceLine(
        region=each.seat.region_name,
        post=post(each.seat.title, "", prefix=each.seat.prefix).strip(),
        person=present.person,
        capacity=CAPACITIES[present.capacity] if present.capacity else "",
        substitute=answer.note if answer and is_sent else "",
        answer=(WORDS[answer.choice] if is_sent else attributed(answer)) if answer else "belum menjawab",
        mark=MARKS[each.presence],
        at=at,
        local_time=_local(at, each.seat.zone),
        other_day=short_date(local_date(at, WIB)) if at and local_date(at, WIB) != on else "",
        method=METHODS.get(Method(mark.method), "") if mark else "",
        staff=present.staff,
    )


def _local(at: datetime | None, zone_name: str) -> str:
    """11 Maret 2025 14.02 WITA"""
    if at is None:
        return ""
    zone = zone_named(zone_name)
    return f"{short_date(local_date(at, zone))} {clock_time(at, zone)} {zone_label(zone)}"


def file_name(sheet: AttendanceSheet, ending: str) -> str:
    return f"daftar-hadir-rapat-{sheet.meeting}-sesi-{sheet.number}.{ending}"


def sheet_buttons(sitting: SittingView) -> tuple[Button, ...]:
    """The attendance sheet, once the sitting has begun."""
    return tuple(
        Button(f"{DAFTAR_HADIR} ({ending.upper()})", data=f"daftar_hadir:{sitting.item}:{ending}")
        for ending in ("xlsx", "pdf")
    )
