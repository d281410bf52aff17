"""Why a command ends with exit code 1."""

from __future__ import annotations


class CannotDo(Exception):
    """The command could not do its work; the sentence says why and what to do."""
