"""Officials from a sheet sent in the chat: staged, shown on a card, recorded by Konfirmasi."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from bot.actions.contact_exports import posts_of_sheets
from bot.actions.contact_imports import record_contacts, weigh_contacts
from bot.actions.import_states import (
    CONTACTS,
    decide_import,
    import_to_decide,
    new_import,
    recorded_before,
)
from bot.actions.staged_contacts import forget_rows, keep_rows, kept_rows
from bot.actions.work import Work
from bot.messages import contact_imports as messages
from bot.rules.access import Action, require
from bot.rules.contact_cells import ContactRow
from bot.rules.contact_plans import ContactPlan
from bot.rules.contact_rows import contact_rows
from bot.rules.errors import Problem, Stale
from bot.rules.import_outcomes import Received, SheetAnswer
from db.reference import gazetteer
from db.tables import ImportState


async def stage_contacts(work: Work, sheet: Received) -> SheetAnswer:
    """Keep the rows of a sheet and show the card; nothing about a seat is recorded.

    Returns what goes beside the card as files. Raises Forbidden, ContactHeadings, SheetEmpty.
    """
    require(work.actor, Action.IMPORT_CONTACTS)
    found, problems = contact_rows(sheet.rows, regions=gazetteer(), posts=await posts_of_sheets(work))
    plan, more = await _weigh(work, found)
    bad = sorted([*problems, *more], key=lambda problem: problem.line or 0)
    sha256 = hashlib.sha256(sheet.content).hexdigest()
    same_on = await recorded_before(work, sha256)
    import_id = 0
    if not plan.is_empty:
        import_id = await new_import(
            work,
            filename=sheet.filename,
            sha256=sha256,
            is_quiet=True,
            state=ImportState.STAGED,
            kind=CONTACTS,
        )
        wrong = {problem.line for problem in more}
        await keep_rows(work, import_id, [row for row in found if row.line not in wrong])
        await work.audit("contacts_staged", "import", import_id, rows=len(plan.changes))
    card = messages.card(plan, import_id=import_id, filename=sheet.filename, problems=bad, same_on=same_on)
    await work.receipt(card)
    return messages.answer(plan, rows=sheet.rows, problems=bad, filename=sheet.filename)


async def confirm_contacts(
    work: Work, *, import_id: int, fingerprint: str, is_keeping_holders: bool
) -> SheetAnswer:
    """Weigh again and record, once. A card that no longer tells the truth is shown anew instead.

    Raises Forbidden, Stale.
    """
    require(work.actor, Action.IMPORT_CONTACTS)
    staged = await import_to_decide(work, import_id, kind=CONTACTS)
    if staged.state is not ImportState.STAGED:
        await work.receipt(messages.decided(is_confirmed=staged.state is ImportState.CONFIRMED))
        return SheetAnswer()
    plan, more = await _weigh(work, await kept_rows(work, import_id))
    if plan.fingerprint != fingerprint:
        card = messages.card(plan, import_id=import_id, filename=staged.filename, problems=more, is_anew=True)
        await work.receipt(card)
        return messages.answer(plan, rows=(), problems=(), filename=staged.filename)
    await _decide(work, import_id, ImportState.CONFIRMED)
    done = plan.keeping_holders() if is_keeping_holders else plan
    await record_contacts(work, done.changes)
    await work.audit("contacts_recorded", "import", import_id, rows=len(done.differing))
    await work.receipt(messages.recorded(done, kept=len(plan.losing) - len(done.losing)))
    return SheetAnswer()


async def discard_contacts(work: Work, *, import_id: int) -> None:
    """Batal: the rows are not recorded, and forgotten. Raises Forbidden, Stale."""
    require(work.actor, Action.IMPORT_CONTACTS)
    staged = await import_to_decide(work, import_id, kind=CONTACTS)
    if staged.state is not ImportState.STAGED:
        await work.receipt(messages.decided(is_confirmed=staged.state is ImportState.CONFIRMED))
        return
    await _decide(work, import_id, ImportState.DISCARDED)
    await work.audit("import_discarded", "import", import_id)
    await work.receipt(messages.discarded())


async def _decide(work: Work, import_id: int, state: ImportState) -> None:
    if not await decide_import(work, import_id, state):
        raise Stale
    await forget_rows(work, import_id)


async def _weigh(work: Work, rows: Sequence[ContactRow]) -> tuple[ContactPlan, list[Problem]]:
    changes, problems = await weigh_contacts(work, rows)
    return ContactPlan(tuple(changes)), problems
