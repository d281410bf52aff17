"""Everything Telegram would know: the bot, the chats, the files, the updates, and the log of deliveries."""

import time
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass

from bot.practice.access import Access, refusal_for
from bot.practice.cast import BOT_NAME, BOT_USERNAME, Group, Person
from bot.practice.chats import Chat, ChatState, Standing
from bot.practice.clock import MovableClock
from bot.practice.faults import Faults
from bot.practice.files import FileStore
from bot.practice.journal import Delivery, Journal
from bot.practice.limits import Limiter, Limits
from bot.practice.messages import Message
from bot.practice.presses import Presses
from bot.practice.profile import Profile
from bot.practice.refusals import bad_request
from bot.practice.updates import UpdateQueue
from bot.practice.webhook import Webhook

FIRST_UPDATE_ID = 100_000_001

#: moves the clock to "next", "day", "sitting" or an ISO moment; raises ValueError for anything else
Jump = Callable[[str], Awaitable[None]]
#: whom the bot knows: by Telegram id the region somebody acts for, "" for staff
Roster = Callable[[], Awaitable[Mapping[int, str]]]


@dataclass(frozen=True)
class BotAccount:
    """The bot's own account."""

    id: int
    username: str = BOT_USERNAME
    first_name: str = BOT_NAME

    def api(self) -> dict[str, object]:
        """The User object of the bot as others see it."""
        return {"id": self.id, "is_bot": True, "first_name": self.first_name, "username": self.username}


class World:
    """State only; the methods of the Bot API and the deeds of people change it."""

    def __init__(
        self,
        *,
        token: str,
        clock: MovableClock,
        cast: Iterable[Person] = (),
        groups: Iterable[Group] = (),
        limits: Limits | None = None,
        open_doors: bool = False,
        numbers_from: int = 0,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.token = token
        self.bot = BotAccount(int(token.partition(":")[0]))
        self.clock = clock
        self.monotonic = monotonic
        #: any unknown number is a person who has pressed start (for benchmarks)
        self.open_doors = open_doors
        self.chats: dict[int, Chat] = {}
        self.files = FileStore()
        self.journal = Journal()
        self.faults = Faults()
        self.limiter = Limiter(limits, monotonic=monotonic)
        self.updates = UpdateQueue(monotonic=monotonic, first_id=FIRST_UPDATE_ID + numbers_from)
        self.updates.on_change = self.journal.ring
        self.presses = Presses(monotonic=monotonic)
        self.profile = Profile()
        self.webhook: Webhook | None = None
        #: hold back who asks for the same offset again and again, as Telegram does
        self.polling_guard = limits is not None
        self.last_poll = (-1, 0.0)
        self.log: list[Delivery] = []
        self.jump: Jump | None = None
        self.roster: Roster | None = None
        self._last_message_id = numbers_from
        for person in cast:
            self.add_person(person)
        for group in groups:
            chat = self.add_group(group.chat_id, group.title, kind=group.kind, members=group.members)
            chat.state = ChatState.LEFT
        clock.on_move(self.journal.clock_moved)

    def add_person(self, person: Person) -> Chat:
        """Somebody new with a private chat."""
        state = ChatState.NORMAL if person.started else ChatState.NEVER_STARTED
        chat = Chat(person.telegram_id, state=state, person=person, code=person.code)
        self.chats[chat.id] = chat
        return chat

    def add_group(
        self, chat_id: int, title: str, *, kind: str = "group", members: Iterable[int] = ()
    ) -> Chat:
        """A group, supergroup or channel with the bot in it; its id is negative, its first member owns it."""
        standing = Standing.ADMINISTRATOR if kind == "channel" else Standing.MEMBER
        chat = self.chats[chat_id] = Chat(chat_id, kind=kind, title=title, bot_standing=standing)
        for number, member in enumerate(members):
            chat.members[member] = Standing.MEMBER if number else Standing.CREATOR
        return chat

    def find_chat(self, words: str) -> Chat:
        """The chat a call names. Raises a Refusal."""
        if not words:
            raise bad_request("chat_id is empty")
        if not words.removeprefix("-").isdecimal():
            raise bad_request("chat not found")
        chat = self.chats.get(int(words))
        if chat is None and self.open_doors and not words.startswith("-"):
            chat = self.chats[int(words)] = Chat(int(words))
        if chat is None or chat.state is ChatState.UNKNOWN:
            raise bad_request("chat not found")
        return chat

    def check_access(self, chat: Chat, access: Access = Access.WRITE) -> None:
        """Raises what Telegram answers to a call that needs ``access``, if it would not do it."""
        refused = refusal_for(chat, access)
        if refused is not None:
            raise refused

    def next_message_id(self, chat: Chat) -> int:
        """Private chats and groups of one account share their numbers, supergroups count for themselves."""
        if chat.kind in ("supergroup", "channel"):
            chat.last_message_id += 1
            return chat.last_message_id
        self._last_message_id += 1
        return self._last_message_id

    def seconds(self) -> int:
        """``date`` of a message sent now."""
        return int(self.clock.now().timestamp())

    def keep(self, chat: Chat, message: Message) -> Message:
        """Put a message into its chat, new or changed."""
        chat.messages[message.message_id] = message
        self.journal.touch(chat.id)
        return message

    def record(self, method: str, chat: Chat, message: Message) -> None:
        """Write down what the bot did; this line is the proof that it happened."""
        file_name = message.file.name if message.file else None
        self._log(method, chat, message.message_id, message.text, file_name)

    def record_deed(self, method: str, chat: Chat, words: str = "") -> None:
        """Write down what left no message; ``message_id`` is 0."""
        self._log(method, chat, 0, words, None)
        self.journal.ring()

    def _log(self, method: str, chat: Chat, message_id: int, text: str, file_name: str | None) -> None:
        self.log.append(
            Delivery(
                number=len(self.log) + 1,
                method=method,
                chat_id=chat.id,
                message_id=message_id,
                text=text,
                at=self.clock.now(),
                real_seconds=self.monotonic(),
                file_name=file_name,
            )
        )
