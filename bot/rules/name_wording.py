"""What is odd about a name, in words for the card of a request: "Nama ini …"."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from bot.rules.name_warnings import NameWarning

warning_words: Mapping[NameWarning, str] = MappingProxyType(
    {
        NameWarning.MIXED_SCRIPTS: "memakai huruf yang mirip huruf lain",
        NameWarning.DIRECTION_MARKS: "memuat tanda yang membalik arah tulisan",
        NameWarning.INVISIBLE: "memuat karakter yang tidak terlihat",
        NameWarning.LOOKS_OFFICIAL: "menyerupai nama petugas atau akun resmi",
        NameWarning.NOT_LATIN: "tidak ditulis dengan huruf Latin",
    }
)
