"""What differs between two revisions, and which answer counts."""

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.rules.answers import Choice, Given, earlier, standing
from bot.rules.clocks import WIB
from bot.rules.meetings import Change, ChangeKind, Edition, Join, Sitting, changes

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


sittings = st.builds(
    lambda item, hour, hours, seats, link: Sitting(
        item, START + timedelta(hours=hour), START + timedelta(hours=hour + hours), seats, Join(link)
    ),
    st.integers(1, 4),
    st.integers(0, 3),
    st.integers(1, 2),
    st.frozensets(st.integers(1, 5)),
    st.sampled_from(["", "https://zoom.us/j/1", "https://zoom.us/j/2"]),
)
editions = st.lists(sittings, unique_by=lambda sitting: sitting.item, max_size=4).map(
    lambda found: Edition("Rapat", tuple(found))
)


@given(editions, editions)
def test_a_seat_is_touched_exactly_when_what_it_knew_is_no_longer_true(old, new):
    def known(which, seat):
        return {(s.item, s.starts_at, s.ends_at, s.join) for s in which.sittings if seat in s.seats}

    touched = frozenset().union(*(change.seats for change in changes(old, new)))
    assert touched == {seat for seat in range(1, 6) if known(old, seat) != known(new, seat)}


def test_the_last_answer_to_this_time_counts():
    first = Given(Choice.HADIR, 1, START)
    second = Given(Choice.TIDAK_HADIR, 1, START, "dinas luar")
    third = Given(Choice.HADIR, 2, START)
    assert standing([first, second], time_revision=1) is second
    assert standing([first, second], time_revision=2) is None
    assert earlier([first, second], time_revision=2) is second
    assert standing([first, second, third], time_revision=2) is third
    assert earlier([first], time_revision=1) is None
