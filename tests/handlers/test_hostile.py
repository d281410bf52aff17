"""Forged presses, groups, edits, tricky names, and faults of our own."""

from __future__ import annotations

import io
import logging
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select, text
from sqlalchemy.exc import OperationalError
from sqlmodel import SQLModel, col
from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler, MessageHandler

from bot.actions.applicants import Draft
from bot.actions.invitations import SeatCard
from bot.context import Context
from bot.logs import Redacting
from bot.messages import deputies, privacy, proofs, registry, request_cards, requests, system
from bot.practice.html import parse_html
from bot.rules.actors import HeldSeat, TenureKind
from bot.rules.names import safe_name
from bot.rules.request_words import account
from bot.rules.requests import Note, NoteKind, Refusal, Refused
from db.tables import Contact, InboxState, InboxUpdate, Tenure
from handlers import everything, groups
from handlers.guards import PrivatePress, command
from tests.builders import BUDI, JOKO, SARI, STRANGER, budi, joko, request_view, sari
from tests.fakes import START, World

SENTENCES = (
    "Tombol ini sudah tidak berlaku",
    "Tidak ada percakapan yang sedang",
    "Bapak/Ibu belum terdaftar",
)


@pytest.fixture
async def office(world: World) -> World:
    for person in (joko, sari, budi):
        await person(world.sessions)
    return world


#: Tables in which an update, an audit entry or an answer is expected, whatever was pressed.
_BOOKS = {"inbox", "outbox", "outbox_attempt", "audit_entry", "audit_text", "consent", "dialogue"}


async def contents(world: World) -> dict[str, int]:
    async with world.sessions.reading() as session:
        return {
            name: await session.scalar(text(f'SELECT count(*) FROM "{name}"'))
            for name in SQLModel.metadata.tables
            if name not in _BOOKS
        }


def actions() -> list[str]:
    """The beginnings of the data of every button there is."""
    patterns = [one.pattern for one in everything.handlers() if isinstance(one, CallbackQueryHandler)]
    return [re.sub(r"\\|\(\?.*", "", pattern.pattern) for pattern in patterns if pattern is not None]


JUNK = (
    "",
    ":",
    ":0",
    ":-1:yes",
    ":²:yes",
    ":99999999999999999999:yes",
    ":1:2:3:4:5:6",
    ":x:y",
    ":64.74:kaisar",
    ":1'--:yes",
    ":\u202e",
)


@pytest.mark.parametrize("person", [SARI, JOKO])
async def test_a_forged_press_has_a_sentence_and_no_effect(office, person, caplog):
    before = await contents(office)
    for number, action in enumerate(actions()):
        if person == SARI and action in ("stop:yes", "own:gone"):
            continue  # that is what the button is for
        data = (action + JUNK[number % len(JUNK)])[:64]  # test_forged_presses has many more
        answers = await office.press_data(person, data)
        assert len(answers) <= (2 if data == "own:file" else 1), (data, answers)  # text and JSON
        assert not any("gangguan pada sistem" in answer for answer in answers), data
    assert await contents(office) == before
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


@pytest.mark.parametrize("data", ["", "x", "xyz:1", "reg", "reg:", "start", "🙂" * 16])
async def test_a_button_we_never_had(office, data):
    (answer,) = await office.press_data(SARI, data)
    assert answer.startswith(SENTENCES)


async def test_the_own_button_pressed_by_somebody_else(office):
    await office.say(JOKO, "/undang 73.09 sekda")
    code = office.last(JOKO).html.split("start=")[1].split("\n")[0]
    await office.say(STRANGER, f"/start {code}", name="Ani")
    await office.press(STRANGER, "Setuju", name="Ani")
    card = office.last(STRANGER)
    for data in ("reg:yes", "reg:kind:assistant", "reg:name"):
        (answer,) = await office.press_data(BUDI, data, on=card)
        assert "Maros" not in answer
    assert "Sekretaris Daerah Kabupaten Maros" in (await office.press(STRANGER, "Benar", name="Ani"))[0]


