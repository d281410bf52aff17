"""What staff look at before a sitting changes: the text of a region, Semula / Menjadi, who would be told."""

from __future__ import annotations

from dataclasses import replace

from bot.actions import dialogues
from bot.actions.cautions import cautions_about
from bot.actions.holdings import who_know_the_way_in
from bot.actions.revisions import OVERTAKEN, changeable, check_new_time
from bot.actions.sitting_deeds import relink_sitting
from bot.actions.telling import addressee_of, people_invited, reached_by, unreached_posts
from bot.actions.work import Work
from bot.messages import meeting_cards, meeting_changes
from bot.messages import sitting_changes as messages
from bot.messages import sittings as sitting_messages
from bot.messages.meeting_changes import OF_MEETING, OF_SITTING
from bot.rules.access import Action, require
from bot.rules.errors import Problem, Stale
from bot.rules.meeting_checks import Reached
from bot.rules.meeting_mistakes import (
    MeetingUnknown,
    SameLink,
    SittingPostponed,
    SittingTimeMistake,
)
from bot.rules.meetings import Join
from bot.rules.new_join import read_join
from bot.rules.outbox import Text
from bot.rules.reveal import way_in_is_told
from bot.rules.sittings import MeetingView, SittingView, addressee
from bot.rules.typed_times import TimeUnreadable, example_day, parse_span
from db.queries.meetings import meeting_view, sitting_view
from db.queries.people import seats_by_id

#: Which question the Dialogue keeps open after Pindahkan and Ubah tautan.
STEP_TIME = "sesi_waktu"
STEP_LINK = "sesi_tautan"


async def region_text(work: Work, *, item: int, seat_id: int) -> Text:
    """The invitation as this seat will read it, without its buttons. Raises MeetingUnknown."""
    require(work.actor, Action.SEE_MEETINGS)
    found = await sitting_view(work.session, item)
    if found is None or seat_id not in found[1].seats:
        raise MeetingUnknown
    meeting, sitting = found
    seats = await seats_by_id(work.session, [seat_id])
    to = addressee(seats[seat_id])
    return Text(sitting_messages.invitation(meeting, sitting, to=to, now=work.now).html)


async def sitting_card(work: Work, *, item: int) -> Text:
    """The card of one published sitting. Raises MeetingUnknown."""
    require(work.actor, Action.SEE_MEETINGS)
    found = await sitting_view(work.session, item)
    if found is None or not found[0].is_published:
        raise MeetingUnknown
    return meeting_cards.sitting_card(*found, now=work.now)


async def meeting_card(work: Work, *, meeting_id: int) -> Text:
    """The card of a published meeting. Raises MeetingUnknown."""
    require(work.actor, Action.SEE_MEETINGS)
    meeting = await meeting_view(work.session, meeting_id)
    if meeting is None or not meeting.is_published:
        raise MeetingUnknown
    return meeting_cards.card(meeting, now=work.now)


async def propose_time(work: Work, *, item: int, revision: int, typed: str) -> None:
    """Show before and after with Konfirmasi. Raises SittingTimeMistake, SameTime; the question stays open."""
    found = await _still_changeable(work, item=item, revision=revision)
    if found is None:
        return
    meeting, sitting = found
    try:
        span = parse_span(typed, zone=sitting.zone)
    except TimeUnreadable as mistake:
        problem = Problem(mistake.mistake, value=mistake.typed[:80])
        raise SittingTimeMistake(problem, day=example_day(work.now)) from None
    check_new_time(sitting, starts_at=span.starts_at, ends_at=span.ends_at, now=work.now)
    after = replace(sitting, starts_at=span.starts_at, ends_at=span.ends_at, zone=span.zone)
    await dialogues.close(work)
    told = await reached_by(work, sitting.seats)
    await work.receipt(
        messages.move_preview(
            meeting, sitting, after, told=told, cautions=await cautions_about(work, [after])
        )
    )


async def propose_link(work: Work, *, item: int, revision: int, typed: str) -> None:
    """Show the new way in with Konfirmasi. Raises JoinMistake, SameLink; the question stays open."""
    found = await _still_changeable(work, item=item, revision=revision)
    if found is None:
        return
    meeting, sitting = found
    join = read_join(typed, old=sitting.join)
    if join == sitting.join:
        raise SameLink
    # kept with the question: a button is too small for a link
    await dialogues.ask(
        work,
        STEP_LINK,
        item=item,
        revision=revision,
        link=join.link,
        meeting_id=join.meeting_id,
        passcode=join.passcode,
    )
    told = await _who_know_the_link(work, meeting, sitting)
    await work.receipt(messages.link_preview(meeting, sitting, join=join, told=told))


async def _still_changeable(
    work: Work, *, item: int, revision: int
) -> tuple[MeetingView, SittingView] | None:
    """The sitting a question is about. Where it changed meanwhile the question is closed, and that is said:
    it must not take the next words for an answer."""
    try:
        return await changeable(work, item=item, revision=revision)
    except OVERTAKEN as mistake:
        await dialogues.close(work)
        await work.receipt(messages.no_longer(mistake))
        return None


async def confirm_link(work: Work, *, item: int, revision: int) -> None:
    """Konfirmasi of what was shown last. Raises Stale when it is no longer the open question."""
    question = await dialogues.open_question(work)
    said = question.said if question and question.step == STEP_LINK else {}
    if (said.get("item"), said.get("revision")) != (item, revision) or "link" not in said:
        raise Stale
    join = Join(str(said["link"]), str(said["meeting_id"]), str(said["passcode"]))
    await relink_sitting(work, item=item, revision=revision, join=join)
    await dialogues.close(work)


async def leave_alone(work: Work) -> None:
    """Batal on a confirmation: what was typed is forgotten."""
    question = await dialogues.open_question(work)
    if question and question.step in (STEP_TIME, STEP_LINK, *OF_SITTING, *OF_MEETING):
        await dialogues.close(work)


async def _who_know_the_link(work: Work, meeting: MeetingView, sitting: SittingView) -> Reached:
    """Whom another link must be told, and the posts that know the present one and cannot be."""
    known = await who_know_the_way_in(work, sitting)
    told = {
        person.chat_id
        for person in await people_invited(work, sitting.seats)
        if person.contact_id in known
        or way_in_is_told(sitting, zone=addressee_of(person).zone, now=work.now, extra=meeting.days_off)
    }
    return Reached(len(told), await unreached_posts(work, sitting.seats) if known else ())


async def cancel_preview(work: Work, *, item: int, revision: int) -> Text:
    """What a cancellation would do. Raises as ``revisions.changeable``."""
    meeting, sitting = await changeable(work, item=item, revision=revision)
    return messages.cancel_preview(meeting, sitting, told=await reached_by(work, sitting.seats))


async def postpone_preview(work: Work, *, item: int, revision: int) -> Text:
    """What a postponement would do. Raises as ``revisions.changeable``, and SittingPostponed."""
    meeting, sitting = await changeable(work, item=item, revision=revision)
    if sitting.is_postponed:
        raise SittingPostponed
    return meeting_changes.postpone_preview(meeting, sitting, told=await reached_by(work, sitting.seats))
