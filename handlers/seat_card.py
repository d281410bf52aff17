"""What staff change on the card of a seat: prefix, last day, telephone, who holds it, codes. For officers."""

from __future__ import annotations

from telegram import Update

from bot.actions import seat_people, seats
from bot.context import Context
from handlers.guards import MenuItem, Step, press, pressed_ids, typed_text

MENU: tuple[MenuItem, ...] = ()


async def choose_prefix(update: Update, context: Context) -> None:
    """Ubah sebutan. Raises Forbidden, Stale."""
    (tenure_id,) = pressed_ids(context, fields=1)
    async with context.reading() as work:
        text = await seats.choose_prefix(work, tenure_id=tenure_id)
    await context.replace(text)


async def set_prefix(update: Update, context: Context) -> None:
    """Pj., Plt., Plh. or none. Raises Forbidden, Stale."""
    tenure_id, number = pressed_ids(context, fields=2)
    async with context.work() as work:
        text = await seats.set_prefix(work, tenure_id=tenure_id, number=number)
    await context.replace(text)


async def ask_term(update: Update, context: Context) -> None:
    """Berlaku sampai, or Perpanjang. Raises Forbidden, Stale."""
    (tenure_id,) = pressed_ids(context, fields=1)
    async with context.work() as work:
        await seats.ask_term(work, tenure_id=tenure_id)


async def hear_term(update: Update, context: Context, said: dict[str, object]) -> None:
    """The last day, typed. Raises TermDate, Forbidden, Stale."""
    async with context.work() as work:
        await seats.hear_term(work, tenure_id=int(str(said["tenure"])), typed=typed_text(context))


async def no_term(update: Update, context: Context) -> None:
    """Tanpa batas waktu. Raises Forbidden, Stale."""
    (tenure_id,) = pressed_ids(context, fields=1)
    async with context.work() as work:
        await seats.set_term(work, tenure_id=tenure_id, until_on=None)
    await context.clear_buttons()


async def ask_phone(update: Update, context: Context) -> None:
    """Telepon kantor. Raises Forbidden."""
    (seat_id,) = pressed_ids(context, fields=1)
    async with context.work() as work:
        await seats.ask_phone(work, seat_id=seat_id)


async def hear_phone(update: Update, context: Context, said: dict[str, object]) -> None:
    """The number, typed. Raises PhoneUnusable, Forbidden."""
    async with context.work() as work:
        await seats.set_phone(work, seat_id=int(str(said["seat"])), typed=typed_text(context))


async def no_phone(update: Update, context: Context) -> None:
    """Kosongkan. Raises Forbidden."""
    (seat_id,) = pressed_ids(context, fields=1)
    async with context.work() as work:
        await seats.set_phone(work, seat_id=seat_id, typed="-")
    await context.clear_buttons()


async def ask_holder(update: Update, context: Context) -> None:
    """Catat pejabat. Raises Forbidden, Stale."""
    (seat_id,) = pressed_ids(context, fields=1)
    async with context.work() as work:
        await seat_people.ask_holder(work, seat_id=seat_id)


async def hear_holder(update: Update, context: Context, said: dict[str, object]) -> None:
    """The name, typed. Raises NameUnusable, Forbidden, Stale."""
    async with context.work() as work:
        await seat_people.record_holder(work, seat_id=int(str(said["seat"])), typed=typed_text(context))


async def ask_release(update: Update, context: Context) -> None:
    """Lepas: asks first. Raises Forbidden, Stale."""
    (tenure_id,) = pressed_ids(context, fields=1)
    async with context.reading() as work:
        text = await seat_people.ask_release(work, tenure_id=tenure_id)
    await context.replace(text)


async def release(update: Update, context: Context) -> None:
    """Ya, lepas. Raises Forbidden, Stale."""
    (tenure_id,) = pressed_ids(context, fields=1)
    async with context.work() as work:
        await seat_people.release(work, tenure_id=tenure_id)
    await context.clear_buttons()


async def ask_revoke(update: Update, context: Context) -> None:
    """Batalkan kode: asks first. Raises Forbidden."""
    (seat_id,) = pressed_ids(context, fields=1)
    async with context.reading() as work:
        text = await seat_people.ask_revoke(work, seat_id=seat_id)
    await context.replace(text)


async def revoke(update: Update, context: Context) -> None:
    """Ya, batalkan. Raises Forbidden."""
    (seat_id,) = pressed_ids(context, fields=1)
    async with context.work() as work:
        await seat_people.revoke(work, seat_id=seat_id)
    await context.clear_buttons()


STEPS: dict[str, Step] = {
    seats.ASK_TERM: hear_term,
    seats.ASK_PHONE: hear_phone,
    seat_people.ASK_HOLDER: hear_holder,
}
HANDLERS = [
    press("sebutan", choose_prefix),
    press("sebut", set_prefix),
    press("berlaku", ask_term),
    press("berlaku_tanpa", no_term),
    press("telepon", ask_phone),
    press("telepon_kosong", no_phone),
    press("catat_pejabat", ask_holder),
    press("lepas", ask_release),
    press("lepas_ya", release),
    press("kode_batal", ask_revoke),
    press("kode_batal_ya", revoke),
]
