"""The card with region, post, name and capacity: found right, it becomes a seat or a request for one."""

from __future__ import annotations

from dataclasses import replace

from telegram import Update

from bot.actions import codes, deputies, dialogues, invitations, registration
from bot.actions.applicants import Draft
from bot.actions.own_requests import ask_new_account
from bot.actions.registration import Outcome
from bot.actions.request_ends import overtaken
from bot.actions.requests import Asked, ask_for_seat
from bot.actions.work import Work
from bot.context import Context
from bot.messages import new_accounts, registry, requests
from bot.rules.actors import TenureKind
from bot.rules.errors import Stale
from bot.rules.names import is_name, typed_name
from bot.rules.outbox import Text
from bot.rules.request_words import Account
from handlers.guards import MenuItem, account_of, bare, press, pressed, typed_text

MENU: tuple[MenuItem, ...] = ()

#: The card is shown, or its name asked for.
CARD = ("register", "register_name")


async def show_card(work: Work, draft: Draft) -> None:
    """Show what is about to be stored; without a usable name, ask for that first."""
    if not is_name(draft.name):
        await registration.keep(work, draft, step="register_name")
        await work.receipt(registry.ask_name())
        return
    seat = await registration.keep(work, draft)
    await work.receipt(registry.confirm(seat=seat, draft=draft))


async def choose_kind(update: Update, context: Context) -> None:
    """The official himself, an assistant or a delegate."""
    _, word = pressed(context, fields=2)
    if word not in {kind.value for kind in TenureKind}:
        raise Stale
    async with context.work() as work:
        draft = await _draft(work)
        if draft.is_invited:  # whoever invites decides in which capacity
            raise Stale
        draft = replace(draft, kind=TenureKind(word))
        text = registry.confirm(seat=await registration.keep(work, draft), draft=draft)
    await context.replace(text)


async def ask_name(update: Update, context: Context) -> None:
    """Perbaiki nama."""
    async with context.work() as work:
        draft = await _draft(work)
        await registration.keep(work, draft, step="register_name")
        await work.receipt(registry.ask_name())


async def hear_name(update: Update, context: Context, said: dict[str, object]) -> None:
    """The name, typed."""
    name = typed_name(typed_text(context))
    draft = Draft.of(said)
    async with context.work() as work:
        await show_card(work, replace(draft, name=name))


async def confirm(update: Update, context: Context) -> None:
    """Benar: take the seat (by code), or ask staff for it (without)."""
    async with context.work() as work:
        question = await dialogues.open_question(work)
        if question is None or question.step not in CARD:
            await work.receipt(
                registry.already_registered() if work.actor.is_official else registry.ask_for_code()
            )
            return
        draft = Draft.of(question.said)
        if not is_name(draft.name):
            raise Stale
        await work.receipt(await _outcome(work, draft, account_of(update)))
    await context.clear_buttons()


async def leave(update: Update, context: Context) -> None:
    """Batal: the seat stays as it was, the code stays good."""
    async with context.work() as work:
        await dialogues.close(work)
        await work.receipt(registry.registration_left())


async def _outcome(work: Work, draft: Draft, account: Account) -> Text:
    """By a code of staff a seat at once; without one, for a held seat, or invited by a holder, a request."""
    if draft.is_invited:
        return _asked(await deputies.accept(work, draft, account=account), draft)
    if draft.is_new_account:
        return _moving(await ask_new_account(work, draft, account=account), draft)
    if not draft.code_hash:
        return _asked(await ask_for_seat(work, draft, account=account) or Outcome.ALREADY, draft)
    match await registration.register(work, draft):
        case Outcome.DONE:
            await overtaken(work, seat_id=draft.seat_id)
            return registry.registered(seat=await invitations.seat_card(work, draft.seat_id), draft=draft)
        case Outcome.ALREADY:
            return registry.already_registered()
        case Outcome.HELD:
            asked = await ask_for_seat(work, draft, account=account, has_code=True)
            return _asked(asked or Outcome.ALREADY, draft, has_code=True)
        case Outcome.CODE_GONE:
            await codes.tell_used(work, draft.code_hash)
            return registry.code_refused()


def _asked(asked: Asked | Outcome, draft: Draft, *, has_code: bool = False) -> Text:
    match asked:
        case Asked():
            return requests.request_received(
                seat=asked.seat, name=draft.name, kind=draft.kind, until=asked.answer_by, has_code=has_code
            )
        case Outcome.ALREADY:
            return registry.already_registered()
        case _:
            return registry.code_refused()


def _moving(asked: Asked | None, draft: Draft) -> Text:
    if asked is None:
        return registry.already_registered()
    return new_accounts.received(seat=asked.seat, name=draft.name, kind=draft.kind, until=asked.answer_by)


async def _draft(work: Work) -> Draft:
    question = await dialogues.open_question(work)
    if question is None or question.step not in CARD:
        raise Stale
    return Draft.of(question.said)


HANDLERS = [
    press("reg:kind", choose_kind),
    bare("reg:name", ask_name),
    bare("reg:yes", confirm),
    bare("reg:no", leave),
]

STEPS = {"register_name": hear_name}
