"""The clock of the room, who moves it, and who plays."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.practice.cast import (
    ASSISTANT,
    CAST,
    DELEGATE,
    SARI,
    SARI_NEW_PHONE,
    SEKDA_MAROS,
    STRANGER,
    SUCCESSOR,
)
from bot.practice.clock import MovableClock
from bot.practice.library import practice_server


async def test_the_clock_jumps_where_the_caller_says(http):
    clock = MovableClock(datetime(2025, 3, 3, 8, tzinfo=ZoneInfo("Asia/Jakarta")))
    asked = []

    async def jump(to: str) -> None:
        asked.append(to)
        if to == "kapan":
            raise ValueError("tidak dikenal")
        clock.set(datetime(2025, 3, 4, 8, tzinfo=ZoneInfo("Asia/Jakarta")))

    async with practice_server(clock=clock, jump=jump) as server:
        async with http.post(f"{server.url}/room/clock", json={"to": "day"}) as response:
            assert (await response.json())["now"].startswith("2025-03-04T08:00:0")
        async with http.post(f"{server.url}/room/clock", json={"to": "kapan"}) as response:
            assert (response.status, await response.json()) == (400, {"error": "tidak dikenal"})
    assert asked == ["day", "kapan"]


def test_the_clock_runs_and_never_goes_back():
    seconds = [0.0]
    start = datetime(2025, 3, 3, 8, tzinfo=ZoneInfo("Asia/Jakarta"))
    clock = MovableClock(start, monotonic=lambda: seconds[0])
    moves = []
    clock.on_move(lambda: moves.append(clock.now()))
    seconds[0] = 60.0
    assert clock.now() == start + timedelta(minutes=1)
    clock.set(datetime(2025, 3, 4, 9, tzinfo=ZoneInfo("Asia/Makassar")))
    assert clock.now().isoformat() == "2025-03-04T08:00:00+07:00"
    clock.set(start)
    assert clock.now() == start + timedelta(days=1)
    assert len(moves) == 2
    for naive in (lambda: MovableClock(datetime(2025, 3, 3)), lambda: clock.set(datetime(2025, 3, 3))):  # noqa: DTZ001
        with pytest.raises(ValueError, match="aware"):
            naive()


def test_the_cast_is_the_case():
    assert [(person.post, person.region_code) for person in CAST] == [
        ("Administrator Dit. Permas", None),
        ("Sekretaris Daerah", "19.04"),
        ("Inspektur", "19.04"),
        ("Sekretaris Daerah", "64.74"),
        ("Inspektur", "64.74"),
        ("Sekretaris Daerah", "73.09"),
        ("Inspektur", "73.09"),
        ("Sekretaris Daerah", "53.15"),
        ("Inspektur", "53.15"),
        ("Orang luar", None),
        ("Petugas Dit. Permas", None),
        ("Administrator Dit. Permas", None),
        ("Telepon baru Inspektur Kota Bontang", None),
        ("Ajudan Sekda Kota Bontang", None),
        ("Mewakili Inspektur Kota Bontang", None),
        ("Pengganti Inspektur Kabupaten Maros", None),
    ]
    strangers = [STRANGER, SARI_NEW_PHONE, ASSISTANT, DELEGATE, SUCCESSOR]
    assert [person for person in CAST if not person.started] == [SEKDA_MAROS, *strangers]
    assert [(person.first_name, person.staff) for person in CAST if person.staff] == [
        ("Pak Joko", "admin"),
        ("Bu Ratna", "officer"),
        ("Pak Hasan", "admin"),
    ]
    for own in ("telegram_id", "phone", "label"):
        assert len({getattr(person, own) for person in CAST}) == len(CAST)
    assert all(person.telegram_id > 2**31 for person in CAST)


def test_a_new_phone_is_the_same_name_with_another_account():
    assert (SARI_NEW_PHONE.first_name, SARI_NEW_PHONE.label) == (SARI.first_name, "Sari (akun baru)")
    assert SARI_NEW_PHONE.telegram_id != SARI.telegram_id
