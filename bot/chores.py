"""What is looked at on every beat of the clock, in this order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.actions.action_point_reminders import remind_of_action_points
from bot.actions.alert_follow_ups import follow_up_alerts
from bot.actions.boards import refresh_stale
from bot.actions.broadcast_agreeing import lapse_broadcasts
from bot.actions.broadcast_cards import refresh_cards
from bot.actions.broadcast_departures import start_due
from bot.actions.broadcast_ends import finish_broadcasts
from bot.actions.case_ends import lapse_cases
from bot.actions.digests import send_digests
from bot.actions.due_values import judge_due_values
from bot.actions.fences import stay_seen
from bot.actions.group_changes import settle_groups
from bot.actions.question_lists import look_after_questions
from bot.actions.question_losses import tell_of_lost_answers
from bot.actions.reach_checks import offer_checks, report_checks
from bot.actions.reach_review import tell_of_the_long_gone
from bot.actions.reminders import remind, remind_without_waiting
from bot.actions.request_ends import expire_requests
from bot.actions.request_lists import remind_of_requests
from bot.actions.retention import remove_what_is_over
from bot.actions.returns import welcome_back
from bot.actions.revisions import publish_due
from bot.actions.sitting_boards import show_boards_of_the_day
from bot.actions.staff_changes import expire_changes
from bot.actions.terms import remind_of_terms
from bot.actions.threshold_versions import put_due_in_force
from bot.actions.unacknowledged import list_unacknowledged
from bot.actions.undelivered import report_undelivered
from bot.actions.value_requests import ask_for_due_values
from bot.ticks import Chore, Ticks

CHORES: Sequence[Chore] = (
    publish_due,
    remind,
    list_unacknowledged,
    show_boards_of_the_day,
    refresh_stale,
    send_digests,
    expire_requests,
    remind_of_requests,
    expire_changes,
    lapse_cases,
    lapse_broadcasts,
    settle_groups,
    remind_of_action_points,
    remind_of_terms,
    put_due_in_force,
    judge_due_values,
    ask_for_due_values,
    follow_up_alerts,
    look_after_questions,
    tell_of_lost_answers,
    report_undelivered,
    start_due,
    finish_broadcasts,
    refresh_cards,
    welcome_back,
    report_checks,
    offer_checks,
    tell_of_the_long_gone,
    remove_what_is_over,
    stay_seen,
)

#: Silent outside working hours, about what has come due as well.
IN_WORKING_HOURS: Sequence[Chore] = (
    remind_of_requests,
    remind_of_action_points,
    remind_of_terms,
    ask_for_due_values,
    follow_up_alerts,
    look_after_questions,
    offer_checks,
    tell_of_the_long_gone,
)
#: What one would put off until the morning is found now; and that we are here is noted when all is held.
_AT_THE_FENCE: Sequence[Chore] = tuple(
    remind_without_waiting if chore is remind else chore for chore in CHORES if chore is not stay_seen
)


async def catch_up(ticks: Ticks, missed: Sequence[datetime]) -> None:
    """At the fence: find all that has come due, whatever the hour. ``missed``: ends of working hours."""
    for at in missed:
        await ticks.do(IN_WORKING_HOURS, at=at)
    await ticks.do(_AT_THE_FENCE)
