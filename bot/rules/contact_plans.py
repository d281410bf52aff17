"""What a whole sheet of officials would do: counted for the card, and once more before it is done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.rules.contact_changes import ContactChange
from bot.rules.fingerprints import fingerprint
from bot.rules.recording import Effect

#: What may differ, in the order in which it is said.
STATE_FIELDS = ("name", "prefix", "until_on", "office_phone", "phone")


@dataclass(frozen=True, slots=True)
class ContactPlan:
    """The changes of a sheet, in the order of its rows."""

    changes: tuple[ContactChange, ...]

    def count(self, effect: Effect) -> int:
        return sum(change.effect is effect for change in self.changes)

    @property
    def is_empty(self) -> bool:
        return not self.differing

    @property
    def differing(self) -> tuple[ContactChange, ...]:
        return tuple(change for change in self.changes if change.effect is not Effect.UNCHANGED)

    @property
    def losing(self) -> tuple[ContactChange, ...]:
        """Seats whose present holder ends."""
        return tuple(change for change in self.changes if change.is_new_person and change.seat.holder)

    @property
    def further(self) -> tuple[ContactChange, ...]:
        """What differs besides."""
        losing = set(map(id, self.losing))
        return tuple(change for change in self.differing if id(change) not in losing)

    @property
    def left(self) -> tuple[ContactChange, ...]:
        """Seats whose holder a sheet may not replace."""
        return tuple(change for change in self.changes if change.left)

    @property
    def same_names(self) -> list[tuple[str, tuple[ContactChange, ...]]]:
        """Names that the sheet newly puts into several seats: one person, or two of one name."""
        by_name: dict[str, list[ContactChange]] = {}
        for change in self.changes:
            if change.is_new_person:
                by_name.setdefault(change.after.name.casefold(), []).append(change)
        return [(same[0].after.name, tuple(same)) for same in by_name.values() if len(same) > 1]

    def keeping_holders(self) -> ContactPlan:
        """The same without what would end somebody's time in a seat."""
        losing = set(map(id, self.losing))
        return ContactPlan(tuple(change for change in self.changes if id(change) not in losing))

    @property
    def fingerprint(self) -> str:
        """Of everything the card says: another one means that it would do something else."""
        said = [_said(change) for change in self.changes]
        return fingerprint(repr(said), length=10)


def _said(change: ContactChange) -> tuple[object, ...]:
    holder = change.seat.holder.contact_id if change.seat.holder else None
    return (change.seat.seat_id, holder, change.is_new_person, change.before, change.after, change.left)


def differences(change: ContactChange) -> Sequence[tuple[str, object, object]]:
    """(field, before, after) of everything that differs."""
    pairs = ((name, getattr(change.before, name), getattr(change.after, name)) for name in STATE_FIELDS)
    return [(name, before, after) for name, before, after in pairs if before != after]
