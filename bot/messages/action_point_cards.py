"""Tindak lanjut as staff read it: the question, the card before Konfirmasi, the list, one point."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from bot.messages.action_points import post_of
from bot.messages.render import render
from bot.rules.action_lines import PointDraft
from bot.rules.action_points import ActionPointState, PointView
from bot.rules.actors import HeldSeat
from bot.rules.clocks import WIB, full_date, local_date, short_date
from bot.rules.outbox import Button, Keyboard, Text
from bot.rules.sittings import MeetingView, addressee

KONFIRMASI, BATAL, TIDAK_JADI = "Konfirmasi", "Batal", "Tidak jadi"
UBAH_TANGGAL, HAPUS = "Ubah batas waktu", "Tidak diperlukan lagi"

#: Points of the list; each has a button. The rest comes up as these are done.
_MOST = 30
_IN_A_ROW = 4
_MOST_NAMED = 40


def ask(meeting: MeetingView, *, now: datetime) -> Text:
    """The question for what was agreed, with an example of this meeting's own."""
    regions = [name for sitting in meeting.sittings for name in sitting.regions]
    html = render(
        "action_point_ask",
        meeting=meeting,
        region=regions[0] if regions else "Kota Bontang",
        day=f"{local_date(now, WIB) + timedelta(days=30):%d-%m-%Y}",
    )
    return Text(html, ((Button(BATAL, data="batal"),),))


def preview(
    meeting: MeetingView,
    drafts: Sequence[tuple[PointDraft, Sequence[HeldSeat]]],
    *,
    unreached: Sequence[str],
    version: str,
) -> Text:
    """What would be stored, for whom; who cannot be reached."""
    rows = [(draft.words, full_date(draft.due_on), _posts(seats)) for draft, seats in drafts]
    html = render(
        "action_point_preview",
        meeting=meeting,
        rows=rows,
        count=sum(len(seats) for _, seats in drafts),
        unreached=unreached,
    )
    return Text(html, _confirm(f"tl_ya:{meeting.meeting}:{version}", BATAL))


def _posts(seats: Sequence[HeldSeat]) -> str:
    named = "; ".join(addressee(seat).post for seat in seats[:_MOST_NAMED])
    more = len(seats) - _MOST_NAMED
    return f"{named}; dan {more} jabatan lain" if more > 0 else named


def stored(meeting: MeetingView, points: Sequence[PointView], *, people: int) -> Text:
    numbers = [point.point for point in points]
    return Text(
        render("action_point_stored", meeting=meeting, count=len(points), numbers=numbers, people=people)
    )


def overview(points: Sequence[PointView], *, now: datetime) -> Text:
    """/tindaklanjut of staff: what is open, overdue first, by meeting."""
    shown = points[:_MOST]
    titles = dict.fromkeys((point.meeting, point.title) for point in shown)
    meetings = [
        (number, title, [_row(point, now) for point in shown if point.meeting == number])
        for number, title in titles
    ]
    overdue = sum(point.is_overdue(now) for point in points)
    html = render(
        "action_point_overview",
        meetings=meetings,
        count=len(points),
        overdue=overdue,
        more=len(points) - len(shown),
    )
    buttons = [Button(f"Nomor {point.point}", data=f"tl:{point.point}") for point in shown]
    return Text(html, tuple(tuple(buttons[at : at + _IN_A_ROW]) for at in range(0, len(buttons), _IN_A_ROW)))


def card(point: PointView, *, now: datetime, may_set: bool) -> Text:
    """One point, with what an officer can do to an open one."""
    html = render("action_point_card", **_card(point, now))
    where = f"{point.point}:{point.due_on:%Y%m%d}"
    buttons = ((Button(UBAH_TANGGAL, data=f"tl_tgl:{where}"), Button(HAPUS, data=f"tl_hapus:{where}")),)
    return Text(html, buttons if may_set and point.state is ActionPointState.OPEN else ())


def ask_date(point: PointView, *, now: datetime) -> Text:
    html = render(
        "action_point_ask_date",
        **_card(point, now),
        day=f"{max(point.due_on, local_date(now, WIB)) + timedelta(days=14):%d-%m-%Y}",
    )
    return Text(html, ((Button(BATAL, data="batal"),),))


def date_preview(point: PointView, after: date, *, people: int, now: datetime) -> Text:
    """Semula and Menjadi, and how many hear of it."""
    html = render("action_point_date_preview", **_card(point, now), after=full_date(after), people=people)
    return Text(html, _confirm(f"tl_tgl_ya:{point.point}:{point.due_on:%Y%m%d}:{after:%Y%m%d}", BATAL))


def date_set(point: PointView, *, people: int) -> Text:
    return Text(render("action_point_date_set", point=point, due=full_date(point.due_on), people=people))


def drop_preview(point: PointView, *, people: int, now: datetime) -> Text:
    html = render("action_point_drop_preview", **_card(point, now), people=people)
    return Text(html, _confirm(f"tl_hapus_ya:{point.point}:{point.due_on:%Y%m%d}", TIDAK_JADI))


def drop_done(point: PointView, *, people: int) -> Text:
    return Text(render("action_point_drop_done", point=point, post=post_of(point), people=people))


def done(point: PointView, *, by: str) -> Text:
    """To the officer: the owner says that it is done."""
    return Text(render("action_point_done", point=point, post=post_of(point), by=by))


def reopened(point: PointView, *, by: str) -> Text:
    """To the officer: that was a slip of the finger."""
    return Text(render("action_point_not_done", point=point, post=post_of(point), by=by))


def overdue(points: Sequence[PointView], *, now: datetime) -> Text:
    """To the officer, once for each due day that is over."""
    rows = [_row(point, now) for point in points[:_MOST]]
    return Text(render("action_point_overdue", rows=rows, more=len(points) - len(rows)))


def _row(point: PointView, now: datetime) -> dict[str, object]:
    return {
        "number": point.point,
        "post": post_of(point),
        "words": point.words,
        "due": short_date(point.due_on),
        "is_overdue": point.is_overdue(now),
    }


_STATES = {
    ActionPointState.OPEN: "terbuka",
    ActionPointState.DONE: "selesai",
    ActionPointState.DROPPED: "tidak diperlukan lagi",
}


def _card(point: PointView, now: datetime) -> dict[str, object]:
    state = "lewat batas waktu" if point.is_overdue(now) else _STATES[point.state]
    return {"point": point, "post": post_of(point), "due": full_date(point.due_on), "state": state}


def _confirm(data: str, otherwise: str) -> Keyboard:
    return ((Button(KONFIRMASI, data=data, style="primary"), Button(otherwise, data="batal")),)
