"""/cek: whether an official message is genuine. Open to everybody."""

from __future__ import annotations

from telegram import Update
from telegram.ext import MessageHandler, filters

from bot.actions.proofs import Proof, prove
from bot.context import Context
from bot.messages import proofs
from bot.rules.access import Action
from bot.rules.codes import typed_proof_code
from bot.rules.outbox import Text
from handlers.guards import PRIVATE_MESSAGE, MenuItem, argument, command, typed_text

MENU = (MenuItem("cek", "Memeriksa keaslian pesan", Action.CHECK_PROOF, plain=("cek",)),)


async def check_tapped(update: Update, context: Context) -> None:
    """/cek_k7m2q9x4pa, one tap."""
    await _check(
        context, typed_text(context).partition("@")[0].partition(" ")[0].casefold().removeprefix("/cek_")
    )


async def check_typed(update: Update, context: Context) -> None:
    """/cek CODE, or "cek CODE"."""
    typed = argument(context)
    if not typed:
        return await context.show(proofs.how_to_check())
    return await _check(context, typed.casefold().removeprefix("/cek_"))


async def _check(context: Context, typed: str) -> None:
    code = typed_proof_code(typed)
    async with context.reading() as work:
        proof = await prove(work, code) if code else None
    if proof is None:
        return await context.show(proofs.not_recorded())
    return await context.show(_genuine(proof))


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
]
PLAIN_WORDS = {"cek": check_typed}
