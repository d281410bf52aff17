"""What is known of sittings, their seats and answers when reminders are decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.actions.telling import addressee_of, people_invited
from bot.actions.work import Work
from bot.rules.actors import HeldSeat
from bot.rules.answers import Choice, Given, standing
from bot.rules.reminders import Reason, Step, withheld
from bot.rules.sittings import MeetingView, SittingView
from db.queries.answers import answers_of
from db.queries.meetings import meetings_of_items
from db.queries.people import Recipient, seats_by_id


@dataclass(frozen=True, slots=True)
class Round:
    """What is known of some sittings when it is decided whom to remind, now or looking ahead."""

    meetings: Mapping[int, MeetingView]
    answers: Mapping[tuple[int, int], Sequence[Given]]
    peers: Mapping[tuple[int, int], Sequence[int]]  #: by sitting and seat: all invited seats of its region
    people: Mapping[int, Sequence[Recipient]]  #: by seat

    def answer(self, sitting: SittingView, seat: int) -> Given | None:
        return standing(self.answers.get((sitting.item, seat), []), time_revision=sitting.time_revision)

    def others(self, sitting: SittingView, seat: int) -> list[Choice | None]:
        """What the other seats of the same region said; not those who cannot say anything here."""
        found = []
        for each in self.peers.get((sitting.item, seat), ()):
            given = self.answer(sitting, each)
            if each != seat and (given or self.people.get(each)):
                found.append(given.choice if given else None)
        return found

    def needless(self, step: Step, sitting: SittingView, seat: int) -> Reason | None:
        """Why this step is not sent as things stand now; None: it is."""
        given = self.answer(sitting, seat)
        reason = withheld(step, answer=given.choice if given else None, others=self.others(sitting, seat))
        if reason is None and step is not Step.CALLS and not self.people.get(seat):
            return Reason.TANPA_PENERIMA
        return reason


async def look(work: Work, items: Collection[int]) -> Round:
    """Everything about these sittings, read once."""
    meetings = await meetings_of_items(work.session, items)
    sittings = [each for item in items for each in meetings[item].sittings if each.item == item]
    invited = {seat for sitting in sittings for seat in sitting.seats}
    seats = await seats_by_id(work.session, invited)
    people: dict[int, list[Recipient]] = defaultdict(list)
    for person in await people_invited(work, invited):
        people[addressee_of(person).seat].append(person)
    return Round(
        meetings=meetings,
        answers=await answers_of(work.session, items),
        peers={pair: peers for sitting in sittings for pair, peers in _peers(sitting, seats)},
        people=people,
    )


def _peers(
    sitting: SittingView, seats: Mapping[int, HeldSeat]
) -> Iterator[tuple[tuple[int, int], Sequence[int]]]:
    regions: dict[str, list[int]] = defaultdict(list)
    for seat in sitting.seats:
        regions[seats[seat].region_code].append(seat)
    for own in regions.values():
        for seat in own:
            yield (sitting.item, seat), own
