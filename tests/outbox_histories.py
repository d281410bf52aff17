"""Random histories of an outbox: people, senders that die, answers that come late, clocks that jump.

The machine of bot/rules goes through them; a mirror may do the same beside it, and be compared.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.rules import outbox_machine as machine
from bot.rules.outbox import POLICIES, WAITING, Ambiguity, MessageClass, OutboxState
from bot.rules.outbox_machine import Entry, Try
from bot.rules.transitions import OutcomeKind

#: Never a sum of the jumps of the clock: at the very moment of its end both would have to be right.
LEASE = timedelta(seconds=90.5)
START = datetime(2025, 3, 3, 1, 0, tzinfo=UTC)
NEVER_AGAIN = {OutboxState.SENT, OutboxState.UNDELIVERABLE, OutboxState.WITHDRAWN}
_OFTEN = [MessageClass.REMINDER, MessageClass.ALERT] * 3


@dataclass
class Flying:
    """A try that its sender, alive or cut off, still knows of."""

    sender: str
    tried: Try


class Mirror:
    """Does beside the machine what the machine does. This one does nothing."""

    def enqueue(self, entry: Entry) -> None: ...
    def claim(self, sender: str, free: int, now: datetime, tries: list[Try]) -> None: ...
    def answer(self, flying: Flying, kind: OutcomeKind, now: datetime) -> None: ...
    def tidy(self, sender: str, everything: bool, now: datetime, recovered: list[int]) -> None: ...
    def withdraw(self, entry_id: int, now: datetime, took: bool) -> None: ...
    def turn(self, entry_id: int, was: OutboxState, to: OutboxState) -> None: ...
    def compare(self, entries: machine.Entries, real: datetime) -> None: ...
    def move(self, entries: machine.Entries, real: datetime) -> None: ...
    def close(self) -> None: ...


class Histories(RuleBasedStateMachine):
    """What any history must keep; ``mirror`` is replaced by those that drive a database."""

    def __init__(self) -> None:
        super().__init__()
        self.mirror = self.new_mirror()
        self.entries: machine.Entries = {}
        self.now = self.real = START
        self.flying: list[Flying] = []
        self.delivered: Counter[int] = Counter()
        self.ended: dict[int, OutboxState] = {}
        self.senders = ["s1", "s2"]
        self.born = 2

    def new_mirror(self) -> Mirror:
        return Mirror()

    def teardown(self) -> None:
        self.everything_comes_to_an_end()
        self.mirror.close()

    # what people and actions do

    @initialize()
    def a_line_of_two(self) -> None:
        for kind in (MessageClass.REMINDER, MessageClass.BROADCAST):
            self.enqueue(1, kind, None, None)

    @rule(
        chat=st.integers(1, 3),
        kind=st.sampled_from([*MessageClass, *_OFTEN]),
        hour=st.sampled_from([None, None, 0, 1]),
        lasts=st.sampled_from([None, None, 1, 5]),
    )
    def enqueue(self, chat: int, kind: MessageClass, hour: int | None, lasts: int | None) -> None:
        number = len(self.entries) + 1
        entry = Entry(
            id=number,
            chat_id=chat,
            message_class=kind,
            not_before=None if hour is None else self.now + timedelta(hours=hour),
            expires_at=self.now + timedelta(hours=lasts if lasts is not None else 1000),
        )
        self.entries[number] = entry
        self.mirror.enqueue(entry)

    @rule(data=st.data())
    def withdraw(self, data: st.DataObject) -> None:
        chosen = data.draw(st.sampled_from(sorted(self.entries)))
        self.mirror.withdraw(chosen, self.now, machine.withdraw(self.entries, chosen))

    @rule(data=st.data())
    def hold(self, data: st.DataObject) -> None:
        chosen = data.draw(st.sampled_from(sorted(self.entries)))
        machine.hold(self.entries, chosen)
        self.mirror.turn(chosen, OutboxState.PENDING, OutboxState.HELD)

    @rule(data=st.data())
    def release(self, data: st.DataObject) -> None:
        chosen = data.draw(st.sampled_from(sorted(self.entries)))
        machine.release(self.entries, chosen)
        self.mirror.turn(chosen, OutboxState.HELD, OutboxState.PENDING)

    # what senders do

    @rule(which=st.integers(0, 1), free=st.integers(1, 4))
    def claim(self, which: int, free: int) -> None:
        sender = self.senders[which]
        tries = machine.claim(
            self.entries, free=free, owner=sender, lease=LEASE, now=self.now, real=self.real
        )
        self.mirror.claim(sender, free, self.now, tries)
        for tried in tries:
            if self.delivered[tried.id] and self.policy(tried.id) is Ambiguity.AGAIN:
                assert tried.flight.may_be_duplicate, "what may come twice says so itself"
        self.flying += [Flying(sender, tried) for tried in tries]

    @precondition(lambda self: self.flying)
    @rule(data=st.data(), kind=st.sampled_from(OutcomeKind), arrived=st.booleans())
    def answer(self, data: st.DataObject, kind: OutcomeKind, arrived: bool) -> None:
        """Also late, after its lease was over and somebody else may have sent it again."""
        self.land(data.draw(st.sampled_from(self.flying)), kind, arrived)

    def land(self, flying: Flying, kind: OutcomeKind, arrived: bool) -> None:
        self.flying.remove(flying)
        self.delivered[flying.tried.id] += kind is OutcomeKind.SENT or (
            kind is OutcomeKind.AMBIGUOUS and arrived
        )
        machine.settle(self.entries, flying.tried, kind, real=self.real)
        self.mirror.answer(flying, kind, self.now)

    @rule(which=st.integers(0, 1), data=st.data())
    def crash(self, which: int, data: st.DataObject) -> None:
        """Its tries are forgotten; each may have arrived. Another process stands in its place."""
        sender, self.born = self.senders[which], self.born + 1
        self.senders[which] = f"s{self.born}"
        for flying in [one for one in self.flying if one.sender == sender]:
            self.flying.remove(flying)
            self.delivered[flying.tried.id] += data.draw(st.booleans())

    @rule(which=st.integers(0, 1), everything=st.booleans())
    def tidy(self, which: int, everything: bool) -> None:
        sender = self.senders[which]
        recovered = machine.recover(self.entries, owner=sender, everything=everything, real=self.real)
        machine.expire(self.entries, now=self.now)
        self.mirror.tidy(sender, everything, self.now, recovered)

    @precondition(lambda self: self.flying)
    @rule(data=st.data(), then=st.sampled_from(["claimed", "held", "nothing"]))
    def a_sender_is_cut_off(self, data: st.DataObject, then: str) -> None:
        """Its lease passes and another sender decides; what it answers from now on comes late."""
        late = data.draw(st.sampled_from(self.flying))
        self.wait(LEASE + timedelta(seconds=61))
        which = 1 if late.sender == self.senders[0] else 0
        self.tidy(which, everything=False)
        self.the_mirror_agrees()
        self.wait(timedelta(seconds=61))
        if then == "claimed":
            self.claim(which, 4)
        elif then == "held":
            machine.hold(self.entries, late.tried.id)
            self.mirror.turn(late.tried.id, OutboxState.PENDING, OutboxState.HELD)
        self.the_mirror_agrees()
        if data.draw(st.booleans()):
            self.land(late, data.draw(st.sampled_from(OutcomeKind)), data.draw(st.booleans()))

    # what clocks do

    @rule(seconds=st.sampled_from([1, 5, 61, 91]))
    def time_passes(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)
        self.wait(timedelta(seconds=seconds))

    def wait(self, passes: timedelta) -> None:
        self.real += passes
        self.mirror.move(self.entries, self.real)

    @rule(hours=st.sampled_from([-2, -1, 1, 6]))
    def the_house_clock_jumps(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    # what has to be true at any moment

    def policy(self, entry_id: int) -> Ambiguity:
        return POLICIES[self.entries[entry_id].message_class].ambiguity

    @invariant()
    def what_is_over_stays_over(self) -> None:
        for number, state in self.ended.items():
            assert self.entries[number].state is state
        self.ended = {number: one.state for number, one in self.entries.items() if one.state in NEVER_AGAIN}

    @invariant()
    def one_of_a_chat_is_in_flight(self) -> None:
        flying = [one.chat_id for one in self.entries.values() if one.state is OutboxState.SENDING]
        assert len(flying) == len(set(flying))

    @invariant()
    def what_must_not_be_doubled_is_not(self) -> None:
        for number in self.entries:
            if self.policy(number) in (Ambiguity.HOLD, Ambiguity.DROP):
                assert self.delivered[number] <= 1

    @invariant()
    def what_came_twice_is_marked(self) -> None:
        for number, one in self.entries.items():
            if self.delivered[number] > 1 and self.policy(number) is Ambiguity.AGAIN:
                assert one.may_be_duplicate

    @invariant()
    def what_is_called_sent_was_delivered(self) -> None:
        for number, one in self.entries.items():
            if one.state is OutboxState.SENT:
                assert self.delivered[number] >= 1

    @invariant()
    def doubt_has_an_end(self) -> None:
        for one in self.entries.values():
            assert one.ambiguous_count <= POLICIES[one.message_class].most_ambiguous_sends + 1

    @invariant()
    def the_mirror_agrees(self) -> None:
        self.mirror.compare(self.entries, self.real)

    def everything_comes_to_an_end(self) -> None:
        """A sender to whom nothing happens any more: what is not held leaves, and nothing is lost."""
        for _ in range(3 * len(self.entries) + 3):
            self.real += timedelta(seconds=91)
            machine.recover(self.entries, owner="last", everything=True, real=self.real)
            machine.expire(self.entries, now=self.now)
            tries = machine.claim(
                self.entries, free=99, owner="last", lease=LEASE, now=self.now, real=self.real
            )
            for tried in tries:
                self.delivered[tried.id] += 1
                machine.settle(self.entries, tried, OutcomeKind.SENT, real=self.real)
        for one in self.entries.values():
            if one.state is OutboxState.PENDING:
                assert one.not_before is not None
                assert one.not_before > self.now, "only its hour is waited for"
            elif one.state not in (*WAITING, *NEVER_AGAIN, OutboxState.EXPIRED):
                assert one.state is OutboxState.UNCERTAIN, "nothing stays in flight"
        self.what_must_not_be_doubled_is_not()
        self.what_came_twice_is_marked()
        self.what_is_called_sent_was_delivered()