def in_group(person: int, **message: object) -> dict[str, object]:
    return {
        "message_id": 5,
        "date": 1,
        "chat": {"id": -100200, "type": "supergroup", "title": "Grup"},
        "from": {"id": person, "is_bot": False, "first_name": "Uji"},
        **message,
    }


def entity(words: str) -> list[dict[str, object]]:
    return [{"type": "bot_command", "offset": 0, "length": len(words.split()[0])}]


@pytest.mark.parametrize(
    "words", ["/start", "/bantuan", "/undang 64.74 sekda", "/tidak_ada", "status", "/berhenti"]
)
async def test_in_a_group_nobody_allowed_we_are_silent(office, words):
    await office.update({"message": in_group(SARI, text=words, entities=entity(words))})
    assert office.texts(-100200) == office.texts(SARI) == []


async def test_a_press_in_a_group_has_no_effect(office):
    query = {"id": "1", "from": {"id": SARI, "is_bot": False, "first_name": "Uji"}, "chat_instance": "1"}
    for data in ("stop:yes", "reg:agree", "junk"):
        await office.update({"callback_query": {**query, "data": data, "message": in_group(42, text="x")}})
    await office.update({"callback_query": {**query, "data": "stop:yes", "inline_message_id": "abc"}})
    assert {method for method, _ in office.telegram.calls} <= {
        "getMe",
        "answerCallbackQuery",
        "setMyCommands",
    }
    async with office.sessions.reading() as session:
        assert await session.scalar(select(func.count()).where(col(Tenure.ended_at).is_not(None))) == 0


@pytest.mark.parametrize(
    "kind", ["edited_message", "channel_post", "edited_channel_post", "business_message"]
)
async def test_what_is_no_new_message_is_ignored(office, kind):
    message = {
        **office._incoming(SARI, "Uji", text="/berhenti", entities=entity("/berhenti")),
        "edit_date": 2,
    }
    await office.update({kind: message})
    assert office.texts(SARI) == []


async def explode(update: Update, context: Context) -> None:
    """Half of it is done when it fails."""
    async with context.work() as work:
        work.session.add(Contact(telegram_id=1, name="Setengah", created_at=START))
        await work.receipt(system.nothing_open())
        await work.session.flush()
        raise RuntimeError("123456:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA broke")


async def test_a_fault_is_an_apology_with_a_code_and_nothing_is_stored_half(office):
    office.application.add_handler(command("meledak", explode), group=-2)
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Redacting(as_json=False, secrets_=()))
    logging.getLogger("handlers.errors").addHandler(handler)
    try:
        answers = await office.say(SARI, "/meledak")
    finally:
        logging.getLogger("handlers.errors").removeHandler(handler)
    reference = re.search(r"<code>(\w{6})</code>", answers[0])
    assert reference is not None and answers[0].startswith("Mohon maaf, permintaan Bapak/Ibu")
    assert f"Fault {reference[1]} in update" in stream.getvalue()
    assert "RuntimeError" in stream.getvalue() and "AAAAAAAA" not in stream.getvalue()
    async with office.sessions.reading() as session:
        assert await session.scalar(select(func.count()).where(col(Contact.name) == "Setengah")) == 0
        last = select(col(InboxUpdate.state)).order_by(col(InboxUpdate.update_id).desc()).limit(1)
        assert await session.scalar(last) == "failed"
    assert await office.say(SARI, "/bantuan")  # and the next is served


async def lose_the_database(update: Update, context: Context) -> None:
    async with context.work():
        raise OperationalError("COMMIT", None, ConnectionResetError())


