"""The stages of a programme year, in their order."""

from __future__ import annotations

from enum import StrEnum


class ProgrammeStage(StrEnum):
    """What a cohort goes through, from the proposal to the declaration."""

    USULAN = "usulan"
    OBSERVASI = "observasi"
    BIMTEK = "bimtek"
    MONEV = "monev"
    PENILAIAN = "penilaian"
    PENETAPAN = "penetapan"
