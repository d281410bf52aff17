"""The one message a person gets for a revision: about one change, or about several together."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.messages import sittings
from bot.messages.answers import attributed
from bot.messages.render import render
from bot.messages.sittings import calendar_button
from bot.messages.told import Told, session_name, told
from bot.rules.answers import Given
from bot.rules.clocks import Moment, both_clocks, local_date, short_date
from bot.rules.meetings import ChangeKind
from bot.rules.outbox import Button, Keyboard, Text
from bot.rules.sittings import Addressee, MeetingView, SittingView

JAWAB = "Jawab"
TITLE_CHANGE = sittings.TITLE_CHANGE

_OFF = (ChangeKind.SITTING_CANCELLED, ChangeKind.SITTING_POSTPONED, ChangeKind.INVITEE_REMOVED)
#: After these an answer is asked for.
ASKS = (
    ChangeKind.MOVED,
    ChangeKind.TIME_SET,
    ChangeKind.EXCHANGED,
    ChangeKind.SITTING_ADDED,
    ChangeKind.INVITEE_ADDED,
)
_TITLES = {
    ChangeKind.SITTING_CANCELLED: sittings.TITLE_CANCELLED,
    ChangeKind.INVITEE_REMOVED: sittings.TITLE_CANCELLED,
    ChangeKind.SITTING_POSTPONED: sittings.TITLE_POSTPONED,
    ChangeKind.LINK_CHANGED: sittings.TITLE_LINK,
    ChangeKind.AGENDA_CHANGED: sittings.TITLE_AGENDA,
}


@dataclass(frozen=True, slots=True)
class News:
    """One change as it concerns one seat of the reader."""

    kind: ChangeKind
    to: Addressee
    before: SittingView | None  #: as the reader knew it
    after: SittingView | None
    answer: Given | None = None  #: to the former time
    answer_now: Given | None = None  #: to the time that holds now, where it held once before

    @property
    def known(self) -> SittingView:
        """The sitting as it was known, or the new one where nothing was."""
        sitting = self.before or self.after
        if sitting is None:
            raise ValueError("news of no sitting at all")
        return sitting

    @property
    def is_on(self) -> bool:
        """The reader is to attend it, as far as anybody knows."""
        return self.kind not in _OFF

    @property
    def present(self) -> SittingView:
        """The sitting the reader is to look at now."""
        return self.after if self.after is not None and self.is_on else self.known


def title(kind: ChangeKind) -> str:
    """What a stranger who checks the proof code of the notice is told."""
    return _TITLES.get(kind, sittings.TITLE_CHANGE)


def notice(meeting: MeetingView, news: News, *, now: datetime) -> Text:
    """One change for one seat."""
    to, before, after = news.to, news.known, news.present
    match news.kind:
        case ChangeKind.SITTING_CANCELLED:
            return sittings.cancelled(meeting, before, to=to, now=now)
        case ChangeKind.SITTING_POSTPONED:
            return sittings.postponed(meeting, before, to=to, now=now)
        case ChangeKind.INVITEE_REMOVED:
            return sittings.withdrawn(meeting, before, to=to, now=now)
        case ChangeKind.LINK_CHANGED:
            return sittings.link_changed(meeting, after, to=to, now=now)
        case ChangeKind.AGENDA_CHANGED:
            return sittings.agenda_changed(meeting, before, after, to=to, now=now)
        case ChangeKind.TIME_SET:
            return sittings.time_set(meeting, after, to=to, now=now)
        case ChangeKind.EXCHANGED:
            return sittings.exchanged(
                meeting, before, after, to=to, answer=news.answer, answer_now=news.answer_now, now=now
            )
        case _:
            return sittings.moved(meeting, before, after, to=to, answer=news.answer, now=now)


@dataclass(frozen=True, slots=True)
class Block:
    """One thing that changed, for one or more seats of the reader."""

    kind: ChangeKind
    name: str  #: of the sitting, as this reader knows it
    posts: tuple[str, ...]  #: whom it concerns, where that is not everybody addressed
    before: Moment
    what: Told
    agenda: str
    answered: str


def notices(meeting: MeetingView, several: Sequence[News], *, now: datetime) -> Text:
    """Everything that changed for one person, in one message; answers are given on a card of each seat."""
    addressed = tuple(dict.fromkeys(news.to.post for news in several))
    html = render(
        "changes_together",
        head=_head({news.kind for news in several}),
        title=meeting.title,
        posts=addressed,
        via=several[0].to.via,
        short_date=_first_date(several),
        blocks=[_block(meeting, alike, addressed=addressed, now=now) for alike in _alike(several)],
        asks=any(news.kind in ASKS for news in several),
        all_off=all(news.kind in _OFF for news in several),
    )
    return Text(html, _buttons(several))


def _head(kinds: Collection[ChangeKind]) -> str:
    if kinds == {ChangeKind.SITTING_CANCELLED}:
        return "Pembatalan"
    return "Penundaan" if kinds == {ChangeKind.SITTING_POSTPONED} else "Perubahan jadwal"


def _first_date(several: Sequence[News]) -> str:
    first = min(several, key=lambda news: news.present.starts_at)
    return short_date(local_date(first.present.starts_at, first.to.zone))


def _alike(several: Sequence[News]) -> list[list[News]]:
    """The same change for two seats of one person is told once."""
    groups: dict[tuple[ChangeKind, int, int, str], list[News]] = {}
    for news in several:
        place = (news.kind, news.known.item, news.present.item, news.to.region)
        groups.setdefault(place, []).append(news)
    return sorted(groups.values(), key=lambda group: group[0].present.starts_at)


def _block(meeting: MeetingView, alike: Sequence[News], *, addressed: Sequence[str], now: datetime) -> Block:
    first = alike[0]
    posts = tuple(news.to.post for news in alike)
    name = session_name(first.present, region=first.to.region)
    return Block(
        kind=first.kind,
        name=name[0].upper() + name[1:],
        posts=() if set(posts) == set(addressed) else posts,
        before=both_clocks(first.known.starts_at, reader=first.to.zone, until=first.known.ends_at),
        what=told(meeting, first.present, to=first.to, now=now),
        agenda=first.present.agenda,
        answered=attributed(first.answer) if len(alike) == 1 else "",
    )


def _buttons(several: Sequence[News]) -> Keyboard:
    """To answer for each seat that is asked, and one calendar entry for each sitting."""
    asked = [news for news in several if news.kind in ASKS]
    answers = {
        (news.present.item, news.to.seat): Button(
            f"{JAWAB}: {_at(news, news.to.post, several)}",
            data=f"ubah:{news.present.item}:{news.to.seat}",
        )
        for news in asked
    }
    calendars = {
        news.present.item: calendar_button(
            news.present,
            seat=news.to.seat,
            again=True,
            day=_at(news, "", several),
        )
        for news in several
        if news.kind is not ChangeKind.AGENDA_CHANGED
    }
    return tuple((button,) for button in (*answers.values(), *calendars.values()))


def _at(news: News, words: str, several: Sequence[News]) -> str:
    """These words, with the day where there are several sittings and the hour where days repeat."""
    days = {each.present.item: _day(each) for each in several}
    day = _day(news) if len(days) > 1 else ""
    is_repeated = list(days.values()).count(day) > 1
    hour = str(both_clocks(news.present.starts_at, reader=news.to.zone).local) if is_repeated else ""
    return ", ".join(part for part in (words, day, hour) if part)


def _day(news: News) -> str:
    return short_date(local_date(news.present.starts_at, news.to.zone))
