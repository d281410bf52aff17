"""Every text of /pratinjau, whole, as staff see it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.messages import meetings, previews, sittings
from bot.messages.reasons import BECAUSE, NAMES, REASONS, STEPS
from bot.rules.clocks import WIB, WITA
from bot.rules.meeting_checks import RegionReach, SeatReach, SittingReach, Unreached
from bot.rules.outbox import Text
from bot.rules.outlooks import Entry, Expected
from bot.rules.reconciliation import Standing
from bot.rules.reminders import Reason, Step
from tests.golden.compare import golden
from tests.golden.meeting_views import BONTANG, H1, INSPEKTUR, NOW, RAKOR, SEKDA, TO

DRAFT = replace(RAKOR, is_draft=True, is_published=False)
M15 = BONTANG.starts_at - timedelta(minutes=15)
INVITED = Entry(None, 2, "undangan", sittings.invitation(RAKOR, BONTANG, to=TO, now=NOW))
EXPECTED = (
    Expected(2, 4, Step.THREE_DAYS, NOW, Standing.SKIPPED, Reason.LEWAT),
    Expected(2, 4, Step.ONE_DAY, H1, Standing.PLANNED),
    Expected(2, 4, Step.CALLS, datetime(2025, 3, 10, 9, 0, tzinfo=WIB), Standing.PLANNED),
    Expected(2, 4, Step.MINUTES, M15, Standing.PLANNED),
)
REACH = [
    SittingReach(
        BONTANG,
        (RegionReach("Kota Bontang", WITA, (SeatReach(SEKDA, Unreached.EMPTY), SeatReach(INSPEKTUR))),),
    )
]
REGIONS = [(f"Kabupaten {number}", f"{number:02}.01") for number in range(1, 31)]


def timeline(meeting, expected, regions):
    return previews.timeline(
        meeting,
        seats={3: SEKDA, 4: INSPEKTUR},
        people={3: (), 4: (1, 2)},
        expected=expected,
        reach=REACH,
        regions=regions,
        now=NOW,
    )


TEXTS: dict[str, Text] = {
    "choose": previews.choose([DRAFT, replace(RAKOR, meeting=2)]),
    "choose_none": previews.choose([]),
    "timeline_draft": timeline(DRAFT, EXPECTED, REGIONS[:1]),
    "timeline_published": timeline(
        RAKOR, (*EXPECTED[:1], replace(EXPECTED[1], standing=Standing.ENQUEUED), *EXPECTED[2:]), REGIONS
    ),
    "timeline_none": previews.timeline(
        replace(RAKOR, sittings=()), seats={}, people={}, expected=(), reach=[], regions=[], now=NOW
    ),
    "regions": previews.regions(RAKOR, REGIONS, page=1),
    "regions_last": previews.regions(RAKOR, REGIONS, page=2),
    "which_region": previews.which_region(RAKOR, "bontng", [("Kota Bontang", "64.74")]),
    "which_region_none": previews.which_region(RAKOR, "kota <blitar>", []),
    "region": previews.region(
        DRAFT,
        [
            (SEKDA, [replace(INVITED, is_for_nobody=True)], []),
            (
                INSPEKTUR,
                [
                    INVITED,
                    replace(INVITED, via="Rina <contoh>"),
                    Entry(H1, 2, NAMES[Step.ONE_DAY], INVITED.text, via="Rina <contoh>"),
                ],
                [(BONTANG, EXPECTED[0])],
            ),
            (replace(INSPEKTUR, title="Kepala Bappeda"), [], []),
        ],
    ),
    "text": previews.text(DRAFT, INSPEKTUR, INVITED, number=0, total=3),
    "text_of_nobody": previews.text(
        DRAFT,
        SEKDA,
        Entry(H1, 0, "surat undangan", sittings.letter(RAKOR), is_for_nobody=True),
        number=2,
        total=3,
    ),
}


@pytest.mark.parametrize("name", TEXTS)
def test_text(name):
    golden(f"previews/{name}", TEXTS[name])


def test_the_button_to_it_fits():
    assert meetings.preview_button(RAKOR).data == "pratinjau:1"


def test_every_step_and_every_reason_has_words():
    assert set(STEPS) == set(NAMES) == set(BECAUSE) == set(Step)
    assert set(REASONS) == set(Reason)
