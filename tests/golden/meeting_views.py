"""The rakor of March 2025 as the texts see it; every person is a practice name."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.messages import (
    boards,
    meetings,
    reminders,
    schedule,
)
from bot.rules.actors import HeldSeat, TenureKind
from bot.rules.answers import Choice, Given, Presence
from bot.rules.cautions import Caution, Cautions, Doubled, Overlap, Warned, Where
from bot.rules.clocks import WIB, WIT, WITA
from bot.rules.meeting_checks import RegionReach, SeatReach, SittingReach, Unreached
from bot.rules.meetings import Join
from bot.rules.sittings import Mark, MeetingView, SeatAnswer, SittingView, Tally, addressee

NOW = datetime(2025, 3, 4, 9, 0, tzinfo=WITA)
SEKDA = HeldSeat(3, "64.74", "Kota Bontang", "Asia/Makassar", "sekda", "Sekretaris Daerah", TenureKind.HOLDER)
INSPEKTUR = HeldSeat(4, "64.74", "Kota Bontang", "Asia/Makassar", "inspektur", "Inspektur", TenureKind.HOLDER)
BONTANG = SittingView(
    item=2,
    number=2,
    starts_at=datetime(2025, 3, 11, 13, 0, tzinfo=WIB).astimezone(UTC),
    ends_at=datetime(2025, 3, 11, 15, 30, tzinfo=WIB).astimezone(UTC),
    zone=WIB,
    time_revision=1,
    sequence=0,
    join=Join("https://zoom.us/j/90000000000", "900 0000 0000", "Bontang25"),
    regions=("Kota Bontang",),
    seats=(3, 4),
)
RAKOR = MeetingView(
    meeting=1,
    uid="u",
    title="Rapat Koordinasi Pembentukan Percontohan Kabupaten/Kota Antikorupsi Tahun 2026",
    surat_undangan="B/1234/DKM.02/80-83/03/2025",
    revision=1,
    is_draft=False,
    is_published=True,
    letter_attachment_id=7,
    publish_at=None,
    sittings=(BONTANG,),
)
CHANGED = replace(RAKOR, revision=2)
EARLIER = replace(
    BONTANG,
    starts_at=BONTANG.starts_at - timedelta(hours=3),
    ends_at=BONTANG.ends_at - timedelta(hours=3),
    time_revision=2,
)
BARE = replace(BONTANG, join=Join())
TO = addressee(INSPEKTUR)
ASSISTANT = addressee(replace(SEKDA, kind=TenureKind.ASSISTANT, prefix="Pj."), name="Rina <contoh>")
H1 = datetime(2025, 3, 10, 9, 0, tzinfo=WITA)
HADIR = Given(Choice.HADIR, 1, NOW)
SENT = Given(Choice.DIWAKILKAN, 1, NOW, "Rina, Sekretaris Inspektorat")
AWAY = Given(Choice.TIDAK_HADIR, 1, NOW)
WAITING = Given(Choice.MENUNGGU_ARAHAN, 1, NOW)


def reminder(step, answer, now, *, is_late=False):
    return reminders.reminder(
        step, RAKOR, BONTANG, to=TO, post_title="Inspektur", answer=answer, is_late=is_late, now=now
    )


def draft_of_two():
    """One region in two sittings, and nobody in a third."""
    region = RegionReach("Kota Bontang", WITA, (SeatReach(INSPEKTUR, None),))
    empty = replace(EARLIER, item=3, number=3, regions=(), seats=())
    reach = [
        SittingReach(BONTANG, (region,)),
        SittingReach(replace(EARLIER, item=1, number=1), (region,)),
        SittingReach(empty, ()),
    ]
    meeting = replace(RAKOR, is_draft=True)
    return meetings.draft(meeting, reach=reach, cautions=Cautions((Warned(Caution.NOBODY, 3),)))


def draft(*, has_letter, flawed):
    reach = [
        SittingReach(
            BONTANG,
            (
                RegionReach(
                    "Kota Bontang",
                    WITA,
                    (
                        SeatReach(SEKDA, Unreached.EMPTY if flawed else None),
                        SeatReach(INSPEKTUR, Unreached.UNREACHABLE if flawed else None),
                    ),
                ),
            ),
        )
    ]
    meeting = replace(RAKOR, is_draft=True, letter_attachment_id=7 if has_letter else None)
    return meetings.draft(meeting, reach=reach, cautions=FLAWED if flawed else Cautions())


FLAWED = Cautions(
    (
        *(Warned(Caution.PAST, number) for number in (1, 2)),
        Warned(Caution.NOBODY, 4),
        Warned(Caution.WEEKEND, 2),
        Warned(Caution.WEEKEND, 3, zones=("WIT",)),
        Warned(Caution.HOLIDAY, 2, "Hari Suci Nyepi"),
        Warned(Caution.HOLIDAY, 3, "Hari Jadi <Maros>", ("WITA", "WIT")),
        Warned(Caution.OUTSIDE_HOURS, 2, zones=("WITA", "WIT")),
        Warned(Caution.OUTSIDE_HOURS, 3, zones=("WITA", "WIT")),
        Warned(Caution.RAMADAN, 2, zones=("WIB", "WITA", "WIT")),
        Warned(Caution.FRIDAY, 2, zones=("WITA",)),
        *(Warned(Caution.NO_LINK, number) for number in (1, 2, 3)),
    ),
    (
        Overlap(1, Where.HERE, 1, 2, ("Inspektur Kota Bontang",)),
        Overlap(2, Where.PUBLISHED, 3, 1, tuple(f"Daerah {number}" for number in range(1, 41))),
        Overlap(2, Where.DRAFT, 4, 2, ("Kota Bontang", "Kabupaten Maros")),
    ),
    (Doubled(2, "Inspektur Kota Bontang", Where.PUBLISHED, 3, 1, "Sekretaris Daerah Kota Bontang"),),
)


def draft_of_many():
    """Forty regions on three clocks, most seats empty."""
    zones = [(WIB, "Asia/Jakarta"), (WITA, "Asia/Makassar"), (WIT, "Asia/Jayapura")]
    regions = []
    for number in range(40):
        zone, name = zones[number % 3]
        seats = [
            replace(seat, seat_id=100 + 2 * number + place, region_name=f"Kabupaten {number}", zone=name)
            for place, seat in enumerate((SEKDA, INSPEKTUR))
        ]
        regions.append(
            RegionReach(
                f"Kabupaten {number}",
                zone,
                (
                    SeatReach(seats[0], Unreached.EMPTY),
                    SeatReach(seats[1], Unreached.EMPTY if number % 4 else None),
                ),
            )
        )
    meeting = replace(RAKOR, is_draft=True)
    return meetings.draft(meeting, reach=[SittingReach(BONTANG, tuple(regions))], cautions=Cautions())


TALLY = Tally(
    BONTANG,
    (SeatAnswer(SEKDA, HADIR, Mark(Presence.JOINED, TenureKind.DELEGATE)), SeatAnswer(INSPEKTUR, None)),
)
DIGEST = boards.DigestPart(RAKOR, 1, 2, (boards.digest_line(SeatAnswer(INSPEKTUR, SENT)),))
APPOINTMENTS = [schedule.Appointment(RAKOR, BONTANG, TO, HADIR)]
