"""The one word for where a criterion stands, as pictures, lists and files show it."""

from __future__ import annotations

from enum import StrEnum

from bot.rules.assessments import Assessment, Standing
from bot.rules.cycles import Cycle, PublicationState
from bot.rules.margins import Margin


class CriterionState(StrEnum):
    """What is said of one criterion of one region; the judgement, or why there is none."""

    DI_BAWAH = "di_bawah"
    WASPADA = "waspada"  #: met with little to spare; not the publisher's category of this name
    AMAN = "aman"
    UNDECIDED = "undecided"  #: a year of the streak is missing, or value and threshold are of two kinds
    NOT_SET = "not_set"  #: no threshold, so nothing can be missed
    NOT_RECORDED = "not_recorded"  #: which is not failing
    NOT_PUBLISHED = "not_published"  #: nor is this: the first value of a new instrument is not out
    MANAGED = "managed"  #: criterion 8


#: What users read.
STATE_WORDS: dict[CriterionState, str] = {
    CriterionState.DI_BAWAH: "di bawah ambang",
    CriterionState.WASPADA: "waspada",
    CriterionState.AMAN: "aman",
    CriterionState.UNDECIDED: "belum dapat dinilai",
    CriterionState.NOT_SET: "ambang belum ditetapkan",
    CriterionState.NOT_RECORDED: "belum tercatat",
    CriterionState.NOT_PUBLISHED: "belum terbit",
    CriterionState.MANAGED: "dikelola Dit. Permas",
}

_BY_MARGIN = {
    Margin.AMAN: CriterionState.AMAN,
    Margin.WASPADA: CriterionState.WASPADA,
    Margin.DI_BAWAH: CriterionState.DI_BAWAH,
}
_BY_STANDING = {
    Standing.MET: CriterionState.AMAN,
    Standing.BELOW: CriterionState.DI_BAWAH,
    Standing.INCOMPLETE: CriterionState.UNDECIDED,
    Standing.NOT_COMPARABLE: CriterionState.UNDECIDED,
    Standing.NO_THRESHOLD: CriterionState.NOT_SET,
    Standing.NOT_RECORDED: CriterionState.NOT_RECORDED,
    Standing.MANAGED: CriterionState.MANAGED,
}
_NOBODY_HAS_IT = frozenset({PublicationState.BELUM_TERBIT, PublicationState.TERLAMBAT})


def state_of(seen: Assessment, cycle: Cycle | None = None) -> CriterionState:
    """The state of one judged criterion; ``cycle`` is what is known of its publisher."""
    if seen.margin is not None:
        return _BY_MARGIN[seen.margin]
    state = _BY_STANDING[seen.standing]
    if state is CriterionState.NOT_RECORDED and cycle is not None and _is_first(cycle):
        return CriterionState.NOT_PUBLISHED
    return state


def _is_first(cycle: Cycle) -> bool:
    """The first value of its instrument, which nobody has; of the others earlier ones are missing."""
    return cycle.state in _NOBODY_HAS_IT and cycle.publication.first_year == cycle.year
