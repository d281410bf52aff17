"""An SQLite file in the place of another, which is kept aside with all that belongs to it."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

_BESIDE = ("-wal", "-shm")


def put_in_place(new: Path, *, old: Path, aside: Path) -> None:
    """``new`` becomes ``old``, which becomes ``aside``. Nobody else may use either. Raises OSError.

    At no moment is there a database with the write-ahead log of another one, nor none at all.
    """
    _fold(new)
    if old.exists():
        _fold(old)
        for end in _BESIDE:  # only of a database too damaged to be folded
            with suppress(FileNotFoundError):
                Path(f"{old}{end}").replace(f"{aside}{end}")
        _keep(old, aside)
    new.replace(old)


def _keep(old: Path, aside: Path) -> None:
    """A second name for the same file, where the file system has such; else a copy."""
    try:
        os.link(old, aside)
    except OSError:
        shutil.copy2(old, aside)


def _fold(file: Path) -> None:
    """What stands in the write-ahead log goes into the file."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode=DELETE")
