"""/petugas: who is on the staff, changing a role, taking it away, adding a colleague. For admins."""

from __future__ import annotations

from telegram import Update

from bot.actions import staff, staff_changes, staff_invitations
from bot.actions.staff import lock_for_admin
from bot.context import Context
from bot.messages import staff as words
from bot.messages import staff_changes as changes
from bot.messages import staff_entry as entry
from bot.rules.access import Action
from bot.rules.actors import Role
from bot.rules.errors import Stale
from handlers.guards import MenuItem, bare, command, press, pressed, pressed_id

MENU = (
    MenuItem(
        "petugas",
        "Petugas: daftar, peran, rekan baru",
        Action.SEE_STAFF,
        plain=("petugas",),
        takes_argument=False,
    ),
)


async def show_list(update: Update, context: Context) -> None:
    async with context.reading() as work:
        seen = await staff.overview(work)
    await context.show(words.staff_list(seen.members, seen.waiting, seen.invitations))


async def back_to_list(update: Update, context: Context) -> None:
    async with context.reading() as work:
        seen = await staff.overview(work)
    await context.replace(words.staff_list(seen.members, seen.waiting, seen.invitations))


async def show_person(update: Update, context: Context) -> None:
    """One of the list, with what can be done."""
    _, number = pressed(context, fields=2)
    async with context.reading() as work:
        person = await staff.look_at(work, pressed_id(number))
        is_me = person.staff_id == work.actor.staff_id
    await context.replace(words.staff_person(person, is_me=is_me))


async def ask(update: Update, context: Context) -> None:
    """What a change means, before it is done: nothing about staff happens with one press."""
    staff_id, before, after = _change(context)
    async with context.reading() as work:
        person, way = await staff.consider(work, staff_id, before=before, after=after)
        is_me = person.staff_id == work.actor.staff_id
    comes_back = after is not Role.ADMIN and person.telegram_id in context.house.settings.admin_ids
    await context.replace(
        words.staff_confirm(person, after=after, way=way, is_me=is_me, comes_back=comes_back)
    )


async def change(update: Update, context: Context) -> None:
    """Ya: done at once, or proposed to another admin."""
    staff_id, before, after = _change(context)
    async with context.work() as work:
        person, way = await staff.change_role(work, staff_id, before=before, after=after)
        is_me = person.staff_id == work.actor.staff_id
        await work.receipt(words.staff_changed(person, after=after, way=way, is_me=is_me))
    await context.clear_buttons()


def _change(context: Context) -> tuple[int, Role, Role | None]:
    """Whose role changes from which to which. Raises Stale."""
    _, number, before, after = pressed(context, fields=4)
    roles = {role.value: role for role in Role}
    if before not in roles or after not in {*roles, words.NONE}:
        raise Stale
    return pressed_id(number), roles[before], roles.get(after)


async def show_change(update: Update, context: Context) -> None:
    """A waiting change once more, out of the list."""
    _, number = pressed(context, fields=2)
    async with context.reading() as work:
        card = await staff_changes.change_card(work, pressed_id(number))
    await context.show(card)


async def decide(update: Update, context: Context) -> None:
    """Setujui, Tolak, or Batalkan usulan."""
    number, answer = pressed(context, fields=2)
    if answer not in ("yes", "no", "back"):
        raise Stale
    async with context.work() as work:
        me = await lock_for_admin(work)
        if answer == "back":
            await staff_changes.take_back(work, pressed_id(number))
            await work.receipt(changes.change_taken_back())
        else:
            decision = await staff_changes.decide(
                work, pressed_id(number), me=me, is_approved=answer == "yes"
            )
            await work.receipt(changes.change_receipt(decision.value))
    await context.clear_buttons()


async def choose_new_role(update: Update, context: Context) -> None:
    """Tambah petugas: which role."""
    async with context.reading() as work:
        newest = await staff_invitations.newest_invitation(work)
    await context.replace(entry.choose_new_role(newest=newest))


async def make_link(update: Update, context: Context) -> None:
    """The link goes out directly and is stored nowhere; should it be lost on the way, a new one is made."""
    _, word, newest = pressed(context, fields=3)
    if word not in {role.value for role in Role}:
        raise Stale
    async with context.work() as work:
        made = await staff_invitations.invite_colleague(work, Role(word), after=pressed_id(newest))
    link = f"https://t.me/{context.house.bot_username}?start={made.code}"
    await context.show(entry.new_link(role=made.role, code=made.code, link=link, expires_at=made.expires_at))


async def revoke_link(update: Update, context: Context) -> None:
    _, number = pressed(context, fields=2)
    async with context.work() as work:
        await staff_invitations.revoke_invitation(work, pressed_id(number))
        await work.receipt(entry.link_revoked())


async def answer_invitation(update: Update, context: Context) -> None:
    """Saya bersedia, or Bukan untuk saya: by whoever opened the link."""
    number, answer = pressed(context, fields=2)
    if answer not in ("yes", "no"):
        raise Stale
    async with context.work() as work:
        if answer == "yes":
            name = work.actor.name or (update.effective_user.full_name if update.effective_user else "")
            await staff_invitations.accept_invitation(work, pressed_id(number), name=name)
        else:
            await staff_invitations.decline_invitation(work, pressed_id(number))
        await work.receipt(
            entry.invitation_answered(is_accepted=answer == "yes", telegram_id=context.telegram_id)
        )
    await context.clear_buttons()


HANDLERS = [
    command("petugas", show_list),
    bare("ptg:list", back_to_list),
    press("ptg:who", show_person),
    press("ptg:set", ask),
    press("ptg:do", change),
    press("ptg:chg", show_change),
    bare("ptg:add", choose_new_role),
    press("ptg:new", make_link),
    press("ptg:rev", revoke_link),
    press("stf", decide),
    press("sti", answer_invitation),
]
PLAIN_WORDS = {"petugas": show_list}
