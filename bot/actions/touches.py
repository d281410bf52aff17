"""Whom a revision touches and with what: each change as it concerns one person for one seat."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bot.actions.holdings import Card, Place, cards_of, who_know_the_way_in
from bot.actions.telling import addressee_of
from bot.actions.work import Work
from bot.messages.changes import News
from bot.rules.answers import Given, earlier, standing
from bot.rules.meetings import Change, ChangeKind, Sitting
from bot.rules.reveal import way_in_is_told
from bot.rules.sittings import MeetingView, SittingView
from db.queries.answers import answers_of
from db.queries.people import Recipient

_NEW = (ChangeKind.INVITEE_ADDED, ChangeKind.SITTING_ADDED)
#: Whoever never received the invitation is invited to what holds now instead.
_OTHER_TIME = (ChangeKind.MOVED, ChangeKind.TIME_SET, ChangeKind.EXCHANGED)
_DETAILS = (ChangeKind.LINK_CHANGED, ChangeKind.AGENDA_CHANGED)


@dataclass(frozen=True, slots=True)
class Touch:
    """One change for one person and seat; without a card he is invited, as nothing of it arrived before."""

    person: Recipient
    news: News
    card: Card | None


@dataclass(frozen=True, slots=True)
class Known:
    """What people hold and said before this revision, read once for all of them."""

    work: Work
    old: MeetingView
    new: MeetingView
    cards: Mapping[Place, Card]
    answers: Mapping[tuple[int, int], Sequence[Given]]
    knowing: Mapping[int, Collection[int]]  #: contacts that know the way into a sitting
    uninvited: Collection[tuple[int, int, int]]  #: sitting, seat, contact of invitations just taken back

    def touch(self, change: Change, person: Recipient) -> Touch | None:
        """What there is to tell this person of it, if anything."""
        seat = addressee_of(person).seat
        card = self.cards.get((change.before.item, seat, person.chat_id)) if change.before else None
        if change.kind in _NEW:
            card = None
        if seat not in change.seats or not self._is_worth_telling(change, person, card=card):
            return None
        return Touch(person, self._news(change, person), card)

    def _is_worth_telling(self, change: Change, person: Recipient, *, card: Card | None) -> bool:
        before, after = change.before, change.after
        if change.kind in _NEW:
            return after is not None and after.ends_at > self.work.now
        if before is None or (before.ends_at <= self.work.now and not before.is_postponed):
            return False
        if card is None:
            place = (before.item, addressee_of(person).seat, person.contact_id or 0)
            return change.kind in _OTHER_TIME or (change.kind in _DETAILS and place in self.uninvited)
        return change.kind is not ChangeKind.LINK_CHANGED or self._knows_the_way_in(before, person)

    def _knows_the_way_in(self, before: Sitting, person: Recipient) -> bool:
        """Before H-1 nobody knows the old link, so there is nothing to correct."""
        sitting = self._view(before)
        return person.contact_id in self.knowing.get(before.item, ()) or (
            sitting is not None
            and way_in_is_told(
                sitting, zone=addressee_of(person).zone, now=self.work.now, extra=self.new.days_off
            )
        )

    def _news(self, change: Change, person: Recipient) -> News:
        to = addressee_of(person)
        before = self._view(change.before)
        after = self.new.sitting(change.after.item) if change.after else None
        return News(
            change.kind,
            to,
            before,
            after,
            answer=self._answer_before(before, after, seat=to.seat),
            answer_now=self._answer(after, seat=to.seat),
        )

    def _view(self, then: Sitting | None) -> SittingView | None:
        """A sitting as the reader last knew it."""
        sitting = (self.old.sitting(then.item) or self.new.sitting(then.item)) if then else None
        return sitting.as_it_was(then) if sitting and then else None

    def _answer_before(
        self, before: SittingView | None, after: SittingView | None, *, seat: int
    ) -> Given | None:
        """What was said to the former time, be it of another sitting."""
        if before is None or after is None:
            return None
        answers = self.answers.get((before.item, seat), ())
        if before.item != after.item:
            return standing(answers, time_revision=before.time_revision)
        return earlier(answers, time_revision=after.time_revision)

    def _answer(self, after: SittingView | None, *, seat: int) -> Given | None:
        if after is None:
            return None
        return standing(self.answers.get((after.item, seat), ()), time_revision=after.time_revision)


async def known_before(
    work: Work,
    old: MeetingView,
    new: MeetingView,
    found: Sequence[Change],
    *,
    uninvited: Collection[tuple[int, int, int]],
) -> Known:
    """Read what is needed to tell these changes."""
    items = {sitting.item for each in (old, new) for sitting in each.sittings}
    relinked = {change.item for change in found if change.kind is ChangeKind.LINK_CHANGED}
    knowing = {
        sitting.item: await who_know_the_way_in(work, sitting)
        for sitting in old.sittings
        if sitting.item in relinked
    }
    return Known(
        work,
        old,
        new,
        cards=await cards_of(work, items),
        answers=await answers_of(work.session, items),
        knowing=knowing,
        uninvited=uninvited,
    )
