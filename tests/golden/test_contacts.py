"""Every text about seats and the people in them, whole, as staff and officials see it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.messages import contacts
from bot.rules.actors import TenureEnd, TenureKind
from bot.rules.outbox import Text
from bot.rules.regions import Place
from bot.rules.seat_views import Acting, Past, Reader, SeatDetails, SeatView
from bot.rules.sheets import CoverageState
from tests.golden.compare import golden

SINCE = datetime(2025, 3, 3, 1, 0, tzinfo=UTC)
ANDI = Acting(
    1,
    1,
    "Andi Praktik",
    TenureKind.HOLDER,
    "Pj.",
    SINCE,
    date(2025, 9, 3),
    CoverageState.REACHABLE,
    None,
    datetime(2025, 3, 4, 2, 0, tzinfo=UTC),
    "+62 812 0000 0000",
)
RINA = replace(
    ANDI,
    tenure_id=2,
    contact_id=2,
    name="Rina <Praktik>",
    kind=TenureKind.ASSISTANT,
    prefix="",
    until_on=None,
    state=CoverageState.BLOCKED,
    unreachable_at=datetime(2025, 3, 10, 2, 0, tzinfo=UTC),
    phone="",
)
TUTI = replace(
    ANDI, name="Tuti", prefix="", until_on=None, state=CoverageState.NO_TELEGRAM, last_seen_at=None, phone=""
)
SEKDA = SeatView(
    3,
    "73.09",
    "Kabupaten Maros",
    "Sulawesi Selatan",
    "Asia/Makassar",
    "sekda",
    "Sekretaris Daerah",
    "(0411) 371 000",
    (ANDI, RINA),
)
INSPEKTUR = replace(SEKDA, seat_id=4, post="inspektur", title="Inspektur", office_phone="", acting=(TUTI,))
BAPPEDA = replace(SEKDA, seat_id=9, post="bappeda", title="Bappeda", office_phone="", acting=())
MAROS = [SEKDA, INSPEKTUR, BAPPEDA]
PAST = (
    Past(
        "Budi",
        TenureKind.HOLDER,
        "Plt.",
        datetime(2024, 2, 1, 1, 0, tzinfo=UTC),
        SINCE,
        TenureEnd.HANDED_OVER,
    ),
    Past("Sinta", TenureKind.DELEGATE, "", datetime(2024, 2, 5, 1, 0, tzinfo=UTC), SINCE, TenureEnd.LEFT),
)
OFFICER = Reader(may_edit=True, may_invite=True, may_answer=True, sees_phones=True)
VIEWER = Reader()
BLITAR = (Place("35.05", "Kabupaten Blitar"), Place("35.72", "Kota Blitar"))

TEXTS: dict[str, Text | str] = {
    "choose_region": contacts.choose_region(
        [("64.74", "Kota Bontang"), ("73.09", "Kabupaten Maros")], cohort=2026
    ),
    "choose_region_none": contacts.choose_region([], cohort=None),
    "which_region": contacts.which_region("blitar", BLITAR, is_known=True),
    "which_region_unknown": contacts.which_region("<b>" * 300, (), is_known=False),
    "region": contacts.region(
        region_code="73.09", region_name="Kabupaten Maros", seats=MAROS, reader=OFFICER
    ),
    "region_empty": contacts.region(
        region_code="73.09", region_name="Kabupaten Maros", seats=[], reader=VIEWER
    ),
    "seat": contacts.seat(SeatDetails(SEKDA, PAST, 2), reader=OFFICER),
    "seat_viewer": contacts.seat(SeatDetails(SEKDA, PAST, 2), reader=VIEWER),
    "seat_without_telegram": contacts.seat(SeatDetails(INSPEKTUR, (), 0), reader=OFFICER),
    "seat_empty": contacts.seat(SeatDetails(BAPPEDA, (), 0), reader=OFFICER),
}


@pytest.mark.parametrize("name", TEXTS)
def test_text(name):
    golden(f"contacts/{name}", TEXTS[name])
