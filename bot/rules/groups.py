"""Group chats the bot is put into: what it may do there, and how long things take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

#: An admin decides within this, or the bot goes.
DECISION = timedelta(hours=24)
#: A group that becomes a supergroup looks like a new one until the message that says so, seconds later.
SUCCESSION = timedelta(minutes=1)
#: Admins hear at most this often of groups into which somebody else put the bot.
TOLD_EVERY = timedelta(hours=1)


class GroupState(StrEnum):
    """What the bot may do in a group."""

    WAITING = "waiting"  #: added by somebody; nobody has allowed it
    ALLOWED = "allowed"
    LEFT = "left"


class GroupOutcome(StrEnum):
    """What became of a group, as cards and people are told."""

    ALLOWED = "allowed"
    REFUSED = "refused"
    REVOKED = "revoked"  #: allowed before
    LAPSED = "lapsed"  #: nobody decided
    REMOVED = "removed"  #: somebody of the group removed the bot, or ended the group


@dataclass(frozen=True, slots=True)
class Entry:
    """The bot was put into a group, as Telegram tells it."""

    chat_id: int
    title: str
    by: int | None  #: Telegram id; None where we only find ourselves in it
    is_new: bool = True  #: it was not in there before; else its rights changed
    is_supergroup: bool = False
    is_channel: bool = False


@dataclass(frozen=True, slots=True)
class GroupView:
    """A group as it is stored. ``changed_at`` has whole seconds and tells one asking from the next."""

    group_id: int
    chat_id: int
    title: str
    state: GroupState
    added_by: int | None  #: Telegram id
    changed_at: datetime
    migrated_from: int | None

    @property
    def stamp(self) -> int:
        return int(self.changed_at.timestamp())


@dataclass(frozen=True, slots=True)
class ListedGroup:
    """A group for the list of admins; ``added_by`` is a name, or empty where that is nobody of the staff."""

    group: GroupView
    added_by: str


def next_stamp(now: datetime, before: datetime | None = None) -> datetime:
    """The moment of a change in whole seconds, later than the one before: buttons carry it."""
    at = now.replace(microsecond=0)
    return at if before is None else max(at, before + timedelta(seconds=1))


def in_state(groups: Sequence[ListedGroup], state: GroupState) -> list[ListedGroup]:
    """Those in this state, in the same order."""
    return [one for one in groups if one.group.state is state]
