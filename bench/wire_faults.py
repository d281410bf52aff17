"""More than twenty kinds of faults on the wire, so many sends each; the local Bot API behind it is the judge.

``python -m bench.wire_faults 200``. Of each kind half are sent again in doubt, half are held for a person.
Timeouts are short by argument; one send is held for 7 s, as Telegram may do, with those of service.
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Sequence
from datetime import timedelta

from bench.crew import FIRST_WAIT, FOOTER, LOOK, NOW
from bench.faulty_front import TABLE, Front, faulty_front
from bench.oracle import Ground, Verdict
from bench.outbox import databases
from bench.processes import keep
from bot.delivery.gate import Gate
from bot.delivery.postman import Postman
from bot.delivery.wire import SEND_TIMEOUT, Wire
from bot.practice.library import practice_server
from bot.rules.outbox import MessageClass

SENDS = 200
#: How long an answer is waited for here, in seconds; silence lasts longer, an answer held back comes before.
WITHIN, HANG, HOLD = 1.0, 1.3, 0.2
#: What Telegram itself may hold a send for, in seconds, and then deliver it.
TELEGRAMS_HOLD = 7.0
KINDS = (MessageClass.ALERT, MessageClass.BROADCAST)
_FIRST_CHAT = 5_000_000


async def send(ground: Ground, front: Front, *, within: timedelta, slots: int = 8) -> None:
    """Empty the outbox through the front."""
    token = ground.server.world.token
    async with Wire(token=token, api_url=front.url, gate=Gate(ground.sessions), rate=0) as wire:
        postman = Postman(
            sessions=ground.sessions,
            wire=wire,
            now=lambda: NOW,
            mark_possible_duplicate=lambda html: html + FOOTER,
            slots=slots,
            first_wait=FIRST_WAIT,
            within=within,
            look=LOOK,
        )
        sending = asyncio.create_task(postman.run())
        await postman.quiet()
        postman.stop()
        await sending


async def struck(ground: Ground, front: Front, name: str, sends: int) -> Verdict:
    """So many sends, each struck once by this kind. Raises AssertionError with what was found."""
    await ground.clear()
    chats = range(_FIRST_CHAT, _FIRST_CHAT + sends)
    await ground.put(*((KINDS[chat % 2], chat) for chat in chats))
    front.script = dict.fromkeys(chats, name)
    await send(ground, front, within=timedelta(seconds=WITHIN), slots=16)
    found = await ground.verdict()
    # a reset takes along what was written to that line a moment before: never read, and nobody can know it
    assert len(front.script) <= found.uncertain, (name, "every send was struck, or is in doubt", found)
    assert found.is_clean, (name, found)
    if TABLE[name].certain:  # nobody has to be asked, nothing comes twice
        assert (found.uncertain, found.doubled) == (0, 0), (name, found)
    return found


async def refused(ground: Ground, sends: int) -> Verdict:
    """Nobody listens; after a while somebody does."""
    async with faulty_front(ground.server.url, hang=HANG, hold=HOLD) as front:
        port = int(front.url.rpartition(":")[2])
    await ground.clear()
    await ground.put(*((KINDS[chat % 2], _FIRST_CHAT + chat) for chat in range(sends)))
    sending = asyncio.create_task(send(ground, front, within=timedelta(seconds=WITHIN)))
    await asyncio.sleep(HANG)
    async with faulty_front(ground.server.url, hang=HANG, hold=HOLD, port=port):
        await sending
    found = await ground.verdict()
    assert found.is_clean, found
    assert (found.uncertain, found.doubled) == (0, 0), found
    return found


async def held(ground: Ground) -> Verdict:
    """One send that is answered after 7 s, with the timeout of service."""
    async with faulty_front(ground.server.url, hang=HANG, hold=TELEGRAMS_HOLD) as front:
        await ground.clear()
        await ground.put((MessageClass.REMINDER, _FIRST_CHAT))
        front.script = {_FIRST_CHAT: "held, then answered"}
        await send(ground, front, within=SEND_TIMEOUT)
    return await ground.verdict()


async def campaign(
    database_url: str, sends: int, *, kinds: Sequence[str] = tuple(TABLE)
) -> dict[str, Verdict]:
    """Every kind with so many sends."""
    async with practice_server(open_doors=True) as server:
        ground = Ground(database_url, server)
        async with faulty_front(server.url, hang=HANG, hold=HOLD) as front:
            found = {name: await struck(ground, front, name, sends) for name in kinds}
        found["connection refused"] = await refused(ground, sends)
        await ground.close()
    return found


async def _held(database_url: str) -> Verdict:
    async with practice_server(open_doors=True) as server:
        ground = Ground(database_url, server)
        found = await held(ground)
        await ground.close()
    return found


def main(sends: int = SENDS) -> None:
    results: dict[str, object] = {}
    with databases() as urls:
        for name, url in urls.items():
            began = time.monotonic()
            found = asyncio.run(campaign(url, sends))
            seven = asyncio.run(_held(url))
            results[name] = {
                "kinds": len(found),
                "sends_each": sends,
                "seconds": round(time.monotonic() - began),
                **sum(found.values(), Verdict()).kept(),
                "held_7_s": {"deliveries": seven.deliveries, "doubled": seven.doubled, "lost": seven.lost},
                "by_kind": {
                    kind: {"doubled_and_marked": one.doubled, "uncertain": one.uncertain}
                    for kind, one in found.items()
                },
            }
    keep("wire_faults", results)


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
