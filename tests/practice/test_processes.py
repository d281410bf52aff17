"""The server and its clients in different processes, PTB among them; and a client that is killed."""

import asyncio
import json
import sys
from datetime import UTC, datetime

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllGroupChats,
    ChatMemberAdministrator,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
)
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter

from bot.practice.cast import SARI, STRANGER
from bot.practice.chats import ChatState
from bot.practice.library import PRACTICE_TOKEN

CHAT = SARI.telegram_id
POLL_FOR_EVER = """
import sys, urllib.request
while True:
    urllib.request.urlopen(sys.argv[1] + "/getUpdates?timeout=50").read()
"""


@pytest.fixture
async def ptb(server):
    bot = Bot(server.world.token, base_url=f"{server.url}/bot", base_file_url=f"{server.url}/file/bot")
    async with bot:
        yield bot


async def test_ptb_understands_every_answer(server, ptb):
    sari = server.person(SARI)
    assert (await ptb.get_me()).username == "permas_latihan_bot"
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("Hadir", callback_data="h:1")]])
    sent = await ptb.send_message(CHAT, "<b>Rapat</b> 😀 /cek_a", parse_mode="HTML", reply_markup=markup)
    assert (sent.text_html, sent.date) == ("<b>Rapat</b> 😀 /cek_a", datetime(2025, 3, 3, 1, tzinfo=UTC))
    assert sent.reply_markup == markup

    await sari.press("Hadir")
    await sari.send_file("nilai.csv", b"a;b", caption="Nilai")
    await sari.block()
    await sari.start()
    press, file, blocked, _back, _start = await ptb.get_updates(timeout=1)
    assert (press.callback_query.data, press.callback_query.message.message_id) == ("h:1", sent.message_id)
    assert await press.callback_query.answer("Tercatat")
    assert (await press.callback_query.edit_message_text("Selesai")).text == "Selesai"
    content = await (await file.message.document.get_file()).download_as_bytearray()
    assert bytes(content) == b"a;b"
    assert blocked.my_chat_member.new_chat_member.status == "kicked"

    document = await ptb.send_document(CHAT, document=b"%PDF", filename="Surat Undangan.pdf", caption="Surat")
    assert (document.document.file_name, document.caption) == ("Surat Undangan.pdf", "Surat")
    assert await ptb.set_my_commands([BotCommand("status", "Capaian")])
    assert await ptb.get_my_commands() == (BotCommand("status", "Capaian"),)
    assert (await ptb.get_chat(CHAT)).first_name == "Sari"
    assert await sent.delete()
    assert (await ptb.get_webhook_info()).url == ""


async def test_ptb_understands_groups(server, ptb):
    group = server.group(-9, "Grup", members=(SARI,), with_bot=False)
    await group.add_bot(SARI)
    await group.say(SARI, "/status@permas_latihan_bot")
    await group.promote_bot(SARI)
    successor = await group.migrate(SARI)
    await successor.say_unnamed(SARI, "/status")
    updates = await ptb.get_updates(timeout=1)
    added, service, command, promoted, joined, moved, origin, unnamed = updates
    assert (added.my_chat_member.new_chat_member.status, added.effective_user.id) == ("member", CHAT)
    assert service.message.new_chat_members[0].id == ptb.id
    assert command.message.parse_entities() == {command.message.entities[0]: "/status@permas_latihan_bot"}
    assert isinstance(promoted.my_chat_member.new_chat_member, ChatMemberAdministrator)
    assert (joined.my_chat_member.chat.id, moved.message.migrate_to_chat_id) == (successor.id, successor.id)
    assert origin.message.migrate_from_chat_id == -9
    assert (unnamed.effective_user.username, unnamed.effective_sender.id) == (
        "GroupAnonymousBot",
        successor.id,
    )
    assert (await ptb.get_chat_member(successor.id, CHAT)).status == "creator"
    assert await ptb.get_chat_member_count(successor.id) == 2
    commands = [BotCommand("status", "Capaian")]
    assert await ptb.set_my_commands(commands, scope=BotCommandScopeAllGroupChats())
    assert await ptb.send_chat_action(CHAT, "typing")
    assert await ptb.leave_chat(successor.id)


@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")
async def test_ptb_raises_what_it_raises_for_telegram(server, ptb):
    with pytest.raises(Forbidden):
        await ptb.send_message(STRANGER.telegram_id, "Halo")
    with pytest.raises(BadRequest, match="Can't parse entities"):
        await ptb.send_message(CHAT, "<x>", parse_mode="HTML")
    server.faults.add("flood", seconds=3)
    with pytest.raises(RetryAfter):
        await ptb.send_message(CHAT, "Halo")
    group = server.group(-100)
    group.chat.state, group.chat.migrated_to = ChatState.MIGRATED, -1_001_234
    with pytest.raises(ChatMigrated) as migrated:
        await ptb.send_message(-100, "Halo")
    assert migrated.value.new_chat_id == -1_001_234
    with pytest.raises(InvalidToken):
        await Bot("1:salah", base_url=f"{server.url}/bot").initialize()


async def test_a_killed_client_loses_no_update(server, call):
    address = f"{server.url}/bot{PRACTICE_TOKEN}"
    client = await asyncio.create_subprocess_exec(sys.executable, "-c", POLL_FOR_EVER, address)
    await server.wait_until(lambda: server.world.updates.polling)
    client.kill()
    await client.wait()
    await server.person(SARI).say("Halo")
    (update,) = (await call("getUpdates", timeout=1))["result"]
    assert update["message"]["text"] == "Halo"


async def test_the_server_in_a_process_of_its_own(http):
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot.practice", stdout=asyncio.subprocess.PIPE
    )
    where = json.loads(await process.stdout.readline())
    address = f"{where['url']}/bot{where['token']}"

    async with http.post(
        f"{where['url']}/room/faults", json={"kind": "error_500", "method": "getMe"}
    ) as response:
        assert response.status == 200
    async with http.get(f"{address}/getMe") as response:
        assert response.status == 500
    # any number is a person there
    async with http.post(f"{where['url']}/room/chat/42/text", json={"text": "Halo"}) as response:
        assert response.status == 200
    async with http.post(f"{address}/sendMessage", json={"chat_id": 42, "text": "Halo juga"}) as response:
        assert response.status == 200
    async with http.get(f"{where['url']}/room/log?after=0") as response:
        (line,) = (await response.json())["deliveries"]
    assert (line["chat_id"], line["text"], line["method"]) == (42, "Halo juga", "sendMessage")

    process.terminate()
    assert await process.wait() == 0
