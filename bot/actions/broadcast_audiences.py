"""Who a siaran goes to, asked anew each time: for the preview, at Konfirmasi, and when it leaves."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import RowMapping

from bot.actions.work import Work
from bot.rules.actors import TenureKind
from bot.rules.audiences import Addressee, Audience, EmptySeat, Found, each_once
from bot.rules.clocks import zone_named
from bot.rules.wording import post
from db.queries.audiences import seats_and_people
from db.queries.seat_cards import reach


async def found(work: Work, audience: Audience) -> Found:
    """Everybody the choice means now, each once, and the chosen seats that nobody acts for. One question."""
    rows = await seats_and_people(work.session, audience)
    people = [_addressee(row) for row in rows if row["contact_id"] is not None]
    empty = [
        EmptySeat(row["seat_id"], row["region_code"], row["region"], _post(row))
        for row in rows
        if row["contact_id"] is None
    ]
    return Found(each_once(people), tuple(empty))


async def recipients_of(work: Work, audience: Audience) -> Sequence[Addressee]:
    """The people of ``found``, also those who cannot be reached."""
    return (await found(work, audience)).people


def _addressee(row: RowMapping) -> Addressee:
    return Addressee(
        contact_id=row["contact_id"],
        seat_id=row["seat_id"],
        region_code=row["region_code"],
        region=row["region"],
        post=_post(row),
        zone=zone_named(row["zone"]),
        name=row["name"],
        chat_id=row["telegram_id"],
        reach=reach(row["telegram_id"], row["reachability"]),
        is_holder=row["kind"] is TenureKind.HOLDER,
    )


def _post(row: RowMapping) -> str:
    return post(row["title"], row["region"], prefix=row["prefix"] or "")
