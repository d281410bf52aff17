"""/rapat: list, make, look at and publish meetings; and the letter that belongs to a draft."""

from __future__ import annotations

from telegram import Update

from bot.actions import drafts, letters, publication, reminders
from bot.actions.sittings import region_text
from bot.context import Context
from bot.messages import meeting_cards
from bot.messages import meetings as messages
from bot.rules.access import Action, require
from bot.rules.meeting_mistakes import LetterTooBig, MeetingUnknown
from db.queries.meetings import meetings_ahead
from handlers.guards import MenuItem, argument, bare, command, press, pressed_ids, typed_text
from handlers.past_meetings import show_past

MENU = (MenuItem("rapat", "Rapat: daftar, undangan baru, perubahan", Action.SEE_MEETINGS, plain=("rapat",)),)

#: Telegram lets a bot fetch files up to this size.
_MOST_BYTES = 20 * 1024 * 1024


async def meet(update: Update, context: Context) -> None:
    """/rapat, /rapat baru with the form below it, /rapat lampau, or /rapat with a number."""
    wanted = argument(context)
    first_word, _, rest = wanted.partition("\n")
    if first_word.strip().casefold().split(" ")[:1] == ["baru"]:
        return await (make(update, context) if rest.strip() else show_form(update, context))
    if wanted.casefold() == "lampau":
        return await show_past(context)
    if wanted.isdecimal() and len(wanted) < 10:
        return await show_one(context, int(wanted))
    if wanted:
        async with context.reading() as work:
            require(work.actor, Action.SEE_MEETINGS)
        raise MeetingUnknown
    return await show_list(update, context)


async def show_list(update: Update, context: Context) -> None:
    """Reply with the meetings ahead."""
    async with context.reading() as work:
        require(work.actor, Action.SEE_MEETINGS)
        text = messages.listed(await meetings_ahead(work.session, now=work.now))
    await context.show(text)


async def show_form(update: Update, context: Context) -> None:
    """Reply with the form to copy."""
    async with context.reading() as work:
        require(work.actor, Action.ARRANGE_MEETINGS)
        text = messages.form(now=work.now)
    await context.show(text)


async def make(update: Update, context: Context) -> None:
    """Store the form as a draft; the receipt is the preview card."""
    form = "/" + typed_text(context).removeprefix("/")  # "rapat baru" without the slash means the same
    async with context.work() as work:
        await drafts.draft_from_form(work, form)


async def show_one(context: Context, meeting_id: int) -> None:
    """A draft's preview, or a published meeting's card."""
    async with context.reading() as work:
        require(work.actor, Action.SEE_MEETINGS)
        meeting = await drafts.known_meeting(work, meeting_id)
        text = (
            await drafts.preview(work, meeting_id=meeting_id)
            if meeting.is_draft
            else meeting_cards.card(meeting, now=work.now)
        )
    await context.show(text)


async def look(update: Update, context: Context) -> None:
    """Kelola rapat."""
    (meeting_id,) = pressed_ids(context, fields=1)
    await show_one(context, meeting_id)


async def show_text(update: Update, context: Context) -> None:
    """What one region will read: the same render as the delivery."""
    item, seat_id = pressed_ids(context, fields=2)
    async with context.reading() as work:
        text = await region_text(work, item=item, seat_id=seat_id)
    await context.show(text)


async def publish(update: Update, context: Context) -> None:
    """Terbitkan."""
    (meeting_id,) = pressed_ids(context, fields=1)
    async with context.work() as work:
        await publication.publish_soon(work, meeting_id=meeting_id)
    await context.clear_buttons()


async def take_back(update: Update, context: Context) -> None:
    """Urungkan."""
    (meeting_id,) = pressed_ids(context, fields=1)
    async with context.work() as work:
        await publication.take_back(work, meeting_id=meeting_id)


async def discard(update: Update, context: Context) -> None:
    """Batal on a draft."""
    (meeting_id,) = pressed_ids(context, fields=1)
    async with context.work() as work:
        await publication.discard(work, meeting_id=meeting_id)
    await context.clear_buttons()


async def release_reminders(update: Update, context: Context) -> None:
    """Kirim pengingat tertunda."""
    async with context.work() as work:
        await reminders.release(work)


async def receive_letter(update: Update, context: Context) -> None:
    """A PDF from staff: the letter of the draft opened last. Raises LetterTooBig, LetterNotPdf."""
    message = update.effective_message
    document = message.document if message else None
    if document is None:
        return
    async with context.reading() as work:
        require(work.actor, Action.ARRANGE_MEETINGS)
    if (document.file_size or 0) > _MOST_BYTES:
        raise LetterTooBig
    content = await context.download(document.file_id)
    async with context.work() as work:
        await letters.attach_letter(work, filename=document.file_name or "", content=content)


HANDLERS = [
    command("rapat", meet),
    bare("rapat_formulir", show_form),
    press("rapat_lihat", look),
    press("rapat_teks", show_text),
    press("rapat_terbit", publish),
    press("rapat_urung", take_back),
    press("rapat_buang", discard),
    bare("pengingat_lepas", release_reminders),
]

PLAIN_WORDS = {"rapat": meet}
