"""The calendar file, read by a small RFC 5545 reader of our own, not by the library that wrote it."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.pictures.calendar_files import CalendarEntry, Off, calendar_file
from bot.rules.clocks import WIB, WIT, WITA

NOW = datetime(2025, 3, 3, 8, 0, tzinfo=WIB)
ENTRY = CalendarEntry(
    uid="permas-7@dit-permas",
    sequence=0,
    starts_at=datetime(2025, 3, 11, 13, 0, tzinfo=WIB),
    ends_at=datetime(2025, 3, 11, 15, 30, tzinfo=WIB),
    zone=WITA,
    summary="Rapat Koordinasi; Kota Bontang, sesi 2",
    description="ID rapat: 900 0000 0000\nKode sandi: Bontang25" + " panjang" * 20,
    organizer="Dit. Permas KPK",
    location="https://zoom.us/j/90000000000",
)


def unfolded(content):
    """RFC 5545 3.1: CRLF ends a line, CRLF and a blank continue it, 75 octets at most."""
    assert content.endswith(b"\r\n")
    physical = content.split(b"\r\n")[:-1]
    assert all(len(line) <= 75 and b"\n" not in line for line in physical)
    return content.replace(b"\r\n ", b"").decode().split("\r\n")[:-1]


def unescaped(value):
    plain, escaped = "", False
    for character in value:
        if escaped:
            plain += "\n" if character in "nN" else character
            escaped = False
        elif character == "\\":
            escaped = True
        else:
            plain += character
    return plain


def components(content):
    """Every component as (path, {name: (parameters, value)}), checking that BEGIN and END match."""
    stack, found = [], []
    for line in unfolded(content):
        head, _, value = line.partition(":")
        name, *parameters = head.split(";")
        if name == "BEGIN":
            stack.append((value, {}))
        elif name == "END":
            closed, properties = stack.pop()
            assert closed == value
            found.append(("/".join([*(each for each, _ in stack), closed]), properties))
        else:
            stack[-1][1][name] = (dict(parameter.split("=", 1) for parameter in parameters), value)
    assert not stack
    return dict(found)


def moment(found, name):
    parameters, value = found[name]
    return datetime.strptime(value, "%Y%m%dT%H%M%S").replace(tzinfo=ZoneInfo(parameters["TZID"]))


@pytest.mark.parametrize("zone", [WIB, WITA, WIT])
def test_one_sitting_as_another_reader_sees_it(zone):
    file = calendar_file(replace(ENTRY, zone=zone), now=NOW, region_name="Kota Bontang")
    assert (file.name, file.mime) == ("sesi-11-maret-2025-kota-bontang.ics", "text/calendar")
    found = components(file.content)
    event = found["VCALENDAR/VEVENT"]
    assert found["VCALENDAR"]["METHOD"][1] == "PUBLISH"
    assert found["VCALENDAR/VTIMEZONE"]["TZID"][1] == zone.key == event["DTSTART"][0]["TZID"]
    hours = zone.utcoffset(NOW) // timedelta(hours=1)
    assert found["VCALENDAR/VTIMEZONE/STANDARD"]["TZOFFSETTO"][1] == f"+0{hours}00"
    assert moment(event, "DTSTART") == ENTRY.starts_at
    assert moment(event, "DTEND") == ENTRY.ends_at
    assert (event["UID"][1], event["SEQUENCE"][1], event["STATUS"][1]) == (ENTRY.uid, "0", "CONFIRMED")
    assert event["DTSTAMP"][1] == "20250303T010000Z"
    assert unescaped(event["SUMMARY"][1]) == ENTRY.summary
    assert unescaped(event["DESCRIPTION"][1]) == ENTRY.description
    assert unescaped(event["LOCATION"][1]) == ENTRY.location
    assert found["VCALENDAR/VEVENT/VALARM"]["TRIGGER"][1] == "-PT30M"


def test_a_cancelled_sitting_takes_the_same_entry_out():
    file = calendar_file(replace(ENTRY, off=Off.CANCELLED, sequence=3), now=NOW, region_name="Kota Bontang")
    found = components(file.content)
    event = found["VCALENDAR/VEVENT"]
    assert (found["VCALENDAR"]["METHOD"][1], event["STATUS"][1]) == ("CANCEL", "CANCELLED")
    assert (event["UID"][1], event["SEQUENCE"][1]) == (ENTRY.uid, "3")
    assert "VCALENDAR/VEVENT/VALARM" not in found


def test_the_name_tells_the_readers_own_date():
    late = replace(ENTRY, starts_at=datetime(2025, 3, 11, 23, 30, tzinfo=WIB), zone=WIT)
    assert (
        calendar_file(late, now=NOW, region_name="Kabupaten Asmat").name
        == "sesi-12-maret-2025-kabupaten-asmat.ics"
    )


def test_the_file_holds_no_remark_of_the_library():
    assert b"COMMENT" not in calendar_file(ENTRY, now=NOW, region_name="Kota Bontang").content
