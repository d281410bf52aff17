"""One person in the hands of a test: do something, see what came, wait for what is to come."""
# ruff: noqa: ASYNC109 - the waits are woken by changes, and say themselves what did not come

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from bot.practice import memberships, people
from bot.practice.cast import Person
from bot.practice.chats import Chat, ChatState
from bot.practice.files import StoredFile, picture_size
from bot.practice.menus import menu_for
from bot.practice.messages import Message, SharedContact
from bot.practice.people import Impossible
from bot.practice.world import World

WAIT_SECONDS = 10.0


@dataclass(frozen=True)
class Received:
    """A message as a person sees it. ``buttons`` are the words of the inline buttons, row by row."""

    message: Message

    @property
    def id(self) -> int:
        """Its number in the chat."""
        return self.message.message_id

    @property
    def text(self) -> str:
        """Text or caption."""
        return self.message.text

    @property
    def out(self) -> bool:
        """Written by the bot."""
        return self.message.out

    @property
    def file(self) -> StoredFile | None:
        """The document or picture."""
        return self.message.file

    @property
    def buttons(self) -> tuple[tuple[str, ...], ...]:
        """The words on the inline buttons."""
        return tuple(tuple(str(button["text"]) for button in row) for row in people.inline_rows(self.message))

    @property
    def links(self) -> tuple[str, ...]:
        """Where the url buttons and the links in the text lead."""
        urls = [
            str(button["url"])
            for row in people.inline_rows(self.message)
            for button in row
            if "url" in button
        ]
        return (*urls, *(entity.url for entity in self.message.body.entities if entity.url))


class PersonHandle:
    """A member of the cast. Every wait is woken by a change, none of them polls."""

    def __init__(self, world: World, chat: Chat) -> None:
        self.world = world
        self.chat = chat
        self._seen = 0

    @property
    def id(self) -> int:
        """The Telegram id, which is also the id of the chat."""
        return self.chat.id

    def messages(self) -> list[Received]:
        """The whole chat, oldest first."""
        return [Received(message) for message in self.chat.messages.values()]

    def received(self) -> list[Received]:
        """What the bot wrote, oldest first."""
        return [message for message in self.messages() if message.out]

    def toasts(self) -> list[str]:
        """The answers to this person's presses, oldest first."""
        return [toast.text for toast in self.world.journal.toasts if toast.user_id == self.id]

    def menu(self) -> list[str]:
        """The commands this person's menu shows now."""
        return [str(entry["command"]) for entry in menu_for(self.world, self.chat)]

    async def say(self, text: str, *, reply_to: int | None = None) -> int:
        """Write; returns the number of the (last) message."""
        return people.say(self.world, self.chat, text, reply_to=reply_to)[-1].message_id

    async def start(self, payload: str | None = None) -> int:
        """Press Mulai, perhaps through a deep link."""
        return people.start(self.world, self.chat, payload).message_id

    async def edit(self, message_id: int, text: str) -> None:
        """Change what this person wrote."""
        people.edit(self.world, self.chat, message_id, text)

    async def send_file(
        self, name: str, content: bytes, caption: str | None = None, *, as_photo: bool = False
    ) -> int:
        """Send a document, or a PNG or JPEG as a picture."""
        if as_photo and picture_size(content) is None:
            raise Impossible("no picture")
        file = self.world.files.add(name, content, photo=as_photo)
        return people.send_file(self.world, self.chat, file, caption).message_id

    async def share_contact(self) -> int:
        """Share one's own phone number."""
        return people.share_contact(self.world, self.chat).message_id

    async def share_card(self, of: Person | None = None, *, phone: str = "", name: str = "") -> int:
        """Share the contact card of another person, or one of ``phone`` and ``name`` without an account."""
        card = SharedContact(phone, name)
        if of is not None:
            card = people.own_card(self.world.chats[of.telegram_id])
        return people.share_card(self.world, self.chat, card).message_id

    async def press(self, words: str, *, on: int | None = None, times: int = 1) -> str:
        """Press the button with these words on message ``on``, else on the newest message that has it.

        ``times`` presses in one go, as an impatient finger does; returns the id of the last query.
        Raises Impossible when there is no such button.
        """
        message_id, row, column = self.find_button(words, on)
        return [people.press(self.world, self.chat, message_id, row, column) for _ in range(times)][-1]

    async def block(self, *, blocked: bool = True) -> None:
        """Block the bot, or let it in again."""
        memberships.block(self.world, self.chat, blocked=blocked)

    async def delete_account(self) -> None:
        """Delete the Telegram account."""
        memberships.delete_account(self.world, self.chat)

    def set_state(self, state: ChatState) -> None:
        """Become unreachable in some way; see ChatState."""
        self.chat.state = state
        self.world.journal.touch(self.id)

    async def next_message(self, timeout: timedelta | float = WAIT_SECONDS) -> Received:
        """The oldest message of the bot that no ``next_message`` has returned yet. Raises TimeoutError."""
        found = await self.wait_for(lambda message: message.id > self._seen, timeout)
        self._seen = found.id
        return found

    async def wait_for(
        self, predicate: Callable[[Received], bool], timeout: timedelta | float = WAIT_SECONDS
    ) -> Received:
        """The first message of the bot, old or to come, as it stands then, that fits. Raises TimeoutError."""

        def first() -> Received | None:
            return next((message for message in self.received() if predicate(message)), None)

        seconds = timeout.total_seconds() if isinstance(timeout, timedelta) else timeout
        await self.world.journal.wait_until(lambda: first() is not None, timeout_seconds=seconds)
        found = first()
        if found is None:
            newest = [message.text[:80] for message in self.received()[-3:]]
            raise TimeoutError(f"no such message within {seconds} s; the newest: {newest}")
        return found

    async def ask(self, text: str, timeout: timedelta | float = WAIT_SECONDS) -> Received:
        """Write, and return the next message of the bot. Raises TimeoutError."""
        self.skip_to_now()
        await self.say(text)
        return await self.next_message(timeout)

    def skip_to_now(self) -> None:
        """Have ``next_message`` forget what is already there."""
        self._seen = max(self.chat.messages, default=0)

    def find_button(self, words: str, on: int | None) -> tuple[int, int, int]:
        """Message, row and column of the newest button with these words. Raises Impossible for none."""
        for received in reversed(self.messages()):
            if on is not None and received.id != on:
                continue
            for row, buttons in enumerate(received.buttons):
                if words in buttons:
                    return received.id, row, buttons.index(words)
        shown = [received.buttons for received in self.messages()[-3:]]
        raise Impossible(f"no button {words!r}; the newest messages have {shown}")
