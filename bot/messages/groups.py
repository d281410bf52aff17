"""Groups: the card that asks admins, what became of it, the list, and the one line a group may read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.messages.render import render
from bot.rules.clocks import WIB, full_moment, local_date, short_date
from bot.rules.groups import GroupOutcome, GroupState, GroupView, ListedGroup, in_state
from bot.rules.names import shown_name
from bot.rules.outbox import Button, Text

ALLOW, LEAVE, REVOKE = "Izinkan", "Keluar", "Cabut izin"

#: Groups with buttons in one list; a keyboard has a hundred buttons at most.
_MOST_LISTED = 20
_MOST_UNASKED = 10
_HEADINGS = {
    GroupState.WAITING: "Menunggu keputusan",
    GroupState.ALLOWED: "Diizinkan",
    GroupState.LEFT: "Sudah ditinggalkan, 30 hari terakhir",
}


def card(group: GroupView, *, by: str, until: datetime) -> Text:
    """To an admin; ``by`` is who of the staff put the bot there, empty where nobody knows."""
    html = render(
        "group_card",
        title=shown_name(group.title),
        chat_id=group.chat_id,
        by=by,
        until=full_moment(until, WIB),
    )
    return Text(html, (_decision(group),))


def asked(title: str, *, until: datetime) -> Text:
    """To whoever put the bot there, and is no admin."""
    return Text(render("group_asked", title=shown_name(title), until=full_moment(until, WIB)))


def outcome(title: str, what: GroupOutcome, *, by: str = "") -> Text:
    """What became of it: on the cards, to whoever put the bot there, and to whoever decided."""
    return Text(render("group_outcome", title=shown_name(title), what=what.value, by=by))


def unasked(groups: Sequence[tuple[str, int]]) -> Text:
    """To admins: (title, chat id) of what the bot left at once."""
    lines = [(shown_name(title), chat_id) for title, chat_id in groups[:_MOST_UNASKED]]
    return Text(
        render("group_unasked", count=len(groups), lines=lines, more=max(0, len(groups) - _MOST_UNASKED))
    )


def group_list(groups: Sequence[ListedGroup]) -> Text:
    """/grup: by state, with buttons for those the bot is in."""
    ordered = [one for state in _HEADINGS for one in in_state(groups, state)]
    numbers = {one.group.group_id: number for number, one in enumerate(ordered[:_MOST_LISTED], start=1)}
    shown = [one for one in ordered if one.group.group_id in numbers]
    headings = [
        (words, [_line(one, numbers) for one in in_state(shown, state)])
        for state, words in _HEADINGS.items()
        if in_state(shown, state)
    ]
    html = render("group_list", headings=headings, more=len(ordered) - len(shown))
    pressable = [one.group for one in shown if one.group.state is not GroupState.LEFT]
    return Text(html, tuple(_decision(group, f"{numbers[group.group_id]}. ") for group in pressable))


def in_private(bot_username: str) -> Text:
    """The one line a group may read."""
    return Text(render("group_in_private", bot=bot_username))


def only_in_private(command: str) -> Text:
    """In private, to whoever gave a command in a group that is not for groups."""
    return Text(render("group_only_in_private", command=command))


def _decision(group: GroupView, number: str = "") -> tuple[Button, ...]:
    where = f"grp:{group.group_id}:{group.stamp}"
    if group.state is GroupState.ALLOWED:
        return (Button(f"{number}{REVOKE}", f"{where}:out", style="danger"),)
    return (
        Button(f"{number}{ALLOW}", f"{where}:yes", style="success"),
        Button(f"{number}{LEAVE}", f"{where}:no", style="danger"),
    )


def _line(one: ListedGroup, numbers: dict[int, int]) -> dict[str, object]:
    group = one.group
    return {
        "number": numbers[group.group_id],
        "title": shown_name(group.title),
        "chat_id": group.chat_id,
        "by": f"oleh {one.added_by}" if one.added_by else "bukan oleh petugas" if group.added_by else "",
        "since": short_date(local_date(group.changed_at, WIB)),
    }
