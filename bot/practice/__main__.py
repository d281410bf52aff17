"""``python -m bot.practice``: the server alone, in a process of its own, for benchmarks and campaigns."""

import argparse
import asyncio
import json
import signal
import sys

from bot.practice.library import PRACTICE_TOKEN, practice_server


async def serve(*, port: int, token: str, strict_limits: bool) -> None:
    """Print where it listens as one line of JSON, serve until SIGTERM or Ctrl-C."""
    stopped, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: loop.call_soon_threadsafe(stopped.set))
    async with practice_server(
        port=port, token=token, strict_limits=strict_limits, open_doors=True
    ) as server:
        sys.stdout.write(json.dumps({"url": server.url, "token": token}) + "\n")
        sys.stdout.flush()
        await stopped.wait()


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m bot.practice", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--token", default=PRACTICE_TOKEN)
    parser.add_argument("--strict-limits", action="store_true", help="answer 429 as Telegram does")
    given = parser.parse_args()
    with asyncio.Runner(loop_factory=fast_loop) as runner:
        runner.run(serve(port=given.port, token=given.token, strict_limits=given.strict_limits))


def fast_loop() -> asyncio.AbstractEventLoop:
    """uvloop where the platform has it."""
    if sys.platform == "win32":
        return asyncio.new_event_loop()
    import uvloop

    return uvloop.new_event_loop()


if __name__ == "__main__":
    main()
