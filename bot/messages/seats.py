"""What texts about registering need to know of a seat and of a registration, and its words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.rules.actors import HeldSeat, TenureEnd, TenureKind
from bot.rules.outbox import Button, Keyboard
from bot.rules.sheets import CoverageState
from bot.rules.wording import post

#: How a capacity is named on a button and in a sentence.
CAPACITIES = {
    TenureKind.HOLDER: "Pejabat yang bersangkutan",
    TenureKind.ASSISTANT: "Ajudan atau asisten",
    TenureKind.DELEGATE: "Wakil yang ditunjuk",
}

#: The same within a sentence: "disampaikan oleh ajudan".
THROUGH = {TenureKind.ASSISTANT: "ajudan", TenureKind.DELEGATE: "wakil"}

#: Whether somebody can be reached, and if not, why.
REACH = {
    CoverageState.REACHABLE: "terjangkau",
    CoverageState.BLOCKED: "tidak terjangkau, bot dihentikan",
    CoverageState.DEACTIVATED: "tidak terjangkau, akun Telegram tidak ada lagi",
    CoverageState.NEVER_STARTED: "belum terjangkau, bot belum dibuka",
    CoverageState.NO_TELEGRAM: "tanpa Telegram",
    CoverageState.EMPTY: "belum terisi",
}
#: How the time of somebody in a seat ended.
ENDINGS = {
    TenureEnd.HANDED_OVER: "serah terima",
    TenureEnd.REPLACED: "digantikan",
    TenureEnd.LEFT: "berhenti sendiri",
    TenureEnd.REVOKED: "dilepas",
    TenureEnd.NEW_ACCOUNT: "berganti akun Telegram",
    TenureEnd.ERASED: "data dihapus",
}


class SeatInWords(Protocol):
    """What a text needs to know of a seat."""

    @property
    def title(self) -> str: ...
    @property
    def region_name(self) -> str: ...
    @property
    def region_code(self) -> str: ...
    @property
    def province(self) -> str: ...
    @property
    def zone(self) -> str: ...


class DraftInWords(Protocol):
    """What a text needs to know of a registration."""

    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> TenureKind: ...
    @property
    def is_invited(self) -> bool: ...
    @property
    def is_new_account(self) -> bool: ...
    @property
    def seat_id(self) -> int: ...
    @property
    def code_hash(self) -> str: ...


def through(kind: TenureKind | None) -> str:
    """The end of a sentence about what did not come by the holder: ", disampaikan oleh ajudan"."""
    return f", disampaikan oleh {THROUGH[kind]}" if kind in THROUGH else ""


def by_name(name: str, kind: TenureKind | None) -> str:
    """Sari; of somebody who is not the holder: melalui Rina."""
    return f"melalui {name}" if kind in THROUGH and name else name


def two_in_a_row(buttons: Sequence[Button]) -> Keyboard:
    """The buttons in rows of two, for a thumb."""
    return tuple(tuple(buttons[start : start + 2]) for start in range(0, len(buttons), 2))


def seat_in_words(seat: HeldSeat) -> str:
    """Pj. Sekretaris Daerah Kabupaten Maros; an assistant or delegate is marked as one."""
    name = post(seat.title, seat.region_name, prefix=seat.prefix)
    return name if seat.kind is TenureKind.HOLDER else f"{name} ({CAPACITIES[seat.kind].lower()})"
