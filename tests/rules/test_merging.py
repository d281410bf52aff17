"""A later reminder comes along only with everybody who reads it."""

from __future__ import annotations

import pytest

from bot.rules.merging import comes_along

TOLD = {1: {10}, 2: {10, 11}}


@pytest.mark.parametrize(
    ("item", "readers", "expected"),
    [
        (12, [1], True),
        (12, [1, 2], True),
        (11, [1, 2], False),  # the second is told of that sitting already
        (12, [1, 3], False),  # the third gets nothing now
        (12, [], False),
    ],
)
def test_everybody_who_reads_it_gets_another_one_now(item, readers, expected):
    assert comes_along(item, readers=readers, told=TOLD) is expected
