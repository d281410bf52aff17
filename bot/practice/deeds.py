"""What the page can do in the name of a person."""

import json
from collections.abc import Awaitable, Callable

from aiohttp import web
from aiohttp.web_request import FileField

from bot.practice import people
from bot.practice.api import answer
from bot.practice.chats import Chat
from bot.practice.files import picture_size
from bot.practice.people import Impossible
from bot.practice.refusals import Refusal
from bot.practice.world import World

FindChat = Callable[[World, web.Request], Chat]
Deed = Callable[[World, Chat, web.Request], Awaitable[None]]


def deed_routes(world: World, find_chat: FindChat) -> list[web.RouteDef]:
    """One POST address per deed."""

    def route(name: str, deed: Deed) -> web.RouteDef:
        async def handle(request: web.Request) -> web.Response:
            chat = find_chat(world, request)
            try:
                await deed(world, chat, request)
            except (Impossible, ValueError, KeyError) as error:
                return answer({"error": str(error)}, status=400)
            except Refusal as error:
                return answer({"error": error.description}, status=400)
            return answer({"ok": True})

        return web.post(f"/room/chat/{{user_id}}/{name}", handle)

    return [route(name, deed) for name, deed in DEEDS.items()]


async def _text(world: World, chat: Chat, request: web.Request) -> None:
    body = await _json(request)
    reply_to = body.get("reply_to")
    people.say(world, chat, str(body["text"]), reply_to=reply_to if isinstance(reply_to, int) else None)


async def _press(world: World, chat: Chat, request: web.Request) -> None:
    body = await _json(request)
    message_id, row, column = (int(str(body[name])) for name in ("message_id", "row", "column"))
    people.press(world, chat, message_id, row, column)


async def _start(world: World, chat: Chat, request: web.Request) -> None:
    payload = (await _json(request)).get("payload")
    people.start(world, chat, str(payload) if payload else None)


async def _file(world: World, chat: Chat, request: web.Request) -> None:
    form = await request.post()
    given, caption = form.get("file"), form.get("caption")
    if not isinstance(given, FileField):
        raise Impossible("no file")
    content = given.file.read()
    photo = given.content_type in ("image/jpeg", "image/png") and picture_size(content) is not None
    file = world.files.add(given.filename, content, mime_type=given.content_type, photo=photo)
    people.send_file(world, chat, file, caption if isinstance(caption, str) else None)


async def _contact(world: World, chat: Chat, _request: web.Request) -> None:
    people.share_contact(world, chat)


async def _read(world: World, chat: Chat, _request: web.Request) -> None:
    people.read(world, chat)


async def _block(world: World, chat: Chat, request: web.Request) -> None:
    people.block(world, chat, blocked=(await _json(request)).get("blocked") is True)


async def _json(request: web.Request) -> dict[str, object]:
    body = await request.read()
    given = json.loads(body) if body else {}
    if not isinstance(given, dict):
        raise Impossible("an object is expected")
    return given


DEEDS: dict[str, Deed] = {
    "text": _text,
    "press": _press,
    "start": _start,
    "file": _file,
    "contact": _contact,
    "read": _read,
    "block": _block,
}
