"""Only one process leads."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.delivery.leader import Leader, LockUnusable
from db.engine import Sessions


async def test_the_second_does_not_lead_until_the_first_lets_go(sessions, database_url):
    other = Sessions(database_url)
    first, second = Leader(sessions), Leader(other)
    assert await first.try_take()
    assert not await second.try_take()
    await first.release()
    assert await second.try_take()
    await second.release()
    await other.close()


async def test_through_a_link_to_the_file_it_is_the_same_lock(tmp_path: Path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (tmp_path / "real.db").touch()
    (elsewhere / "link.db").symlink_to(tmp_path / "real.db")
    (tmp_path / "directory").symlink_to(tmp_path)
    first, *others = (
        Leader(Sessions(f"sqlite:///{tmp_path / path}"))
        for path in ("real.db", "elsewhere/link.db", "directory/real.db")
    )
    assert await first.try_take()
    assert [await other.try_take() for other in others] == [False, False]
    await first.release()
    assert await others[0].try_take()
    await others[0].release()


async def test_a_lock_file_that_cannot_be_opened_is_a_sentence(tmp_path: Path):
    (tmp_path / "real.db.lock").mkdir()
    with pytest.raises(LockUnusable, match=r"real\.db\.lock cannot be opened \(Is a directory\): run as"):
        await Leader(Sessions(f"sqlite:///{tmp_path / 'real.db'}")).try_take()
