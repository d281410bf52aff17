"""/cek: whether an official message is genuine. Open to everybody."""

from __future__ import annotations

import re

from telegram import Update
from telegram.ext import MessageHandler, filters

from bot.actions.proofs import Proof, count_unknown, may_check, prove
from bot.context import Context
from bot.messages import proofs
from bot.messages.broadcasts import NO_CODE
from bot.rules.access import Action
from bot.rules.codes import typed_proof_code
from bot.rules.outbox import Text
from handlers.guards import PRIVATE_MESSAGE, MenuItem, argument, command, typed_text

#: The number as an official message ends with it.
AT_THE_END = re.compile(r"/cek_(\w{1,64})\s*\Z", re.IGNORECASE)

MENU = (MenuItem("cek", "Memeriksa keaslian pesan", Action.CHECK_PROOF, plain=("cek",)),)


async def check_tapped(update: Update, context: Context) -> None:
    """/cek_k7m2q9x4pa, one tap."""
    typed = typed_text(context).partition("@")[0].partition(" ")[0]
    await _check(context, typed.casefold().removeprefix("/cek_"))


async def check_typed(update: Update, context: Context) -> None:
    """/cek CODE, or "cek CODE"."""
    typed = argument(context)
    if not typed:
        return await context.show(proofs.how_to_check())
    return await _check(context, typed.casefold().removeprefix("/cek_"))


async def check_forwarded(update: Update, context: Context) -> None:
    """A message somebody passed on, with its number at the end: is it ours?"""
    found = re.findall(AT_THE_END, typed_text(context))
    await _check(context, found[-1].casefold() if found else "")


async def _check(context: Context, typed: str) -> None:
    if typed == NO_CODE:
        return await context.show(proofs.only_a_sample())
    code = typed_proof_code(typed)
    async with context.reading() as work:
        is_over = not await may_check(work)
        proof = await prove(work, code) if code and not is_over else None
    if is_over:
        return await context.show(proofs.too_many())
    if proof is not None:
        return await context.show(_genuine(proof))
    async with context.work() as work:
        await count_unknown(work)
    return await context.show(proofs.not_recorded())


def _genuine(proof: Proof) -> Text:
    return proofs.genuine(
        title=proof.title,
        sent_at=proof.sent_at,
        original=proof.original,
        is_overtaken=proof.is_overtaken,
    )


HANDLERS = [
    MessageHandler(PRIVATE_MESSAGE & filters.Regex(r"(?i)^/cek_\w+"), check_tapped),
    command("cek", check_typed),
    MessageHandler(
        PRIVATE_MESSAGE & filters.FORWARDED & (filters.Regex(AT_THE_END) | filters.CaptionRegex(AT_THE_END)),
        check_forwarded,
    ),
]
PLAIN_WORDS = {"cek": check_typed}
