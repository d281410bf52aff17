"""Groups: what the bot is shown of them, and who acts in them."""

import pytest

from bot.practice.cast import ASSISTANT, BONTANG_GROUP, PAK_JOKO, SARI, SEKDA_BONTANG
from bot.practice.people import Impossible

GROUP = BONTANG_GROUP.chat_id
GROUP_CHAT = {"id": GROUP, "title": "Koordinasi Kota Bontang", "type": "group"}
WATI_USER = {"id": SEKDA_BONTANG.telegram_id, "is_bot": False, "first_name": "Wati", "language_code": "id"}
BOT_USER = {
    "id": 1000000001,
    "is_bot": True,
    "first_name": "Permas (latihan)",
    "username": "permas_latihan_bot",
}
GROUP_BOT = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
MEMBER = {"user": BOT_USER, "status": "member"}
START = 1_740_963_600
MARKUP = {"inline_keyboard": [[{"text": "Hadir", "callback_data": "h:1"}]]}


async def test_commands_reach_the_bot_bare_or_with_its_name(group, news):
    await group.say(SEKDA_BONTANG, "/status@permas_latihan_bot maros")
    await group.say(SEKDA_BONTANG, "/status")
    named, bare = await news()
    assert named == {
        "message": {
            "message_id": 2,
            "from": WATI_USER,
            "chat": GROUP_CHAT,
            "date": START,
            "text": "/status@permas_latihan_bot maros",
            "entities": [{"type": "bot_command", "offset": 0, "length": 26}],
        }
    }
    assert bare["message"]["entities"] == [{"type": "bot_command", "offset": 0, "length": 7}]


async def test_what_people_say_among_themselves_stays_there_until_the_bot_leads(group, news, call):
    await group.say(SARI, "Selamat pagi")
    await group.say(SARI, "/status@bot_lain")
    assert await news() == []
    sent = (await call("sendMessage", chat_id=GROUP, text="Halo"))["result"]
    await group.say(SARI, "Halo juga", reply_to=sent["message_id"])
    assert [update["message"]["text"] for update in await news()] == ["Halo juga"]
    await group.promote_bot(SARI)
    await group.say(SARI, "Selamat siang")
    promoted, heard = await news()
    assert heard["message"]["text"] == "Selamat siang"
    assert promoted["my_chat_member"]["old_chat_member"] == MEMBER
    leads = promoted["my_chat_member"]["new_chat_member"]
    assert (leads["status"], leads["can_delete_messages"]) == ("administrator", True)


async def test_each_member_presses_in_ones_own_name(server, group, news, call):
    sent = (await call("sendMessage", chat_id=GROUP, text="Rapat", reply_markup=MARKUP))["result"]
    query = await group.press(SEKDA_BONTANG, "Hadir")
    (update,) = await news()
    assert update["callback_query"] == {
        "id": query,
        "from": WATI_USER,
        "message": sent,
        "chat_instance": update["callback_query"]["chat_instance"],
        "data": "h:1",
    }
    await call("answerCallbackQuery", callback_query_id=query, text="Tercatat")
    assert server.person(SEKDA_BONTANG).toasts() == ["Tercatat"]
    with pytest.raises(Impossible):
        await group.press(PAK_JOKO, "Hadir")


async def test_an_administrator_without_a_name(server, news):
    plain = server.group(-9, members=(SARI,))
    with pytest.raises(Impossible):
        await plain.say_unnamed(SARI, "/status")
    group = server.group(-1_009, "Grup", kind="supergroup", members=(SARI,))
    await group.say_unnamed(SARI, "/status")
    (update,) = await news()
    chat = {"id": -1_009, "title": "Grup", "type": "supergroup"}
    assert update["message"] == {
        "message_id": 1,
        "from": GROUP_BOT,
        "sender_chat": chat,
        "chat": chat,
        "date": START,
        "text": "/status",
        "entities": [{"type": "bot_command", "offset": 0, "length": 7}],
    }


async def test_a_channel_and_the_group_that_discusses_it(server, news):
    channel = server.group(-1_010, "Saluran", kind="channel", members=(SARI,))
    group = server.group(-1_011, "Diskusi", kind="supergroup", members=(SARI,))
    await channel.post(SARI, "/status")
    await group.say_forwarded(channel, "/status")
    posted, forwarded = await news()
    chat = {"id": -1_010, "title": "Saluran", "type": "channel"}
    assert posted["channel_post"] == {
        "message_id": 1,
        "sender_chat": chat,
        "chat": chat,
        "date": START,
        "text": "/status",
        "entities": [{"type": "bot_command", "offset": 0, "length": 7}],
    }
    told = forwarded["message"]
    assert (told["from"]["id"], told["sender_chat"], told["is_automatic_forward"]) == (777000, chat, True)


async def test_who_is_in_the_group(group, call, refused):
    async def status(user_id: int, chat_id: int = GROUP) -> str:
        return (await call("getChatMember", chat_id=chat_id, user_id=user_id))["result"]["status"]

    assert (await call("getChatMemberCount", chat_id=GROUP))["result"] == 4
    assert await status(SARI.telegram_id) == "creator"
    assert await status(ASSISTANT.telegram_id) == "member"
    assert await status(PAK_JOKO.telegram_id) == "left"
    assert await status(BOT_USER["id"]) == "member"
    assert await status(SARI.telegram_id, SARI.telegram_id) == "member"
    assert await refused("getChatMember", chat_id=GROUP, user_id=42) == (400, "Bad Request: member not found")
    assert await refused("getChatMember", chat_id=GROUP) == (400, "Bad Request: invalid user_id specified")
    await group.remove_bot(SARI)
    assert await status(BOT_USER["id"]) == "left"
    assert await refused("getChatMemberCount", chat_id=GROUP) == (
        403,
        "Forbidden: bot was kicked from the group chat",
    )


async def test_what_others_wrote_only_an_administrator_deletes(group, call, refused):
    number = await group.say(SARI, "/status")
    assert await refused("deleteMessage", chat_id=GROUP, message_id=number) == (
        400,
        "Bad Request: message can't be deleted",
    )
    await group.promote_bot(SARI)
    assert (await call("deleteMessage", chat_id=GROUP, message_id=number))["result"] is True


async def test_nobody_is_asked_for_a_number_in_a_group(group, refused):
    keyboard = {"keyboard": [[{"text": "Bagikan", "request_contact": True}]]}
    assert await refused("sendMessage", chat_id=GROUP, text="Nomor", reply_markup=keyboard) == (
        400,
        "Bad Request: phone number can be requested in private chats only",
    )
