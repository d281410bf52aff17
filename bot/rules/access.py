"""Who may do what to which region. The one place where that is decided.

An ``Actor`` is read from the database with every update; never is a button, a name or a menu believed.
What is not listed in ``GRANTS`` nobody may do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.rules.actors import Actor, HeldSeat, Role, Scope, TenureKind
from bot.rules.errors import Forbidden, NotApprovedYet, NotRegistered


class Action(StrEnum):
    """Everything somebody can do or see. A new command, button or export names one of these."""

    # anybody
    BEGIN = "begin"  #: /start, /bantuan, /batal
    REGISTER = "register"  #: open a code, ask for a seat, take the request back
    CHECK_PROOF = "check_proof"  #: /cek: genuine or not
    # officials for the own region, staff for every region
    READ_STATUS = "read_status"
    READ_SCHEDULE = "read_schedule"
    READ_TIMELINE = "read_timeline"  #: the stages of the own cohort; staff any
    READ_ACTION_POINTS = "read_action_points"
    # officials for the own seat
    ANSWER = "answer"
    JOIN = "join"  #: the link of a sitting, "Sudah bergabung"
    RESPOND = "respond"  #: to a notice about a value
    FOLLOW_UP = "follow_up"  #: to say that an action point is done
    SEE_OWN_RECORD = "see_own_record"
    CORRECT_OWN_RECORD = "correct_own_record"
    LEAVE = "leave"
    CONFIRM_READING = "confirm_reading"  #: "Sudah dibaca" under a broadcast
    INVITE_DEPUTY = "invite_deputy"  #: assistants and delegates of the own seat
    ASK = "ask"  #: /tanya: officials ask, officers see what waits
    OBJECT = "object"  #: "Saya masih menjabat", when somebody else asks for the own seat
    # staff
    SEE_MEETINGS = "see_meetings"
    ARRANGE_MEETINGS = "arrange_meetings"
    SET_STAGES = "set_stages"  #: dates of the programme's stages
    RUN_SITTINGS = "run_sittings"  #: the board of the day, marks, the code on the screen, the sheet
    SET_ACTION_POINTS = "set_action_points"
    RECORD_VALUES = "record_values"
    SEE_THRESHOLDS = "see_thresholds"
    CONFIRM_THRESHOLDS = "confirm_thresholds"
    SET_CASES = "set_cases"  #: criterion 8, two officers together
    RELEASE_REMINDERS = "release_reminders"
    READ_RECAP = "read_recap"  #: all regions of a cohort on the criteria
    SEE_COVERAGE = "see_coverage"
    SEE_CONTACTS = "see_contacts"
    EDIT_SEATS = "edit_seats"  #: posts, prefixes, terms, people without Telegram, handover, removal
    INVITE = "invite"  #: codes for seats
    PRINT_CODES = "print_codes"  #: codes for a whole cohort
    DECIDE_REQUESTS = "decide_requests"
    ANSWER_QUESTIONS = "answer_questions"
    ANSWER_FOR_SEAT = "answer_for_seat"  #: what somebody said on the phone
    CALL_SEATS = "call_seats"  #: telephone numbers of those who have not answered
    CHECK_REACH = "check_reach"  #: uji sambung
    IMPORT_CONTACTS = "import_contacts"
    EXPORT_CONTACTS = "export_contacts"
    READ_DELIVERIES = "read_deliveries"  #: what somebody was sent, when, and what came of it
    RUN_BROADCASTS = "run_broadcasts"  #: siaran: write, confirm, follow, correct
    SEE_STAFF = "see_staff"
    CHANGE_STAFF = "change_staff"
    ALLOW_GROUPS = "allow_groups"
    READ_AUDIT = "read_audit"
    SEE_QUEUE = "see_queue"  #: what waits to be sent, what is held or in doubt
    DECIDE_QUEUE = "decide_queue"  #: whether it is sent


_ALL_KINDS = frozenset(TenureKind)
_HOLDER = frozenset({TenureKind.HOLDER})


@dataclass(frozen=True, slots=True)
class Grant:
    """Who may do one thing: ``staff`` from this role up, officials acting in one of these ``kinds``."""

    staff: Role | None = None
    kinds: frozenset[TenureKind] = frozenset()
    anybody: bool = False


GRANTS: Mapping[Action, Grant] = {
    Action.BEGIN: Grant(anybody=True),
    Action.REGISTER: Grant(anybody=True),
    Action.CHECK_PROOF: Grant(anybody=True),
    Action.READ_STATUS: Grant(Role.VIEWER, _ALL_KINDS),
    Action.READ_SCHEDULE: Grant(Role.VIEWER, _ALL_KINDS),
    Action.READ_TIMELINE: Grant(Role.VIEWER, _ALL_KINDS),
    Action.READ_ACTION_POINTS: Grant(Role.VIEWER, _ALL_KINDS),
    Action.ANSWER: Grant(kinds=_ALL_KINDS),
    Action.JOIN: Grant(kinds=_ALL_KINDS),
    Action.RESPOND: Grant(kinds=_ALL_KINDS),
    Action.FOLLOW_UP: Grant(kinds=_ALL_KINDS),
    Action.SEE_OWN_RECORD: Grant(Role.VIEWER, _ALL_KINDS),
    Action.CORRECT_OWN_RECORD: Grant(kinds=_ALL_KINDS),
    Action.LEAVE: Grant(kinds=_ALL_KINDS),
    Action.CONFIRM_READING: Grant(kinds=_ALL_KINDS),
    Action.INVITE_DEPUTY: Grant(kinds=_HOLDER),
    Action.ASK: Grant(Role.OFFICER, _ALL_KINDS),
    Action.OBJECT: Grant(kinds=_HOLDER),
    Action.SEE_MEETINGS: Grant(Role.VIEWER),
    Action.ARRANGE_MEETINGS: Grant(Role.OFFICER),
    Action.SET_STAGES: Grant(Role.OFFICER),
    Action.RUN_SITTINGS: Grant(Role.OFFICER),
    Action.SET_ACTION_POINTS: Grant(Role.OFFICER),
    Action.RECORD_VALUES: Grant(Role.OFFICER),
    Action.SEE_THRESHOLDS: Grant(Role.VIEWER),
    Action.CONFIRM_THRESHOLDS: Grant(Role.ADMIN),
    Action.SET_CASES: Grant(Role.OFFICER),
    Action.RELEASE_REMINDERS: Grant(Role.ADMIN),
    Action.READ_RECAP: Grant(Role.VIEWER),
    Action.SEE_COVERAGE: Grant(Role.VIEWER),
    Action.SEE_CONTACTS: Grant(Role.VIEWER),
    Action.EDIT_SEATS: Grant(Role.OFFICER),
    Action.INVITE: Grant(Role.OFFICER),
    Action.PRINT_CODES: Grant(Role.OFFICER),
    Action.DECIDE_REQUESTS: Grant(Role.OFFICER),
    Action.ANSWER_QUESTIONS: Grant(Role.OFFICER),
    Action.ANSWER_FOR_SEAT: Grant(Role.OFFICER),
    Action.CALL_SEATS: Grant(Role.OFFICER),
    Action.CHECK_REACH: Grant(Role.OFFICER),
    Action.IMPORT_CONTACTS: Grant(Role.OFFICER),
    Action.EXPORT_CONTACTS: Grant(Role.OFFICER),
    Action.READ_DELIVERIES: Grant(Role.OFFICER),
    Action.RUN_BROADCASTS: Grant(Role.OFFICER),
    Action.SEE_STAFF: Grant(Role.ADMIN),
    Action.CHANGE_STAFF: Grant(Role.ADMIN),
    Action.ALLOW_GROUPS: Grant(Role.ADMIN),
    Action.READ_AUDIT: Grant(Role.ADMIN),
    Action.SEE_QUEUE: Grant(Role.OFFICER),
    Action.DECIDE_QUEUE: Grant(Role.ADMIN),
}


def may(actor: Actor, action: Action, *, region: str | None = None) -> bool:
    """Whether this person may do this; to this ``region``, or to any at all."""
    grant = GRANTS[action]
    if grant.anybody or (grant.staff is not None and actor.at_least(grant.staff)):
        return True
    return any(
        seat.kind in grant.kinds and (region is None or seat.region_code == region) for seat in actor.seats
    )


def require(actor: Actor, action: Action, *, region: str | None = None) -> None:
    """Let this person pass, or raise what he may know about it.

    A stranger is told how to register where officials may do it (NotRegistered, or NotApprovedYet while
    the request waits). Everybody else hears Forbidden, worded like something that does not exist.
    """
    if may(actor, action, region=region):
        return
    if actor.is_stranger and GRANTS[action].kinds:
        raise NotApprovedYet if actor.is_pending else NotRegistered
    raise Forbidden


def require_seat(actor: Actor, seat_id: int, action: Action) -> HeldSeat:
    """The own seat with this id, for this. Raises NotRegistered, NotApprovedYet or Forbidden."""
    require(actor, action)
    for seat in actor.seats:
        if seat.seat_id == seat_id and seat.kind in GRANTS[action].kinds:
            return seat
    raise Forbidden


def scope(actor: Actor, action: Action) -> Scope:
    """The regions in which this person may do this."""
    grant = GRANTS[action]
    if grant.staff is not None and actor.at_least(grant.staff):
        return Scope(everywhere=True)
    return Scope(region_codes=frozenset(s.region_code for s in actor.seats if s.kind in grant.kinds))
