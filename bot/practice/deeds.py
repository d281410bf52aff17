"""What the page can do in the name of a person, in a private chat."""

import json
from collections.abc import Awaitable, Callable, Mapping

from aiohttp import web
from aiohttp.web_request import FileField

from bot.practice import memberships, people
from bot.practice.api import answer
from bot.practice.chats import Chat
from bot.practice.files import picture_size
from bot.practice.group_deeds import GROUP_DEEDS
from bot.practice.messages import SharedContact
from bot.practice.people import Impossible
from bot.practice.refusals import Refusal
from bot.practice.world import World

FindChat = Callable[[World, web.Request], Chat]
Deed = Callable[[World, Chat, web.Request], Awaitable[None]]


def deed_routes(world: World, find_chat: FindChat) -> list[web.RouteDef]:
    """POST /room/chat/{id}/{deed}: deeds of a person in a private chat, of a member in a group."""

    async def handle(request: web.Request) -> web.Response:
        chat = find_chat(world, request)
        try:
            said = await _do(world, chat, request)
        except (Impossible, ValueError, KeyError) as error:
            return answer({"error": str(error)}, status=400)
        except Refusal as error:
            return answer({"error": error.description}, status=400)
        return answer({"ok": True, **said})

    return [web.post("/room/chat/{user_id}/{deed}", handle)]


async def _do(world: World, chat: Chat, request: web.Request) -> Mapping[str, object]:
    name = request.match_info["deed"]
    if chat.is_private and name in DEEDS:
        await DEEDS[name](world, chat, request)
        return {}
    if not chat.is_private and name in GROUP_DEEDS:
        return GROUP_DEEDS[name](world, chat, await _json(request))
    raise web.HTTPNotFound


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


async def _contact(world: World, chat: Chat, request: web.Request) -> None:
    """One's own number; with ``of`` the card of another person, with ``card`` any card."""
    body = await _json(request)
    if body.get("of") is not None:
        people.share_card(world, chat, people.own_card(world.find_chat(str(body["of"]))))
    elif isinstance(card := body.get("card"), dict):
        user_id = card.get("user_id")
        owner = user_id if isinstance(user_id, int) else None
        people.share_card(
            world, chat, SharedContact(str(card["phone_number"]), str(card["first_name"]), owner)
        )
    else:
        people.share_contact(world, chat)


async def _read(world: World, chat: Chat, _request: web.Request) -> None:
    people.read(world, chat)


async def _block(world: World, chat: Chat, request: web.Request) -> None:
    memberships.block(world, chat, blocked=(await _json(request)).get("blocked") is True)


async def _delete_account(world: World, chat: Chat, _request: web.Request) -> None:
    memberships.delete_account(world, chat)


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
    "delete_account": _delete_account,
}
