"""One group in the hands of a test: somebody of it acts, the bot's words are seen."""
# ruff: noqa: ASYNC109 - the waits are woken by changes, and say themselves what did not come

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from bot.practice import group_changes, groups
from bot.practice.cast import Person
from bot.practice.chats import Chat, ChatState
from bot.practice.handles import WAIT_SECONDS, PersonHandle, Received
from bot.practice.menus import menu_for
from bot.practice.world import World


@dataclass(frozen=True)
class GroupHandle:
    """A group, supergroup or channel. Whoever acts is named; the bot may be in it or not."""

    world: World
    chat: Chat

    @property
    def id(self) -> int:
        """The negative id."""
        return self.chat.id

    def messages(self) -> list[Received]:
        """Everything in the group, oldest first."""
        return self._view().messages()

    def received(self) -> list[Received]:
        """What the bot wrote here, oldest first."""
        return self._view().received()

    def menu(self, reader: Person) -> list[str]:
        """The commands the menu shows this member now."""
        commands = menu_for(self.world, self.chat, user_id=reader.telegram_id)
        return [str(entry["command"]) for entry in commands]

    def set_state(self, state: ChatState) -> None:
        """Refuse the bot in some way; see ChatState."""
        self._view().set_state(state)

    async def add_bot(self, by: Person) -> None:
        """Put the bot into the group."""
        group_changes.add_bot(self.world, self.chat, self._of(by))

    async def promote_bot(self, by: Person, *, admin: bool = True) -> None:
        """Make the bot an administrator, or a member again."""
        group_changes.promote_bot(self.world, self.chat, self._of(by), admin=admin)

    async def remove_bot(self, by: Person) -> None:
        """Throw the bot out."""
        group_changes.remove_bot(self.world, self.chat, self._of(by))

    async def say(self, by: Person, text: str, *, reply_to: int | None = None) -> int:
        """A member writes; returns the number of the message."""
        return groups.say(self.world, self.chat, self._of(by), text, reply_to=reply_to).message_id

    async def say_unnamed(self, by: Person, text: str) -> int:
        """An administrator writes without a name, as the group."""
        return groups.say_unnamed(self.world, self.chat, self._of(by), text).message_id

    async def say_forwarded(self, channel: "GroupHandle", text: str) -> int:
        """The channel of this group has posted something."""
        return groups.say_forwarded(self.world, self.chat, channel.chat, text).message_id

    async def post(self, by: Person, text: str) -> int:
        """An administrator writes in a channel."""
        return groups.post(self.world, self.chat, self._of(by), text).message_id

    async def press(self, by: Person, words: str, *, on: int | None = None, times: int = 1) -> str:
        """A member presses a button; returns the id of the last query. Raises Impossible for none."""
        message_id, row, column = self._view().find_button(words, on)
        by_chat = self._of(by)
        pressed = [
            groups.press(self.world, self.chat, by_chat, message_id, row, column) for _ in range(times)
        ]
        return pressed[-1]

    async def migrate(self, by: Person) -> "GroupHandle":
        """Become a supergroup; returns its handle."""
        return GroupHandle(self.world, group_changes.migrate(self.world, self.chat, self._of(by)))

    async def delete(self, by: Person) -> None:
        """End the group."""
        group_changes.delete_group(self.world, self.chat, self._of(by))

    async def wait_for(
        self, predicate: Callable[[Received], bool], timeout: timedelta | float = WAIT_SECONDS
    ) -> Received:
        """The first message of the bot here, old or to come, that fits. Raises TimeoutError."""
        return await self._view().wait_for(predicate, timeout)

    def _of(self, person: Person) -> Chat:
        return self.world.chats[person.telegram_id]

    def _view(self) -> PersonHandle:
        return PersonHandle(self.world, self.chat)
