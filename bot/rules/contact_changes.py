"""What a row of a sheet changes about a seat as it is now."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from bot.rules.contact_cells import ContactRow
from bot.rules.errors import Problem
from bot.rules.names import resembles
from bot.rules.recording import Effect
from bot.rules.seat_views import Acting, SeatView
from bot.rules.sheets import CoverageState


@dataclass(frozen=True, slots=True)
class SeatState:
    """What a sheet may say about a seat: its telephone, and its holder."""

    office_phone: str
    name: str = ""
    prefix: str = ""
    phone: str = ""
    until_on: date | None = None


@dataclass(frozen=True, slots=True)
class ContactChange:
    """A seat before and after. ``is_new_person``: whoever held it ends, another is recorded."""

    row: ContactRow
    seat: SeatView
    before: SeatState
    after: SeatState
    is_new_person: bool = False
    left: Problem | None = None  #: what a sheet may not change

    @property
    def effect(self) -> Effect:
        if self.is_new_person and self.seat.holder is None:
            return Effect.NEW
        return Effect.UNCHANGED if self.before == self.after else Effect.CHANGED


def judge_contact(row: ContactRow, seat: SeatView) -> ContactChange | Problem:
    """The change, or why there is none. Somebody in Telegram is never replaced, nor his own number."""
    holder = seat.holder
    before = _state(seat, holder)
    office = before.office_phone if row.office_phone is None else row.office_phone
    if holder is None and not row.name:
        if row.prefix or row.phone or row.until_on:
            return Problem("nobody_there", line=row.line)
        return ContactChange(row, seat, before, replace(before, office_phone=office))
    is_same = holder is not None and (
        not row.name or row.name == holder.name or resembles(row.name, holder.name)
    )
    if holder is None or (not is_same and holder.state is CoverageState.NO_TELEGRAM):
        after = SeatState(office, row.name, row.prefix or "", row.phone or "", row.until_on)
        return ContactChange(row, seat, before, after, is_new_person=True)
    if not is_same:
        left = Problem("needs_handover", f"{seat.title} {seat.region_name}", row.line)
        return ContactChange(row, seat, before, replace(before, office_phone=office), left=left)
    after = _kept(row, replace(before, office_phone=office))
    if holder.state is not CoverageState.NO_TELEGRAM:
        after = replace(after, name=before.name, phone=before.phone)
    return ContactChange(row, seat, before, after)


def _kept(row: ContactRow, state: SeatState) -> SeatState:
    return replace(
        state,
        name=row.name or state.name,
        prefix=state.prefix if row.prefix is None else row.prefix,
        phone=state.phone if row.phone is None else row.phone,
        until_on=None if row.is_open_ended else row.until_on or state.until_on,
    )


def _state(seat: SeatView, holder: Acting | None) -> SeatState:
    if holder is None:
        return SeatState(seat.office_phone)
    return SeatState(seat.office_phone, holder.name, holder.prefix, holder.phone, holder.until_on)
