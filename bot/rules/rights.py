"""What a menu depends on: somebody's role and the capacities in which he acts, wherever that is."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.rules.actors import Actor, HeldSeat, Role, TenureKind

LETTERS = {TenureKind.HOLDER: "h", TenureKind.ASSISTANT: "a", TenureKind.DELEGATE: "d"}


@dataclass(frozen=True, slots=True)
class Rights:
    """Two people with the same rights have the same menu."""

    role: Role | None = None
    kinds: frozenset[TenureKind] = field(default_factory=frozenset)

    @property
    def key(self) -> str:
        """``admin:``, ``:hd``; a stranger's is ``:``."""
        letters = "".join(letter for kind, letter in LETTERS.items() if kind in self.kinds)
        return f"{self.role.value if self.role else ''}:{letters}"

    @property
    def as_actor(self) -> Actor:
        """Somebody with these rights, in no region."""
        seats = tuple(HeldSeat(0, "", "", "", "", "", kind) for kind in TenureKind if kind in self.kinds)
        return Actor(telegram_id=0, staff_id=0 if self.role else None, role=self.role, seats=seats)


def rights_of_key(key: str) -> Rights:
    """The rights a key stands for."""
    role, _, letters = key.partition(":")
    kinds = frozenset(kind for kind, letter in LETTERS.items() if letter in letters)
    return Rights(Role(role) if role else None, kinds)
