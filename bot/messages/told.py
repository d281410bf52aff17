"""What every text about one sitting says to one reader, put into words once."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.messages.render import render
from bot.rules.clocks import Moment, both_clocks, local_date, near_day, short_date
from bot.rules.meetings import Join
from bot.rules.reveal import way_in_is_told, way_in_told_from
from bot.rules.sittings import Addressee, MeetingView, SittingView, platform


@dataclass(frozen=True, slots=True)
class Told:
    """The facts of one sitting as this reader counts them."""

    to: Addressee
    title: str
    letter: str
    has_letter: bool  #: as a file, which went before
    session_title: str  #: the same at the head of a line: "Sesi Kota Bontang"
    session_name: str  #: "sesi Kota Bontang", or "sesi ke-2" where several regions share it
    when: Moment
    start: str  #: "14.00 WITA", the reader's own
    short_date: str
    near_day: str | None
    join: Join
    platform: str
    is_link_told: bool
    link_from: str  #: from when on, where it is not told yet


def told(
    meeting: MeetingView, sitting: SittingView, *, to: Addressee, now: datetime, is_known: bool = False
) -> Told:
    """The sitting for this reader at this moment; ``is_known``: the way in was told before."""
    name = session_name(sitting, region=to.region)
    return Told(
        to=to,
        title=meeting.title,
        letter=meeting.surat_undangan,
        has_letter=meeting.letter_attachment_id is not None,
        session_title=name[0].upper() + name[1:],
        session_name=name,
        when=both_clocks(sitting.starts_at, reader=to.zone, until=sitting.ends_at),
        start=str(both_clocks(sitting.starts_at, reader=to.zone).local),
        short_date=short_date(local_date(sitting.starts_at, to.zone)),
        near_day=near_day(sitting.starts_at, now=now, reader=to.zone),
        join=sitting.join,
        platform=platform(sitting.join),
        is_link_told=bool(sitting.join)
        and (is_known or way_in_is_told(sitting, zone=to.zone, now=now, extra=meeting.days_off)),
        link_from=link_from(sitting, reader=to.zone),
    )


def link_from(sitting: SittingView, *, reader: ZoneInfo) -> str:
    """When the way in is told: "satu hari kerja sebelumnya", or the hour on the reader's clock."""
    if sitting.reveal_minutes is None:
        return "satu hari kerja sebelumnya"
    at = both_clocks(way_in_told_from(sitting, zone=reader), reader=reader).local
    return f"pada hari rapat mulai pukul {at}"


def session_name(sitting: SittingView, *, region: str) -> str:
    """How a reader knows the sitting: by the own region, or by its number."""
    return f"sesi {region}" if sitting.regions in ((region,), ()) else f"sesi ke-{sitting.number}"


def say(template: str, what: Told, **more: object) -> str:
    """The template with the facts and what else it needs."""
    facts = {field.name: getattr(what, field.name) for field in fields(what)}
    return render(template, **facts, **more)
