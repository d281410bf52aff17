"""Who may change staff: alone, with a second admin, or not at all."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.rules.access import Action, may
from bot.rules.actors import Actor, Role, rank
from bot.rules.errors import UserMistake
from bot.rules.outbox import MessageClass

#: A link for a colleague is sent in a chat and used the same week.
INVITATION_LASTS = timedelta(days=7)
CHANGE_LASTS = timedelta(days=7)
#: Long enough to walk from the server to the telephone.
BOOTSTRAP_LASTS = timedelta(minutes=15)


class LastAdmin(UserMistake):
    """Without this person nobody could change anything any more."""


class NobodyToApprove(UserMistake):
    """It needs a second admin, and besides the proposer and the person concerned there is none."""


class ChangeWaiting(UserMistake):
    """A change of this person waits for a decision already."""


class Way(StrEnum):
    """How a change of staff comes about."""

    ALONE = "alone"  #: at once, after a deliberate confirmation
    SECOND = "second"  #: once another admin agrees
    NOBODY = "nobody"  #: it would need another admin, and there is none who may decide
    LAST = "last"  #: never: it concerns the last admin


@dataclass(frozen=True, slots=True)
class Member:
    """An active member of staff. One who cannot be written to cannot decide, and is not waited for."""

    staff_id: int
    telegram_id: int
    name: str
    role: Role
    is_reachable: bool
    last_seen_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class WaitingChange:
    """A change that waits for an admin; ``before`` is the role at present."""

    change_id: int
    telegram_id: int
    name: str
    before: Role | None
    after: Role | None
    proposed_by: Member | None  #: None: no longer staff
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class StaffEvent:
    """A role that was given, changed or taken away, and by whom."""

    name: str
    before: Role | None
    after: Role | None
    by: str  #: who did it, or agreed to it
    proposed_by: str = ""  #: somebody else who wanted it


@dataclass(frozen=True, slots=True)
class OpenInvitation:
    """A link for a colleague that can still be used."""

    invitation_id: int
    role: Role
    made_by: str
    is_opened: bool
    expires_at: datetime


def way_of_change(
    before: Role | None, after: Role | None, *, by: int, person: int, admins: Collection[Member]
) -> Way:
    """How ``person`` gets the role ``after`` (None: is no longer staff) when ``by``, an admin, wants it.

    Adding somebody, every raise, every removal and the demotion of an admin need a second admin
    wherever two can be reached; neither the proposer nor the person concerned counts as one.
    """
    can_decide = {admin.telegram_id for admin in admins if admin.is_reachable}
    loses_admin = before is Role.ADMIN and after is not Role.ADMIN
    if loses_admin and not can_decide - {person}:
        return Way.LAST
    if by == person or not (is_raise(before, after) or loses_admin or after is None):
        return Way.ALONE
    if len(can_decide | {by}) < 2:
        return Way.ALONE
    return Way.SECOND if can_decide - {by, person} else Way.NOBODY


def may_decide(actor: int, *, by: int, person: int, way: Way) -> bool:
    """Whether this admin may agree to what ``by`` proposed; alone one decides on the own proposal."""
    return actor != person and (actor != by or way is Way.ALONE)


def is_raise(before: Role | None, after: Role | None) -> bool:
    return rank(after) > rank(before)


#: Behind the buttons of cards that staff hold for days, by the beginning of their data.
CARD_ACTIONS: Mapping[str, Action] = {
    "req": Action.DECIDE_REQUESTS,
    "prm": Action.DECIDE_REQUESTS,
    "stf": Action.CHANGE_STAFF,
    "grp": Action.ALLOW_GROUPS,
    "pengingat_lepas": Action.RELEASE_REMINDERS,
    "rapat_lihat": Action.ARRANGE_MEETINGS,
}
#: What only officers and admins are sent, with buttons or without.
_FOR_OFFICERS = (MessageClass.REQUEST, MessageClass.DOCUMENT)


def keeps_card(after: Role | None, message_class: MessageClass, pressable: Collection[str]) -> bool:
    """Whether a message to somebody who has this role now still concerns that person."""
    if after is None or (message_class in _FOR_OFFICERS and rank(after) < rank(Role.OFFICER)):
        return False
    whoever = Actor(telegram_id=0, staff_id=0, role=after)
    return all(may(whoever, CARD_ACTIONS[action]) for action in pressable if action in CARD_ACTIONS)
