"""What differs between two revisions, and which answer counts."""

import json
from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.rules.answers import Choice, Given, earlier, standing
from bot.rules.clocks import WIB
from bot.rules.meetings import Change, ChangeKind, Edition, Join, Sitting, changes
from bot.rules.snapshots import edition_of, snapshot

START = datetime(2025, 3, 11, 13, 0, tzinfo=WIB)
SITTING = Sitting(1, START, START + timedelta(hours=2), frozenset({10, 11}), Join("https://zoom.us/j/9"))
EDITION = Edition("Rapat Koordinasi", (SITTING,))


def edition(*sittings):
    return replace(EDITION, sittings=sittings)


def test_nothing_changed():
    assert changes(EDITION, EDITION) == ()


def test_a_moved_sitting_touches_those_who_stay_invited():
    moved = replace(SITTING, starts_at=START - timedelta(hours=3), ends_at=START)
    assert changes(EDITION, edition(moved)) == (
        Change(ChangeKind.MOVED, 1, SITTING, moved, frozenset({10, 11})),
    )


def test_a_longer_sitting_is_a_moved_one():
    longer = replace(SITTING, ends_at=SITTING.ends_at + timedelta(hours=1))
    assert [change.kind for change in changes(EDITION, edition(longer))] == [ChangeKind.MOVED]


def test_another_link_is_no_move():
    relinked = replace(SITTING, join=Join("https://zoom.us/j/8"))
    assert changes(EDITION, edition(relinked)) == (
        Change(ChangeKind.LINK_CHANGED, 1, SITTING, relinked, frozenset({10, 11})),
    )


def test_invitees_come_and_go_while_the_sitting_moves():
    new = replace(SITTING, ends_at=SITTING.ends_at + timedelta(hours=1), seats=frozenset({11, 12}))
    assert changes(EDITION, edition(new)) == (
        Change(ChangeKind.INVITEE_REMOVED, 1, SITTING, new, frozenset({10})),
        Change(ChangeKind.MOVED, 1, SITTING, new, frozenset({11})),
        Change(ChangeKind.INVITEE_ADDED, 1, SITTING, new, frozenset({12})),
    )


def test_a_sitting_cancelled_and_one_added():
    other = replace(SITTING, item=2)
    assert changes(EDITION, edition(other)) == (
        Change(ChangeKind.SITTING_CANCELLED, 1, SITTING, None, frozenset({10, 11})),
        Change(ChangeKind.SITTING_ADDED, 2, None, other, frozenset({10, 11})),
    )


def test_a_new_name_touches_nobody():
    renamed = replace(EDITION, title="Rapat Persiapan")
    assert changes(EDITION, renamed) == (Change(ChangeKind.RENAMED, None, None, None, frozenset()),)


def test_two_regions_that_swap_are_told_of_one_exchange_each():
    other = replace(
        SITTING, item=2, starts_at=SITTING.ends_at, ends_at=SITTING.ends_at, seats=frozenset({20})
    )
    swapped = replace(SITTING, seats=other.seats), replace(other, seats=SITTING.seats)
    assert changes(edition(SITTING, other), edition(*swapped)) == (
        Change(ChangeKind.EXCHANGED, 2, SITTING, swapped[1], frozenset({10, 11})),
        Change(ChangeKind.EXCHANGED, 1, other, swapped[0], frozenset({20})),
    )


def test_who_leaves_one_sitting_for_two_is_told_each():
    others = replace(SITTING, item=2, seats=frozenset()), replace(SITTING, item=3, seats=frozenset())
    new = (
        replace(SITTING, seats=frozenset({10})),
        *(replace(each, seats=frozenset({11})) for each in others),
    )
    assert [change.kind for change in changes(edition(SITTING, *others), edition(*new))] == [
        ChangeKind.INVITEE_REMOVED,
        ChangeKind.INVITEE_ADDED,
        ChangeKind.INVITEE_ADDED,
    ]


