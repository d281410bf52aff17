"""A graph as it is drawn: finished words beside the places of things."""

from __future__ import annotations

from dataclasses import dataclass

from bot.rules.graphs import Graph


@dataclass(frozen=True, slots=True)
class GraphCard:
    """One criterion of one region over the years."""

    title: str  #: Survei Penilaian Integritas (SPI)
    region: str
    as_of: str
    graph: Graph
    values: tuple[str, ...]  #: of each point: 73,92; WTP
    thresholds: tuple[str, ...]  #: of each span: 68*; empty where none is set
    instruments: tuple[str, ...]  #: of each span, as people say it
    has_unconfirmed: bool
