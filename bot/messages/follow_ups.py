"""After a sitting: three kinds of thanks, the word that files are there, and what staff confirm."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.messages.materials import get
from bot.messages.meetings import line as in_one_line
from bot.messages.render import render
from bot.messages.told import session_name
from bot.rules.answers import Choice
from bot.rules.clocks import full_date, local_date
from bot.rules.follow_ups import Came, FollowUpKind
from bot.rules.outbox import Button, Text
from bot.rules.sittings import Addressee, MeetingView, SeatAnswer, SittingView, addressee

KONFIRMASI, BATAL, URUNGKAN = "Konfirmasi", "Batal", "Urungkan"

#: What /cek says of them.
TITLES: Mapping[FollowUpKind, str] = {
    FollowUpKind.THANKS: "Ucapan setelah rapat",
    FollowUpKind.MATERIALS: "Bahan rapat",
}
_MOST_NAMED = 40
_HEADINGS = {
    Came.PRESENT: "Hadir",
    Came.DELEGATED: "Hadir melalui wakil",
    Came.ABSENT: "Tidak hadir atau belum ditandai",
}


def letter(
    kind: FollowUpKind,
    meeting: MeetingView,
    sitting: SittingView,
    came: Came,
    *,
    to: Addressee,
    choice: Choice | None,
    line: str,
    files: int,
) -> Text:
    """What one person reads; the files are fetched with the button."""
    facts = {
        "to": to,
        "title": meeting.title,
        "session_name": session_name(sitting, region=to.region),
        "date": full_date(local_date(sitting.starts_at, to.zone)),
        "line": line,
        "files": files,
    }
    if kind is FollowUpKind.MATERIALS:
        html = render("follow_up_materials", **facts)
    else:
        html = render("follow_up_thanks", came=came.value, is_excused=choice is Choice.TIDAK_HADIR, **facts)
    return Text(html, ((get(sitting, to),),) if files else ())


def sample(
    meeting: MeetingView, sitting: SittingView, row: SeatAnswer, came: Came, *, line: str, files: int
) -> Text:
    """For staff: the very text of one seat of a group."""
    text = letter(
        FollowUpKind.THANKS,
        meeting,
        sitting,
        came,
        to=addressee(row.seat),
        choice=row.choice,
        line=line,
        files=files,
    )
    return Text(render("follow_up_sample", heading=_HEADINGS[came]) + "\n\n" + text.html)


def preview(
    kind: FollowUpKind,
    meeting: MeetingView,
    sitting: SittingView,
    groups: Mapping[Came, Sequence[SeatAnswer]],
    *,
    line: str,
    files: int,
    people: int,
    unreached: Sequence[str],
    version: str,
    is_recounted: bool,
) -> Text:
    """Who would hear what, by post, with Konfirmasi."""
    html = render(
        "follow_up_preview",
        is_thanks=kind is FollowUpKind.THANKS,
        meeting=meeting,
        row=in_one_line(sitting),
        groups=[(_HEADINGS[came], len(rows), _named(rows)) for came, rows in groups.items()],
        line=line,
        files=files,
        people=people,
        unreached=unreached,
        is_recounted=is_recounted,
    )
    data = f"susulan_ya:{sitting.item}:{kind.value}:{version}"
    return Text(html, ((Button(KONFIRMASI, data=data, style="primary"), Button(BATAL, data="batal")),))


def _named(rows: Sequence[SeatAnswer]) -> str:
    posts = "; ".join(addressee(row.seat).post for row in rows[:_MOST_NAMED])
    more = len(rows) - _MOST_NAMED
    return f"{posts}; dan {more} jabatan lain" if more > 0 else posts


def leaving(kind: FollowUpKind, sitting: SittingView, *, people: int, seconds: int) -> Text:
    """Konfirmasi was pressed: it can be taken back for so many seconds."""
    html = render(
        "follow_up_leaving",
        is_thanks=kind is FollowUpKind.THANKS,
        number=sitting.number,
        people=people,
        seconds=seconds,
    )
    button = Button(URUNGKAN, data=f"susulan_urung:{sitting.item}:{kind.value}")
    return Text(html, ((button,),) if people else ())


def taken_back(kind: FollowUpKind, sitting: SittingView) -> Text:
    is_thanks = kind is FollowUpKind.THANKS
    return Text(render("follow_up_taken_back", is_thanks=is_thanks, number=sitting.number))
