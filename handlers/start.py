"""/start: greeting and notice; with a code, the way into a seat."""

from __future__ import annotations

from telegram import Update

from bot.actions import dialogues, invitations, registration
from bot.actions.invitations import may_try, open_code
from bot.actions.registration import Draft, Outcome
from bot.actions.requests import ask_for_seat
from bot.actions.work import Work
from bot.context import Context
from bot.messages import registry, requests
from bot.rules.access import Actor, TenureKind
from bot.rules.codes import hashed, typed_invitation_code
from bot.rules.errors import Stale
from bot.rules.names import safe_name, typed_name
from bot.rules.outbox import Text
from db.queries.places import provinces
from handlers.guards import Audience, MenuItem, argument, command, press, pressed, typed_text
from handlers.help import refresh_menu

MENU = (MenuItem("start", "Memulai, atau mendaftar dengan kode", Audience.EVERYONE, is_shown=False),)

_LATER = "greeted"  #: the notice is shown; nothing is agreed yet


async def start(update: Update, context: Context) -> None:
    """/start, bare or with a code from a link, a letter or a card."""
    typed = argument(context)
    if typed:
        return await open_with_code(update, context, typed)
    async with context.work() as work:
        await registration.mark_reachable(work, is_reachable=True)
        actor = work.actor
        if actor.is_official or actor.is_staff:
            await work.receipt(_welcome(actor))
        else:
            await dialogues.ask(work, _LATER, code_hash="", seat_id=0, then="code")
            await work.receipt(registry.greeting(bot_username=work.bot_username, has_code=False))
    if actor.is_official or actor.is_staff:
        await refresh_menu(context.bot, actor)
    return None


async def open_with_code(update: Update, context: Context, typed: str) -> None:
    """A code was tapped or typed. It is looked at, not used up; wrong ones are counted."""
    code = typed_invitation_code(typed)
    async with context.work() as work:
        await registration.mark_reachable(work, is_reachable=True)
        if not await may_try(work):
            return
        seat_id = await open_code(work, code) if code else None
        if code is None or seat_id is None:
            await invitations.count_wrong_try(work)
            await work.receipt(registry.code_refused())
        elif await registration.has_consented(work):
            await _show_card(work, Draft(seat_id, _name_of(update, work.actor), code_hash=hashed(code)))
        else:
            await dialogues.ask(work, _LATER, code_hash=hashed(code), seat_id=seat_id, then="code")
            await work.receipt(registry.greeting(bot_username=work.bot_username, has_code=True))


async def agree(update: Update, context: Context) -> None:
    """Setuju: from here on something is stored."""
    async with context.work() as work:
        question = await dialogues.open_question(work)
        await registration.consent(work)
        said = question.said if question and question.step == _LATER else {}
        if said.get("code_hash"):
            draft = Draft(
                int(str(said["seat_id"])), _name_of(update, work.actor), code_hash=str(said["code_hash"])
            )
            await _show_card(work, draft)
        elif said.get("then") == "request":
            await dialogues.ask(work, "place")
            await work.receipt(requests.choose_province(provinces()))
        else:
            await dialogues.close(work)
            await work.receipt(registry.ask_for_code())


async def later(update: Update, context: Context) -> None:
    """Tidak sekarang: forget that this person was here."""
    async with context.work() as work:
        await dialogues.close(work)
        await work.receipt(registry.not_now())


async def notice(update: Update, context: Context) -> None:
    """Pemberitahuan lengkap."""
    await context.show(registry.full_notice())


async def choose_kind(update: Update, context: Context) -> None:
    """The official himself, an assistant or a delegate."""
    _, word = pressed(context, fields=2)
    if word not in {kind.value for kind in TenureKind}:
        raise Stale
    async with context.work() as work:
        draft = await _draft(work)
        draft = Draft(draft.seat_id, draft.name, TenureKind(word), draft.code_hash)
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
        await _show_card(work, Draft(draft.seat_id, name, draft.kind, draft.code_hash))


async def confirm(update: Update, context: Context) -> None:
    """Benar: take the seat (by code), or ask staff for it (without)."""
    async with context.work() as work:
        question = await dialogues.open_question(work)
        if question is None or question.step not in ("register", "register_name"):
            await work.receipt(
                registry.already_registered() if work.actor.is_official else registry.ask_for_code()
            )
            return
        draft = Draft.of(question.said)
        if draft.code_hash:
            await work.receipt(await _register(work, draft))
        else:
            await _request(work, draft)
    async with context.reading() as work:
        actor = work.actor
    await context.clear_buttons()
    if actor.is_official:
        await refresh_menu(context.bot, actor)


async def leave(update: Update, context: Context) -> None:
    """Batal: the seat stays as it was, the code stays good."""
    async with context.work() as work:
        await dialogues.close(work)
        await work.receipt(registry.registration_left())


async def hear_unexpected(update: Update, context: Context, said: dict[str, object]) -> None:
    """Something typed while a button is awaited; perhaps a code."""
    if typed_invitation_code(typed_text(context)):
        return await open_with_code(update, context, typed_text(context))
    return await context.show(registry.use_the_buttons())


async def _register(work: Work, draft: Draft) -> Text:
    match await registration.register(work, draft):
        case Outcome.DONE:
            return registry.registered(seat=await invitations.seat_card(work, draft.seat_id), draft=draft)
        case Outcome.ALREADY:
            return registry.already_registered()
        case Outcome.SEAT_TAKEN:
            return registry.registration_conflict()
        case Outcome.CODE_GONE:
            return registry.code_refused()


async def _request(work: Work, draft: Draft) -> None:
    asked = await ask_for_seat(work, draft)
    await work.receipt(requests.request_received(seat=asked.seat, name=draft.name, until=asked.answer_by))


async def _show_card(work: Work, draft: Draft) -> None:
    seat = await registration.keep(work, draft)
    await work.receipt(registry.confirm(seat=seat, draft=draft))


async def _draft(work: Work) -> Draft:
    question = await dialogues.open_question(work)
    if question is None or question.step not in ("register", "register_name"):
        raise Stale
    return Draft.of(question.said)


def _name_of(update: Update, actor: Actor) -> str:
    """The name as known, else as Telegram has it, made safe to show."""
    user = update.effective_user
    return actor.name or safe_name(user.full_name if user else "") or "-"


def _welcome(actor: Actor) -> Text:
    if actor.is_official:
        return registry.welcome_back(name=actor.name, seats=actor.seats)
    return registry.staff_greeting(role=actor.role.value if actor.role else "")


HANDLERS = [
    command("start", start),
    press("reg:agree", agree),
    press("reg:later", later),
    press("reg:notice", notice),
    press("reg:kind", choose_kind),
    press("reg:name", ask_name),
    press("reg:yes", confirm),
    press("reg:no", leave),
]

STEPS = {"greeted": hear_unexpected, "register": hear_unexpected, "register_name": hear_name}
