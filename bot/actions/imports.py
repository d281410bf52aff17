"""Values from a file or from one line: staged, shown on a card, recorded by Konfirmasi."""

from __future__ import annotations

import asyncio
import hashlib
from datetime import date

from sqlalchemy import insert

from bot.actions.import_states import (
    MEASUREMENTS,
    decide_import,
    import_to_decide,
    new_import,
    recorded_before,
)
from bot.actions.measurement_rows import slices
from bot.actions.recording import plan, reader, record
from bot.actions.staged import staged_drafts, staged_row
from bot.actions.work import Work
from bot.messages import imports as messages
from bot.messages.import_doubts import ask_sure
from bot.messages.marked_sheets import answer
from bot.rules.access import Action, require
from bot.rules.entries import Entry
from bot.rules.errors import Stale
from bot.rules.import_outcomes import Received, SheetAnswer, Sure
from bot.rules.recording_plan import slot_of
from bot.rules.value_command import ValueRefused
from bot.rules.value_rows import Understood, read_all, understand
from db.queries.criteria import lock_regions
from db.tables import ImportRow, ImportState

#: The name under which a value typed in the chat is kept.
TYPED = "/nilai"


async def understand_file(work: Work, sheet: Received) -> Understood:
    """Read every row beside the loop: a large sheet takes seconds, in which others are answered.

    Raises NotRegistered, Forbidden, SheetHeadings, UnclearHeadings, SheetEmpty.
    """
    require(work.actor, Action.RECORD_VALUES)
    return await asyncio.to_thread(understand, sheet.rows, reader(work), work.progress)


async def stage_file(work: Work, sheet: Received, understood: Understood, *, is_quiet: bool) -> SheetAnswer:
    """Keep the good rows of a file and show the card. Nothing is recorded.

    Returns the sheet with its wrong cells marked, if there are any. Raises NotRegistered, Forbidden.
    """
    require(work.actor, Action.RECORD_VALUES)
    sha256 = hashlib.sha256(sheet.content).hexdigest()
    same_on = await recorded_before(work, sha256)
    await _stage(work, understood, filename=sheet.filename, sha256=sha256, is_quiet=is_quiet, same_on=same_on)
    return answer(sheet.rows, understood.problems, filename=sheet.filename)


async def stage_value(work: Work, *, entry: Entry, is_quiet: bool) -> None:
    """Keep one typed value and show the card. Raises NotRegistered, Forbidden, ValueRefused."""
    require(work.actor, Action.RECORD_VALUES)
    understood = read_all([entry], reader(work))
    if understood.problems:
        raise ValueRefused(understood.problems)
    sha256 = hashlib.sha256(repr(entry).encode()).hexdigest()
    await _stage(work, understood, filename=TYPED, sha256=sha256, is_quiet=is_quiet, same_on=None)


async def confirm_import(
    work: Work, *, import_id: int, fingerprint: str, is_quiet: bool, sure: Sure = Sure.ASK
) -> None:
    """Judge again and record, once. A card that no longer tells the truth is shown anew instead.

    Rows that look like a slip are asked about once more before anything is recorded.
    Raises NotRegistered, Forbidden, Stale.
    """
    require(work.actor, Action.RECORD_VALUES)
    staged = await import_to_decide(work, import_id, kind=MEASUREMENTS)
    if staged.state is not ImportState.STAGED:
        await work.receipt(messages.decided(is_confirmed=staged.state is ImportState.CONFIRMED))
        return
    drafts = await staged_drafts(work, import_id)
    await lock_regions(work.session, {draft.region_code for draft in drafts})
    weighed = await plan(work, drafts)
    if weighed.fingerprint != fingerprint:
        card = messages.card(
            weighed, import_id=import_id, filename=staged.filename, is_quiet=is_quiet, is_anew=True
        )
        await work.receipt(card)
        return
    if weighed.doubtful and sure is Sure.ASK:
        await work.receipt(ask_sure(weighed, import_id=import_id, is_quiet=is_quiet))
        return
    left_out = weighed.doubtful if sure is Sure.WITHOUT else frozenset()
    drafts = [draft for draft in drafts if slot_of(draft) not in left_out]
    if not await decide_import(work, import_id, ImportState.CONFIRMED, is_quiet=is_quiet):
        raise Stale
    recorded = await record(work, drafts, import_id=import_id, is_quiet=is_quiet)
    await work.audit("values_recorded", "import", import_id, rows=len(drafts), is_quiet=is_quiet)
    await work.receipt(messages.recorded(recorded, is_quiet=is_quiet, left_out=len(left_out)))


async def discard_import(work: Work, *, import_id: int) -> None:
    """Batal: the rows are not recorded. Raises NotRegistered, Forbidden, Stale."""
    require(work.actor, Action.RECORD_VALUES)
    staged = await import_to_decide(work, import_id, kind=MEASUREMENTS)
    if staged.state is not ImportState.STAGED:
        await work.receipt(messages.decided(is_confirmed=staged.state is ImportState.CONFIRMED))
        return
    await decide_import(work, import_id, ImportState.DISCARDED)
    await work.audit("import_discarded", "import", import_id)
    await work.receipt(messages.discarded())


async def _stage(
    work: Work, understood: Understood, *, filename: str, sha256: str, is_quiet: bool, same_on: date | None
) -> None:
    weighed = await plan(work, understood.drafts)
    if weighed.is_empty:
        nothing = messages.nothing_to_record(weighed, understood.problems, filename=filename, same_on=same_on)
        await work.receipt(nothing)
    else:
        import_id = await new_import(
            work, filename=filename, sha256=sha256, is_quiet=is_quiet, state=ImportState.STAGED
        )
        async for some in slices(understood.drafts):
            await work.session.execute(insert(ImportRow), [staged_row(draft, import_id) for draft in some])
        await work.audit("import_staged", "import", import_id, rows=len(understood.drafts))
        card = messages.card(
            weighed,
            import_id=import_id,
            filename=filename,
            is_quiet=is_quiet,
            problems=understood.problems,
            same_on=same_on,
        )
        await work.receipt(card)
