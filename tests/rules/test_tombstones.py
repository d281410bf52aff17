"""Tombstones know a person again without saying who it was."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.rules.tombstones import Tombstone, mac_of, read, written

KEY = "a1" * 32
AT = datetime(2026, 11, 26, 3, 4, 5, tzinfo=UTC)


def mac(contact_id: int = 7, created_at: datetime = AT, key: str = KEY) -> str:
    return mac_of(key, contact_id=contact_id, created_at=created_at)


def test_only_the_same_person_under_the_same_key_has_the_same_mark():
    assert mac() == mac()
    others = [mac(contact_id=8), mac(created_at=AT.replace(microsecond=1)), mac(key="b2" * 32)]
    assert len({mac(), *others}) == 4


def test_a_file_is_read_as_it_was_written():
    stones = [Tombstone(9, mac(9), AT), Tombstone(7, mac(7), AT)]
    text = written(stones)
    assert read(text) == sorted(stones, key=lambda one: one.contact_id)


@pytest.mark.parametrize("line", ["x", "1\tabc", "a\tb\tc", "1\tabc\tyesterday"])
def test_a_line_that_is_none_is_named(line):
    with pytest.raises(ValueError, match="line 2 is no tombstone"):
        read("# heading\n" + line)
