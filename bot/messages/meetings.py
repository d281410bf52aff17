"""What staff read and press to make, publish and change meetings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.messages.cautions import caution_words
from bot.messages.ladders import button as ladder_button
from bot.messages.meeting_reach import region_rows, silent_posts
from bot.messages.past_meetings import list_button
from bot.messages.render import render
from bot.messages.told import link_from
from bot.rules.cautions import Cautions
from bot.rules.clocks import WIB, Clock, Moment, both_clocks, full_date, local_date
from bot.rules.meeting_checks import Reached, SittingReach
from bot.rules.outbox import Button, Keyboard, Text
from bot.rules.sittings import MeetingView, SittingView, platform
from bot.rules.typed_times import example_day

TERBITKAN = "Terbitkan"
BATAL = "Batal"
URUNGKAN = "Urungkan"
KONFIRMASI = "Konfirmasi"
LIHAT_TEKS = "Teks untuk"
FORMULIR = "Formulir"
PRATINJAU = "Pratinjau"
LANGKAH = "Langkah demi langkah"
TEMPLAT = "Templat Excel"

#: Regions whose text a preview offers as buttons; a meeting of many shows the first.
_MOST_TEXTS = 4


@dataclass(frozen=True, slots=True)
class Line:
    """One sitting in one line, as WIB counts it."""

    number: int
    date: str
    when: Moment
    regions: str


def line(sitting: SittingView) -> Line:
    return Line(
        number=sitting.number,
        date=full_date(local_date(sitting.starts_at, WIB)),
        when=both_clocks(sitting.starts_at, reader=WIB, until=sitting.ends_at),
        regions=regions_of(sitting),
    )


def regions_of(sitting: SittingView) -> str:
    """The regions by name, or how many where a line could not hold them."""
    if len(sitting.regions) > 4:
        return f"{len(sitting.regions)} daerah"
    return ", ".join(sitting.regions) or "tanpa undangan"


_SHEET = Button(TEMPLAT, data="rapat_templat")
_STEPS = Button(LANGKAH, data="susun_mulai")


def listed(meetings: Sequence[MeetingView]) -> Text:
    """All meetings ahead, the way to each, and the form to copy."""
    shown = [
        (meeting, [(line(each), each.is_postponed) for each in meeting.sittings if not each.is_cancelled])
        for meeting in meetings
    ]
    ways = ((_STEPS,), (Button(FORMULIR, data="rapat_formulir"), _SHEET), (list_button(),))
    return Text(render("meeting_list", meetings=shown), ways)


def form(*, now: datetime) -> Text:
    """The form of ``/rapat baru``, to copy, and how it is read; its dates are ahead of ``now``."""
    return Text(
        render("meeting_form", day=example_day(now), year=local_date(now, WIB).year), ((_STEPS,), (_SHEET,))
    )


def draft(
    meeting: MeetingView,
    *,
    reach: Sequence[SittingReach],
    cautions: Cautions,
    edits: Keyboard = (),
) -> Text:
    """The preview card: what each region will read, who gets nothing and why, what to look at twice."""
    rows = [
        (
            line(each.sitting),
            region_rows(each),
            (each.sitting.join, platform(each.sitting.join)),
            each.sitting.agenda,
        )
        for each in reach
    ]
    html = render(
        "meeting_draft",
        meeting=meeting,
        rows=rows,
        silent=silent_posts(reach),
        joins=list(dict.fromkeys(way_in for _line, _regions, way_in, _agenda in rows)),
        cautions=caution_words(cautions),
        has_letter=meeting.letter_attachment_id is not None,
        link_from=link_from(meeting.sittings[0], reader=WIB) if meeting.sittings else "",
    )
    decide = (
        Button(TERBITKAN, data=f"rapat_terbit:{meeting.meeting}", style="primary"),
        Button(BATAL, data=f"rapat_buang:{meeting.meeting}"),
    )
    return Text(html, (*edits, *_texts(reach), (ladder_button(meeting), preview_button(meeting)), decide))


def preview_button(meeting: MeetingView) -> Button:
    """The way to what goes when to whom."""
    return Button(PRATINJAU, data=f"pratinjau:{meeting.meeting}")


def _texts(reach: Sequence[SittingReach]) -> Keyboard:
    names = [region.region for each in reach for region in each.regions if region.seats]
    buttons = [
        (
            Button(
                f"{LIHAT_TEKS} {region.region}"
                + (f" (sesi {each.sitting.number})" if names.count(region.region) > 1 else ""),
                data=f"rapat_teks:{each.sitting.item}:{region.seats[0].seat.seat_id}",
            ),
        )
        for each in reach
        for region in each.regions
        if region.seats
    ]
    return tuple(buttons[:_MOST_TEXTS])


def publishing(meeting: MeetingView, *, seconds: int, resting: Sequence[Clock] = ()) -> Text:
    """Terbitkan was pressed: it can be taken back for so many seconds.

    ``resting``: the clocks of invited zones where it is night or a day off when the invitations go.
    """
    button = Button(URUNGKAN, data=f"rapat_urung:{meeting.meeting}")
    html = render("meeting_publishing", meeting=meeting, seconds=seconds, resting=resting)
    return Text(html, ((button,),))


def published(meeting: MeetingView, *, told: Reached) -> Text:
    """What stands in the place of the countdown once the invitations are in the outbox."""
    return Text(render("meeting_published", meeting=meeting, reached=told))


def taken_back(meeting: MeetingView) -> Text:
    return Text(render("meeting_taken_back", meeting=meeting))


def discarded(title: str) -> Text:
    return Text(render("meeting_discarded", title=title))


def letter_attached(meeting: MeetingView) -> Text:
    return Text(render("meeting_letter_attached", meeting=meeting))


def letter_for_nothing() -> Text:
    """A PDF came, but no draft is open that it could belong to."""
    return Text(render("meeting_letter_for_nothing"))
