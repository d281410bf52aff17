"""A fake Telegram at the wire, and a clock that stands still."""

from __future__ import annotations

import itertools
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Row, bindparam, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col
from telegram import Update

from bot.actions.work import SYSTEM, Work
from bot.app import build_application
from bot.delivery.wire import Answer, Upload
from bot.house import House
from bot.rules.actors import Actor, Role
from bot.rules.shared_texts import whole
from bot.settings import Settings
from bot.ticks import Chore, Ticks
from db.inbox import mark_done
from db.queries.people import actor_of
from db.tables import Attachment, BroadcastBody, InboxState, InboxUpdate, OutboxMessage, Staff
from tests.sessions import sessions_to

ADMIN = 900_000_001
BOT = {"id": 42, "is_bot": True, "first_name": "Permas", "username": "permas_uji_bot"}
START = datetime(2025, 3, 3, 1, 0, tzinfo=UTC)
_INBOX, _OUTBOX = InboxUpdate.__table__, OutboxMessage.__table__
#: Built once: building a statement costs more than running it.
_DUE = (
    select(_OUTBOX)
    .where(
        _OUTBOX.c.state == "pending",
        or_(_OUTBOX.c.not_before.is_(None), _OUTBOX.c.not_before <= bindparam("now")),
        or_(_OUTBOX.c.expires_at.is_(None), _OUTBOX.c.expires_at > bindparam("now")),
    )
    .order_by(_OUTBOX.c.priority, _OUTBOX.c.id)
    # whoever carries waits for no action that runs beside it, or the two may wait for each other
    .with_for_update(skip_locked=True)
)
_CARRIED = (
    update(_OUTBOX)
    .where(_OUTBOX.c.id == bindparam("carried"))
    .values(state="sent", message_id=bindparam("number"), finished_at=bindparam("at"))
)


@dataclass
class Clock:
    """Stands still until moved."""

    at: datetime = START

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **duration: float) -> None:
        self.at += timedelta(**duration)


@dataclass
class Shown:
    """One message as a chat holds it."""

    message_id: int
    html: str
    buttons: list[dict[str, object]] = field(default_factory=list)
    filename: str = ""
    content: bytes = b""
    is_edited: bool = False
    method: str = "sendMessage"
    keys: dict[str, object] = field(default_factory=dict)  #: the markup under the field for typing

    @property
    def labels(self) -> list[str]:
        return [str(button["text"]) for button in self.buttons]


class FakeTelegram:
    """Stands where the wire stands: accepts everything, remembers what each chat holds."""

    file_url = "http://telegram.test/file/bot42:test"

    def __init__(self) -> None:
        self.chats: dict[int, list[Shown]] = defaultdict(list)
        self.calls: list[tuple[str, dict[str, object]]] = []
        self.files: dict[str, bytes] = {}
        self.refused: set[str] = set()  #: methods answered with an error
        self.unreadable: set[str] = set()  #: methods whose HTML is not understood
        self.never_started: set[int] = set()  #: people who cannot be written to
        self._ids = itertools.count(1)

    async def call(
        self, method: str, body: Mapping[str, object], files: Sequence[Upload] = (), **_: object
    ) -> Answer:
        self.calls.append((method, dict(body)))
        if method in self.refused:
            return Answer(400, None, b'{"ok": false, "error_code": 400, "description": "Bad Request: test"}')
        if method in self.unreadable and body.get("parse_mode"):
            no = {"ok": False, "error_code": 400, "description": "Bad Request: can't parse entities: test"}
            return Answer(400, no, json.dumps(no).encode())
        if body.get("chat_id") in self.never_started:
            no = {"ok": False, "description": "Forbidden: bot can't initiate conversation with a user"}
            return Answer(403, no, json.dumps(no).encode())
        result = self._do(method, dict(body), list(files))
        raw = json.dumps({"ok": True, "result": result}).encode()
        return Answer(200, {"ok": True, "result": result}, raw)

    async def download(self, path: str, **_: object) -> bytes:
        return self.files[path]

    def _do(self, method: str, body: dict[str, object], files: list[Upload]) -> object:
        if method == "getMe":
            return BOT
        if method == "getFile":
            return {"file_id": body["file_id"], "file_unique_id": "u", "file_path": body["file_id"]}
        if method.startswith("send") and method != "sendChatAction" and "chat_id" in body:
            chat = self.chats[int(str(body["chat_id"]))]
            markup = _markup(body)
            keys = {} if "inline_keyboard" in markup else markup
            chat.append(Shown(next(self._ids), _words(body), _buttons(body), method=method, keys=keys))
            if files:
                chat[-1].filename, chat[-1].content = files[0].filename, files[0].content
            return _message(chat[-1].message_id, int(str(body["chat_id"])))
        if method.startswith("editMessage"):
            shown = self.find(int(str(body["chat_id"])), int(str(body["message_id"])))
            if shown and method in ("editMessageText", "editMessageCaption"):
                shown.html = _words(body)
            if shown:
                shown.buttons, shown.is_edited = _buttons(body), True
                return _message(shown.message_id, int(str(body["chat_id"])))
            return True
        return True

    def find(self, chat_id: int, message_id: int) -> Shown | None:
        return next((shown for shown in self.chats[chat_id] if shown.message_id == message_id), None)


