"""Tombstones know a person again without saying who it was."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.rules.tombstones import Tombstone, mac_of, read, written

KEY = "a1" * 32
AT = datetime(2026, 11, 26, 3, 4, 5, tzinfo=UTC)


def mac(contact_id: int = 7, telegram_id: int | None = 7_000_000_001, key: str = KEY) -> str:
    return mac_of(key, contact_id=contact_id, telegram_id=telegram_id, created_at=AT)


def test_only_the_same_person_under_the_same_key_has_the_same_mark():
    assert mac() == mac()
    others = [mac(contact_id=8), mac(telegram_id=7_000_000_002), mac(telegram_id=None), mac(key="b2" * 32)]
    assert len({mac(), *others}) == 5


def test_a_file_is_read_as_it_was_written():
    stones = [Tombstone(9, mac(9), AT), Tombstone(7, mac(7), AT)]
    text = written(stones)
    assert read(text) == sorted(stones, key=lambda one: one.contact_id)
    assert "7000000001" not in text


@pytest.mark.parametrize("line", ["x", "1\tabc", "a\tb\tc", "1\tabc\tyesterday"])
def test_a_line_that_is_none_is_named(line):
    with pytest.raises(ValueError, match="line 2 is no tombstone"):
        read("# heading\n" + line)
