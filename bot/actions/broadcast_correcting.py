"""Koreksi isi: the new text of a siaran that was delivered, until it is confirmed like the first."""

from __future__ import annotations

from bot.actions import broadcast_drafts, broadcast_pieces, broadcast_previews, dialogues
from bot.actions.broadcast_audiences import recipients_of
from bot.actions.broadcast_cards import broadcast_of_staff, outline
from bot.actions.broadcast_standing import standing_messages
from bot.actions.broadcast_ways import ways_of
from bot.actions.work import Work
from bot.messages import broadcast_corrections as messages
from bot.rules.audiences import Audience
from bot.rules.broadcast_texts import CUT_BY_TELEGRAM, safe_html, seen, units
from bot.rules.errors import Stale
from db.tables import Broadcast

#: The open question for the new text.
STEP = "kirim_koreksi"


async def ask(work: Work, *, broadcast_id: int, version: int) -> None:
    """Koreksi isi; no question where nobody can be told. Raises Forbidden, Stale."""
    broadcast = await broadcast_of_staff(work, broadcast_id)
    if broadcast.version != version or broadcast.finished_at is None:
        raise Stale
    if not await _reaches_anybody(work, broadcast):
        await work.receipt(messages.nobody_has_it(outline(broadcast)))
        return
    await dialogues.ask(work, STEP, broadcast=broadcast_id)
    await work.receipt(messages.ask_text(outline(broadcast)))


async def hear(work: Work, *, broadcast_id: int, html: str) -> None:
    """The new text: what it will do, and the preview; of one that Telegram has cut the rest is asked for.

    Raises Forbidden, Stale, BroadcastTextUnusable.
    """
    broadcast = await broadcast_of_staff(work, broadcast_id)
    root = await work.session.get(Broadcast, broadcast.corrects_id or broadcast_id)
    if broadcast.finished_at is None or root is None:
        raise Stale
    if not await _reaches_anybody(work, root):
        await dialogues.close(work)
        await work.receipt(messages.nobody_has_it(outline(root)))
        return
    draft = await broadcast_drafts.create(
        work,
        html=safe_html(html),
        file_kind=root.file_kind,
        file_id=root.file_id,
        filename=root.filename,
    )
    draft = await broadcast_drafts.change(
        work,
        draft,
        corrects_id=root.id,
        title=root.title,
        audience=Audience(broadcast=root.id).to_json(),
        wants_read=root.wants_read,
        link_text=root.link_text,
        link_url=root.link_url,
    )
    await work.audit("broadcast_corrected", "broadcast", root.id, draft=draft.id)
    if units(seen(draft.html)) >= CUT_BY_TELEGRAM:  # else half a text would be confirmed
        await broadcast_pieces.ask_for_the_rest(work, draft)
        return
    await _show(work, root, draft)


async def _reaches_anybody(work: Work, broadcast: Broadcast) -> bool:
    """Whether somebody who can be written to has it, or perhaps has it."""
    audience = Audience(broadcast=broadcast.corrects_id or broadcast.id)
    return any(person.is_reachable for person in await recipients_of(work, audience))


async def switch(work: Work, *, broadcast_id: int, version: int) -> None:
    """Kirim sebagai pesan baru, or back. Raises Forbidden, Stale."""
    draft = await broadcast_drafts.own_draft(work, broadcast_id)
    root = await work.session.get(Broadcast, draft.corrects_id) if draft.corrects_id else None
    if draft.version != version or root is None:
        raise Stale
    await _show(work, root, await broadcast_drafts.change(work, draft, sends_anew=not draft.sends_anew))


async def _show(work: Work, root: Broadcast, draft: Broadcast) -> None:
    """How many messages are edited and how many are sent anew; then the preview with Konfirmasi."""
    people = await broadcast_previews.whom(work, draft)
    ways, standing = await ways_of(work, root, draft), await standing_messages(work, root.id or 0)
    edited = sum(
        person.contact_id in standing
        and person.chat_id is not None
        and ways.edit_of(standing[person.contact_id], person.chat_id) is not None
        for person in people.reached
    )
    await work.receipt(
        messages.announced(
            outline(root),
            draft=draft.id or 0,
            version=draft.version,
            edited=edited,
            anew=len(people.reached) - edited,
            sends_anew=draft.sends_anew,
        )
    )
    await broadcast_previews.show(work, draft, people)
