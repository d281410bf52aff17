"""What the bot can send, change and take away, and how the person sees it."""

import asyncio
import json

import pytest

from bot.practice.cast import SARI

CHAT = SARI.telegram_id


async def test_get_me(call):
    assert (await call("getMe"))["result"]["is_bot"] is True


async def test_methods_may_be_called_in_any_case_and_by_get(server, http):
    address = f"{server.url}/bot{server.world.token}/SENDMESSAGE"
    async with http.get(address, params={"chat_id": CHAT, "text": "Halo"}) as response:
        assert (await response.json())["ok"] is True
    assert [message.text for message in server.person(SARI).received()] == ["Halo"]


async def test_form_values_are_strings(server, http):
    form = {
        "chat_id": str(CHAT),
        "text": "<b>Rapat</b>",
        "parse_mode": "HTML",
        "protect_content": "true",
        "link_preview_options": '{"is_disabled": true}',
        "reply_markup": json.dumps({"inline_keyboard": [[{"text": "Peta", "url": "https://kpk.go.id"}]]}),
    }
    async with http.post(f"{server.url}/bot{server.world.token}/sendMessage", data=form) as response:
        message = (await response.json())["result"]
    assert message == {
        "message_id": 1,
        "from": server.world.bot.api(),
        "chat": {"id": CHAT, "first_name": "Sari", "type": "private"},
        "date": 1_740_963_600,
        "has_protected_content": True,
        "text": "Rapat",
        "entities": [{"type": "bold", "offset": 0, "length": 5}],
        "link_preview_options": {"is_disabled": True},
        "reply_markup": {"inline_keyboard": [[{"text": "Peta", "url": "https://kpk.go.id/"}]]},
    }


async def test_every_button_we_use_is_kept(server, call):
    row = [
        {"text": "Hadir", "callback_data": "h", "style": "success"},
        {"text": "Peta", "url": "https://kpk.go.id/"},
        {"text": "Salin", "copy_text": {"text": "KODE"}},
    ]
    sent = await call("sendMessage", chat_id=CHAT, text="a", reply_markup={"inline_keyboard": [row]})
    assert sent["result"]["reply_markup"] == {"inline_keyboard": [row]}
    received = server.person(SARI).received()[0]
    assert (received.buttons, received.links) == ((("Hadir", "Peta", "Salin"),), ("https://kpk.go.id/",))


async def test_an_edit_replaces_text_and_buttons(server, call):
    markup = {"inline_keyboard": [[{"text": "Hadir", "callback_data": "h"}]]}
    number = (await call("sendMessage", chat_id=CHAT, text="Rapat", reply_markup=markup))["result"][
        "message_id"
    ]
    edited = (await call("editMessageText", chat_id=CHAT, message_id=number, text="Selesai"))["result"]
    assert (edited["text"], edited["edit_date"], "reply_markup" in edited) == (
        "Selesai",
        1_740_963_600,
        False,
    )
    buttons = (await call("editMessageReplyMarkup", chat_id=CHAT, message_id=number, reply_markup=markup))[
        "result"
    ]
    assert (buttons["text"], buttons["reply_markup"]) == ("Selesai", markup)
    assert [(line.method, line.text) for line in server.log] == [
        ("sendMessage", "Rapat"),
        ("editMessageText", "Selesai"),
        ("editMessageReplyMarkup", "Selesai"),
    ]


async def test_a_caption_can_be_edited(server, call):
    file = server.world.files.add("a.pdf", b"%PDF").file_id
    number = (await call("sendDocument", chat_id=CHAT, document=file, caption="a"))["result"]["message_id"]
    edited = (await call("editMessageCaption", chat_id=CHAT, message_id=number, caption="b"))["result"]
    assert (edited["caption"], edited["document"]["file_name"]) == ("b", "a.pdf")


async def test_a_deleted_message_is_gone(server, call):
    number = (await call("sendMessage", chat_id=CHAT, text="a"))["result"]["message_id"]
    assert (await call("deleteMessage", chat_id=CHAT, message_id=number))["result"] is True
    assert server.person(SARI).messages() == []
    assert [line.method for line in server.log] == ["sendMessage", "deleteMessage"]


async def test_a_reply_shows_what_it_answers_and_may_go_without(server, call):
    asked = await server.person(SARI).say("Kapan?")
    reply = (await call("sendMessage", chat_id=CHAT, text="Besok", reply_parameters={"message_id": asked}))[
        "result"
    ]
    assert reply["reply_to_message"]["text"] == "Kapan?"
    lost = {"message_id": 99, "allow_sending_without_reply": True}
    reply = (await call("sendMessage", chat_id=CHAT, text="Besok", reply_parameters=lost))["result"]
    assert "reply_to_message" not in reply


async def test_a_toast_reaches_the_person(server, call):
    markup = {"inline_keyboard": [[{"text": "Hadir", "callback_data": "h"}]]}
    await call("sendMessage", chat_id=CHAT, text="Rapat", reply_markup=markup)
    query = await server.person(SARI).press("Hadir")
    await call("answerCallbackQuery", callback_query_id=query, text="Tercatat", show_alert=True)
    assert server.person(SARI).toasts() == ["Tercatat"]


async def test_what_the_bot_says_about_itself(server, call, refused):
    for method in ("setMyName", "setMyDescription", "setMyShortDescription"):
        assert (await call(method, name="Permas", description="a", short_description="b"))["result"] is True
    assert server.world.profile.texts == {
        ("name", ""): "Permas",
        ("description", ""): "a",
        ("short_description", ""): "b",
    }
    assert await refused("setMyDescription", description="a" * 513) == (
        400,
        "Bad Request: BOT_DESCRIPTION_INVALID",
    )


async def test_get_chat_and_typing(call):
    full = (await call("getChat", chat_id=CHAT))["result"]
    assert (full["id"], full["type"], full["first_name"]) == (CHAT, "private", "Sari")
    assert (await call("sendChatAction", chat_id=CHAT, action="typing"))["result"] is True


async def test_waiting_for_what_the_bot_will_say(server, call):
    sari = server.person(SARI)
    await call("sendMessage", chat_id=CHAT, text="satu")
    await call("sendMessage", chat_id=CHAT, text="dua")
    assert [(await sari.next_message()).text for _ in range(2)] == ["satu", "dua"]
    assert (await sari.wait_for(lambda message: message.text == "satu")).id == 1
    with pytest.raises(TimeoutError):
        await sari.next_message(timeout=0.01)


async def test_asking_returns_the_answer_not_what_stood_there_before(server, call):
    await call("sendMessage", chat_id=CHAT, text="lama")
    question = asyncio.create_task(server.person(SARI).ask("/status"))
    await server.wait_until(lambda: len(server.world.updates.pending()) == 1)
    await call("sendMessage", chat_id=CHAT, text="baru")
    assert (await question).text == "baru"