def _words(body: Mapping[str, object]) -> str:
    return str(body.get("text") or body.get("caption") or "")


def _markup(body: Mapping[str, object]) -> dict[str, object]:
    markup = body.get("reply_markup")
    if isinstance(markup, str):
        markup = json.loads(markup)
    return markup if isinstance(markup, dict) else {}


def _buttons(body: Mapping[str, object]) -> list[dict[str, object]]:
    rows = _markup(body).get("inline_keyboard", [])
    return [button for row in rows for button in row]


def _message(message_id: int, chat_id: int, **more: object) -> dict[str, object]:
    chat = {"id": chat_id, "type": "private", "first_name": "Uji"}
    return {"message_id": message_id, "date": 1, "chat": chat, "from": BOT, **more}


class World:
    """The bot over a fake Telegram: say, press, send a file, move the clock, and read the chats."""

    def __init__(self, database_url: str, clock: Clock, chores: Sequence[Chore] = ()) -> None:
        self.clock = clock
        self.telegram = FakeTelegram()
        settings = Settings(bot_token="42:test", admin_ids=(ADMIN,), database_url=database_url)
        self.sessions = sessions_to(database_url)
        self.house = House(settings=settings, sessions=self.sessions, now=clock)
        self.application = build_application(settings, self.house, self.telegram)
        self.ticks = Ticks(self.house, chores or _all_chores())
        self._update_ids = itertools.count(1000)

    async def __aenter__(self) -> World:
        await self.application.initialize()
        self.house.bot_username = self.application.bot.username
        async with self.sessions.writing() as session:  # as ADMIN_IDS do, and nothing in the log yet
            known = select(col(Staff.id)).where(col(Staff.telegram_id) == ADMIN)
            if await session.scalar(known) is None:
                session.add(Staff(telegram_id=ADMIN, role=Role.ADMIN, created_at=self.clock()))
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.application.shutdown()
        await self.sessions.close()

    async def say(self, user_id: int, text: str, *, name: str = "Uji", **more: object) -> list[str]:
        """Send a text; the texts that came back to this person."""
        entities: object = more.pop("entities", [])
        if text.startswith("/"):
            entities = [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}]
        return await self._receive(
            user_id,
            name,
            {"message": self._incoming(user_id, name, text=text, entities=entities, **more)},
        )

    async def press(
        self, user_id: int, label: str, *, on: Shown | None = None, name: str = "Uji"
    ) -> list[str]:
        """Press the newest button with this label (on one message, if given)."""
        candidates = [on] if on else list(reversed(self.telegram.chats[user_id]))
        for shown in candidates:
            for button in shown.buttons:
                if button["text"] == label and "callback_data" in button:
                    return await self.press_data(user_id, str(button["callback_data"]), on=shown, name=name)
        held = [shown.labels for shown in self.telegram.chats[user_id]]
        raise AssertionError(f"no button {label!r}; there are {held}")

    async def press_data(
        self, user_id: int, data: str, *, on: Shown | None = None, name: str = "Uji"
    ) -> list[str]:
        """Press with any callback data, as a hostile client could."""
        message = _message(on.message_id if on else 1, user_id, text="x")
        query = {
            "id": "1",
            "from": _user(user_id, name),
            "chat_instance": "1",
            "message": message,
            "data": data,
        }
        return await self._receive(user_id, name, {"callback_query": query})

    async def send_file(self, user_id: int, filename: str, content: bytes, *, caption: str = "") -> list[str]:
        """Send a document; the texts that came back to this person."""
        file_id = f"file-{len(self.telegram.files)}"
        self.telegram.files[file_id] = content
        document = {
            "file_id": file_id,
            "file_unique_id": file_id,
            "file_name": filename,
            "file_size": len(content),
        }
        incoming = self._incoming(user_id, "Uji", document=document)
        if caption:
            incoming["caption"] = caption
        return await self._receive(user_id, "Uji", {"message": incoming})

    async def share_contact(self, user_id: int, contact: dict[str, object], **more: object) -> list[str]:
        """Send a contact card; the texts that came back to this person."""
        card = {"first_name": "Uji", **contact}
        incoming = self._incoming(user_id, "Uji", contact=card, **more)
        return await self._receive(user_id, "Uji", {"message": incoming})

    async def update(self, payload: dict[str, object]) -> None:
        """Any update, as raw JSON without its id."""
        update_id = next(self._update_ids)
        raw = {"update_id": update_id, **payload}
        async with self.sessions.writing() as session:
            row = {
                "payload": json.dumps(raw),
                "state": InboxState.NEW,
                "tries": 0,
                "received_at": self.clock(),
            }
            await session.execute(insert(_INBOX).values(update_id=update_id, **row))
        parsed = Update.de_json(raw, self.application.bot)
        assert parsed is not None
        await self.application.process_update(parsed)
        await self.house.settle()
        await self.deliver(after=update_id)

    async def tick(self) -> None:
        """Every chore once, then deliver."""
        await self.ticks.round()
        await self.house.settle()
        await self.deliver()

    async def deliver(self, *, after: int | None = None) -> None:
        """Carry what the outbox holds for now into the chats, in order; ``after`` an update that is over."""
        async with self.sessions.writing() as session:  # one for all: the tests are made of this
            if after is not None:
                await mark_done(session, after, now=self.clock())
            for row in await self._waiting(session):
                await self._carry(session, row)

    def working(self, telegram_id: int = 0) -> _Working:
        """A transaction as this person (or the system)."""
        return _Working(self, telegram_id)

    def texts(self, user_id: int) -> list[str]:
        return [shown.html for shown in self.telegram.chats[user_id]]

    def last(self, user_id: int) -> Shown:
        return self.telegram.chats[user_id][-1]

    async def _receive(self, user_id: int, name: str, payload: dict[str, object]) -> list[str]:
        before = len(self.telegram.chats[user_id])
        await self.update(payload)
        return self.texts(user_id)[before:]

    def _incoming(self, user_id: int, name: str, **content: object) -> dict[str, object]:
        chat = {"id": user_id, "type": "private", "first_name": name}
        return {
            "message_id": next(self.telegram._ids),
            "date": 1,
            "chat": chat,
            "from": _user(user_id, name),
            **content,
        }

    async def _waiting(self, session: AsyncSession) -> Sequence[Row[Any]]:
        return (await session.execute(_DUE, {"now": self.clock()})).all()

    async def _carry(self, session: AsyncSession, row: Row[Any]) -> None:
        shared = await session.get(BroadcastBody, row.body_id) if row.body_id else None
        payload = whole(shared.payload, row.payload) if shared else row.payload
        body: dict[str, object] = {**payload, "chat_id": row.chat_id}
        files: list[Upload] = []
        if row.attachment_id is not None:
            attachment = await session.get(Attachment, row.attachment_id)
            assert attachment is not None
            files = [Upload("document", attachment.filename, attachment.content, attachment.media_type)]
        if row.edits_outbox_id is not None:
            card = select(_OUTBOX.c.message_id).where(_OUTBOX.c.id == row.edits_outbox_id)
            body["message_id"] = await session.scalar(card)
        answer = await self.telegram.call(row.method, body, files)
        result = answer.body["result"] if answer.body else None
        message_id = result["message_id"] if isinstance(result, dict) else row.message_id
        await session.execute(_CARRIED, {"carried": row.id, "number": message_id, "at": self.clock()})


class _Working:
    def __init__(self, world: World, telegram_id: int) -> None:
        self._world, self._telegram_id = world, telegram_id

    async def __aenter__(self) -> Work:
        self._opened = self._world.sessions.writing()
        session = await self._opened.__aenter__()
        actor: Actor = await actor_of(session, self._telegram_id) if self._telegram_id else SYSTEM
        return Work(session, self._world.clock(), actor, bot_username="permas_uji_bot")

    async def __aexit__(self, *error: object) -> None:
        await self._opened.__aexit__(*error)
        await self._world.deliver()


def _user(user_id: int, name: str) -> dict[str, object]:
    return {"id": user_id, "is_bot": False, "first_name": name}


def _all_chores() -> Sequence[Chore]:
    from bot.chores import CHORES

    return CHORES
