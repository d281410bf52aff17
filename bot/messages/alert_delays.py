"""Putting off the follow-up of a notice, as staff read it."""

from __future__ import annotations

from datetime import date

from bot.messages.render import render
from bot.rules.alert_lives import LiveAlert
from bot.rules.clocks import full_date
from bot.rules.follow_through import LONGEST_SNOOZE
from bot.rules.outbox import Text


def ask_until(alert: LiveAlert, *, example: str) -> Text:
    """``example``: a date as it may be typed."""
    return Text(render("delay_ask_until", alert=alert, example=example, most_days=LONGEST_SNOOZE.days))


def ask_reason(alert: LiveAlert, until: date) -> Text:
    return Text(render("delay_ask_reason", alert=alert, until=full_date(until)))


def put_off(alert: LiveAlert, until: date, reason: str) -> Text:
    return Text(render("delay_put_off", alert=alert, until=full_date(until), reason=reason))


def resumed(alert: LiveAlert) -> Text:
    return Text(render("delay_resumed", alert=alert))
