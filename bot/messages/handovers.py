"""Serah terima: what staff see first, the thanks to whoever goes, the summary for whoever comes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.messages import alerts
from bot.messages.answers import attributed, worded
from bot.messages.contacts import KEMBALI, post_of
from bot.messages.render import render
from bot.messages.seat_changes import opens
from bot.messages.seats import CAPACITIES
from bot.messages.told import Told, told
from bot.rules.actors import HeldSeat, TenureKind
from bot.rules.answers import Given
from bot.rules.clocks import full_date, local_date, short_date, zone_named
from bot.rules.handovers import Matters
from bot.rules.outbox import Button, Text
from bot.rules.seat_views import Acting, SeatView
from bot.rules.seats import ANSWERING_POSTS
from bot.rules.sittings import addressee
from bot.rules.wording import listing

SERAHKAN = "Serahkan sekarang"

#: What a stranger who checks the proof code is told.
TITLE_THANKS = "Pemberitahuan serah terima jabatan"
TITLE_SUMMARY = "Ringkasan untuk pejabat baru"
TITLE_SUMMARY_AGAIN = "Ringkasan untuk akun baru"


def preview(
    seat: SeatView,
    holder: Acting,
    matters: Matters,
    *,
    leaving: Sequence[Acting],
    staying: Sequence[Acting],
    open_codes: int,
    now: datetime,
) -> Text:
    """What passes on with the seat, who goes and who stays; nothing is done yet."""
    held = _held(seat)
    html = render(
        "handover_preview",
        post=post_of(seat),
        name=holder.name,
        since=short_date(local_date(holder.started_at, zone_named(seat.zone))),
        sittings=list(_sittings(matters, held, now)),
        cases=[alerts.fall(case.line) for case in matters.cases],
        promises=_promises(matters),
        points=_points(matters),
        leaving=listing([one.name for one in leaving]) if leaving else "",
        staying=listing([one.name for one in staying]) if staying else "",
        open_codes=open_codes,
    )
    yes = Button(SERAHKAN, data=f"serah_ya:{holder.tenure_id}", style="danger")
    return Text(html, ((yes,), (Button(KEMBALI, data=f"jabatan:{seat.seat_id}"),)))


def done(seat: SeatView, names: Sequence[str]) -> Text:
    """To whoever did it; the code follows as a picture."""
    html = render("handover_done", post=post_of(seat, prefix=""), names=listing(names))
    return Text(html, opens(seat))


def done_by(seat: SeatView, names: Sequence[str], *, by: str) -> Text:
    """To the other officers of the region."""
    html = render("handover_done_by", post=post_of(seat, prefix=""), names=listing(names), by=by or "petugas")
    return Text(html, opens(seat))


def thanks(seat: SeatView, *, name: str, others: Sequence[str]) -> Text:
    """To the holder who goes; ``others`` are the posts he still acts for."""
    return Text(render("handover_thanks", post=post_of(seat), name=name, others=others))


def summary(
    matters: Matters, *, seat: HeldSeat, beside: Sequence[Acting], now: datetime, is_known: bool = False
) -> Text:
    """To the new holder: what was answered, fell and was promised before him, and who acts beside him.

    ``is_known``: it is the same holder, with another account.
    """
    html = render(
        "handover_summary",
        heading=TITLE_SUMMARY_AGAIN if is_known else TITLE_SUMMARY,
        to=addressee(seat),
        sittings=list(_sittings(matters, seat, now, is_known=is_known)),
        cases=[alerts.fall(case.line) for case in matters.cases],
        promises=_promises(matters),
        points=_points(matters),
        beside=[(one.name, CAPACITIES[one.kind].lower()) for one in beside],
    )
    batches: dict[str, list[str]] = {}
    for case in matters.cases if seat.post in ANSWERING_POSTS else ():
        batches.setdefault(case.batch, []).append(case.line.criterion.short_name)
    return Text(
        html,
        tuple(
            row
            for batch, names in batches.items()
            for row in alerts.answers(
                batch, seat.region_code, about=", ".join(names) if len(batches) > 1 else ""
            )
        ),
    )


def _sittings(
    matters: Matters, seat: HeldSeat, now: datetime, *, is_known: bool = False
) -> Iterator[tuple[Told, str]]:
    """Each sitting as the seat knows it, with the answer and by which post it was given."""
    to = addressee(seat)
    for each in matters.sittings:
        answer = attributed(each.answer) if is_known else _answered(each.answer, seat)
        yield told(each.meeting, each.sitting, to=to, now=now), answer


def _answered(given: Given | None, seat: HeldSeat) -> str:
    if given is None or attributed(given) != worded(given):
        return attributed(given)
    return f"{worded(given)}, oleh {seat.title} sebelumnya"


def _promises(matters: Matters) -> list[tuple[str, str, str]]:
    return [(it.criterion, full_date(it.on) if it.on else "", it.person) for it in matters.promises]


def _points(matters: Matters) -> list[tuple[int, str, str]]:
    return [(it.point, it.words, full_date(it.due_on)) for it in matters.points]


def _held(seat: SeatView) -> HeldSeat:
    """The seat as texts about sittings know it."""
    return HeldSeat(
        seat.seat_id,
        seat.region_code,
        seat.region_name,
        seat.zone,
        seat.post,
        seat.title,
        TenureKind.HOLDER,
        seat.holder.prefix if seat.holder else "",
    )
