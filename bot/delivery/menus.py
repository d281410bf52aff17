"""Everybody's command menu, kept true: set again whenever somebody's rights have changed.

Nobody has to remember it. Rights are compared with what each menu was last set to: at once after a
transaction that touched them, on every beat, and at the start. So nobody who lost a role while the bot
was down keeps the menu of it, and a change by the command line is seen within a beat.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import chain, combinations

from sqlalchemy.exc import DBAPIError

from bot.delivery.replies import Call, no_wire, refusal
from bot.rules.actors import Role, TenureKind
from bot.rules.rights import Rights, rights_of_key
from db.engine import Sessions
from db.menus import WrongMenu, menu_was_set, wrong_menus

log = logging.getLogger(__name__)

#: (command, words) of everything somebody with these rights may do.
MenuOf = Callable[[Rights], Sequence[tuple[str, str]]]

_EVERY_KIND = tuple(
    frozenset(kinds)
    for kinds in chain.from_iterable(combinations(TenureKind, size) for size in range(len(TenureKind) + 1))
)
EVERY_RIGHTS = tuple(Rights(role, kinds) for role in (None, *Role) for kinds in _EVERY_KIND)

#: So many that only have other words, or are missing, are set on a beat: after a new version these are
#: everybody's, and a thousand calls in a row would be in the way of what people wait for.
A_BEAT = 20


class Menus:
    """One per house. ``call`` and ``menu_of`` are given by the roof."""

    def __init__(self, sessions: Sessions, now: Callable[[], datetime]) -> None:
        self.call: Call = no_wire
        self.menu_of: MenuOf = lambda _: ()
        self._sessions = sessions
        self._now = now
        self._hashes: dict[str, str] = {}
        self._refused: set[WrongMenu] = set()
        self._are_words_compared = False  #: an update of the bot may have brought other commands
        self._running = self._wanted = self._stopped = False

    async def refresh(self) -> None:
        """Set every menu that is wrong, one refresh at a time. Best effort: the next beat tries again."""
        self._wanted = True
        if self._running:
            return
        self._running = True
        try:
            while self._wanted and not self._stopped:
                self._wanted = False
                await self._refresh()
        except DBAPIError as error:
            log.warning("The menus cannot be compared now (%s)", type(error).__name__)
        finally:
            self._running = False

    def stop(self) -> None:
        """End after the call that is under way."""
        self._stopped = True

    async def _refresh(self) -> None:
        self._hashes = self._hashes or {rights.key: _hash(self.menu_of(rights)) for rights in EVERY_RIGHTS}
        async with self._sessions.reading() as session:
            wrong = await wrong_menus(session, hashes=None if self._are_words_compared else self._hashes)
        wrong = [menu for menu in wrong if menu not in self._refused]
        outdated = sum(menu.is_outdated for menu in wrong)
        first = wrong[: outdated + A_BEAT]
        for menu in first:
            if self._stopped or not await self._set(menu):
                return
        self._are_words_compared = self._are_words_compared or len(first) == len(wrong)

    async def _set(self, menu: WrongMenu) -> bool:
        """Whether Telegram answered at all."""
        body: dict[str, object] = {"scope": {"type": "chat", "chat_id": menu.telegram_id}}
        if menu.rights == Rights().key:
            why = await refusal(self.call, "deleteMyCommands", body)
        else:
            why = await refusal(self.call, "setMyCommands", body | {"commands": self._commands(menu)})
        if why.startswith(("400", "403")):  # a chat Telegram does not know; asked again after a restart
            log.info("The menu of one chat was refused: %s", why)
            self._refused.add(menu)
            if menu.rights == Rights().key:  # nobody is left who could see it
                await self._remember(menu)
        elif why:
            log.warning("The menu of one chat was not set: %s", why)
            return False
        else:
            await self._remember(menu)
        return True

    async def _remember(self, menu: WrongMenu) -> None:
        async with self._sessions.writing() as session:
            await menu_was_set(session, menu, menu_hash=self._hashes[menu.rights], now=self._now())

    def _commands(self, menu: WrongMenu) -> list[dict[str, str]]:
        items = self.menu_of(rights_of_key(menu.rights))
        return [{"command": name, "description": words} for name, words in items]


def _hash(items: Sequence[tuple[str, str]]) -> str:
    return hashlib.sha256(repr(list(items)).encode()).hexdigest()
