"""Import a CSV or XLSX from the command line: all of it, or nothing."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Sequence
from enum import StrEnum

from bot.actions.candidacy_imports import import_candidacies
from bot.actions.contact_imports import import_contacts
from bot.actions.import_states import new_import
from bot.actions.meeting_imports import import_meetings
from bot.actions.recording import plan, reader, record
from bot.actions.threshold_imports import import_thresholds
from bot.actions.work import Work
from bot.pictures.sheet_reading import SheetTooBig, SheetUnreadable, check_other_rows, read_sheet
from bot.rules.columns import Row, SheetEmpty, SheetHeadings
from bot.rules.errors import Problem
from bot.rules.import_outcomes import ImportOutcome
from bot.rules.readings import Reading
from bot.rules.recording import Effect
from bot.rules.recording_plan import Plan
from bot.rules.value_rows import understand
from bot.rules.wide_headings import UnclearHeadings
from db.queries.criteria import lock_regions
from db.tables import ImportState


class ImportKind(StrEnum):
    """What ``python -m bot import`` takes."""

    CANDIDACIES = "candidacies"
    THRESHOLDS = "thresholds"
    MEASUREMENTS = "measurements"
    CONTACTS = "contacts"
    MEETINGS = "meetings"


async def import_file(
    work: Work,
    *,
    kind: ImportKind,
    filename: str,
    content: bytes,
    is_dry_run: bool,
    is_quiet: bool,
    is_published: bool = False,
) -> ImportOutcome:
    """Everything in the file, in this transaction; nothing at all if one row is bad or on a dry run.

    What it changes is told like any other change, unless ``is_quiet``. Meetings are drafts unless
    ``is_published``.
    """
    try:
        rows = await read_sheet(filename, content)
        if kind is ImportKind.MEASUREMENTS:
            return await _measurements(
                work, filename, content, rows, is_dry_run=is_dry_run, is_quiet=is_quiet
            )
        check_other_rows(rows)
        if kind is ImportKind.CONTACTS:
            return await import_contacts(work, rows, is_dry_run=is_dry_run)
        if kind is ImportKind.MEETINGS:
            return await import_meetings(work, rows, is_dry_run=is_dry_run, is_published=is_published)
        if kind is ImportKind.THRESHOLDS:
            return await import_thresholds(work, rows, is_dry_run=is_dry_run, is_quiet=is_quiet)
        return await import_candidacies(work, rows, is_dry_run=is_dry_run, is_quiet=is_quiet)
    except SheetUnreadable as error:
        return _refused("file_unreadable", error.reason)
    except SheetTooBig:
        return _refused("file_too_big", filename)
    except SheetHeadings as error:
        return _refused("headings_missing", ", ".join(error.missing))
    except UnclearHeadings as error:
        return ImportOutcome(problems=error.problems)
    except SheetEmpty:
        return _refused("file_empty", filename)


async def _measurements(
    work: Work, filename: str, content: bytes, rows: Sequence[Row], *, is_dry_run: bool, is_quiet: bool
) -> ImportOutcome:
    understood = await asyncio.to_thread(understand, rows, reader(work), work.progress)
    if understood.problems:
        return ImportOutcome(problems=understood.problems, is_dry_run=is_dry_run)
    await lock_regions(work.session, {draft.region_code for draft in understood.drafts})
    weighed = await plan(work, understood.drafts)
    if is_dry_run or weighed.is_empty:
        return _outcome(weighed, is_dry_run=is_dry_run, is_quiet=is_quiet)
    import_id = await new_import(
        work,
        filename=filename,
        sha256=hashlib.sha256(content).hexdigest(),
        is_quiet=is_quiet,
        state=ImportState.CONFIRMED,
    )
    recorded = await record(work, understood.drafts, import_id=import_id, is_quiet=is_quiet)
    await work.audit("values_recorded", "import", import_id, rows=len(understood.drafts), is_quiet=is_quiet)
    return _outcome(recorded, is_dry_run=False, is_quiet=is_quiet)


def _outcome(recorded: Plan, *, is_dry_run: bool, is_quiet: bool) -> ImportOutcome:
    return ImportOutcome(
        new=recorded.count(Effect.NEW),
        changed=recorded.count(Effect.CHANGED),
        unchanged=recorded.count(Effect.UNCHANGED),
        is_dry_run=is_dry_run,
        verdicts=tuple(
            (recorded.names[o.region_code], o.assessment.criterion.value, o.verdict.value)
            for o in recorded.outcomes
            if o.verdict.needs_attention
        ),
        told=() if is_quiet else tuple((region.name, region.posts) for region in recorded.told),
        informed=() if is_quiet else tuple((region.name, region.posts) for region in recorded.informed),
        is_quiet=is_quiet,
        big=tuple(
            (
                recorded.names[each.region_code],
                f"{each.after.instrument} {each.after.year}",
                _said(each.before),
                _said(each.after),
            )
            for each in recorded.big
        ),
    )


def _said(reading: Reading) -> str:
    return reading.grade or "" if reading.value is None else str(reading.value)


def _refused(code: str, value: str) -> ImportOutcome:
    return ImportOutcome(problems=(Problem(code, value),))
