"""/start: greeting and notice; with a code, the way into a seat."""

from __future__ import annotations

from dataclasses import replace

from telegram import Update

from bot.actions import codes, dialogues, invitations, registration
from bot.actions.applicants import Draft
from bot.actions.codes import Closed, Opened
from bot.actions.invitations import may_try
from bot.actions.staff_codes import open_staff_code
from bot.actions.work import Work
from bot.context import Context
from bot.messages import new_accounts, registry, requests
from bot.rules.access import Action
from bot.rules.actors import Actor, Role
from bot.rules.codes import typed_invitation_code
from bot.rules.names import safe_name
from bot.rules.outbox import Text
from db.queries.places import provinces
from handlers.confirmation import CARD, show_card
from handlers.guards import MenuItem, argument, bare, command, typed_text

MENU = (MenuItem("start", "Memulai, atau mendaftar dengan kode", Action.BEGIN, is_shown=False),)

_LATER = "greeted"  #: the notice is shown; nothing is agreed yet


async def start(update: Update, context: Context) -> None:
    """/start, bare or with a code from a link, a letter or a card."""
    typed = argument(context)
    if typed:
        return await open_with_code(update, context, typed)
    async with context.reading() as work:
        actor = work.actor
        is_unchanged = await registration.is_as_known(work)
    if not (actor.is_official or actor.is_staff):
        return await _greet(context)
    if is_unchanged:  # nothing to store, so nothing to wait for
        await context.show(_welcome(actor))
    else:
        await _welcome_back(update, context)
    return None


async def _greet(context: Context) -> None:
    async with context.work() as work:
        await registration.mark_reachable(work, is_reachable=True)
        await dialogues.ask(work, _LATER, code_hash="", seat_id=0, then="code")
        await work.receipt(registry.greeting(bot_username=work.bot_username, has_code=False))


async def _welcome_back(update: Update, context: Context) -> None:
    async with context.work() as work:
        await registration.mark_reachable(work, is_reachable=True)
        if work.actor.is_staff and not work.actor.name:
            await registration.learn_name_of_staff(work, name_in_telegram(update))
        await work.receipt(_welcome(work.actor))


async def open_with_code(update: Update, context: Context, typed: str) -> None:
    """A code was tapped or typed. It is looked at, not used up; wrong ones are counted."""
    code = typed_invitation_code(typed)
    async with context.work() as work:
        await registration.mark_reachable(work, is_reachable=True)
        if not await may_try(work):
            return
        staffed = await open_staff_code(work, code, name=name_in_telegram(update)) if code else None
        if staffed is not None:
            await work.receipt(staffed)
            return
        match await codes.look_at(work, code):
            case Opened() as opened:
                await _opened(work, opened, name=name_of(update, work.actor))
            case Closed.OWN:
                await work.receipt(registry.already_registered())
            case Closed.WAITING:
                await work.receipt(registry.waiting())
            case Closed.REFUSED:
                await invitations.count_wrong_try(work)
                await work.receipt(registry.code_refused(is_last=not await may_try(work)))


async def _opened(work: Work, opened: Opened, *, name: str) -> None:
    if await registration.has_consented(work):
        await show_card(work, Draft.by_code(opened, name=name))
        return
    await dialogues.ask(work, _LATER, **Draft.by_code(opened, name=name).said(), then="code")
    await work.receipt(registry.greeting(bot_username=work.bot_username, has_code=True))


async def agree(update: Update, context: Context) -> None:
    """Setuju: from here on something is stored."""
    async with context.work() as work:
        question = await dialogues.open_question(work)
        await registration.consent(work)
        if question is not None and question.step == _LATER:
            await _go_on(work, question.said, name=name_of(update, work.actor))
        elif question is not None and question.step in CARD:  # pressed twice: the card is there already
            await show_card(work, Draft.of(question.said))
        elif work.actor.is_official:
            await work.receipt(registry.already_registered())
        else:
            await work.receipt(registry.ask_for_code())
    await context.clear_buttons()


async def _go_on(work: Work, said: dict[str, object], *, name: str) -> None:
    """What was meant when the notice came between: a code, a request, or nothing yet."""
    if said.get("code_hash"):
        await show_card(work, replace(Draft.of(said), name=name))
    elif said.get("then") == "request":
        await dialogues.ask(work, "place")
        await work.receipt(requests.choose_province(provinces()))
    elif said.get("then") == "account":
        await dialogues.ask(work, "place", then="account")
        await work.receipt(new_accounts.choose_province(provinces()))
    else:
        await dialogues.close(work)
        await work.receipt(registry.ask_for_code())


async def later(update: Update, context: Context) -> None:
    """Tidak sekarang: forget that this person was here."""
    async with context.work() as work:
        await dialogues.close(work)
        await work.receipt(registry.not_now())
    await context.clear_buttons()


async def notice(update: Update, context: Context) -> None:
    """Pemberitahuan lengkap."""
    await context.show(registry.full_notice())


async def hear_unexpected(update: Update, context: Context, said: dict[str, object]) -> None:
    """Something typed while a button is awaited; perhaps a code."""
    if typed_invitation_code(typed_text(context)):
        return await open_with_code(update, context, typed_text(context))
    return await context.show(registry.use_the_buttons())


def name_of(update: Update, actor: Actor) -> str:
    """The name as known, else as Telegram has it."""
    return actor.name or name_in_telegram(update)


def name_in_telegram(update: Update) -> str:
    """Made safe to show; it may hold no letter at all."""
    user = update.effective_user
    return safe_name(user.full_name if user else "")


def _welcome(actor: Actor) -> Text:
    if actor.is_official:
        return registry.welcome_back(name=actor.name, seats=actor.seats)
    return registry.staff_greeting(role=actor.role or Role.VIEWER)


HANDLERS = [
    command("start", start),
    bare("reg:agree", agree),
    bare("reg:later", later),
    bare("reg:notice", notice),
]

STEPS = {"greeted": hear_unexpected, "register": hear_unexpected}
