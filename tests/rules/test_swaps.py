"""Which regions may exchange their sittings, and whom staff mean when they type invitees."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.clocks import WIB
from bot.rules.invitees import Invitee, read_invitees
from bot.rules.meeting_form import Circumstances
from bot.rules.meeting_pieces import PieceMistake
from bot.rules.meetings import Join
from bot.rules.regions import Place
from bot.rules.sittings import MeetingView, SittingView
from bot.rules.swaps import partners, sides

START = datetime(2025, 3, 11, 9, 0, tzinfo=WIB)
#: Two seats in each of four regions: 1 and 2 in A, 3 and 4 in B, and so on.
REGIONS = {
    seat: (code, f"Daerah {code}")
    for place, code in enumerate("ABCD")
    for seat in (2 * place + 1, 2 * place + 2)
}


def sitting(item, seats):
    return SittingView(
        item, item, START, START + timedelta(hours=1), WIB, 1, 0, Join(), (), tuple(sorted(seats))
    )


def meeting(*sittings):
    return MeetingView(1, "u", "Rapat", "", 1, False, True, None, None, sittings)


invited = st.lists(st.frozensets(st.sampled_from(sorted(REGIONS)), min_size=1), min_size=1, max_size=4)


@given(invited)
def test_after_any_exchange_every_seat_is_invited_as_often_as_before_and_to_no_sitting_twice(seats):
    found = sides(meeting(*(sitting(item, each) for item, each in enumerate(seats, start=1))), REGIONS)
    before = sorted(seat for each in seats for seat in each)
    for one in found:
        for other in partners(one, found):
            after = {item: list(each) for item, each in enumerate(seats, start=1)}
            for here, there in ((one, other), (other, one)):
                rest = [seat for seat in after[here.sitting.item] if seat not in here.seats]
                after[here.sitting.item] = [*rest, *there.seats]
            assert sorted(seat for each in after.values() for seat in each) == before
            assert all(len(each) == len(set(each)) for each in after.values())
            assert one in partners(other, found)


@given(invited)
def test_every_invited_seat_is_on_exactly_one_side_of_its_sitting(seats):
    found = sides(meeting(*(sitting(item, each) for item, each in enumerate(seats, start=1))), REGIONS)
    listed = sorted((side.sitting.item, seat) for side in found for seat in side.seats)
    assert listed == sorted((item, seat) for item, each in enumerate(seats, start=1) for seat in each)


BONTANG, MAROS = Place("64.74", "Kota Bontang"), Place("73.09", "Kabupaten Maros")
POSTS = {"inspektur": "inspektur", "sekretaris daerah": "sekda", "sekda": "sekda"}
AGAINST = Circumstances(
    now=START,
    find=lambda typed: [place for place in (BONTANG, MAROS) if typed.casefold() == place.name.casefold()],
    cohort=(BONTANG, MAROS),
    invitable=frozenset({"64.74", "73.09"}),
    zone=WIB,
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Kota Bontang", (Invitee(BONTANG),)),
        ("inspektur kota bontang", (Invitee(BONTANG, "inspektur"),)),
        ("Sekretaris Daerah Kota Bontang,", (Invitee(BONTANG, "sekda"),)),
        ("Sekda Kabupaten Maros\nKota Bontang", (Invitee(MAROS, "sekda"), Invitee(BONTANG))),
        ("semua", (Invitee(BONTANG), Invitee(MAROS))),
        ("Inspektur semua", (Invitee(BONTANG, "inspektur"), Invitee(MAROS, "inspektur"))),
    ],
)
def test_regions_and_posts_are_understood(typed, meant):
    assert read_invitees(typed, posts=POSTS, circumstances=AGAINST) == meant


@pytest.mark.parametrize("typed", ["", " , ", "Kabupaten Antah", "Inspektur"])
def test_what_names_no_region_is_refused(typed):
    with pytest.raises(PieceMistake):
        read_invitees(typed, posts=POSTS, circumstances=AGAINST)
