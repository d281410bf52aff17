"""What a broadcast says, as it is stored once: the messages of the preview, with marks for one's own."""

from __future__ import annotations

from collections.abc import Sequence

from bot.actions.broadcast_rows import Part
from bot.messages import system
from bot.messages.broadcasts import shared_parts
from bot.rules.broadcasts import Content
from bot.rules.outbox import Keyboard, MessageClass
from bot.rules.shared_texts import ADDRESS, CODE
from db.outbox import Outgoing, payload_of
from db.tables import Broadcast


def content_of(broadcast: Broadcast) -> Content:
    """What its author wrote."""
    return Content(
        broadcast=broadcast.id or 0,
        title=broadcast.title,
        html=broadcast.html,
        file_kind=broadcast.file_kind,
        file_id=broadcast.file_id,
        wants_read=broadcast.wants_read,
        link_text=broadcast.link_text,
        link_url=broadcast.link_url,
    )


def parts_of(content: Content) -> Sequence[Part]:
    """The same messages as ``letter`` shows, less salutation and code."""
    proof = system.proof(CODE)
    return [
        part(one.method, one.whole(ADDRESS, proof), one.buttons, file_id=one.file_id)
        for one in shared_parts(content)
    ]


def part(method: str, html: str, buttons: Keyboard, *, file_id: str = "") -> Part:
    """One message for all."""
    message = Outgoing(
        key="",
        message_class=MessageClass.BROADCAST,
        chat_id=0,
        html=html,
        buttons=buttons,
        method=method,
        file_id=file_id,
    )
    return Part(method, payload_of(message))


def links_of(content: Content) -> Keyboard:
    """The rows of buttons that only open something: they stay when it was read."""
    rows = shared_parts(content)[-1].buttons
    return tuple(row for row in rows if all(button.url for button in row))
