"""What a person is about to confirm. Lives in the Dialogue until Benar."""

from __future__ import annotations

from dataclasses import dataclass

from bot.actions.codes import Opened
from bot.rules.actors import TenureKind


@dataclass(frozen=True, slots=True)
class Draft:
    """A registration before it is one."""

    seat_id: int
    name: str
    kind: TenureKind = TenureKind.HOLDER
    code_hash: str = ""  #: empty: without a code, so staff decide
    invited_by: int | None = None  #: the holder whose code it is: the capacity is his choice, staff decide
    is_new_account: bool = False  #: registered for this seat already, by an account that is to be replaced

    @property
    def is_invited(self) -> bool:
        return self.invited_by is not None

    @classmethod
    def by_code(cls, opened: Opened, *, name: str) -> Draft:
        kind = opened.kind or TenureKind.HOLDER
        return cls(opened.seat_id, name, kind, opened.code_hash, opened.invited_by)

    @classmethod
    def of(cls, said: dict[str, object]) -> Draft:
        invited_by = said.get("invited_by")
        return cls(
            seat_id=int(str(said["seat_id"])),
            name=str(said.get("name", "")),
            kind=TenureKind(str(said.get("kind", TenureKind.HOLDER))),
            code_hash=str(said["code_hash"]),
            invited_by=int(str(invited_by)) if invited_by else None,
            is_new_account=bool(said.get("is_new_account")),
        )

    def said(self) -> dict[str, object]:
        return {
            "seat_id": self.seat_id,
            "name": self.name,
            "kind": self.kind.value,
            "code_hash": self.code_hash,
            "invited_by": self.invited_by,
            "is_new_account": self.is_new_account,
        }