def test_a_postponed_sitting_and_its_new_time_are_told_once_each():
    waiting = replace(SITTING, is_postponed=True)
    later = replace(SITTING, starts_at=START + timedelta(days=7), ends_at=SITTING.ends_at + timedelta(days=7))
    assert [change.kind for change in changes(EDITION, edition(waiting))] == [ChangeKind.SITTING_POSTPONED]
    assert [change.kind for change in changes(edition(waiting), edition(later))] == [ChangeKind.TIME_SET]
    assert [change.kind for change in changes(edition(waiting), EDITION)] == [ChangeKind.TIME_SET]
    assert [change.kind for change in changes(edition(waiting), edition())] == [ChangeKind.SITTING_CANCELLED]


def test_what_has_no_time_tells_of_nothing_else():
    waiting = replace(SITTING, is_postponed=True)
    other = replace(waiting, join=Join("https://zoom.us/j/8"), agenda="Lain", seats=SITTING.seats | {12})
    assert changes(edition(waiting), edition(other)) == ()


def test_another_agenda_touches_those_invited():
    other = replace(SITTING, agenda="Pemaparan indikator")
    assert changes(EDITION, edition(other)) == (
        Change(ChangeKind.AGENDA_CHANGED, 1, SITTING, other, frozenset({10, 11})),
    )


sittings = st.builds(
    lambda item, hour, hours, seats, link, agenda, is_postponed: Sitting(
        item,
        START + timedelta(hours=hour),
        START + timedelta(hours=hour + hours),
        seats,
        Join(link),
        agenda,
        is_postponed,
    ),
    st.integers(1, 4),
    st.integers(0, 3),
    st.integers(1, 2),
    st.frozensets(st.integers(1, 5)),
    st.sampled_from(["", "https://zoom.us/j/1", "https://zoom.us/j/2"]),
    st.sampled_from(["", "Pemaparan"]),
    st.booleans(),
)
editions = st.lists(sittings, unique_by=lambda sitting: sitting.item, max_size=4).map(
    lambda found: Edition("Rapat", tuple(found))
)


def known(which, seat, *, postponed):
    """What a seat knows: when and how it meets; of a postponed sitting that it waits, if it was ever told."""
    return {
        (s.item, *((s.starts_at, s.ends_at, s.join, s.agenda) if not s.is_postponed else ()))
        for s in which.sittings
        if seat in s.seats and (not s.is_postponed or s.item in postponed(seat))
    }


@given(editions, editions)
def test_a_seat_is_touched_exactly_when_what_it_knew_is_no_longer_true(old, new):
    def told_before(seat):
        return {s.item for s in old.sittings if seat in s.seats}

    touched = frozenset().union(*(change.seats for change in changes(old, new)))
    assert touched == {
        seat
        for seat in range(1, 6)
        if known(old, seat, postponed=told_before) != known(new, seat, postponed=told_before)
    }


@given(editions, editions)
def test_nobody_hears_of_one_sitting_twice_for_the_same_reason(old, new):
    heard = [(change.kind, change.item, seat) for change in changes(old, new) for seat in change.seats]
    assert len(heard) == len(set(heard))
    left = [
        (change.before.item, seat)
        for change in changes(old, new)
        if change.kind in (ChangeKind.EXCHANGED, ChangeKind.INVITEE_REMOVED)
        for seat in change.seats
    ]
    assert sorted(left) == sorted(
        (s.item, seat)
        for s in old.sittings
        if (now := new.by_item().get(s.item)) is not None
        for seat in s.seats - now.seats
    )


@given(editions)
def test_a_revision_is_kept_as_it_was(edition):
    assert edition_of(json.loads(json.dumps(snapshot(edition)))) == edition


def test_the_last_answer_to_this_time_counts():
    first = Given(Choice.HADIR, 1, START)
    second = Given(Choice.TIDAK_HADIR, 1, START, "dinas luar")
    third = Given(Choice.HADIR, 2, START)
    assert standing([first, second], time_revision=1) is second
    assert standing([first, second], time_revision=2) is None
    assert earlier([first, second], time_revision=2) is second
    assert standing([first, second, third], time_revision=2) is third
    assert earlier([first], time_revision=1) is None
