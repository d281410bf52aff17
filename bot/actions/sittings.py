"""What staff look at before a sitting changes: the text of a region, Semula / Menjadi, who would be told."""

from __future__ import annotations

from dataclasses import replace

from bot.actions import dialogues
from bot.actions.revisions import changeable, check_new_time, relink_sitting
from bot.actions.telling import people_invited
from bot.actions.work import Work
from bot.messages import meetings as messages
from bot.messages import sittings as sitting_messages
from bot.rules.access import Role, require_role
from bot.rules.errors import Problem
from bot.rules.meeting_form import MeetingFormMistake
from bot.rules.meeting_lines import JoinLines, read_lines
from bot.rules.meeting_mistakes import MeetingUnknown, SittingTimeMistake
from bot.rules.outbox import Text
from bot.rules.sittings import SittingView, addressee
from bot.rules.typed_times import TimeUnreadable, parse_span
from db.queries.meetings import meeting_of_item
from db.queries.people import seats_by_id


async def region_text(work: Work, *, item: int, seat_id: int) -> Text:
    """The invitation as this seat will read it, without its buttons. Raises MeetingUnknown."""
    require_role(work.actor, Role.VIEWER)
    meeting = await meeting_of_item(work.session, item)
    sitting = meeting.sitting(item) if meeting else None
    if meeting is None or sitting is None or seat_id not in sitting.seats:
        raise MeetingUnknown
    seats = await seats_by_id(work.session, [seat_id])
    to = addressee(seats[seat_id])
    return Text(sitting_messages.invitation(meeting, sitting, to=to, now=work.now).html)


async def propose_time(work: Work, *, item: int, revision: int, typed: str) -> None:
    """Show before and after with Konfirmasi. Raises SittingTimeMistake, SameTime; the question stays open."""
    meeting, sitting = await changeable(work, item=item, revision=revision)
    try:
        span = parse_span(typed, zone=sitting.zone)
    except TimeUnreadable as mistake:
        raise SittingTimeMistake(Problem(mistake.mistake, value=mistake.typed[:80])) from None
    check_new_time(sitting, starts_at=span.starts_at, ends_at=span.ends_at, now=work.now)
    after = replace(sitting, starts_at=span.starts_at, ends_at=span.ends_at, zone=span.zone)
    await dialogues.close(work)
    told = await _count_told(work, sitting)
    await work.receipt(messages.move_preview(meeting, sitting, after, told=told))


async def take_link(work: Work, *, item: int, revision: int, typed: str) -> None:
    """Tautan, ID rapat and Kode sandi as typed. Raises MeetingFormMistake; the question stays open."""
    lines, problems = read_lines(typed)
    joins = JoinLines(lines)
    if problems or joins.problems:
        raise MeetingFormMistake([*problems, *joins.problems])
    await relink_sitting(work, item=item, revision=revision, join=joins.of(0))
    await dialogues.close(work)


async def cancel_preview(work: Work, *, item: int, revision: int) -> Text:
    """What a cancellation would do. Raises as ``revisions.changeable``."""
    meeting, sitting = await changeable(work, item=item, revision=revision)
    return messages.cancel_preview(meeting, sitting, told=await _count_told(work, sitting))


async def _count_told(work: Work, sitting: SittingView) -> int:
    return len({person.chat_id for person in await people_invited(work, sitting.seats)})
