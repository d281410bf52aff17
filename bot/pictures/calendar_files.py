"""One sitting as an iCalendar file (RFC 5545): same UID for ever, a higher SEQUENCE with each change.

METHOD is PUBLISH: the file is handed out in a chat, no mail system carries an answer back. A
sitting that is off for the reader (cancelled, postponed, no longer invited) is METHOD:CANCEL, which takes the
entry out of the calendar again; a new time is PUBLISH once more.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.rules.clocks import local_date, short_date

if TYPE_CHECKING:
    from icalendar import Alarm, Calendar, Event

PRODID = "-//Dit. Permas KPK//permas-bot//ID"
ORGANIZER = "https://permas.kpk.go.id"  #: RFC 5546 asks for one; the unit has no public mail address here
ALARM_BEFORE = timedelta(minutes=30)


class Off(StrEnum):
    """Why an entry is taken out of the calendar."""

    CANCELLED = "cancelled"
    POSTPONED = "postponed"  #: until there is another time
    NOT_INVITED = "not_invited"


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """What the file says; the texts come finished."""

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    zone: ZoneInfo  #: of the reader
    summary: str
    description: str
    organizer: str
    location: str = ""  #: the link, where it may be told already
    off: Off | None = None  #: the entry is taken out


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """A file ready to send."""

    name: str
    content: bytes
    off: Off | None = None
    mime: str = "text/calendar"


def calendar_file(entry: CalendarEntry, *, now: datetime, region_name: str) -> CalendarFile:
    """The file of one sitting; its name tells the date and the region."""
    day = short_date(local_date(entry.starts_at, entry.zone))
    name = f"sesi {day} {region_name}".lower().replace(" ", "-") + ".ics"
    return CalendarFile(name=name, content=_calendar(entry, now=now).to_ical(), off=entry.off)


def _calendar(entry: CalendarEntry, *, now: datetime) -> Calendar:
    from icalendar import Calendar  # here and below: slow to load, and no bot needs it to start

    calendar = Calendar()
    calendar.add("prodid", PRODID)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "CANCEL" if entry.off else "PUBLISH")
    calendar.add_component(_event(entry, now=now))
    calendar.add_missing_timezones()
    for zone in calendar.timezones:
        zone.pop("COMMENT", None)  # the library's remark, in English, is nothing for the reader
    return calendar


def _event(entry: CalendarEntry, *, now: datetime) -> Event:
    from icalendar import Event, vText, vUri

    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", now.astimezone(ZoneInfo("UTC")))
    event.add("dtstart", entry.starts_at.astimezone(entry.zone))
    event.add("dtend", entry.ends_at.astimezone(entry.zone))
    event.add("summary", vText(entry.summary))
    event.add("description", vText(entry.description))
    event.add("status", "CANCELLED" if entry.off else "CONFIRMED")
    event.add("organizer", vUri(ORGANIZER), parameters={"cn": entry.organizer})
    if entry.location:
        event.add("location", vText(entry.location))
    if not entry.off:
        event.add_component(_alarm(entry))
    return event


def _alarm(entry: CalendarEntry) -> Alarm:
    from icalendar import Alarm, vText

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -ALARM_BEFORE)
    alarm.add("description", vText(entry.summary))
    return alarm
