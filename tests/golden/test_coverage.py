"""Texts about who can be reached, whole, as staff see them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.messages import coverage, outreach, reach
from bot.messages.render import mistake
from bot.rules.actors import TenureKind
from bot.rules.coverage import CohortUnknown, CoveredSeat, as_checked
from bot.rules.sheets import CoverageLine, CoverageState
from db.queries.long_gone import LongGone
from db.tables import Reachability
from tests.golden.compare import golden

NOW = datetime(2025, 3, 3, 1, 0, tzinfo=UTC)
GONE = datetime(2025, 1, 20, 1, 0, tzinfo=UTC)


def seat(number: int, title: str, state: CoverageState, **more: object) -> CoveredSeat:
    held = state is not CoverageState.EMPTY
    line = CoverageLine(
        seat_id=number,
        region_code="64.74",
        region="Kota Bontang",
        zone="Asia/Makassar",
        title=title,
        holder="Sari <Praktik>" if held else "",
        state=state,
        since=GONE if state is CoverageState.BLOCKED else None,
        last_seen_at=GONE if held else None,
        phone="",
        others=1 if state is CoverageState.BLOCKED else 0,
        code_until=date(2025, 4, 2) if more.pop("has_code", False) else None,
        until_on=None,
    )
    return CoveredSeat(line, title.split()[0].casefold(), contact_id=number, **more)


SEATS = [
    seat(1, "Sekretaris Daerah", CoverageState.BLOCKED, office_phone="(0548) 21234"),
    seat(2, "Inspektur", CoverageState.REACHABLE),
    seat(3, "Bappeda", CoverageState.EMPTY),
    seat(4, "Diskominfo", CoverageState.EMPTY, has_code=True),
    seat(5, "Admin MCSP", CoverageState.NO_TELEGRAM, own_phone="0812-3456-7890"),
    seat(6, "Asisten", CoverageState.NEVER_STARTED, is_asked_for=True),
]
LOST = LongGone(
    1,
    "Sari",
    TenureKind.HOLDER,
    4,
    "64.74",
    "Kota Bontang",
    "Asia/Makassar",
    "Inspektur",
    "Plt.",
    Reachability.BLOCKED,
    GONE,
    "(0548) 21234",
)


def person(state: CoverageState, **more: object):
    return coverage.person(
        seat(1, "Inspektur", state, **more),
        bot_username="permas_uji_bot",
        cohort=2026,
        page=1,
        may_invite=True,
    )


TEXTS = {
    "page": coverage.coverage(2026, SEATS, page=1, now=NOW, may_check=True),
    "page_none": coverage.coverage(2026, [], page=1, now=NOW, may_check=False),
    "caption": coverage.caption(2026, SEATS, now=NOW),
    "person_empty": person(CoverageState.EMPTY),
    "person_blocked": person(CoverageState.BLOCKED, office_phone="0812-3456-7890"),
    "person_deactivated": person(CoverageState.DEACTIVATED, own_phone="0812-3456-7890"),
    "outreach": outreach.outreach(SEATS[1], bot_username="permas_uji_bot"),
    "reach_started": reach.started(2026, people=8),
    "reach_running": reach.running(2026),
    "reach_nobody": reach.nobody_to_check(2026),
    "reach_report": reach.report(2026, SEATS, bot_username="permas_uji_bot", now=NOW),
    "reach_report_all": reach.report(2026, SEATS[1:2], bot_username="permas_uji_bot", now=NOW),
    "reach_offer": reach.offer("Rapat Koordinasi Tahun 2026", cohorts=[2026], starts_at=NOW),
    "reach_offer_two": reach.offer("Rapat Koordinasi", cohorts=[2026, 2025], starts_at=NOW),
    "reach_report_unanswered": reach.report(
        2026, [as_checked(SEATS[1], {})], bot_username="permas_uji_bot", now=NOW
    ),
    "reach_review": reach.review([LOST]),
    "reach_review_none": reach.review([]),
    "CohortUnknown": mistake(CohortUnknown("1999", [2026, 2025])),
}


@pytest.mark.parametrize("name", TEXTS)
def test_text(name):
    golden(f"coverage/{name}", TEXTS[name])


def test_a_long_cohort_has_pages_that_fit_a_message():
    many = [seat(number, "Sekretaris Daerah", CoverageState.EMPTY) for number in range(1000)]
    pages = [coverage.coverage(2026, many, page=page, now=NOW, may_check=True) for page in (1, 2, 999)]
    assert all(len(page.html.encode("utf-16-le")) // 2 <= 4096 for page in pages)
    assert all(sum(map(len, page.buttons)) < 100 for page in pages)
