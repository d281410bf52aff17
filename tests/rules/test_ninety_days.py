"""Ninety days of sittings moved and put off, answers and outages, against a second opinion."""

from __future__ import annotations

import os
from datetime import UTC, datetime

import pytest

from bot.rules.reconciliation import Standing
from tests.rules.ninety_days import BEGIN, History, expected, history, moment, play

#: Histories in the suite; more with ``HISTORIES=5000 make campaign``, others with ``SEED=…``.
HISTORIES = int(os.environ.get("HISTORIES", "60"))
SEED = int(os.environ.get("SEED", "20250311"))
_PORTIONS = 6


def test_the_calendar_of_the_second_opinion_begins_where_it_says():
    assert moment(BEGIN) == datetime(2025, 1, 1, 17, 0, tzinfo=UTC)


def wrong(made: History) -> list[str]:
    """What is the matter with one history; nothing if all is well."""
    sent, rows = play(made)
    found = [f"{each} was sent" for each in sorted(sent - expected(made))]
    found += [f"{each} was not sent" for each in sorted(expected(made) - sent)]
    keys = [each[:4] for each in sent]
    found += [f"{key} was sent {keys.count(key)} times" for key in set(keys) if keys.count(key) > 1]
    for item, revision, step, seat, minute, _late in sent:
        time = next(t for t in made.times[item] if t.revision == revision)
        if minute >= min(time.ends, time.until):
            found.append(f"{(item, revision, step, seat)} was sent when it was untrue")
    for key, row in rows.items():
        if row.standing is Standing.PLANNED:
            found.append(f"{key} was left open")
        if row.standing is not Standing.ENQUEUED and row.reason is None:
            found.append(f"{key} has no reason")
    return found


@pytest.mark.parametrize("portion", range(_PORTIONS))
def test_everybody_is_told_what_is_true_once_and_in_its_hour(portion):
    seeds = range(SEED + portion, SEED + HISTORIES, _PORTIONS)
    assert {seed: problems for seed in seeds if (problems := wrong(history(seed)))} == {}


def test_the_histories_have_something_to_tell():
    """Sittings in every state, outages in the way, late and withheld reminders: none of it is left out."""
    told = [play(history(seed)) for seed in range(20250311, 20250351)]  # whatever SEED says
    sent = [each for one, _rows in told for each in one]
    assert {late for *_, late in sent} == {True, False}
    assert {step for _item, _revision, step, *_ in sent} >= {"h-7", "h-3", "h-2", "h-1", "telepon", "m-15"}
    reasons = {row.reason for _sent, rows in told for row in rows.values() if row.reason}
    assert {reason.value for reason in reasons} >= {
        "lewat",
        "selesai",
        "digantikan",
        "waktu_berubah",
        "sesi_ditunda",
        "sudah_menjawab",
        "tidak_hadir",
        "menunggu_arahan",
        "semua_menjawab",
    }
