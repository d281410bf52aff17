"""Methods by which updates reach the bot, and the answer to a press."""

import re

from bot.practice.params import Params
from bot.practice.presses import TOAST_LIMIT, TOO_OLD
from bot.practice.refusals import bad_request, refusal
from bot.practice.webhook import Webhook
from bot.practice.world import World

LONGEST_POLL_SECONDS = 50
MOST_UPDATES = 100
REPEATED_WITHIN_SECONDS = 3.0
HURRIED_WITHIN_SECONDS = 0.5
WEBHOOK_ACTIVE = (
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)
_SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}")


async def get_updates(world: World, params: Params) -> object:
    """What waits from ``offset`` on; waits up to ``timeout`` seconds for the first one."""
    if world.webhook is not None:
        raise refusal(409, WEBHOOK_ACTIVE)
    offset = params.integer("offset")
    limit = params.integer("limit", MOST_UPDATES, low=1, high=MOST_UPDATES)
    timeout = params.integer("timeout", low=0, high=LONGEST_POLL_SECONDS)
    _remember_allowed(world, params)
    if world.polling_guard:
        timeout, limit = _guarded(world, offset, timeout, limit)
    return await world.updates.get(offset=offset, limit=limit, timeout_seconds=timeout)


async def set_webhook(world: World, params: Params) -> object:
    """Deliver by POST from now on; an empty address goes back to getUpdates."""
    url, secret = params.text("url"), params.text("secret_token")
    if not url:
        return await delete_webhook(world, params)
    if not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    if not url.startswith(("https://", "http://127.0.0.1", "http://localhost")):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    _remember_allowed(world, params)
    if params.boolean("drop_pending_updates"):
        world.updates.drop_all()
    if world.webhook is not None:
        await world.webhook.stop()
    world.updates.interrupt("terminated by setWebhook request")
    world.webhook = Webhook(world.updates, url=url, secret=secret, monotonic=world.monotonic)
    world.webhook.start()
    return True


async def delete_webhook(world: World, params: Params) -> object:
    """Back to getUpdates."""
    if world.webhook is not None:
        await world.webhook.stop()
        world.webhook = None
    if params.boolean("drop_pending_updates"):
        world.updates.drop_all()
    return True


async def get_webhook_info(world: World, _params: Params) -> object:
    """The address, and how it goes."""
    waiting = len(world.updates.pending())
    info: dict[str, object] = {"url": "", "has_custom_certificate": False, "pending_update_count": waiting}
    if world.webhook is not None:
        info["url"] = world.webhook.url
        info["max_connections"] = 40
        if world.webhook.last_error:
            info["last_error_message"] = world.webhook.last_error
            info["last_error_date"] = world.seconds()
    if world.updates.allowed is not None:
        info["allowed_updates"] = sorted(world.updates.allowed)
    return info


async def answer_callback_query(world: World, params: Params) -> object:
    """Stop the button from spinning, perhaps with a word."""
    query_id, text = params.text("callback_query_id"), params.text("text")
    if not query_id:
        raise bad_request(TOO_OLD)
    if len(text) > TOAST_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")
    user_id = world.presses.answer(query_id)
    if text:
        world.journal.toast(user_id, text, alert=params.boolean("show_alert"))
    return True


def _remember_allowed(world: World, params: Params) -> None:
    given = params.structure("allowed_updates", what="allowed updates")
    if isinstance(given, list):
        world.updates.allowed = frozenset(str(kind) for kind in given) or None


def _guarded(world: World, offset: int, timeout: int, limit: int) -> tuple[int, int]:
    """Asking for the same offset again at once waits longer and gets less (telegram-bot-api, Client.cpp)."""
    now = world.monotonic()
    previous_offset, asked_at = world.last_poll
    world.last_poll = (offset, now)
    if offset != previous_offset:
        return timeout, limit
    if timeout < REPEATED_WITHIN_SECONDS and now < asked_at + REPEATED_WITHIN_SECONDS:
        timeout = int(REPEATED_WITHIN_SECONDS)
    return timeout, 1 if now < asked_at + HURRIED_WITHIN_SECONDS else limit
