"""What staff should look at twice before they publish."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.rules.clocks import WIB, WIT
from bot.rules.meeting_checks import Caution, Warned, warnings
from tests.golden.meeting_views import BARE, RAKOR


def test_warnings_of_a_sunday_holiday_evening_in_another_zone():
    at = datetime(2025, 4, 20, 15, 30, tzinfo=WIB)
    sitting = replace(BARE, starts_at=at, ends_at=at + timedelta(hours=1))
    meeting = replace(RAKOR, sittings=(sitting,))
    assert warnings(meeting, zones={2: {WIB, WIT}}, now=at) == (
        Warned(Caution.PAST, 2),
        Warned(Caution.WEEKEND, 2),
        Warned(Caution.HOLIDAY, 2, "Kebangkitan Yesus Kristus"),
        Warned(Caution.OUTSIDE_HOURS, 2, "WIT"),
        Warned(Caution.NO_LINK, 2),
    )
