"""What the cards of a request say once it is over, or once a newer card has come."""

from __future__ import annotations

from bot.messages.render import render
from bot.rules.outbox import Text


def request_moved_on() -> Text:
    """What a card says once a newer one of the same request stands below it."""
    return Text(render("request_moved_on"))


def request_taken_back() -> Text:
    """What the cards say when the person takes the request back."""
    return Text(render("request_taken_back"))


def request_overtaken() -> Text:
    """What the cards say when whoever asked got the seat by a code meanwhile."""
    return Text(render("request_overtaken"))


def request_pointless() -> Text:
    """What the cards say when what was asked about is no longer as it was."""
    return Text(render("request_pointless"))


def request_lapsed() -> Text:
    """What the cards say when nobody decided in time."""
    return Text(render("request_lapsed"))
