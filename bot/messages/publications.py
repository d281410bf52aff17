"""When values come out, in words: on the lines of a status, in /terbit, and asked of officers."""

from __future__ import annotations

from bot.rules.clocks import month_and_year, short_date
from bot.rules.cycles import Cycle, PublicationState


def note(cycle: Cycle | None, *, beside: str) -> str:
    """What a line about one criterion says of the value that is expected; empty where that is recorded.

    ``beside`` is how the line begins: the instrument is not named twice. Without a value the months are told.
    """
    if cycle is None or cycle.state is PublicationState.TERBIT:
        return f"nilai {cycle.newest_year} kedaluwarsa" if cycle and cycle.is_stale else ""
    name = cycle.publication.instrument
    expected = f"{cycle.year}" if beside.startswith(name) else f"{name} {cycle.year}"
    if cycle.newest_year is None:
        return f"{expected} {state(cycle)}"
    old = f"nilai {cycle.newest_year} kedaluwarsa, " if cycle.is_stale else ""
    return f"{old}{expected} {_BRIEF[cycle.state]}"


_BRIEF = {
    PublicationState.BELUM_TERCATAT: "belum tercatat",
    PublicationState.TERLAMBAT: "terlambat terbit",
    PublicationState.BELUM_TERBIT: "belum terbit",
}


def state(cycle: Cycle) -> str:
    """belum terbit, diperkirakan Desember 2025 s.d. Januari 2026; telah terbit, belum tercatat."""
    if cycle.state is PublicationState.TERBIT:
        return "telah tercatat"
    if cycle.state is PublicationState.BELUM_TERCATAT:
        return "telah terbit, belum tercatat"
    if cycle.state is PublicationState.TERLAMBAT:
        return f"terlambat terbit, diperkirakan {window(cycle)}"
    if cycle.delayed_until is not None:
        return f"belum terbit, ditunda s.d. {short_date(cycle.delayed_until)}"
    return f"belum terbit, diperkirakan {window(cycle)}"


def window(cycle: Cycle) -> str:
    """Oktober s.d. November 2025; Desember 2025 s.d. Januari 2026; one month stands alone."""
    first, last = month_and_year(cycle.opens_on), month_and_year(cycle.due_on)
    if first == last:
        return first
    if cycle.opens_on.year == cycle.due_on.year:
        first = first.removesuffix(f" {cycle.opens_on.year}")
    return f"{first} s.d. {last}"
