"""Turning a new file to the write-ahead log, by several at the same moment."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from db.wal import use_wal


def test_all_who_turn_a_new_file_at_once_succeed(tmp_path):
    together = Barrier(3)

    def start(path) -> str:
        together.wait()
        connection = sqlite3.connect(path, isolation_level=None)
        use_wal(connection.cursor(), wait=10)
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("CREATE TABLE IF NOT EXISTS t (x)")
        connection.execute("COMMIT")
        mode = connection.execute("PRAGMA journal_mode").fetchone()[0]
        connection.close()
        return mode

    with ThreadPoolExecutor(3) as threads:
        for number in range(60):  # without the second try about one in ten fails
            assert list(threads.map(start, [tmp_path / f"{number}.db"] * 3)) == ["wal"] * 3


def test_a_file_that_stays_locked_is_said_in_the_end(tmp_path):
    path = tmp_path / "terkunci.db"
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    waiting = sqlite3.connect(path, timeout=0)
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        use_wal(waiting.cursor(), wait=0.03)
    holder.close()
    waiting.close()
