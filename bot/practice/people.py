"""What people do in Telegram, and the updates that come of it."""

import re
from collections.abc import Mapping
from dataclasses import replace

from bot.practice.chats import Chat, ChatState
from bot.practice.entities import TEXT_LIMIT, Formatted, cleaned
from bot.practice.files import StoredFile
from bot.practice.links import with_found_entities
from bot.practice.markers import with_markers
from bot.practice.memberships import block
from bot.practice.messages import NOTHING, Message, SharedContact
from bot.practice.world import World

_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")


class Impossible(Exception):
    """A person cannot do this in Telegram, e.g. press a button that is not there."""


def say(world: World, chat: Chat, text: str, *, reply_to: int | None = None) -> list[Message]:
    """Write a text; Telegram's apps cut a long one into several messages."""
    _check_open(chat)
    body = cleaned(Formatted(text)).text
    if not body:
        raise Impossible("an empty text")
    parts = [body[begin : begin + TEXT_LIMIT] for begin in range(0, len(body), TEXT_LIMIT)]
    messages = [
        _received(world, chat, body=with_found_entities(with_markers(part)), reply_to=reply_to)
        for part in parts
    ]
    _hide_one_time_keyboard(world, chat, body)
    return messages


def start(world: World, chat: Chat, payload: str | None = None) -> Message:
    """Press Mulai, perhaps at the end of a deep link; unblocks, too."""
    if chat.state is ChatState.BLOCKED:
        block(world, chat, blocked=False)
    if chat.state is ChatState.NEVER_STARTED:
        chat.state = ChatState.NORMAL
    # Telegram drops a payload it does not like without a word
    valid = payload is not None and _PAYLOAD.fullmatch(payload)
    return say(world, chat, f"/start {payload}" if valid else "/start")[0]


def edit(world: World, chat: Chat, message_id: int, text: str) -> Message:
    """Change one's own earlier text."""
    message = chat.messages.get(message_id)
    if message is None or message.out or message.file or message.contact:
        raise Impossible("no text of this person to change")
    changed = replace(message, body=with_found_entities(cleaned(Formatted(text))), edit_date=world.seconds())
    world.keep(chat, changed)
    world.updates.put("edited_message", changed.api())
    return changed


def send_file(world: World, chat: Chat, file: StoredFile, caption: str | None = None) -> Message:
    """Send a document or a picture."""
    _check_open(chat)
    return _received(world, chat, body=with_found_entities(cleaned(with_markers(caption or ""))), file=file)


def share_contact(world: World, chat: Chat) -> Message:
    """Share one's own phone number by the button that asks for it, else from the menu of attachments."""
    _check_open(chat)
    card = own_card(chat)
    asked = reversed([number for number, message in chat.messages.items() if message.has_reply_keyboard])
    message = _received(world, chat, contact=card, reply_to=next(asked, None) if _asks(chat) else None)
    if chat.reply_keyboard is not None and chat.reply_keyboard.api.get("one_time_keyboard") is True:
        chat.reply_keyboard = None
    return message


def share_card(world: World, chat: Chat, card: SharedContact) -> Message:
    """Share a contact card out of the address book: of anybody, with or without a Telegram account."""
    _check_open(chat)
    return _received(world, chat, contact=card)


def own_card(chat: Chat) -> SharedContact:
    """The card of this person. Raises Impossible for somebody without a number."""
    if chat.person is None or not chat.person.phone:
        raise Impossible("no phone number")
    return SharedContact(chat.person.phone, chat.person.first_name, chat.id)


def press(world: World, chat: Chat, message_id: int, row: int, column: int, *, by: Chat | None = None) -> str:
    """Press an inline button, in a group as ``by``; returns the id of the query."""
    presser = by or chat
    if presser.state is ChatState.DEACTIVATED:
        raise Impossible("this account is deleted")
    message = chat.messages.get(message_id)
    button = button_at(message, row, column)
    if message is None or button is None:
        raise Impossible("no such button")
    data = button.get("callback_data")
    if not isinstance(data, str):
        raise Impossible("this button sends nothing")
    query_id = world.presses.new(presser.id)
    query: dict[str, object] = {
        "id": query_id,
        "from": presser.user(),
        "message": message.api(),
        "chat_instance": str(-chat.id * 1_000_003),
        "data": data,
    }
    world.updates.put("callback_query", query)
    return query_id


def button_at(message: Message | None, row: int, column: int) -> Mapping[str, object] | None:
    """The inline button in that place."""
    for rows, buttons in enumerate(inline_rows(message)):
        if rows == row and 0 <= column < len(buttons):
            return buttons[column]
    return None


def inline_rows(message: Message | None) -> list[list[Mapping[str, object]]]:
    """The inline buttons of a message, row by row."""
    rows = message.markup.get("inline_keyboard") if message and message.markup else None
    if not isinstance(rows, list):
        return []
    return [[button for button in row if isinstance(button, dict)] for row in rows if isinstance(row, list)]


def read(world: World, chat: Chat) -> None:
    """Look at everything the bot has written."""
    newest = max(chat.messages, default=0)
    if chat.read_up_to < newest:
        chat.read_up_to = newest
        world.journal.touch(chat.id)


def _asks(chat: Chat) -> bool:
    """Does the reply keyboard ask for the number?"""
    rows = chat.reply_keyboard.api["keyboard"] if chat.reply_keyboard else None
    buttons = [button for row in rows for button in row] if isinstance(rows, list) else []
    return any(button.get("request_contact") is True for button in buttons)


def _check_open(chat: Chat) -> None:
    if chat.state is not ChatState.NORMAL:
        raise Impossible(f"this chat is {chat.state.value}")


def _received(
    world: World,
    chat: Chat,
    *,
    body: Formatted = NOTHING,
    file: StoredFile | None = None,
    contact: SharedContact | None = None,
    reply_to: int | None = None,
) -> Message:
    message = Message(
        message_id=world.next_message_id(chat),
        date=world.seconds(),
        sender=chat.user(),
        chat=chat.api(),
        out=False,
        body=body,
        file=file,
        contact=contact,
        reply_to=chat.messages.get(reply_to) if reply_to is not None else None,
    )
    world.keep(chat, message)
    world.updates.put("message", message.api())
    return message


def _hide_one_time_keyboard(world: World, chat: Chat, text: str) -> None:
    keyboard = chat.reply_keyboard
    if keyboard is None or keyboard.api.get("one_time_keyboard") is not True:
        return
    rows = keyboard.api["keyboard"]
    words = [button.get("text") for row in rows for button in row] if isinstance(rows, list) else []
    if text in words:
        chat.reply_keyboard = None
        world.journal.touch(chat.id)
