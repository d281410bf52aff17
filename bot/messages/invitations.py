"""Codes as staff see them, and what a person may see and end of the own record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.messages.render import render
from bot.messages.seats import SeatInWords, two_in_a_row
from bot.rules.clocks import full_date, local_date, zone_named
from bot.rules.codes import in_fours
from bot.rules.outbox import Button, Text
from bot.rules.wording import post

#: Characters of what somebody typed that are shown again.
_SHOWN = 60


def how_to_invite() -> Text:
    return Text(render("how_to_invite"))


def choose_invitee(seats: Sequence[tuple[str, str, str]]) -> Text:
    """Empty seats of the newest cohort as (region code, post key, words)."""
    buttons = tuple((Button(words, f"und:{code}:{key}"),) for code, key, words in seats)
    return Text(how_to_invite().html, buttons)


def which_post(region_name: str, region_code: str, posts: Mapping[str, str]) -> Text:
    """The region is clear, the post is not: one button a post, by key and title."""
    buttons = tuple((Button(title, f"und:{region_code}:{key}"),) for key, title in posts.items())
    return Text(render("invite_which_post", region_name=region_name), buttons)


def which_region(typed: str, regions: Sequence[tuple[str, str]], *, post: str | None) -> Text:
    """The region was not clear: the ones it may be, as buttons that go on with the same post, if any."""
    shown = typed if len(typed) <= _SHOWN else f"{typed[:_SHOWN]}…"
    buttons = [Button(name, f"und:{code}:{post}" if post else f"unr:{code}") for code, name in regions]
    meant = regions[0][1] if len(regions) == 1 else ""
    html = render("invite_which_region", typed=shown, is_known=bool(regions), meant=meant)
    return Text(html, two_in_a_row(buttons))


def new_code(
    *, seat: SeatInWords, code: str, link: str, expires_at: datetime, holder: str = "", revoked: int = 0
) -> Text:
    """To staff: the code, once, as link and in fours. Also the caption of the card."""
    until = full_date(local_date(expires_at, zone_named(seat.zone)))
    return Text(
        render(
            "new_code",
            post=post(seat.title, seat.region_name),
            code=in_fours(code),
            link=link,
            until=until,
            holder=holder,
            revoked=revoked,
        )
    )
