"""Tell exactly those whom a revision touches, each in one message, and withdraw what became untrue."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.actions.holdings import outdate
from bot.actions.telling import (
    ITEM,
    ITEM_GONE,
    SEVERAL,
    addressee_of,
    invite,
    people_invited,
    send_letter,
    unreached_posts,
)
from bot.actions.touches import Known, Touch, known_before
from bot.actions.unacknowledged import ask
from bot.actions.untold import Unsaid, edition_before, set_right, take_back_notices, take_back_the_rest
from bot.actions.work import Subject, Work
from bot.messages import changes as messages
from bot.messages.acknowledgements import with_button
from bot.rules.meeting_checks import Reached
from bot.rules.meetings import Change, ChangeKind, changes
from bot.rules.outbox import MessageClass
from bot.rules.sittings import MeetingView, SittingView
from db.tables import ToldSitting

#: After these the sitting takes place for the reader, so that the notice is a card of it.
_STANDS = (ChangeKind.MOVED, ChangeKind.TIME_SET, ChangeKind.EXCHANGED)
#: After these the earlier card is still true.
_DETAILS = (ChangeKind.LINK_CHANGED, ChangeKind.AGENDA_CHANGED)
#: A notice of what has no time is worth sending so long.
_LASTS = timedelta(days=7)

#: How the key of a notice of one change begins.
_PREFIX = {
    ChangeKind.SITTING_CANCELLED: "can",
    ChangeKind.SITTING_POSTPONED: "pos",
    ChangeKind.INVITEE_REMOVED: "uni",
    ChangeKind.MOVED: "mov",
    ChangeKind.TIME_SET: "set",
    ChangeKind.EXCHANGED: "exc",
    ChangeKind.LINK_CHANGED: "lnk",
    ChangeKind.AGENDA_CHANGED: "agd",
}


async def tell_changes(work: Work, old: MeetingView, new: MeetingView) -> Reached:
    """Withdraw what became untrue and tell exactly those touched; whom that reaches."""
    found = [change for change in changes(old.edition(), new.edition()) if change.seats]
    people = await people_invited(work, {seat for change in found for seat in change.seats})
    unsaid = await take_back_notices(work, new, {person.contact_id or 0 for person in people})
    uninvited = await take_back_the_rest(work, found)
    known = await known_before(work, old, new, found, uninvited=uninvited)
    since = await _since_last_told(work, new, unsaid)
    if unsaid:  # they may have to hear of their other seats as well
        people = await people_invited(work, _seats(old) | _seats(new))
    everybody = _by_seat(found)
    touched: dict[int, list[Touch]] = defaultdict(list)
    for person in people:
        contact = person.contact_id or 0
        of_seats = _by_seat(since[contact]) if contact in since else everybody
        for change in of_seats.get(addressee_of(person).seat, ()):
            if touch := known.touch(change, person):
                touched[contact].append(touch)
    told = await _tell(work, new, list(touched.values()))
    told |= await set_right(work, new, unsaid, people=people, told=told)
    return Reached(len(told), await unreached_posts(work, _awaited(found, known)))


def _by_seat(found: Sequence[Change]) -> Mapping[int, Sequence[Change]]:
    seats: dict[int, list[Change]] = defaultdict(list)
    for change in found:
        for seat in change.seats:
            seats[seat].append(change)
    return seats


def _seats(meeting: MeetingView) -> set[int]:
    return {seat for sitting in meeting.sittings for seat in sitting.seats}


def _awaited(found: Sequence[Change], known: Known) -> list[int]:
    """Seats whose silence matters: of another link only those who might know the old one."""
    return sorted(
        {
            seat
            for change in found
            if change.kind is not ChangeKind.LINK_CHANGED or known.knowing.get(change.item or 0)
            for seat in change.seats
        }
    )


async def _since_last_told(
    work: Work, new: MeetingView, unsaid: Sequence[Unsaid]
) -> Mapping[int, Sequence[Change]]:
    """By contact, where a notice never left: what differs from the last revision that was told."""
    since: dict[int, int] = {}
    for each in unsaid:
        since[each.contact_id] = min(each.revision, since.get(each.contact_id, each.revision))
    found = {
        revision: changes(await edition_before(work, new, revision), new.edition())
        for revision in set(since.values())
    }
    return {contact: found[revision] for contact, revision in since.items()}


async def _tell(work: Work, meeting: MeetingView, touched: Sequence[Sequence[Touch]]) -> set[int]:
    """One message for each person; the chats that get one."""
    several = [touches for touches in touched if len(touches) > 1]
    async with work.together():
        for touches in touched:
            if len(touches) == 1:
                await _tell_one(work, meeting, touches[0])
    for touches in several:
        await _tell_several(work, meeting, touches)
    await ask(work, meeting, [each.news for touches in touched for each in touches if each.card is not None])
    return {touches[0].person.chat_id for touches in touched}


async def _tell_one(work: Work, meeting: MeetingView, touch: Touch) -> None:
    news = touch.news
    if touch.card is None:
        if news.after is not None:
            await invite(work, meeting, news.after, person=touch.person)
        return
    before = news.known
    subject = Subject(ITEM_GONE, before.item)
    if news.after is not None and news.kind in (*_STANDS, *_DETAILS):
        subject = Subject(ITEM, news.after.item, news.after.time_revision)
    await work.tell(
        touch.person,
        with_button(messages.notice(meeting, news, now=work.now), meeting, [news], now=work.now),
        key=f"{_PREFIX[news.kind]}:{before.item}:{meeting.revision}:{touch.person.contact_id}:{news.to.seat}",
        message_class=MessageClass.CORRECTION,
        title=messages.title(news.kind),
        subject=subject,
        expires_at=_until(work, [touch]),
    )
    await _outdate(work, meeting, touch)


async def _tell_several(work: Work, meeting: MeetingView, touches: Sequence[Touch]) -> None:
    """Somebody with two seats, or touched in two sittings: all of it in one message."""
    person = touches[0].person
    if any(touch.card is None for touch in touches):
        await send_letter(work, meeting, person=person, expires_at=_until(work, touches))
    seats = {touch.news.to.seat for touch in touches}
    text = messages.notices(meeting, [touch.news for touch in touches], now=work.now)
    outbox_id = await work.tell(
        person if len(seats) == 1 else replace(person, seat=None),
        with_button(text, meeting, [t.news for t in touches if t.card], now=work.now),
        key=f"chg:{meeting.meeting}:{meeting.revision}:{person.contact_id}",
        message_class=MessageClass.CORRECTION,
        title=messages.TITLE_CHANGE,
        subject=Subject(SEVERAL, meeting.meeting, meeting.revision),
        expires_at=_until(work, touches),
    )
    for touch in touches:
        if outbox_id is not None:
            work.session.add(_told(touch, outbox_id))
        await _outdate(work, meeting, touch)


def _told(touch: Touch, outbox_id: int) -> ToldSitting:
    news = touch.news
    sitting = news.after if news.after is not None and news.is_on else news.known
    return ToldSitting(
        outbox_id=outbox_id,
        agenda_item_id=sitting.item,
        seat_id=news.to.seat,
        time_revision=sitting.time_revision if news.is_on else None,
    )


async def _outdate(work: Work, meeting: MeetingView, touch: Touch) -> None:
    if touch.card is not None and touch.news.kind not in _DETAILS:
        await outdate(work, meeting, touch.news.known, card=touch.card, person=touch.person)


def _until(work: Work, touches: Sequence[Touch]) -> datetime:
    """The last end of what it tells of; what has no time is told for a week."""
    sittings: list[SittingView | None] = [each for t in touches for each in (t.news.before, t.news.after)]
    ends = [each.ends_at for each in sittings if each is not None and each.is_standing]
    return max([*ends, work.now + _LASTS]) if len(ends) < len(touches) else max(ends)
