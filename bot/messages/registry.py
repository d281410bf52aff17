"""Registering with a code: greeting and notice, the card to confirm, what the officer hears."""

from __future__ import annotations

from collections.abc import Sequence

from bot.messages.new_account_buttons import its_me, new_account
from bot.messages.render import mistake, render
from bot.messages.seats import CAPACITIES, DraftInWords, SeatInWords, seat_in_words
from bot.rules.actors import HeldSeat, Role, TenureKind
from bot.rules.errors import NotApprovedYet
from bot.rules.outbox import Button, Keyboard, Text
from bot.rules.seats import NOTICE_VERSION
from bot.rules.wording import post

AGREE, NOT_NOW, FULL_NOTICE = "Setuju", "Tidak sekarang", "Pemberitahuan lengkap"
#: How a role is named to whoever has it.
ROLES = {Role.VIEWER: "peninjau", Role.OFFICER: "petugas pendamping", Role.ADMIN: "administrator"}
RIGHT, CANCEL, OTHER_NAME = "Benar", "Batal", "Perbaiki nama"


def greeting(*, bot_username: str, has_code: bool) -> Text:
    """The first words to anybody, with the notice on personal data, before anything is stored."""
    buttons: Keyboard = (
        (Button(AGREE, "reg:agree", style="success"), Button(NOT_NOW, "reg:later")),
        (Button(FULL_NOTICE, "reg:notice"),),
    )
    return Text(render("greeting", bot_username=bot_username, has_code=has_code), buttons)


def full_notice() -> Text:
    return Text(
        render("full_notice", version=NOTICE_VERSION), ((Button(AGREE, "reg:agree", style="success"),),)
    )


def not_now() -> Text:
    return Text(render("not_now"))


def ask_for_code() -> Text:
    """Agreed, but there is no code: how to go on."""
    return Text(render("ask_for_code"), ((new_account(),),))


def code_refused(*, is_last: bool = False) -> Text:
    """Wrong, used, revoked and expired look the same. After the last try we are silent for an hour."""
    return Text(render("code_refused", is_last=is_last))


def waiting() -> Text:
    """To whoever opens the link again by which he asked already."""
    return Text(mistake(NotApprovedYet()))


def welcome_back(*, name: str, seats: Sequence[HeldSeat]) -> Text:
    lines = [seat_in_words(seat) for seat in seats]
    return Text(render("welcome_back", name=name, seats=lines))


def staff_greeting(*, role: Role) -> Text:
    return Text(render("staff_greeting", role=ROLES[role]))


def confirm(*, seat: SeatInWords, draft: DraftInWords) -> Text:
    """Region, post and name, to be found right before the seat is taken."""
    kinds = tuple(
        (Button(("● " if kind is draft.kind else "○ ") + words, f"reg:kind:{kind.value}"),)
        for kind, words in CAPACITIES.items()
        if not draft.is_invited
    )
    buttons: Keyboard = (
        *kinds,
        (Button(RIGHT, "reg:yes", style="success"), Button(CANCEL, "reg:no")),
        (Button(OTHER_NAME, "reg:name"),),
        *(((its_me(draft.seat_id),),) if _may_be_known(draft) else ()),
    )
    html = render(
        "confirm",
        seat=seat,
        name=draft.name,
        capacity=CAPACITIES[draft.kind],
        is_invited=draft.is_invited,
        is_new_account=draft.is_new_account,
    )
    return Text(html, buttons)


def _may_be_known(draft: DraftInWords) -> bool:
    """Without a code it may be somebody who is registered; whether there is one is nobody's business."""
    return not (draft.is_new_account or draft.is_invited or draft.code_hash)


def ask_name() -> Text:
    return Text(render("ask_name"))


def use_the_buttons() -> Text:
    return Text(render("use_the_buttons"))


def registered(*, seat: SeatInWords, draft: DraftInWords) -> Text:
    capacity = "" if draft.kind is TenureKind.HOLDER else CAPACITIES[draft.kind]
    return Text(render("registered", post=post(seat.title, seat.region_name), capacity=capacity))


def already_registered() -> Text:
    return Text(render("already_registered"))


def registration_left() -> Text:
    return Text(render("registration_left"))


def seat_taken(*, seat: SeatInWords, name: str, kind: TenureKind, telegram_id: int) -> Text:
    """To staff: a seat was taken by code."""
    return Text(
        render(
            "seat_taken",
            post=post(seat.title, seat.region_name),
            name=name,
            capacity=CAPACITIES[kind],
            telegram_id=telegram_id,
        )
    )
