"""What has to happen again and again in a process that is well."""

from __future__ import annotations

from collections.abc import Callable

from bot.app import Bot
from bot.delivery.health import Health, Pulse
from bot.delivery.presence import Presence


def health_of(bot: Bot, presence: Presence, *, led_from: Callable[[], float | None]) -> Health:
    """``led_from``: loop time since which this process leads; None while another one does."""
    polls = not bot.house.settings.webhook_url

    def if_leading(last: float) -> float | None:
        since = led_from()
        return None if since is None else max(last, since)

    def updates() -> float | None:
        return if_leading(bot.heard_at if polls else bot.address.heard_at)

    return Health(
        Pulse("no sign of life was written to the database", lambda: presence.heard_at, 30),
        Pulse("the outbox was not looked at", lambda: bot.postman.turned_at, 60),
        Pulse("what is due was not looked at", lambda: if_leading(bot.ticks.looked_at), 120),
        # of a webhook only the leader asks, once a minute
        Pulse("Telegram gave no answer about updates", updates, 120 if polls else 300),
        besides=lambda: bot.address.trouble,
    )