async def test_an_update_whose_database_is_away_is_not_given_up(office):
    office.application.add_handler(command("hilang", lose_the_database), group=-2)
    row = {"payload": "{}", "state": InboxState.NEW, "tries": 0, "received_at": START}
    async with office.sessions.writing() as session:
        session.add(InboxUpdate(update_id=7, **row))
    said = {"message": office._incoming(SARI, "Uji", text="/hilang", entities=entity("/hilang"))}
    parsed = Update.de_json({"update_id": 7, **said}, office.application.bot)
    await office.application.process_update(parsed)
    assert not any("Mohon maaf" in text for text in office.texts(SARI)), "it is not over"
    assert isinstance(office.house.away[7], OperationalError), "the inbox is told, and handles it again"
    async with office.sessions.reading() as session:
        state = select(col(InboxUpdate.state)).where(col(InboxUpdate.update_id) == 7)
        assert await session.scalar(state) != "failed"


async def test_a_mistake_is_done_not_failed(office):
    assert len(await office.say(STRANGER, "/undang 64.74 sekda")) == 1
    async with office.sessions.reading() as session:
        assert await session.scalar(select(col(InboxUpdate.state))) == "done"


async def test_an_update_that_took_effect_before_is_silent(office):
    update = {"message": office._incoming(SARI, "Uji", text="/batal", entities=entity("/batal"))}
    await office.update(update)
    parsed = Update.de_json({"update_id": 1000, **update}, office.application.bot)
    await office.application.process_update(parsed)
    await office.deliver()
    assert len(office.texts(SARI)) == 1


def test_every_handler_is_for_private_chats_but_those_that_answer_in_private():
    for one in everything.handlers():
        if one.callback in (groups.migrated, groups.renamed) or "GroupCommands" in repr(one.callback):
            continue
        if isinstance(one, CallbackQueryHandler):
            assert isinstance(one, PrivatePress)
        if isinstance(one, CommandHandler | MessageHandler):
            assert "ChatType.PRIVATE" in repr(one.filters) and "UpdateType.MESSAGE" in repr(one.filters)


HOSTILE = st.one_of(
    st.text(alphabet=st.characters(codec=None), max_size=200),
    st.sampled_from(
        [
            '<a href="tg://user?id=1">Ketua KPK</a>',
            "{{7*7}}{% raw %}",
            "&lt;b&gt;&#34;&unknown;",
            "\u202eirab\u200b",
            "Z" + "\u0315" * 5000,
            "A" * 5000,
            "]]> --> */ ' OR 1=1",
        ]
    ),
)


@given(HOSTILE)
def test_no_name_breaks_a_message_or_draws_in_it(typed):
    name = safe_name(typed)
    view = request_view(
        name=name, account=account(typed, typed), notes=(Note(NoteKind.ANSWER, START, "", typed[:500]),)
    )
    seat = SeatCard(1, "Inspektur", "64.74", "Kota Bontang", "Kalimantan Timur", "Asia/Makassar", holder=name)
    held = HeldSeat(1, "64.74", "Kota Bontang", "Asia/Makassar", "inspektur", "Inspektur", TenureKind.HOLDER)
    draft = Draft(1, name)
    for made in (
        registry.confirm(seat=seat, draft=draft),
        registry.welcome_back(name=name, seats=[held]),
        registry.seat_taken(seat=seat, name=name, kind=draft.kind, telegram_id=1),
        request_cards.approval_card(view),
        request_cards.ask_sure(view, is_alone=True),
        request_cards.request_decided(view, refused=Refused(Refusal.WORDS, typed[:500]), by=name),
        privacy.own_data(
            name=name,
            telegram_id=1,
            phone="",
            seats=[name],
            consented_at=None,
            notice_version="-",
            traces=[(START, name)],
            is_official=True,
        ),
        privacy.seat_left(post_name="Inspektur", name=name),
        requests.request_received(seat=seat, name=name, kind=draft.kind, until=START),
        deputies.decided(held, name=name, kind=TenureKind.ASSISTANT, is_approved=True),
        deputies.ask_remove(held, tenure_id=1, name=name, kind=TenureKind.ASSISTANT),
        proofs.genuine(title=name, sent_at=START, original=""),
    ):
        read = parse_html(made.html.encode("utf-8", "replace").decode())
        assert {one.type for one in read.entities} <= {"bold", "code", "blockquote", "italic", "bot_command"}
        assert len(made.html) < 4096
