"""What the bot says about itself: proof of a message, apologies, help, greetings of staff."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.messages.render import render
from bot.rules.outbox import ReplyKeys, Text

#: The last line of an official message, by which one that was passed on is known.
_PROOF = re.compile(r"/cek_\w+\Z")


def proof(code: str) -> str:
    """The last line of every official message."""
    return render("proof", code=code)


def possible_duplicate(html: str) -> str:
    """The text again, with a line saying that it may have come before; its number stays at the end."""
    above, _, last = html.rstrip().rpartition("\n")
    if not _PROOF.search(last):
        above, last = html, ""
    return render("possible_duplicate", text=above.rstrip(), proof=last)


def apology(reference: str) -> Text:
    """A fault of ours, with the code under which it stands in the log."""
    return Text(render("apology", reference=reference))


def help_text(commands: Sequence[tuple[str, str]], *, is_known: bool) -> Text:
    """What this person may do, as (command, words)."""
    return Text(render("help", commands=commands, is_known=is_known))


def free_text(*, is_staff: bool, is_pending: bool = False) -> Text:
    """Words of whoever holds no seat are passed on to nobody: say so, and what to do."""
    return Text(render("free_text", is_staff=is_staff, is_pending=is_pending))


def unknown_file(filename: str) -> Text:
    """A file from staff that is neither a sheet nor a letter: what can be sent."""
    return Text(render("unknown_file", filename=filename[:80]))


def needs_slash(command: str) -> Text:
    """Words of staff that begin like a command which changes something: they may be a sentence."""
    return Text(render("needs_slash", command=command))


def nothing_open() -> Text:
    return Text(render("nothing_open"))


def dialogue_closed() -> Text:
    return Text(render("dialogue_closed"), keys=ReplyKeys())


def dialogue_expired() -> Text:
    return Text(render("dialogue_expired"))


def unsupported() -> Text:
    """A sticker, a voice message, a file from somebody who is not staff."""
    return Text(render("unsupported"))
