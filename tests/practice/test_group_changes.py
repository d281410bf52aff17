"""The bot comes into a group, leads and goes; the group becomes a supergroup, or ends."""

import pytest

from bot.practice.cast import ASSISTANT, BONTANG_GROUP, SARI, SEKDA_BONTANG
from bot.practice.people import Impossible

GROUP = BONTANG_GROUP.chat_id
GROUP_CHAT = {"id": GROUP, "title": "Koordinasi Kota Bontang", "type": "group"}
WATI_USER = {"id": SEKDA_BONTANG.telegram_id, "is_bot": False, "first_name": "Wati", "language_code": "id"}
SARI_USER = {"id": SARI.telegram_id, "is_bot": False, "first_name": "Sari", "language_code": "id"}
BOT_USER = {
    "id": 1000000001,
    "is_bot": True,
    "first_name": "Permas (latihan)",
    "username": "permas_latihan_bot",
}
GROUP_BOT = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
LEFT = {"user": BOT_USER, "status": "left"}
MEMBER = {"user": BOT_USER, "status": "member"}
KICKED = {"user": BOT_USER, "status": "kicked", "until_date": 0}
START = 1_740_963_600


async def test_a_member_adds_the_bot(server, news):
    await server.group_of(BONTANG_GROUP).add_bot(SEKDA_BONTANG)
    assert await news() == [
        {
            "my_chat_member": {
                "chat": GROUP_CHAT,
                "from": WATI_USER,
                "date": START,
                "old_chat_member": LEFT,
                "new_chat_member": MEMBER,
            }
        },
        {
            "message": {
                "message_id": 1,
                "from": WATI_USER,
                "chat": GROUP_CHAT,
                "date": START,
                "new_chat_members": [BOT_USER],
            }
        },
    ]


async def test_nobody_from_outside_adds_the_bot(server, group):
    with pytest.raises(Impossible):
        await server.group_of(-4_000_000_001).add_bot(SARI)
    with pytest.raises(Impossible):
        await group.add_bot(SARI)


async def test_a_group_says_left_and_refuses_as_kicked(group, news, call, refused):
    with pytest.raises(Impossible):
        await group.remove_bot(SEKDA_BONTANG)
    await group.remove_bot(SARI)
    gone, change = await news()
    assert gone["message"]["left_chat_member"] == BOT_USER
    assert (change["my_chat_member"]["from"], change["my_chat_member"]["new_chat_member"]) == (
        SARI_USER,
        LEFT,
    )
    kicked = (403, "Forbidden: bot was kicked from the group chat")
    assert await refused("sendMessage", chat_id=GROUP, text="Halo") == kicked
    await group.say(SARI, "/status")
    assert await news() == []


async def test_a_supergroup_says_kicked(server, news, refused):
    group = server.group(-1_009, kind="supergroup", members=(SARI,))
    await group.remove_bot(SARI)
    (change,) = await news()
    assert change["my_chat_member"]["new_chat_member"] == KICKED
    assert await refused("getChat", chat_id=group.id) == (
        403,
        "Forbidden: bot was kicked from the supergroup chat",
    )
    await group.add_bot(SARI)
    back, _service = await news()
    assert back["my_chat_member"]["old_chat_member"] == KICKED


async def test_the_bot_leaves(server, group, news, call, refused):
    assert (await call("leaveChat", chat_id=GROUP))["result"] is True
    (change,) = await news()
    assert (change["my_chat_member"]["from"], change["my_chat_member"]["new_chat_member"]) == (BOT_USER, LEFT)
    outside = (403, "Forbidden: bot is not a member of the group chat")
    assert await refused("sendMessage", chat_id=GROUP, text="Halo") == outside
    assert (await call("leaveChat", chat_id=GROUP))["result"] is True
    assert [(line.method, line.chat_id) for line in server.log] == [("leaveChat", GROUP)]
    assert await refused("leaveChat", chat_id=SARI.telegram_id) == (
        400,
        "Bad Request: can't leave private chats",
    )


async def test_a_group_becomes_a_supergroup(server, group, news, call):
    successor = await group.migrate(SARI)
    new_chat = {"id": successor.id, "title": "Koordinasi Kota Bontang", "type": "supergroup"}
    assert await news() == [
        {
            "my_chat_member": {
                "chat": new_chat,
                "from": SARI_USER,
                "date": START,
                "old_chat_member": LEFT,
                "new_chat_member": MEMBER,
            }
        },
        {
            "message": {
                "message_id": 2,
                "from": SARI_USER,
                "chat": GROUP_CHAT,
                "date": START,
                "migrate_to_chat_id": successor.id,
            }
        },
        {
            "message": {
                "message_id": 1,
                "from": GROUP_BOT,
                "sender_chat": new_chat,
                "chat": new_chat,
                "date": START,
                "migrate_from_chat_id": GROUP,
            }
        },
    ]
    assert await call("sendMessage", chat_id=GROUP, text="Halo") == {
        "ok": False,
        "error_code": 400,
        "description": "Bad Request: group chat was upgraded to a supergroup chat",
        "parameters": {"migrate_to_chat_id": successor.id},
    }
    assert (await call("sendMessage", chat_id=successor.id, text="Halo"))["result"]["message_id"] == 2
    with pytest.raises(Impossible):
        await group.say(SARI, "/status")


async def test_the_owner_ends_the_group(group, news, refused):
    with pytest.raises(Impossible):
        await group.delete(ASSISTANT)
    await group.delete(SARI)
    (change,) = await news()
    assert change["my_chat_member"]["new_chat_member"] == LEFT
    deleted = (403, "Forbidden: the group chat was deleted")
    assert await refused("sendMessage", chat_id=GROUP, text="Halo") == deleted
