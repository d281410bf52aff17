"""Methods that change what stands in a chat: the three edits and deleteMessage."""

from dataclasses import replace

from bot.practice.chats import Chat
from bot.practice.entities import Formatted
from bot.practice.keyboards import read_markup
from bot.practice.messages import Message
from bot.practice.params import Params
from bot.practice.refusals import bad_request
from bot.practice.sending import read_caption, read_preview, read_text
from bot.practice.world import World

DELETABLE_SECONDS = 48 * 3600
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


async def edit_message_text(world: World, params: Params) -> object:
    """Another text, and the markup that comes with it (none takes the buttons away)."""
    chat, message = _message_to_edit(world, params)
    body = read_text(params)
    if message.file is not None or message.contact is not None:
        raise bad_request("there is no text in the message to edit")
    return await _edit(world, params, "editMessageText", chat, message, body)


async def edit_message_caption(world: World, params: Params) -> object:
    """Another caption under a file."""
    chat, message = _message_to_edit(world, params)
    caption = read_caption(params)
    if message.file is None:
        raise bad_request("there is no caption in the message to edit")
    return await _edit(world, params, "editMessageCaption", chat, message, caption)


async def edit_message_reply_markup(world: World, params: Params) -> object:
    """Other buttons, or none."""
    chat, message = _message_to_edit(world, params)
    return await _edit(world, params, "editMessageReplyMarkup", chat, message, message.body)


async def delete_message(world: World, params: Params) -> object:
    """Gone for everybody; what people wrote, too, in private chats and where the bot is an administrator."""
    chat = world.find_chat(params.text("chat_id"))
    if not chat.is_private:
        world.check_access(chat)
    message = chat.messages.get(params.integer("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    others = not (chat.is_private or message.out or chat.bot_is_admin)
    if others or world.seconds() - message.date > DELETABLE_SECONDS:
        raise bad_request("message can't be deleted")
    del chat.messages[message.message_id]
    world.journal.touch(chat.id)
    world.record("deleteMessage", chat, message)
    return True


def _message_to_edit(world: World, params: Params) -> tuple[Chat, Message]:
    if not params.text("chat_id") and not params.text("message_id"):
        raise bad_request("message identifier is not specified")
    chat = world.find_chat(params.text("chat_id"))
    world.check_access(chat)
    message = chat.messages.get(params.integer("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    if not message.out or message.has_reply_keyboard:
        raise bad_request("message can't be edited")
    return chat, message


async def _edit(
    world: World, params: Params, method: str, chat: Chat, message: Message, body: Formatted
) -> object:
    markup = read_markup(params, inline_only=True)
    shown = markup.inline if markup else None
    if (body, shown) == (message.body, message.markup):
        raise bad_request(NOT_MODIFIED)
    await world.limiter.admit(chat.id)
    preview = read_preview(params) if method == "editMessageText" else message.link_preview
    changed = replace(message, body=body, markup=shown, link_preview=preview, edit_date=world.seconds())
    world.keep(chat, changed)
    world.record(method, chat, changed)
    return changed.api()
