"""Which steps a meeting has, from when on the way in is told, and who is not pressed."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.rules.answers import Choice
from bot.rules.clocks import WIB, WIT, WITA
from bot.rules.ladders import CHOOSABLE, steps_of
from bot.rules.meetings import Join
from bot.rules.reconciliation import Existing, Standing, Voided, reconcile
from bot.rules.reminders import USUAL, Occasion, Reason, Step, due, plan, withheld
from bot.rules.reveal import way_in_is_told, way_in_told_from
from bot.rules.sittings import SittingView

NOW = datetime(2025, 3, 3, 8, 0, tzinfo=WIB)
START = datetime(2025, 3, 11, 13, 0, tzinfo=WIB)
OCCASION = Occasion(7, 1, START, START + timedelta(hours=2))
SITTING = SittingView(7, 1, START, START + timedelta(hours=2), WIB, 1, 0, Join("https://zoom.us/j/9"), (), ())


def test_the_usual_ladder_and_one_that_staff_chose():
    assert steps_of(None) == USUAL
    assert steps_of(["m-60", "h-1", "m-15"]) == (Step.ONE_DAY, Step.HOUR, Step.MINUTES)
    assert steps_of([step.value for step in CHOOSABLE]) == CHOOSABLE


def test_the_last_step_is_always_there_and_what_is_unknown_is_nothing():
    assert steps_of([]) == (Step.MINUTES,)
    assert steps_of(["h-99", "tautan-60"]) == (Step.MINUTES,)


@pytest.mark.parametrize(
    ("ladder", "minutes", "expected"),
    [
        ([], None, (Step.MINUTES,)),
        ([], 120, (Step.REVEAL_TWO_HOURS, Step.MINUTES)),
        ([], 60, (Step.REVEAL_HOUR, Step.MINUTES)),
        # another step tells it at that very moment
        ([], 15, (Step.MINUTES,)),
        (["m-60"], 60, (Step.HOUR, Step.MINUTES)),
        (["m-60"], 120, (Step.REVEAL_TWO_HOURS, Step.HOUR, Step.MINUTES)),
    ],
)
def test_whoever_waits_for_the_way_in_is_told_it_in_its_hour(ladder, minutes, expected):
    assert steps_of(ladder, reveal_minutes=minutes) == expected


def test_the_steps_of_staff_are_on_the_clock_of_the_capital():
    at = {zone: due(Step.CALLS, starts_at=START, zone=zone) for zone in (WIB, WITA, WIT)}
    assert set(at.values()) == {datetime(2025, 3, 10, 9, 0, tzinfo=WIB)}
    assert due(Step.COORDINATION, starts_at=START, zone=WIT) == datetime(2025, 3, 7, 9, 0, tzinfo=WIT)
    assert due(Step.SEVEN_DAYS, starts_at=START, zone=WITA) == datetime(2025, 2, 28, 9, 0, tzinfo=WITA)


def test_a_day_off_that_staff_added_moves_the_steps():
    assert due(Step.ONE_DAY, starts_at=START, zone=WITA, extra={date(2025, 3, 10)}) == datetime(
        2025, 3, 7, 9, 0, tzinfo=WITA
    )


HADIR, AWAY, SENT, WAITS = Choice.HADIR, Choice.TIDAK_HADIR, Choice.DIWAKILKAN, Choice.MENUNGGU_ARAHAN


@pytest.mark.parametrize(
    ("step", "answer", "others", "expected"),
    [
        (Step.SEVEN_DAYS, None, [None], None),
        (Step.SEVEN_DAYS, HADIR, [None], Reason.SUDAH_MENJAWAB),
        # one seat waits for word from above: the other is not pressed meanwhile
        (Step.THREE_DAYS, None, [WAITS], Reason.MENUNGGU_ARAHAN),
        (Step.SEVEN_DAYS, None, [HADIR, WAITS], Reason.MENUNGGU_ARAHAN),
        # but the day before and the last step still go
        (Step.ONE_DAY, None, [WAITS], None),
        (Step.MINUTES, None, [WAITS], None),
        # the other seat is silent: this one is asked to help, whether it has answered or not
        (Step.COORDINATION, HADIR, [None], None),
        (Step.COORDINATION, None, [None], None),
        (Step.COORDINATION, None, [HADIR], Reason.SEMUA_MENJAWAB),
        (Step.COORDINATION, None, [], Reason.SEMUA_MENJAWAB),
        (Step.COORDINATION, WAITS, [None], Reason.MENUNGGU_ARAHAN),
        (Step.COORDINATION, HADIR, [None, WAITS], Reason.MENUNGGU_ARAHAN),
        (Step.COORDINATION, AWAY, [None], Reason.TIDAK_HADIR),
        # staff call whoever is silent
        (Step.CALLS, None, [HADIR], None),
        (Step.CALLS, AWAY, [None], Reason.SUDAH_MENJAWAB),
        (Step.CALLS, WAITS, [None], Reason.SUDAH_MENJAWAB),
        (Step.HOUR, SENT, [None], None),
        (Step.REVEAL_HOUR, AWAY, [None], Reason.TIDAK_HADIR),
    ],
)
def test_who_is_not_reminded(step, answer, others, expected):
    assert withheld(step, answer=answer, others=others) is expected


def stored(planned, standing=Standing.PLANNED):
    return [Existing(row.key, row.due_at, Standing.SKIPPED if row.skipped else standing) for row in planned]


def with_steps(*steps):
    return replace(OCCASION, steps=steps)


def test_a_step_taken_out_is_voided_and_one_put_back_is_revived():
    before, after = with_steps(Step.THREE_DAYS, Step.MINUTES), with_steps(Step.MINUTES)
    old, new = (plan(each, seats={1: WITA}, now=NOW) for each in (before, after))
    found = reconcile(stored(old), new, occasions=[after])
    assert (found.add, found.revive, found.keep) == ((), (), (old[1].key,))
    assert found.void == (Voided(old[0].key, Reason.LANGKAH_DIHAPUS),)
    gone = [Existing(old[0].key, old[0].due_at, Standing.WITHDRAWN), *stored(new)]
    again = reconcile(gone, old, occasions=[before])
    assert (again.add, again.revive, again.void) == ((), (old[0],), ())


def test_what_was_sent_stays_sent_when_its_step_is_taken_out():
    before, after = with_steps(Step.THREE_DAYS, Step.MINUTES), with_steps(Step.MINUTES)
    old = plan(before, seats={1: WITA}, now=NOW)
    found = reconcile(
        stored(old, Standing.ENQUEUED), plan(after, seats={1: WITA}, now=NOW), occasions=[after]
    )
    assert found.void == ()


def test_a_postponed_sitting_has_no_plans_and_says_why():
    old = plan(OCCASION, seats={1: WITA}, now=NOW)
    postponed = replace(OCCASION, postponed=True)
    assert plan(postponed, seats={1: WITA}, now=NOW) == ()
    assert {row.reason for row in reconcile(stored(old), (), occasions=[postponed]).void} == {
        Reason.SESI_DITUNDA
    }


def test_a_new_day_off_shifts_what_is_planned_and_leaves_what_was_sent():
    old = plan(OCCASION, seats={1: WITA}, now=NOW)
    new = plan(OCCASION, seats={1: WITA}, now=NOW, extra={date(2025, 3, 10)})
    moved = tuple(row for row, before in zip(new, old, strict=True) if row.due_at != before.due_at)
    assert [row.key.step for row in moved] == [
        Step.THREE_DAYS,
        Step.COORDINATION,
        Step.ONE_DAY,
        Step.CALLS,
    ]
    assert reconcile(stored(old), new, occasions=[OCCASION]).shift == moved
    assert reconcile(stored(old, Standing.ENQUEUED), new, occasions=[OCCASION]).shift == ()


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        (None, datetime(2025, 3, 10, 9, 0, tzinfo=WITA)),
        (120, START - timedelta(hours=2)),
        (60, START - timedelta(hours=1)),
        (15, START - timedelta(minutes=15)),
    ],
)
def test_from_when_on_the_way_in_is_told(minutes, expected):
    sitting = replace(SITTING, reveal_minutes=minutes)
    assert way_in_told_from(sitting, zone=WITA) == expected
    assert not way_in_is_told(sitting, zone=WITA, now=expected - timedelta(seconds=1))
    assert way_in_is_told(sitting, zone=WITA, now=expected)


def test_staff_may_open_it_at_once():
    opened = datetime(2025, 3, 4, 3, 0, tzinfo=UTC)
    sitting = replace(SITTING, reveal_minutes=15, revealed_at=opened)
    assert not way_in_is_told(sitting, zone=WITA, now=opened - timedelta(seconds=1))
    assert way_in_is_told(sitting, zone=WITA, now=opened)
