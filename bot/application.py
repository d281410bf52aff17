"""Telegram's library with our handlers in it and our wire under it."""

from __future__ import annotations

from telegram.error import TelegramError
from telegram.ext import Application, ApplicationBuilder, ContextTypes, ExtBot

from bot.context import Context
from bot.delivery.identity import Rest, is_known
from bot.delivery.wire import Wire
from bot.house import House
from bot.request import WireRequest
from bot.settings import Settings
from handlers import dialogue, errors, everything
from handlers.help import menu_of

#: None of PTB's own stores is used, so most of its type parameters are None.
PtbApplication = Application[ExtBot[None], Context, None, None, House, None]


def build_application(settings: Settings, house: House, wire: Wire) -> PtbApplication:
    """PTB's Application with our wire under it, and without its updater, queue and scheduler."""
    house.call = house.menus.call = wire.call
    house.menus.menu_of = lambda rights: menu_of(rights.as_actor)
    request = WireRequest(wire)
    application: PtbApplication = (
        ApplicationBuilder()
        .token(settings.bot_token)
        .base_url(f"{settings.telegram_api_url}/bot")
        .base_file_url(f"{settings.telegram_api_url}/file/bot")
        .request(request)
        .get_updates_request(request)
        .updater(None)
        .job_queue(None)
        .context_types(_context_types(house))
        .build()
    )
    application.add_handlers({-1: dialogue.FIRST, 0: everything.handlers(), 1: dialogue.LAST})
    application.add_error_handler(errors.on_error)
    return application


async def initialized(application: PtbApplication, wire: Wire, *, rest: Rest, is_patient: bool) -> bool:
    """Learn who this bot is; False when nothing is waited for any more. Raises TokenRefused, NotReached."""
    while await is_known(wire, rest=rest, is_patient=is_patient):
        try:
            await application.initialize()
        except TelegramError:  # answered once and not again
            await rest(1.0)
            continue
        return True
    return False


def _context_types(house: House) -> ContextTypes[Context, None, None, House]:
    # PTB wants a type and calls it without arguments; a function that gives our house does as well.
    return ContextTypes(context=Context, bot_data=lambda: house)  # type: ignore[call-overload,no-any-return]
