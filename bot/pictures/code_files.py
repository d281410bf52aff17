"""The files of a sheet of codes, drawn beside the bot; a thousand cards take seconds in a process of its own.

The codes go there and come back through pipes; nothing is written to a disk.
"""

from __future__ import annotations

import asyncio
import json
import sys
from dataclasses import asdict
from datetime import timedelta

from bot.pictures.code_sheets import code_files
from bot.rules.sheets import CodeFiles, CodeLine, CodeSheet

MOST_TIME = timedelta(minutes=5)
#: Cards that are drawn before a process would have begun.
_FEW = 40
#: Bytes of the length that stands before the cards.
_LENGTH = 8
#: One sheet at a time: the machine has other things to do.
_turn = asyncio.Semaphore(1)


async def drawn_apart(sheet: CodeSheet) -> CodeFiles | None:
    """Cards and list, without holding up anybody else. None where the process ended without them."""
    if len(sheet.lines) <= _FEW:
        return await asyncio.to_thread(code_files, sheet)
    async with _turn:
        return await drawn_by_process(sheet)


async def drawn_by_process(sheet: CodeSheet) -> CodeFiles | None:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot.pictures.code_files",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        async with asyncio.timeout(MOST_TIME.total_seconds()):
            output, _ = await process.communicate(json.dumps(asdict(sheet)).encode())
    except TimeoutError:
        process.kill()
        await process.wait()
        return None
    return _unpacked(output)


def _unpacked(output: bytes) -> CodeFiles | None:
    cards = int.from_bytes(output[:_LENGTH], "big")
    if not cards:
        return None
    return CodeFiles(pdf=output[_LENGTH : _LENGTH + cards], xlsx=output[_LENGTH + cards :])


def main() -> None:
    """Reads a sheet as JSON; writes the length of the cards, the cards and the list."""
    read = json.load(sys.stdin)
    lines = tuple(CodeLine(**line) for line in read.pop("lines"))
    files = code_files(CodeSheet(**read, lines=lines))
    sys.stdout.buffer.write(len(files.pdf).to_bytes(_LENGTH, "big") + files.pdf + files.xlsx)


if __name__ == "__main__":
    main()
