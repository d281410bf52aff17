"""Every text about seats and the people in them, whole, as staff and officials see it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.messages import contacts, posts, seat_changes, terms
from bot.messages.render import mistake
from bot.rules.actors import HeldSeat, TenureEnd, TenureKind
from bot.rules.outbox import Text
from bot.rules.posts import PostTitleUnusable
from bot.rules.regions import Place
from bot.rules.seat_entries import PhoneUnusable
from bot.rules.seat_views import Acting, Past, Reader, SeatDetails, SeatView
from bot.rules.sheets import CoverageState
from bot.rules.terms import Term, TermDate, TermStep
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

TERM = Term(
    1,
    1,
    "Andi Praktik",
    HeldSeat(
        3,
        "73.09",
        "Kabupaten Maros",
        "Asia/Makassar",
        "sekda",
        "Sekretaris Daerah",
        TenureKind.HOLDER,
        "Pj.",
    ),
    date(2025, 9, 3),
    None,
)

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
    "choose_prefix": seat_changes.choose_prefix(SEKDA, ANDI),
    "prefix_set": seat_changes.prefix_set(SEKDA),
    "ask_term": seat_changes.ask_term(SEKDA, ANDI, today=date(2025, 3, 3)),
    "ask_term_none": seat_changes.ask_term(INSPEKTUR, TUTI, today=date(2025, 3, 3)),
    "term_set": seat_changes.term_set(SEKDA, ANDI),
    "term_set_none": seat_changes.term_set(INSPEKTUR, TUTI),
    "ask_phone": seat_changes.ask_phone(SEKDA),
    "ask_phone_none": seat_changes.ask_phone(INSPEKTUR),
    "phone_set": seat_changes.phone_set(SEKDA),
    "phone_set_none": seat_changes.phone_set(INSPEKTUR),
    "ask_holder": seat_changes.ask_holder(BAPPEDA),
    "ask_holder_recorded": seat_changes.ask_holder(INSPEKTUR),
    "holder_recorded": seat_changes.holder_recorded(INSPEKTUR, "Tuti"),
    "ask_release": seat_changes.ask_release(SEKDA, ANDI),
    "ask_release_assistant": seat_changes.ask_release(SEKDA, RINA),
    "released": seat_changes.released(SEKDA, ["Andi Praktik", "Rina <Praktik>"]),
    "released_by": seat_changes.released_by(SEKDA, ["Andi Praktik"], by="Joko"),
    "to_released": seat_changes.to_released(SEKDA, name="Andi Praktik", kind=TenureKind.HOLDER),
    "to_released_assistant": seat_changes.to_released(SEKDA, name="Rina", kind=TenureKind.ASSISTANT),
    "ask_revoke": seat_changes.ask_revoke(SEKDA, 2),
    "codes_revoked": seat_changes.revoked(SEKDA, 2),
    "codes_revoked_none": seat_changes.revoked(SEKDA, 0),
    "term_month": terms.to_staff(TERM, TermStep.MONTH, today=date(2025, 8, 4)),
    "term_week": terms.to_staff(TERM, TermStep.WEEK, today=date(2025, 8, 27)),
    "term_today": terms.to_staff(TERM, TermStep.WEEK, today=date(2025, 9, 3)),
    "term_past": terms.to_staff(TERM, TermStep.PAST, today=date(2025, 9, 4)),
    "term_to_holder": terms.to_holder(TERM),
    "term_settled": terms.settled(until_on=date(2026, 9, 3), is_over=False, by="Joko"),
    "term_settled_none": terms.settled(until_on=None, is_over=False, by=""),
    "post_ask_title": posts.ask_title(["Sekretaris Daerah", "Inspektur"], region="73.09"),
    "post_ask_title_anywhere": posts.ask_title(["Sekretaris Daerah", "Inspektur"], region=""),
    "post_ask_place": posts.ask_place("Kepala Bappeda", region="Kabupaten Maros", cohort=2026, regions=4),
    "post_ask_place_anywhere": posts.ask_place("Kepala Bappeda", region="", cohort=2026, regions=4),
    "post_which_region": posts.which_region("blitar <b>", ["Kabupaten Blitar", "Kota Blitar"]),
    "post_which_region_unknown": posts.which_region("atlantis", []),
    "post_added": posts.added(
        "Kepala Bappeda", names=["Kabupaten Maros", "Kota Bontang"], had=2, region_code=""
    ),
    "post_added_here": posts.added("Kepala Bappeda", names=["Kabupaten Maros"], had=0, region_code="73.09"),
    "post_added_many": posts.added("Kepala Bappeda", names=["Kota Bontang"] * 24, had=0, region_code=""),
    "post_added_none": posts.added("Kepala Bappeda", names=[], had=1, region_code="73.09"),
    "term_settled_over": terms.settled(until_on=None, is_over=True, by="Joko"),
}

MISTAKES = (PostTitleUnusable("x <b>"), TermDate("besok <b>"), PhoneUnusable("kantor <b>"))


@pytest.mark.parametrize("name", TEXTS)
def test_text(name):
    golden(f"contacts/{name}", TEXTS[name])


@pytest.mark.parametrize("error", MISTAKES, ids=lambda error: type(error).__name__)
def test_mistake(error):
    golden(f"contacts/{type(error).__name__}", mistake(error))
