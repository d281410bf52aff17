"""The status of one region as it is drawn: finished words, and where things stand on their scales."""

from __future__ import annotations

from dataclasses import dataclass

from bot.rules.criterion_states import CriterionState
from bot.rules.gauges import Gauge


@dataclass(frozen=True, slots=True)
class CardLine:
    """One criterion, every figure written out; empty where there is nothing to say."""

    number: int
    label: str  #: SPI 2025
    value: str
    band: str
    threshold: str  #: 68*
    distance: str  #: 5,92 di atas ambang
    note: str  #: what is missing, or known in the interim
    state: CriterionState
    gauge: Gauge | None

    @property
    def rule(self) -> str:
        """5,92 di atas ambang 68*; ambang WTP dua tahun berturut-turut*; empty where none is set."""
        return f"{self.distance or 'ambang'} {self.threshold}" if self.threshold else ""


@dataclass(frozen=True, slots=True)
class StatusCard:
    """The eight criteria in their official order."""

    region: str
    standing: str  #: Calon 2026
    as_of: str  #: Senin, 15 Desember 2025
    counts: str  #: 1 di bawah ambang, 2 aman
    lines: tuple[CardLine, ...]
    has_missing: bool
    has_unconfirmed: bool
