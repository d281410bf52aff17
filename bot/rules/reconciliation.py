"""How stored reminder plans follow a change: add, revive, void, keep, each with a reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.rules.reminders import Key, Occasion, Planned, Reason


class Standing(StrEnum):
    """Where a stored reminder stands."""

    PLANNED = "planned"
    ENQUEUED = "enqueued"
    WITHDRAWN = "withdrawn"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Existing:
    """A reminder as stored."""

    key: Key
    due_at: datetime
    standing: Standing


@dataclass(frozen=True, slots=True)
class Voided:
    """A stored reminder that is no longer true."""

    key: Key
    reason: Reason


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """What to do with the stored plans so that they match the wanted ones."""

    add: tuple[Planned, ...]
    revive: tuple[Planned, ...]  #: withdrawn once, wanted again: a seat removed and invited again
    void: tuple[Voided, ...]
    keep: tuple[Key, ...]
    shift: tuple[Planned, ...] = ()  #: the same step at another hour: staff added a day off


def reconcile(
    existing: Sequence[Existing], planned: Sequence[Planned], *, occasions: Sequence[Occasion]
) -> Reconciliation:
    """Compare stored with wanted. What was enqueued or skipped stays: it happened.

    ``occasions`` are all sittings of the meeting as they are now; they explain why a plan is void.
    """
    stored = {row.key: row for row in existing}
    wanted = {row.key: row for row in planned}
    open_keys = {key for key, row in stored.items() if row.standing is Standing.PLANNED}
    withdrawn = {key for key, row in stored.items() if row.standing is Standing.WITHDRAWN}
    now_are = {occasion.item: occasion for occasion in occasions}
    return Reconciliation(
        add=tuple(row for key, row in wanted.items() if key not in stored),
        revive=tuple(row for key, row in wanted.items() if key in withdrawn),
        void=tuple(
            Voided(key, _why_void(key, now_are)) for key in stored if key in open_keys and key not in wanted
        ),
        keep=tuple(key for key in stored if key in wanted and key not in withdrawn),
        shift=tuple(
            row for key, row in wanted.items() if key in open_keys and row.due_at != stored[key].due_at
        ),
    )


def _why_void(key: Key, now_are: Mapping[int, Occasion]) -> Reason:
    occasion = now_are.get(key.item)
    if occasion is None or occasion.cancelled:
        return Reason.SESI_BATAL
    if occasion.postponed:
        return Reason.SESI_DITUNDA
    if occasion.time_revision != key.time_revision:
        return Reason.WAKTU_BERUBAH
    if key.step not in occasion.steps:
        return Reason.LANGKAH_DIHAPUS
    return Reason.TIDAK_DIUNDANG
