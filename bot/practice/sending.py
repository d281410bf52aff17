"""Methods that put something into a chat: sendMessage, sendDocument, sendPhoto, sendChatAction."""

from collections.abc import Mapping
from functools import lru_cache

from bot.practice.access import refusal_of_action
from bot.practice.chats import Chat
from bot.practice.entities import (
    CAPTION_LIMIT,
    TEXT_LIMIT,
    Entity,
    Formatted,
    check_length,
    check_raw,
    cleaned,
    ordered,
)
from bot.practice.files import StoredFile
from bot.practice.html import parse_html
from bot.practice.keyboards import Markup, read_markup
from bot.practice.links import with_found_entities
from bot.practice.messages import Message
from bot.practice.params import Params
from bot.practice.refusals import bad_request
from bot.practice.world import World

ACTIONS = (
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
)


async def send_message(world: World, params: Params) -> object:
    """A text."""
    chat = world.find_chat(params.text("chat_id"))
    body = read_text(params)
    return await _send(world, params, "sendMessage", chat, body)


async def send_document(world: World, params: Params) -> object:
    """A file, with or without caption."""
    return await _send_file(world, params, "sendDocument", "document")


async def send_photo(world: World, params: Params) -> object:
    """A picture, with or without caption."""
    return await _send_file(world, params, "sendPhoto", "photo")


async def send_chat_action(world: World, params: Params) -> object:
    """ "is typing…": leaves no message, but is refused wherever one would be, and has a limit of its own."""
    action = params.text("action").lower()
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = world.find_chat(params.text("chat_id"))
    refused = refusal_of_action(chat)
    if refused is not None:
        raise refused
    await world.limiter.admit_action(chat.id)
    world.record_deed("sendChatAction", chat, action)
    return True


def read_text(params: Params) -> Formatted:
    """The text of a message. Raises a Refusal for none and for too much."""
    if not params.text("text"):
        raise bad_request("message text is empty")
    body = _formatted(params, "text", "entities")
    if not body.text:
        raise bad_request("text must be non-empty")
    check_length(body, limit=TEXT_LIMIT, words="message is too long")
    return body


def read_caption(params: Params) -> Formatted:
    """The caption; may be empty."""
    body = _formatted(params, "caption", "caption_entities")
    check_length(body, limit=CAPTION_LIMIT, words="message caption is too long")
    return body


def read_preview(params: Params) -> Mapping[str, object] | None:
    """link_preview_options, as the message will show them."""
    options = params.mapping("link_preview_options", what="link preview options") or {}
    return options or None


def _formatted(params: Params, field: str, entities_field: str) -> Formatted:
    text = params.text(field)
    check_raw(text)
    mode = params.text("parse_mode").lower()
    if mode not in ("", "html", "none"):
        # the real server also knows Markdown and MarkdownV2; this bot never uses them
        raise bad_request("unsupported parse_mode")
    if mode == "html":
        return _read_html(text)
    return with_found_entities(cleaned(Formatted(text, _given_entities(params, entities_field))))


@lru_cache(maxsize=1024)
def _read_html(text: str) -> Formatted:
    """Remembered, because a broadcast brings the same text again and again."""
    return with_found_entities(cleaned(parse_html(text)))


def _given_entities(params: Params, field: str) -> tuple[Entity, ...]:
    given = params.structure(field, what="entities")
    entities = []
    for entity in given if isinstance(given, list) else []:
        kind, offset, length = (entity.get(name) for name in ("type", "offset", "length"))
        if not (isinstance(kind, str) and isinstance(offset, int) and isinstance(length, int)):
            raise bad_request("can't parse MessageEntity")
        rest = {name: entity[name] for name in ("url", "language", "custom_emoji_id") if name in entity}
        entities.append(Entity(kind, offset, length, **rest))
    return ordered(entities)


async def _send_file(world: World, params: Params, method: str, field: str) -> object:
    chat = world.find_chat(params.text("chat_id"))
    caption = read_caption(params)
    return await _send(world, params, method, chat, caption, file=world.files.from_params(params, field))


async def _send(
    world: World, params: Params, method: str, chat: Chat, body: Formatted, *, file: StoredFile | None = None
) -> object:
    markup = read_markup(params, private=chat.is_private)
    preview = read_preview(params) if file is None else None
    world.check_access(chat)
    answered = _replied_to(params, chat)
    await world.limiter.admit(chat.id)
    message = Message(
        message_id=world.next_message_id(chat),
        date=world.seconds(),
        sender=None if chat.kind == "channel" else world.bot.api(),
        sender_chat=chat.api() if chat.kind == "channel" else None,
        chat=chat.api(),
        out=True,
        body=body,
        file=file,
        markup=markup.inline if markup else None,
        reply_to=answered,
        link_preview=preview,
        protected=params.boolean("protect_content"),
        has_reply_keyboard=markup is not None and markup.kind != "inline_keyboard",
    )
    _show_keyboard(chat, markup)
    world.keep(chat, message)
    world.record(method, chat, message)
    return message.api()


def _show_keyboard(chat: Chat, markup: Markup | None) -> None:
    """A reply keyboard stays until another one comes or it is taken away."""
    if markup and markup.kind == "keyboard":
        chat.reply_keyboard = markup
    elif markup and markup.kind == "remove_keyboard":
        chat.reply_keyboard = None


def _replied_to(params: Params, chat: Chat) -> Message | None:
    """The message reply_parameters names in this chat. Raises a Refusal when it is gone and that matters."""
    given = params.mapping("reply_parameters", what="reply parameters") or {}
    if "message_id" not in given:
        return None
    number = str(given["message_id"])
    message = chat.messages.get(int(number)) if number.isdecimal() else None
    if message is None and given.get("allow_sending_without_reply") is not True:
        raise bad_request("message to be replied not found")
    return message
