"""The pieces of a siaran as they are asked for and typed: text, file, title, link, times."""

from __future__ import annotations

from dataclasses import dataclass

from bot.actions import dialogues
from bot.actions.broadcast_choosing import show_choice
from bot.actions.broadcast_drafts import card, change, create, draft_view, own_draft
from bot.actions.work import Work
from bot.messages import broadcast_drafts as messages
from bot.rules.access import Action, require
from bot.rules.broadcast_texts import (
    CUT_BY_TELEGRAM,
    continued,
    read_link,
    read_title,
    safe_html,
    seen,
    units,
)
from bot.rules.broadcast_times import bounds_of_end, bounds_of_start, read_moment
from bot.rules.broadcasts import ASKED, OPTIONAL, STEP, BroadcastOutdated, Piece
from bot.rules.errors import Stale
from bot.rules.materials import File
from bot.rules.outbox import Text
from db.tables import Broadcast

_NONE: dict[Piece, dict[str, object]] = {
    Piece.FILE: {"file_kind": "", "file_id": "", "filename": ""},
    Piece.LINK: {"link_text": "", "link_url": ""},
    Piece.WHEN: {"starts_at": None},
    Piece.UNTIL: {"expires_at": None},
}
_WITH_A_FILE = (Piece.TEXT, Piece.FILE)


@dataclass(frozen=True, slots=True)
class Written:
    """What came: the words plain and with their formatting as HTML, perhaps with a file."""

    text: str = ""
    html: str = ""
    file: File | None = None

    @property
    def as_values(self) -> dict[str, str]:
        """The file in columns; none where there is no file."""
        if self.file is None:
            return {}
        kind = "photo" if self.file.is_photo else "document"
        return {"file_kind": kind, "file_id": self.file.file_id, "filename": self.file.name[:200]}


async def begin(work: Work, written: Written | None = None) -> None:
    """Tulis siaran, or /siaran with its text at once. Raises Forbidden, BroadcastTextUnusable."""
    require(work.actor, Action.RUN_BROADCASTS)
    html = safe_html(written.html) if written and written.text else ""
    draft = await create(work, html=html, **(written.as_values if written else {}))
    await _after_text(work, draft, len_of_last=units(seen(html)))


async def ask(work: Work, *, number: int, version: int, piece: Piece) -> None:
    """Ubah isi, Judul, … of an own draft. Raises Forbidden, Stale."""
    draft = await _pressed(work, number, version)
    if piece not in ASKED:
        raise Stale
    await _ask(work, draft, piece)


async def clear(work: Work, *, number: int, version: int, piece: Piece) -> None:
    """Tanpa berkas, tanpa tautan, kirim segera, tanpa batas. Raises Forbidden, Stale."""
    draft = await _pressed(work, number, version)
    if piece not in OPTIONAL:
        raise Stale
    await go_on(work, await change(work, draft, **_NONE[piece]))


async def switch_read(work: Work, *, number: int, version: int) -> Text:
    """Sudah dibaca on or off: the card in the same place. Raises Forbidden, Stale."""
    draft = await _pressed(work, number, version)
    return await card(work, await change(work, draft, wants_read=not draft.wants_read))


async def hear(work: Work, *, number: int, piece: Piece, written: Written) -> None:
    """An answer. One that cannot be used leaves the question open.

    Raises Forbidden, Stale, BroadcastTextUnusable, BroadcastTimeUnusable.
    """
    draft = await own_draft(work, number)
    if written.file is not None and piece not in _WITH_A_FILE:
        raise Stale
    if piece in (Piece.TEXT, Piece.MORE, Piece.FILE):
        await _hear_text(work, draft, piece, written)
        return
    values = _values(work, draft, piece, written.text)
    await go_on(work, await change(work, draft, **values))


async def go_on(work: Work, draft: Broadcast, *, is_done: bool = False) -> None:
    """The next thing that is missing is asked for; with nothing missing, the card."""
    lacks = draft_view(draft).lacks
    if not lacks:
        await dialogues.close(work)
        await work.receipt(await card(work, draft))
    elif lacks[0] is Piece.WHO:
        await work.receipt(await show_choice(work, draft, is_done=is_done))
    else:
        await _ask(work, draft, lacks[0])


async def go_on_pressed(work: Work, *, number: int) -> None:
    """Selesai. Raises Forbidden, Stale."""
    await go_on(work, await own_draft(work, number), is_done=True)


async def hear_file(work: Work, written: Written) -> None:
    """A file where one is awaited. Raises Forbidden, Stale, BroadcastTextUnusable."""
    question = await dialogues.open_question(work)
    if question is None or question.step != STEP:
        raise Stale
    said = question.said
    await hear(work, number=int(str(said["broadcast"])), piece=Piece(str(said["piece"])), written=written)


async def is_awaited(work: Work) -> bool:
    """Whether a file that comes now is for a siaran."""
    return await _open_piece(work) in _WITH_A_FILE


async def not_attached(work: Work) -> Text | None:
    """What is said to a video, a voice or one more picture while a siaran is written; else nothing."""
    piece = await _open_piece(work)
    return messages.not_attached(piece) if piece else None


async def _open_piece(work: Work) -> Piece | None:
    """Which piece of a siaran is asked for now."""
    question = await dialogues.open_question(work)
    if question is None or question.step != STEP or question.is_expired:
        return None
    return Piece(str(question.said["piece"]))


async def _hear_text(work: Work, draft: Broadcast, piece: Piece, written: Written) -> None:
    html = draft.html
    if written.text and piece is Piece.MORE:
        html = continued(draft.html, written.html)
    elif written.text and (piece is Piece.TEXT or not html):
        html = safe_html(written.html)
    if piece is Piece.FILE and written.file is None:
        await _ask(work, draft, Piece.FILE)
        return
    draft = await change(work, draft, html=html, **written.as_values)
    await _after_text(work, draft, len_of_last=units(written.text))


async def _after_text(work: Work, draft: Broadcast, *, len_of_last: int) -> None:
    if len_of_last >= CUT_BY_TELEGRAM:
        await ask_for_the_rest(work, draft)
    else:
        await go_on(work, draft)


async def ask_for_the_rest(work: Work, draft: Broadcast) -> None:
    """Telegram has cut what was written; Sudah lengkap where it has not."""
    await _ask(work, draft, Piece.MORE)


def _values(work: Work, draft: Broadcast, piece: Piece, typed: str) -> dict[str, object]:
    if piece is Piece.TITLE:
        return {"title": read_title(typed)}
    if piece is Piece.LINK:
        words, address = read_link(typed)
        return {"link_text": words, "link_url": address}
    if piece is Piece.WHEN:
        bounds = bounds_of_start(draft.expires_at, now=work.now)
        return {"starts_at": read_moment(typed, now=work.now, bounds=bounds)}
    if piece is Piece.UNTIL:
        bounds = bounds_of_end(draft.starts_at, now=work.now)
        return {"expires_at": read_moment(typed, now=work.now, bounds=bounds)}
    raise Stale


async def _pressed(work: Work, number: int, version: int) -> Broadcast:
    draft = await own_draft(work, number)
    if draft.version != version:
        raise BroadcastOutdated
    return draft


async def _ask(work: Work, draft: Broadcast, piece: Piece) -> None:
    await dialogues.ask(work, STEP, broadcast=draft.id, piece=piece.value)
    await work.receipt(messages.question(draft_view(draft), piece, now=work.now))
