"""Staff as admins see and change them, and what those concerned are told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.messages.registry import ROLES
from bot.messages.render import render
from bot.messages.seats import two_in_a_row
from bot.rules.actors import Role
from bot.rules.clocks import WIB, local_date, short_date
from bot.rules.names import shown_name
from bot.rules.outbox import Button, Keyboard, Text
from bot.rules.staff import Member, OpenInvitation, StaffEvent, WaitingChange, Way

ADD, BACK, CANCEL = "Tambah petugas", "Kembali ke daftar", "Batal"
REMOVE, RESIGN = "Cabut sebagai petugas", "Mengundurkan diri"
#: How somebody without a role is called in a button's data.
NONE = "none"

_HEADINGS = {Role.ADMIN: "Administrator", Role.OFFICER: "Petugas pendamping", Role.VIEWER: "Peninjau"}


def role_in_words(role: Role | None) -> str:
    return ROLES[role] if role else "bukan petugas"


def staff_list(
    members: Sequence[Member], waiting: Sequence[WaitingChange], invitations: Sequence[OpenInvitation]
) -> Text:
    """Everybody with a role, and what waits; a button for each."""
    groups = [
        (heading, [_line(one) for one in members if one.role is role])
        for role, heading in _HEADINGS.items()
        if any(one.role is role for one in members)
    ]
    html = render(
        "staff_list",
        count=len(members),
        groups=groups,
        waiting=[change_in_words(one) for one in waiting],
        invitations=[
            {
                "role": ROLES[one.role],
                "by": one.made_by,
                "opened": one.is_opened,
                "until": _day(one.expires_at),
            }
            for one in invitations
        ],
    )
    people = two_in_a_row([Button(_name(one), f"ptg:who:{one.staff_id}") for one in members])
    changes = [(Button(f"Usulan: {shown_name(one.name)}", f"ptg:chg:{one.change_id}"),) for one in waiting]
    links = [
        (Button(f"Batalkan tautan {ROLES[one.role]}", f"ptg:rev:{one.invitation_id}"),) for one in invitations
    ]
    return Text(html, (*people, *changes, *links, (Button(ADD, "ptg:add"),)))


def _name(one: Member) -> str:
    return one.name or str(one.telegram_id)


def _line(one: Member) -> Mapping[str, object]:
    return {
        "name": one.name or "(belum menekan Mulai)",
        "telegram_id": one.telegram_id,
        "is_reachable": one.is_reachable,
        "seen": _day(one.last_seen_at) if one.last_seen_at else "",
    }


def change_in_words(one: WaitingChange) -> Mapping[str, object]:
    """What a template shows of a change that waits."""
    return {
        "name": shown_name(one.name),
        "telegram_id": one.telegram_id,
        "before": role_in_words(one.before),
        "after": role_in_words(one.after),
        "by": one.proposed_by.name if one.proposed_by else "",
        "until": _day(one.expires_at),
        "is_new": one.before is None,
    }


def _day(at: datetime) -> str:
    return short_date(local_date(at, WIB))


def staff_person(person: Member, *, is_me: bool) -> Text:
    """One member of staff, with what can be done."""
    where = f"ptg:set:{person.staff_id}:{person.role.value}"
    others = [
        Button(f"Jadikan {ROLES[role]}", f"{where}:{role.value}") for role in Role if role is not person.role
    ]
    buttons: Keyboard = (
        *((button,) for button in others),
        (Button(RESIGN if is_me else REMOVE, f"{where}:{NONE}", style="danger"),),
        (Button(BACK, "ptg:list"),),
    )
    html = render("staff_person", person=_line(person), role=ROLES[person.role], is_me=is_me)
    return Text(html, buttons)


def staff_confirm(person: Member, *, after: Role | None, way: Way, is_me: bool, comes_back: bool) -> Text:
    """The deliberate second confirmation. ``comes_back``: the settings make this person an admin again."""
    html = render(
        "staff_confirm",
        name=_name(person),
        before=ROLES[person.role],
        after=ROLES[after] if after else "",
        is_me=is_me,
        needs_another=way is Way.SECOND,
        comes_back=comes_back,
    )
    verb = (
        "usulkan" if way is Way.SECOND else "ubah peran" if after else "undurkan diri" if is_me else "cabut"
    )
    data = f"ptg:do:{person.staff_id}:{person.role.value}:{after.value if after else NONE}"
    row = (Button(f"Ya, {verb}", data, style="danger"), Button(CANCEL, f"ptg:who:{person.staff_id}"))
    return Text(html, (row,))


def staff_changed(person: Member, *, after: Role | None, way: Way, is_me: bool) -> Text:
    """The receipt of whoever pressed."""
    return Text(
        render(
            "staff_changed",
            name=_name(person),
            after=ROLES[after] if after else "",
            is_me=is_me,
            waits=way is Way.SECOND,
        )
    )


def card_void() -> Text:
    """A card in the hands of somebody who may not press it any more."""
    return Text(render("staff_card_void"))


def told_person(event: StaffEvent) -> Text:
    """To the person whose role was given, changed or taken."""
    html = render(
        "staff_told_person",
        before=ROLES[event.before] if event.before else "",
        after=ROLES[event.after] if event.after else "",
    )
    return Text(html)


def announced(event: StaffEvent, *, telegram_id: int) -> Text:
    """To all admins: nobody's role changes in silence."""
    html = render(
        "staff_announced",
        name=shown_name(event.name),
        telegram_id=telegram_id,
        before=role_in_words(event.before),
        after=role_in_words(event.after),
        by=event.by,
        proposed_by=event.proposed_by,
    )
    return Text(html)
