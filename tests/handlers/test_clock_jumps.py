"""A clock that jumps: nothing early, nothing twice, nothing lost, and an admin is asked."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.rules.clocks import WITA
from db.tables import PlanState
from tests.builders import JOKO, SARI
from tests.fakes import ADMIN, World
from tests.handlers.rakor import first_lines, plans, published, registered

H3 = datetime(2025, 3, 6, 9, 0, tzinfo=WITA)
H1 = datetime(2025, 3, 10, 9, 0, tzinfo=WITA)
BETWEEN = datetime(2025, 3, 7, 11, 0, tzinfo=WITA)  # nothing of the usual ladder is near
START = datetime(2025, 3, 11, 9, 0, tzinfo=WITA)
SIX = "/rapat baru\nJudul: Enam sesi\n" + "\n".join(
    f"Sesi: 11-03-2025 {hour:02}.00-{hour:02}.50 WIB; Kota Bontang" for hour in range(8, 14)
)
HELD, BACK = "<b>Pengingat ditahan</b>", "<b>Jam server mundur</b>"

SECOND, HOUR, DAY, YEAR = (
    timedelta(seconds=1),
    timedelta(hours=1),
    timedelta(days=1),
    timedelta(days=365),
)


@pytest.fixture
async def six(world: World) -> World:
    world = await published(await registered(world), SIX)
    for moment in (H3, H3 + DAY, BETWEEN):
        await at(world, moment)
    return world


async def at(world, moment):
    world.clock.at = moment
    await world.tick()


def asked(world, words):
    return first_lines(world, ADMIN).count(words)


@pytest.mark.parametrize("jump", [-SECOND, SECOND, -timedelta(seconds=59), HOUR])
async def test_a_small_jump_is_nothing(six, jump):
    before = len(six.texts(SARI))
    await at(six, BETWEEN + jump)
    await at(six, BETWEEN + timedelta(seconds=10))
    assert len(six.texts(SARI)) == before
    assert (asked(six, HELD), asked(six, BACK)) == (0, int(jump == HOUR))


@pytest.mark.parametrize("jump", [HOUR, DAY, YEAR])
async def test_a_clock_that_goes_back_sends_nothing_and_asks_once(six, jump):
    before = len(six.texts(SARI))
    for seconds in (0, 5, 10):
        await at(six, BETWEEN - jump + timedelta(seconds=seconds))
    assert len(six.texts(SARI)) == before
    assert asked(six, BACK) == 1
    # it was wrong, and is right again by itself
    await at(six, H1)
    assert len(six.texts(SARI)) > before


@pytest.mark.parametrize("jump", [3 * DAY, YEAR])
async def test_a_clock_that_runs_ahead_is_held_and_nothing_is_lost(six, jump):
    before = first_lines(six, SARI)
    ladder = await open_steps(six)
    for seconds in (0, 5):
        await at(six, BETWEEN + jump + timedelta(seconds=seconds))
    assert first_lines(six, SARI) == before
    assert asked(six, HELD) == 1
    # set right again: first it has gone back, and an admin looks
    await at(six, BETWEEN + timedelta(minutes=1))
    assert asked(six, BACK) == 1
    await six.press(ADMIN, "Lanjutkan pengingat")
    assert first_lines(six, SARI) == before
    assert await open_steps(six) == ladder
    await at(six, H1)
    new = first_lines(six, SARI)[len(before) :]
    assert len(new) == len(set(new)) > 0


async def open_steps(world):
    """Plans that are still to be sent."""
    found = [await plans(world, number=number) for number in range(1, 7)]
    return [
        row for rows in found for row in rows if row[2] is PlanState.PLANNED and row[0] in ("h-1", "m-15")
    ]


async def test_an_hour_ahead_on_the_morning_doubles_nothing(six):
    await at(six, H1 + HOUR)  # late for all six: an admin lets them go
    await six.press(ADMIN, "Kirim pengingat tertunda")
    told = first_lines(six, SARI)
    await at(six, H1 + timedelta(minutes=2))  # set right: back by an hour
    await six.press(ADMIN, "Lanjutkan pengingat")
    for minutes in (3, 60, 61):
        await at(six, H1 + timedelta(minutes=minutes))
    assert first_lines(six, SARI) == told


async def test_only_an_admin_lets_it_go_on(six):
    await at(six, BETWEEN - DAY)
    await six.press_data(JOKO, "pengingat_lepas")
    await at(six, BETWEEN - DAY + timedelta(seconds=5))
    assert asked(six, BACK) == 1
