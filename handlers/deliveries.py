"""/bukti: what a region, a seat or a person was sent and when, for staff; as pages and as a file."""

from __future__ import annotations

import asyncio

from telegram import Update

from bot.actions import deliveries
from bot.context import Context
from bot.pictures.delivery_files import deliveries_xlsx
from bot.pictures.delivery_pages import deliveries_pdf
from bot.rules.access import Action
from bot.rules.deliveries import Whose
from bot.rules.errors import Stale
from handlers.guards import MenuItem, argument, command, press, pressed, pressed_id, pressed_ids

MENU = (MenuItem("bukti", "Bukti penyampaian: siapa menerima apa", Action.READ_DELIVERIES, plain=("bukti",)),)


async def show(update: Update, context: Context) -> None:
    """What was sent to the region or person named, or regions to choose from. Raises Forbidden."""
    async with context.work() as work:
        text = await deliveries.find(work, typed=argument(context))
    await context.show(text)


async def show_region(update: Update, context: Context) -> None:
    """A region chosen by button. Raises Forbidden, Stale."""
    (code,) = pressed(context, fields=1)
    async with context.work() as work:
        text = await deliveries.page(work, Whose(region_code=code))
    await context.show(text)


async def show_seat(update: Update, context: Context) -> None:
    """One seat chosen by button. Raises Forbidden, Stale."""
    (seat_id,) = pressed_ids(context, fields=1)
    async with context.work() as work:
        text = await deliveries.page(work, Whose(seat_id=seat_id))
    await context.show(text)


async def show_older(update: Update, context: Context) -> None:
    """Lebih lama. Raises Forbidden, Stale."""
    kind, of, number = pressed(context, fields=3)
    before = pressed_id(number)
    async with context.work() as work:
        text = await deliveries.page(work, _whose(kind, of), before=before)
    await context.replace(text)


async def send_file(update: Update, context: Context) -> None:
    """Berkas XLSX. Raises Forbidden, Stale."""
    kind, of = pressed(context, fields=2)
    async with context.work() as work:
        found = await deliveries.in_full(work, _whose(kind, of))
    content = await asyncio.to_thread(deliveries_xlsx, found.lines)
    await context.show_file(content, filename=f"{found.filename}.xlsx")


async def send_paper(update: Update, context: Context) -> None:
    """Berkas PDF, to be printed. Raises Forbidden, Stale."""
    kind, of = pressed(context, fields=2)
    async with context.work() as work:
        found = await deliveries.in_full(work, _whose(kind, of))
    content = await asyncio.to_thread(deliveries_pdf, found.paper)
    await context.show_file(content, filename=f"{found.filename}.pdf")


def _whose(kind: str, of: str) -> Whose:
    """As the buttons of the page carry it. Raises Stale."""
    match kind:
        case "d":
            return Whose(region_code=of)
        case "j":
            return Whose(seat_id=pressed_id(of))
        case "o":
            return Whose(contact_id=pressed_id(of))
        case "s":
            return Whose(broadcast_id=pressed_id(of))
    raise Stale


HANDLERS = [
    command("bukti", show),
    press("bukti_daerah", show_region),
    press("bukti_jabatan", show_seat),
    press("bukti_lama", show_older),
    press("bukti_berkas", send_file),
    press("bukti_pdf", send_paper),
]
PLAIN_WORDS = {"bukti": show}
