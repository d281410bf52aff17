"""Tindak lanjut as its owner reads it: new, near, moved, dropped, done; and the own list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.messages.render import render
from bot.rules.action_points import ActionPointState, PointStep, PointView
from bot.rules.clocks import full_date, short_date
from bot.rules.outbox import Button, Keyboard, Text
from bot.rules.sittings import Addressee
from bot.rules.wording import post

TITLE = "Tindak lanjut rapat"
TITLE_REMINDER = "Pengingat tindak lanjut"
SELESAI, BELUM = "Sudah selesai", "Belum selesai"

#: Buttons of one message; what stands further down is done from /tindaklanjut once these are.
_MOST_BUTTONS = 20


def assigned(points: Sequence[PointView], to: Addressee) -> Text:
    """What was agreed, told to the seat it falls to."""
    html = render("action_point_new", to=to, meetings=_by_meeting(points))
    return Text(html, _buttons(points))


def reminder(points: Sequence[PointView], step: PointStep, to: Addressee) -> Text:
    """Three working days before, or on the day."""
    first = short_date(points[0].due_on)
    html = render(
        "action_point_reminder",
        to=to,
        meetings=_by_meeting(points),
        is_today=step is PointStep.TODAY,
        first=first,
    )
    return Text(html, _buttons(points))


def moved(before: PointView, after: PointView, to: Addressee) -> Text:
    html = render(
        "action_point_moved",
        to=to,
        point=after,
        before=full_date(before.due_on),
        after=full_date(after.due_on),
    )
    return Text(html, _buttons([after]))


def dropped(point: PointView, to: Addressee) -> Text:
    return Text(render("action_point_dropped", to=to, point=point))


def closed(point: PointView, *, was_open: bool) -> Text:
    """The receipt of Sudah selesai; a slip of the finger is mended with the button."""
    html = render("action_point_closed", point=point, post=post_of(point), was_open=was_open)
    is_done = point.state is ActionPointState.DONE
    return Text(html, ((Button(BELUM, data=_data("tl_belum", point)),),) if is_done else ())


def reopened(point: PointView) -> Text:
    html = render("action_point_reopened", point=point, due=full_date(point.due_on))
    return Text(html, _buttons([point]))


def own(points: Sequence[PointView], *, now: datetime) -> Text:
    """/tindaklanjut of an official: what is open for the own seats."""
    posts = {point.seat.seat_id: post_of(point) for point in points}
    seats = [
        (name, _by_meeting([point for point in points if point.seat.seat_id == seat], now=now))
        for seat, name in posts.items()
    ]
    return Text(render("action_point_own", seats=seats), _buttons(points))


def post_of(point: PointView) -> str:
    """Inspektur Kota Bontang."""
    return post(point.seat.title, point.seat.region_name, prefix=point.seat.prefix)


def closed_in_words(point: int, words: str, *, title: str) -> tuple[str, str]:
    """What it belongs to, and what was said about it, for the file of whoever said so."""
    return f"{title}, tindak lanjut nomor {point}", f"{SELESAI}: {words}"


def _by_meeting(
    points: Sequence[PointView], *, now: datetime | None = None
) -> list[tuple[str, list[dict[str, object]]]]:
    """Rows by the title of their meeting; each has the number its button has, where there are several."""
    titles = dict.fromkeys((point.meeting, point.title) for point in points)
    return [
        (title, [_row(point, now) for point in points if point.meeting == meeting])
        for meeting, title in titles
    ]


def _row(point: PointView, now: datetime | None) -> dict[str, object]:
    return {
        "number": point.point,
        "words": point.words,
        "due": full_date(point.due_on),
        "is_overdue": now is not None and point.is_overdue(now),
    }


def _buttons(points: Sequence[PointView]) -> Keyboard:
    shown = points[:_MOST_BUTTONS]
    only = len(shown) == 1
    return tuple(
        (Button(SELESAI if only else f"{SELESAI}: nomor {point.point}", data=_data("tl_selesai", point)),)
        for point in shown
    )


def _data(action: str, point: PointView) -> str:
    return f"{action}:{point.point}:{point.seat.seat_id}"
