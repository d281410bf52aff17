"""Files with secrets: for the owner alone, and never in the place of another file."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from pathlib import Path

from bot.commands.refusals import CannotDo

_MODE = 0o600


def create(files: Sequence[Path]) -> None:
    """Empty files that were not there before; none of them where one cannot be. Raises CannotDo."""
    for at, file in enumerate(files):
        try:
            _create(file)
        except CannotDo:
            discard(files[:at])
            raise


def _create(file: Path) -> None:
    try:
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _MODE))
    except FileExistsError as error:
        raise CannotDo(f"{file} exists already; it is not overwritten.") from error
    except OSError as error:
        raise CannotDo(f"{file} cannot be written: {error.strerror}.") from error


def fill(file: Path, content: bytes) -> None:
    """Raises CannotDo."""
    try:
        file.write_bytes(content)
    except OSError as error:
        raise CannotDo(f"{file} cannot be written: {error.strerror}.") from error


def discard(files: Sequence[Path]) -> None:
    for file in files:
        with contextlib.suppress(OSError):
            file.unlink(missing_ok=True)
