"""Tell exactly those whom a revision touches what changed, and withdraw what became untrue."""

from __future__ import annotations

from collections.abc import Collection

from bot.actions.holdings import newest_card, outdate, who_know_the_way_in
from bot.actions.telling import ITEM, ITEM_GONE, addressee_of, invite, people_invited, unreached_posts
from bot.actions.work import Subject, Work
from bot.messages import sittings as messages
from bot.rules.answers import Given, earlier
from bot.rules.meeting_checks import Reached
from bot.rules.meetings import ChangeKind, changes
from bot.rules.outbox import MessageClass, Text
from bot.rules.reveal import way_in_is_told
from bot.rules.sittings import Addressee, MeetingView, SittingView
from db.outbox import withdraw_about
from db.queries.answers import answers_of
from db.queries.people import Recipient


async def tell_changes(work: Work, old: MeetingView, new: MeetingView) -> Reached:
    """Withdraw what became untrue and tell exactly those touched; whom that reaches."""
    found = changes(old.edition(), new.edition())
    for item in {
        change.item for change in found if change.item and change.kind is not ChangeKind.LINK_CHANGED
    }:
        await withdraw_about(
            work.session, subject_type=ITEM, subject_id=item, reason="outdated", now=work.now
        )
    moved = {change.item for change in found if change.kind is ChangeKind.MOVED}
    told: set[int] = set()
    silent: dict[str, None] = {}
    for change in found:
        if change.item is None or (change.kind is ChangeKind.LINK_CHANGED and change.item in moved):
            continue
        before, after = old.sitting(change.item), new.sitting(change.item)
        if (after or before) is None:
            continue
        knowing = await _who_know(work, change.kind, before)
        people = await people_invited(work, change.seats)
        async with work.together():
            for person in people:
                if await _tell_change(work, change.kind, new, before, after, person=person, knowing=knowing):
                    told.add(person.chat_id)
        if change.kind is not ChangeKind.LINK_CHANGED or knowing:
            silent |= dict.fromkeys(await unreached_posts(work, sorted(change.seats)))
    return Reached(len(told), tuple(silent))


async def _who_know(work: Work, kind: ChangeKind, before: SittingView | None) -> set[int]:
    """Before H-1 nobody knows the old link, so there is nothing to correct."""
    if kind is not ChangeKind.LINK_CHANGED or before is None:
        return set()
    return await who_know_the_way_in(work, before)


async def _tell_change(
    work: Work,
    kind: ChangeKind,
    meeting: MeetingView,
    before: SittingView | None,
    after: SittingView | None,
    *,
    person: Recipient,
    knowing: Collection[int],
) -> bool:
    """Whether there was anything to tell this person."""
    if kind in (ChangeKind.INVITEE_ADDED, ChangeKind.SITTING_ADDED):
        if after is None or after.ends_at <= work.now:
            return False
        await invite(work, meeting, after, person=person)
        return True
    if before is None or before.ends_at <= work.now:
        return False
    card = await newest_card(work, before.item, person=person)
    if card is None:
        return await _instead_of_a_change(work, kind, meeting, after, person=person)
    to = addressee_of(person)
    if kind is ChangeKind.LINK_CHANGED and not (
        person.contact_id in knowing
        or way_in_is_told(before, zone=to.zone, now=work.now, extra=meeting.days_off)
    ):
        return False
    text = await _change_text(work, kind, meeting, before, after, to=to)
    if text is None:
        return False
    if kind is not ChangeKind.LINK_CHANGED:
        await outdate(work, meeting, before, card=card, person=person)
    is_standing = kind in (ChangeKind.MOVED, ChangeKind.LINK_CHANGED) and after is not None
    await work.tell(
        person,
        text,
        key=f"{_PREFIX[kind]}:{before.item}:{meeting.revision}:{person.contact_id}:{to.seat}",
        message_class=MessageClass.CORRECTION,
        title=messages.TITLE_CHANGE if is_standing else messages.TITLE_CANCELLED,
        subject=Subject(ITEM, after.item, after.time_revision)
        if is_standing and after
        else Subject(ITEM_GONE, before.item),
        expires_at=max(before.ends_at, after.ends_at if after else before.ends_at),
    )
    return True


_PREFIX = {
    ChangeKind.MOVED: "mov",
    ChangeKind.LINK_CHANGED: "lnk",
    ChangeKind.SITTING_CANCELLED: "can",
    ChangeKind.INVITEE_REMOVED: "uni",
}


async def _change_text(
    work: Work,
    kind: ChangeKind,
    meeting: MeetingView,
    before: SittingView,
    after: SittingView | None,
    *,
    to: Addressee,
) -> Text | None:
    match kind:
        case ChangeKind.MOVED if after is not None:
            answer = await _answer_before(work, after, seat=to.seat)
            return messages.moved(meeting, before, after, to=to, answer=answer, now=work.now)
        case ChangeKind.LINK_CHANGED if after is not None:
            return messages.link_changed(meeting, after, to=to, now=work.now)
        case ChangeKind.SITTING_CANCELLED:
            return messages.cancelled(meeting, before, to=to, now=work.now)
        case ChangeKind.INVITEE_REMOVED:
            return messages.withdrawn(meeting, before, to=to, now=work.now)
        case _:
            return None


async def _answer_before(work: Work, after: SittingView, *, seat: int) -> Given | None:
    answers = await answers_of(work.session, [after.item])
    return earlier(answers.get((after.item, seat), []), time_revision=after.time_revision)


async def _instead_of_a_change(
    work: Work, kind: ChangeKind, meeting: MeetingView, after: SittingView | None, *, person: Recipient
) -> bool:
    """Whoever never received the invitation hears nothing of a cancellation, and of a new time as new."""
    if kind is not ChangeKind.MOVED or after is None:
        return False
    await invite(work, meeting, after, person=person)
    return True
