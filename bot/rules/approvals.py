"""Who has to agree to a request: one of staff, two, or the only one there is."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from bot.rules.actors import Role
from bot.rules.errors import UserMistake
from bot.rules.staff import Member


class OwnRequest(UserMistake):
    """Whoever asks does not approve; somebody else of staff has to."""


class Approval(StrEnum):
    """What the approval of one member of staff does."""

    FINAL = "final"
    ALONE = "alone"  #: final, though it would need two: there is nobody else who may decide
    FIRST = "first"  #: noted; somebody else has to agree
    ANOTHER = "another"  #: nothing: the second has to come from somebody else


def approval(
    me: Member, *, needs_second: bool, first: Member | None, deciders: Collection[Member]
) -> Approval:
    """What it does when ``me`` approves. ``deciders`` are all officers and admins.

    Where a second approval is needed, the first may be anybody's and the second is an admin's, not the
    same person's. Whoever cannot be reached is not waited for, as with changes of staff: after the only
    admin an officer may be the second, and an admin who is all there is decides alone.
    """
    if not needs_second:
        return Approval.FINAL
    others = [one for one in deciders if one.is_reachable and one.staff_id != me.staff_id]
    if not others and me.role is Role.ADMIN:
        return Approval.ALONE
    if first is None:
        return Approval.FIRST
    if first.staff_id == me.staff_id:
        return Approval.ANOTHER
    if me.role is Role.ADMIN:
        return Approval.FINAL
    has_other_admin = any(one.role is Role.ADMIN and one.staff_id != first.staff_id for one in others)
    return Approval.FINAL if first.role is Role.ADMIN and not has_other_admin else Approval.ANOTHER


def second_by(me: Member, deciders: Collection[Member]) -> str:
    """Whose approval is needed after that of ``me``: "admin", "officer", or "nobody" who can be reached."""
    others = [one for one in deciders if one.is_reachable and one.staff_id != me.staff_id]
    if any(one.role is Role.ADMIN for one in others):
        return "admin"
    return "officer" if others and me.role is Role.ADMIN else "nobody"
