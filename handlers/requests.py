"""/permohonan and the cards of requests: Setujui, by one or by two, Tolak with a reason, Tanyakan."""

from __future__ import annotations

from telegram import Update

from bot.actions import decisions, request_cards, request_lists, request_talk
from bot.actions.decisions import Decision
from bot.actions.request_lists import Page
from bot.context import Context
from bot.messages import request_cards as words
from bot.messages import request_lists as lists
from bot.rules.access import Action
from bot.rules.errors import Stale
from bot.rules.outbox import Text
from bot.rules.requests import Refusal, Refused
from handlers.guards import MenuItem, command, press, pressed, pressed_id, typed_text

MENU = (
    MenuItem(
        "permohonan",
        "Permohonan yang menunggu keputusan",
        Action.DECIDE_REQUESTS,
        plain=("permohonan",),
        takes_argument=False,
    ),
)


async def decide(update: Update, context: Context) -> None:
    """Setujui, Ya setujui, Tolak, or back to the card."""
    number, answer, seen = pressed(context, fields=3)
    match answer:
        case "yes" | "sure":
            await _approve(context, pressed_id(number), seen, is_sure=answer == "sure")
        case "no":
            async with context.reading() as work:
                view = await decisions.look(work, request_id=pressed_id(number))
            await context.replace(words.choose_reason(view))
        case "card":
            async with context.reading() as work:
                view = await decisions.look(work, request_id=pressed_id(number))
            await context.replace(request_cards.card_of(view))
        case _:
            raise Stale


async def _approve(context: Context, request_id: int, seen: str, *, is_sure: bool) -> None:
    async with context.work() as work:
        decided = await decisions.approve(work, request_id=request_id, seen=seen, is_sure=is_sure)
        if decided.decision is not Decision.UNSURE:
            await work.receipt(words.decision_noted(decided.decision.value, second=decided.second))
        if decided.decision is Decision.CHANGED:
            await request_cards.show_card(work, decided.view)
    if decided.decision is Decision.UNSURE:
        await context.replace(words.ask_sure(decided.view, is_alone=decided.is_alone))


async def refuse(update: Update, context: Context) -> None:
    """Why: one of the reasons, or in words to be typed."""
    number, word = pressed(context, fields=2)
    if word not in {reason.value for reason in Refusal}:
        raise Stale
    async with context.work() as work:
        if word == Refusal.WORDS:
            await request_talk.ask_reason(work, request_id=pressed_id(number))
        else:
            await decisions.refuse(work, request_id=pressed_id(number), refused=Refused(Refusal(word)))
            await work.receipt(words.decision_noted(Decision.REFUSED.value))


async def hear_reason(update: Update, context: Context, said: dict[str, object]) -> None:
    """The reason in words."""
    async with context.work() as work:
        await request_talk.hear_reason(work, said, typed=typed_text(context))


async def object_to(update: Update, context: Context) -> None:
    """Saya masih menjabat, by the holder of the seat."""
    (number,) = pressed(context, fields=1)
    async with context.work() as work:
        await request_talk.object_to(work, request_id=pressed_id(number))
    await context.clear_buttons()


async def ask_question(update: Update, context: Context) -> None:
    """Tanyakan."""
    (number,) = pressed(context, fields=1)
    async with context.work() as work:
        await request_talk.ask_question(work, request_id=pressed_id(number))


async def hear_question(update: Update, context: Context, said: dict[str, object]) -> None:
    """The question, typed by staff."""
    async with context.work() as work:
        await request_talk.hear_question(work, said, typed=typed_text(context))


async def ask_answer(update: Update, context: Context) -> None:
    """Jawab pertanyaan, by whoever asks."""
    (number,) = pressed(context, fields=1)
    async with context.work() as work:
        await request_talk.ask_answer(work, request_id=pressed_id(number))


async def hear_answer(update: Update, context: Context, said: dict[str, object]) -> None:
    """The answer, typed by whoever asks."""
    async with context.work() as work:
        await request_talk.hear_answer(work, said, typed=typed_text(context))


async def show_list(update: Update, context: Context) -> None:
    """Every request that waits, the oldest first."""
    async with context.viewing() as work:
        page = await request_lists.page(work, 0)
    await context.show(_list(page))


async def turn(update: Update, context: Context) -> None:
    """Another page of the list."""
    _, number = pressed(context, fields=2)
    async with context.viewing() as work:
        page = await request_lists.page(work, pressed_id(number))
    await context.replace(_list(page))


async def open_card(update: Update, context: Context) -> None:
    """One of the list: its card as it is now."""
    _, number = pressed(context, fields=2)
    async with context.work() as work:
        await request_lists.open_card(work, request_id=pressed_id(number))


def _list(page: Page) -> Text:
    return lists.waiting_list(page.lines, number=page.number, count=page.count, is_last=page.is_last)


HANDLERS = [
    command("permohonan", show_list),
    press("prm:page", turn),
    press("prm:open", open_card),
    press("req", decide),
    press("reqn", refuse),
    press("reqh", object_to),
    press("reqq", ask_question),
    press("reqa", ask_answer),
]

STEPS = {
    request_talk.ASK_REASON: hear_reason,
    request_talk.ASK_QUESTION: hear_question,
    request_talk.ASK_ANSWER: hear_answer,
}
PLAIN_WORDS = {"permohonan": show_list}
