"""The file of a backup: a ZIP with a file of JSON lines for each table, and what it says of itself."""

from __future__ import annotations

import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from bot.rules.backups import FORMAT, Contents, Manifest

_MANIFEST = "permas-bot.json"
#: Rows handed on at once.
_AT_ONCE = 500


#: What reading a file can raise that was cut, altered, or is something else.
_BROKEN = (
    OSError,
    EOFError,
    KeyError,
    TypeError,
    ValueError,
    AttributeError,
    NotImplementedError,  # of zipfile, for a compression it does not know
    zipfile.BadZipFile,
    zlib.error,
)


class Damaged(Exception):
    """This is no backup of ours, or not all of one."""


class TooNew(Exception):
    """A newer bot wrote it."""


class BackupWriter:
    """Writes table after table; without ``finish`` the file is none that can be read."""

    def __init__(self, file: Path) -> None:
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6)
        self._tables: dict[str, Contents] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    def table(self, name: str, columns: Mapping[str, str]) -> TableWriter:
        return TableWriter(self._zip, name, columns, self._tables)

    def finish(self, *, schema: str, made_at: datetime, engine: str) -> Manifest:
        """Say what is in it."""
        manifest = Manifest(schema, made_at, engine, self._tables)
        tables = {
            name: {"columns": dict(one.columns), "rows": one.rows, "sha256": one.sha256}
            for name, one in self._tables.items()
        }
        said = {"format": FORMAT, "schema": schema, "made_at": made_at.isoformat(), "engine": engine}
        self._zip.writestr(_MANIFEST, json.dumps({**said, "tables": tables}, indent=1))
        return manifest


class TableWriter:
    """One table: a line for each row."""

    def __init__(
        self, archive: zipfile.ZipFile, name: str, columns: Mapping[str, str], done: dict[str, Contents]
    ) -> None:
        self._name, self._columns, self._done = name, columns, done
        self._file = archive.open(f"{name}.jsonl", "w", force_zip64=True)
        self._hash = hashlib.sha256()
        self._rows = 0

    def write(self, rows: Sequence[Sequence[object]]) -> None:
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()
        self._hash.update(lines)
        self._file.write(lines)
        self._rows += len(rows)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
        self._done[self._name] = Contents(self._columns, self._rows, self._hash.hexdigest())


def read_manifest(file: Path, *, newest: str) -> Manifest:
    """What the backup says of itself, once every line of it was read and found whole.

    ``newest``: the shape this bot knows. Raises Damaged, TooNew.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            manifest = _manifest(archive, newest)
            for name, contents in manifest.tables.items():
                if _checked(archive, name) != (contents.rows, contents.sha256):
                    raise Damaged(name)
            return manifest
    except _BROKEN as error:
        raise Damaged(str(error)) from error


def _manifest(archive: zipfile.ZipFile, newest: str) -> Manifest:
    said = json.loads(archive.read(_MANIFEST))
    if said["format"] > FORMAT or str(said["schema"]) > newest:
        raise TooNew
    tables = {
        str(name): Contents(dict(one["columns"]), int(one["rows"]), str(one["sha256"]))
        for name, one in said["tables"].items()
    }
    made_at = datetime.fromisoformat(said["made_at"])
    return Manifest(str(said["schema"]), made_at, str(said["engine"]), tables, int(said["format"]))


def _checked(archive: zipfile.ZipFile, name: str) -> tuple[int, str]:
    found, rows = hashlib.sha256(), 0
    with archive.open(f"{name}.jsonl") as file:
        for line in file:
            found.update(line)
            rows += 1
    return rows, found.hexdigest()


def rows_in(file: Path, name: str) -> Iterator[list[list[object]]]:
    """The rows of one table, some at a time."""
    waiting: list[list[object]] = []
    with zipfile.ZipFile(file) as archive, archive.open(f"{name}.jsonl") as lines:
        for line in lines:
            waiting.append(json.loads(line))
            if len(waiting) == _AT_ONCE:
                yield waiting
                waiting = []
    if waiting:
        yield waiting
