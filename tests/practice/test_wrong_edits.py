"""Edits, deletions and answers that come to nothing, in Telegram's words."""

from bot.practice.cast import SARI
from bot.practice.library import practice_server

CHAT = SARI.telegram_id
TEXT = {"chat_id": CHAT, "text": "Halo"}
NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly "
    "the same as a current content and reply markup of the message"
)


def button(**action: object) -> dict:
    return {"inline_keyboard": [[{"text": "Hadir", **action}]]}


async def test_edits_of_what_is_not_there(server, call, refused):
    mine = await server.person(CHAT).say("Halo")
    file = server.world.files.add("surat.pdf", b"%PDF").file_id
    document = (await call("sendDocument", chat_id=CHAT, document=file))["result"]["message_id"]
    text = (await call("sendMessage", **TEXT))["result"]["message_id"]
    keyboard = (await call("sendMessage", **TEXT, reply_markup={"keyboard": [["Ya"]]}))["result"][
        "message_id"
    ]

    async def edit(method: str = "editMessageText", **params: object) -> str:
        return (await refused(method, **{"chat_id": CHAT, "text": "Lain", **params}))[1]

    assert await edit(message_id=99) == "Bad Request: message to edit not found"
    assert await edit(message_id=mine) == "Bad Request: message can't be edited"
    assert await edit(message_id=keyboard) == "Bad Request: message can't be edited"
    assert await edit(message_id=document) == "Bad Request: there is no text in the message to edit"
    assert (
        await edit("editMessageCaption", message_id=text)
        == "Bad Request: there is no caption in the message to edit"
    )
    assert await edit(message_id=text, text="Halo") == NOT_MODIFIED
    assert await edit("editMessageReplyMarkup", message_id=text) == NOT_MODIFIED
    assert (
        await edit(message_id=text, reply_markup={"keyboard": [["Ya"]]})
        == "Bad Request: inline keyboard expected"
    )
    assert await edit(chat_id=None) == "Bad Request: message identifier is not specified"


async def test_deletions_that_come_to_nothing(server, call, refused):
    old = (await call("sendMessage", **TEXT))["result"]["message_id"]
    assert await refused("deleteMessage", chat_id=CHAT, message_id=99) == (
        400,
        "Bad Request: message to delete not found",
    )
    server.clock.set(server.clock.now().replace(day=20))
    assert await refused("deleteMessage", chat_id=CHAT, message_id=old) == (
        400,
        "Bad Request: message can't be deleted",
    )


async def test_a_press_is_answered_once(server, call, refused):
    await call("sendMessage", **TEXT, reply_markup=button(callback_data="a"))
    query = await server.person(CHAT).press("Hadir")
    assert (await call("answerCallbackQuery", callback_query_id=query)) == {"ok": True, "result": True}
    too_old = (400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
    assert await refused("answerCallbackQuery", callback_query_id=query) == too_old
    assert await refused("answerCallbackQuery", callback_query_id="1") == too_old


async def test_a_press_is_not_answered_late(caller):
    seconds = [0.0]
    async with practice_server(monotonic=lambda: seconds[0]) as server:
        call = caller(server)
        await call("sendMessage", **TEXT, reply_markup=button(callback_data="a"))
        query = await server.person(CHAT).press("Hadir")
        seconds[0] = 151.0
        assert (await call("answerCallbackQuery", callback_query_id=query))["description"] == (
            "Bad Request: query is too old and response timeout expired or query ID is invalid"
        )
        # nor is a press handed out any more that nobody fetched in time
        assert await call("getUpdates") == {"ok": True, "result": []}
