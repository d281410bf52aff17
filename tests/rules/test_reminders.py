"""The ladder, the late policy, and plans that follow a change."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.answers import Choice
from bot.rules.clocks import WIB, WIT, WITA
from bot.rules.lateness import Doing, Due, Verdict, held, what_now, what_now_of_all
from bot.rules.reconciliation import Existing, Reconciliation, Standing, Voided, reconcile
from bot.rules.reminders import (
    NEAR,
    USUAL,
    Key,
    Occasion,
    Planned,
    Reason,
    Step,
    due,
    expires_at,
    plan,
    withheld,
)
from bot.rules.working_days import is_quiet, is_working_day, may_disturb

NOW = datetime(2025, 3, 3, 8, 0, tzinfo=WIB)
START = datetime(2025, 3, 11, 13, 0, tzinfo=WIB)
END = datetime(2025, 3, 11, 15, 30, tzinfo=WIB)
OCCASION = Occasion(7, 1, START, END)


def key(step, seat=1, revision=1):
    return Key(7, revision, step, seat)


def test_the_default_ladder_of_bontang():
    assert plan(OCCASION, seats={1: WITA}, now=NOW) == (
        Planned(key(Step.THREE_DAYS), datetime(2025, 3, 6, 9, 0, tzinfo=WITA)),
        Planned(key(Step.COORDINATION), datetime(2025, 3, 7, 9, 0, tzinfo=WITA)),
        Planned(key(Step.ONE_DAY), datetime(2025, 3, 10, 9, 0, tzinfo=WITA)),
        Planned(key(Step.CALLS), datetime(2025, 3, 10, 9, 0, tzinfo=WIB)),
        Planned(key(Step.MINUTES), datetime(2025, 3, 11, 13, 45, tzinfo=WITA)),
    )


def test_each_seat_on_its_own_clock():
    due_at = {
        p.key.seat: p.due_at
        for p in plan(OCCASION, seats={1: WIB, 2: WIT}, now=NOW)
        if p.key.step is Step.ONE_DAY
    }
    assert due_at[1] - due_at[2] == timedelta(hours=2)


def test_after_the_holidays_the_ladder_starts_before_them():
    occasion = Occasion(7, 1, datetime(2025, 4, 8, 9, 0, tzinfo=WIB), datetime(2025, 4, 8, 11, 0, tzinfo=WIB))
    assert [p.due_at.date().isoformat() for p in plan(occasion, seats={1: WIB}, now=NOW)] == [
        "2025-03-25",
        "2025-03-26",
        "2025-03-27",
        "2025-03-27",
        "2025-04-08",
    ]


def test_steps_already_past_are_recorded_as_skipped():
    now = datetime(2025, 3, 10, 10, 0, tzinfo=WIB)
    assert [(p.key.step, p.skipped) for p in plan(OCCASION, seats={1: WITA}, now=now)] == [
        (Step.THREE_DAYS, Reason.LEWAT),
        (Step.COORDINATION, Reason.LEWAT),
        (Step.ONE_DAY, Reason.LEWAT),
        (Step.CALLS, Reason.LEWAT),
        (Step.MINUTES, None),
    ]


def test_nothing_for_a_past_or_cancelled_sitting():
    assert plan(OCCASION, seats={1: WIB}, now=START) == ()
    assert plan(replace(OCCASION, cancelled=True), seats={1: WIB}, now=NOW) == ()


@pytest.mark.parametrize(
    ("step", "answer", "expected"),
    [
        (Step.THREE_DAYS, None, None),
        (Step.THREE_DAYS, Choice.HADIR, Reason.SUDAH_MENJAWAB),
        (Step.THREE_DAYS, Choice.TIDAK_HADIR, Reason.TIDAK_HADIR),
        (Step.ONE_DAY, None, None),
        (Step.ONE_DAY, Choice.MENUNGGU_ARAHAN, None),
        (Step.ONE_DAY, Choice.TIDAK_HADIR, Reason.TIDAK_HADIR),
        (Step.MINUTES, Choice.DIWAKILKAN, None),
        (Step.MINUTES, Choice.TIDAK_HADIR, Reason.TIDAK_HADIR),
    ],
)
def test_what_an_answer_makes_needless(step, answer, expected):
    assert withheld(step, answer=answer) is expected


def test_when_a_reminder_expires():
    assert expires_at(Step.ONE_DAY, starts_at=START, ends_at=END) == START
    assert expires_at(Step.MINUTES, starts_at=START, ends_at=END) == START + timedelta(minutes=30)
    short = START + timedelta(minutes=20)
    assert expires_at(Step.MINUTES, starts_at=START, ends_at=short) == short


moments = st.builds(datetime.combine, st.dates(date(2025, 1, 2), date(2030, 11, 1)), st.times(), st.just(UTC))
zones = st.sampled_from([WIB, WITA, WIT])


@given(moments, st.timedeltas(timedelta(0), timedelta(days=12)), zones)
def test_never_before_now_never_after_the_sitting_never_twice_never_at_night(now, ahead, zone):
    starts_at = now + ahead
    occasion = Occasion(1, 1, starts_at, starts_at + timedelta(hours=2))
    planned = plan(occasion, seats={1: zone, 2: zone}, now=now)
    assert len({each.key for each in planned}) == len(planned)
    for each in planned:
        assert each.due_at < starts_at
        assert (each.skipped is None) == (each.due_at >= now)
        if each.key.step not in NEAR:
            assert may_disturb(each.due_at, zone=WIB if each.key.step is Step.CALLS else zone)


def due_row(step, plan_id=1, item=7, **times):
    starts_at = times.get("starts_at", START)
    return Due(
        plan_id,
        item,
        1,
        step,
        due(step, starts_at=starts_at, zone=WITA),
        starts_at,
        times.get("ends_at", END),
        WITA,
    )


SEND, LATE = Verdict(Doing.SEND), Verdict(Doing.SEND_LATE)


@pytest.mark.parametrize(
    ("step", "now", "expected"),
    [
        (Step.ONE_DAY, datetime(2025, 3, 10, 8, 59, tzinfo=WITA), Verdict(Doing.NOT_YET)),
        (Step.ONE_DAY, datetime(2025, 3, 10, 9, 5, tzinfo=WITA), SEND),
        (Step.ONE_DAY, datetime(2025, 3, 10, 9, 6, tzinfo=WITA), LATE),
        # back from an outage in the evening: the morning is still early enough
        (Step.ONE_DAY, datetime(2025, 3, 10, 21, 0, tzinfo=WITA), Verdict(Doing.WAIT)),
        (Step.ONE_DAY, datetime(2025, 3, 11, 7, 0, tzinfo=WITA), LATE),
        (Step.ONE_DAY, datetime(2025, 3, 11, 13, 56, tzinfo=WITA), Verdict(Doing.SKIP, Reason.LEWAT)),
        (Step.MINUTES, datetime(2025, 3, 11, 13, 50, tzinfo=WITA), SEND),
        (Step.MINUTES, datetime(2025, 3, 11, 13, 58, tzinfo=WITA), LATE),
        (Step.MINUTES, datetime(2025, 3, 11, 14, 30, tzinfo=WITA), LATE),
        (Step.MINUTES, datetime(2025, 3, 11, 14, 31, tzinfo=WITA), Verdict(Doing.SKIP, Reason.LEWAT)),
        (Step.ONE_DAY, datetime(2025, 3, 11, 14, 10, tzinfo=WITA), Verdict(Doing.SKIP, Reason.LEWAT)),
        (Step.MINUTES, datetime(2025, 3, 11, 16, 30, tzinfo=WITA), Verdict(Doing.SKIP, Reason.SELESAI)),
        (Step.MINUTES, datetime(2026, 3, 11, 13, 45, tzinfo=WITA), Verdict(Doing.SKIP, Reason.SELESAI)),
    ],
)
def test_the_late_policy(step, now, expected):
    assert what_now(due_row(step), now=now) == expected


def test_of_several_overdue_steps_only_the_newest_goes():
    rows = [due_row(step, plan_id=n) for n, step in enumerate(USUAL)]
    assert what_now_of_all(rows, now=datetime(2025, 3, 10, 11, 0, tzinfo=WITA)) == {
        0: Verdict(Doing.SKIP, Reason.DIGANTIKAN),
        1: Verdict(Doing.SKIP, Reason.DIGANTIKAN),
        2: LATE,
        3: LATE,  # what staff read is another matter than what the seat reads
        4: Verdict(Doing.NOT_YET),
    }


@given(st.timedeltas(timedelta(days=-6), timedelta(days=2)), st.sampled_from(range(24)))
def test_whatever_the_outage_at_most_one_goes_and_never_into_a_finished_sitting(ahead, hour):
    now = START + ahead
    starts_at = START.replace(hour=hour)
    rows = [
        due_row(step, plan_id=n, starts_at=starts_at, ends_at=starts_at + timedelta(hours=2))
        for n, step in enumerate(Step)
    ]
    verdicts = what_now_of_all(rows, now=now)
    going = [row for row in rows if verdicts[row.plan_id].doing in {Doing.SEND, Doing.SEND_LATE}]
    assert len([row for row in going if row.step is not Step.CALLS]) <= 1
    for row in going:
        assert row.due_at <= now < row.ends_at
        if row.step not in NEAR and is_quiet(now, zone=WITA):
            # only when the morning would be too late
            assert row.starts_at - now < timedelta(hours=12)
        assert is_working_day(now.astimezone(WITA).date()) or row.starts_at - now < timedelta(days=3)


def test_a_normal_morning_is_no_mass_fire_but_an_overdue_one_is():
    rows = [due_row(Step.ONE_DAY, plan_id=n, item=n) for n in range(6)]
    on_time = datetime(2025, 3, 10, 9, 0, tzinfo=WITA)
    late = on_time + timedelta(hours=2)
    assert held(rows, verdicts=what_now_of_all(rows, now=on_time)) == set()
    assert held(rows, verdicts=what_now_of_all(rows, now=late)) == set(range(6))
    assert held(rows[:3], verdicts=what_now_of_all(rows[:3], now=late)) == set()


def test_a_hold_never_keeps_back_the_last_step():
    rows = [due_row(Step.MINUTES, plan_id=n, item=n) for n in range(6)]
    now = START - timedelta(minutes=7)
    assert held(rows, verdicts=what_now_of_all(rows, now=now)) == set()


def stored(planned, standing=Standing.PLANNED):
    return [Existing(p.key, p.due_at, Standing.SKIPPED if p.skipped else standing) for p in planned]


def test_the_same_time_never_plans_twice():
    planned = plan(OCCASION, seats={1: WITA}, now=NOW)
    for standing in (Standing.PLANNED, Standing.ENQUEUED):
        assert reconcile(stored(planned, standing), planned, occasions=[OCCASION]) == Reconciliation(
            add=(), revive=(), void=(), keep=tuple(p.key for p in planned)
        )


def test_a_new_time_voids_the_old_ladder_and_plans_a_new_one():
    old = plan(OCCASION, seats={1: WITA}, now=NOW)
    moved = replace(OCCASION, time_revision=2, starts_at=START - timedelta(hours=3), ends_at=START)
    new = plan(moved, seats={1: WITA}, now=NOW)
    assert reconcile(stored(old), new, occasions=[moved]) == Reconciliation(
        add=new, revive=(), void=tuple(Voided(p.key, Reason.WAKTU_BERUBAH) for p in old), keep=()
    )


def test_cancelled_and_uninvited_are_voided_each_with_its_reason():
    two = plan(OCCASION, seats={1: WITA, 2: WITA}, now=NOW)
    one = plan(OCCASION, seats={1: WITA}, now=NOW)
    gone = reconcile(stored(two), one, occasions=[OCCASION])
    assert {row.key.seat: row.reason for row in gone.void} == {2: Reason.TIDAK_DIUNDANG}
    cancelled = replace(OCCASION, cancelled=True)
    void = reconcile(stored(one), (), occasions=[cancelled]).void
    assert {row.reason for row in void} == {Reason.SESI_BATAL}


def test_a_seat_removed_and_invited_again_gets_its_plans_back():
    planned = plan(OCCASION, seats={1: WITA}, now=NOW)
    found = reconcile(stored(planned, Standing.WITHDRAWN), planned, occasions=[OCCASION])
    assert (found.add, found.revive, found.void) == ((), planned, ())
