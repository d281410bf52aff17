"""export and audit verify: what leaves as a file, and whether the log holds."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path

import typer

from bot.actions.attendance_sheets import sheets_of_meeting
from bot.actions.audit_trail import exported
from bot.actions.contact_exports import contact_lines
from bot.actions.deliveries import in_full
from bot.actions.erasing import erase_again, tombstones
from bot.actions.value_exports import exported_values
from bot.actions.work import Work
from bot.commands.data import working_there
from bot.commands.recapping import export_recap
from bot.commands.refusals import CannotDo
from bot.messages.contact_files import contacts_title
from bot.pictures.attendance_files import attendance_csv, attendance_xlsx
from bot.pictures.attendance_pages import attendance_pdf
from bot.pictures.audit_files import audit_csv, audit_xlsx
from bot.pictures.contact_files import contacts_csv, contacts_xlsx
from bot.pictures.delivery_files import deliveries_csv, deliveries_xlsx
from bot.pictures.delivery_pages import deliveries_pdf
from bot.pictures.value_exports import measurements_csv, measurements_xlsx
from bot.rules.attendance_sheets import AttendanceSheet
from bot.rules.chain import Break
from bot.rules.deliveries import Whose
from bot.rules.sheets import ExportKind
from bot.rules.tombstones import read, written
from bot.settings import Settings
from db.queries.audit_trail import follow
from db.queries.cohorts import cohorts


async def export_to(
    settings: Settings,
    *,
    kind: ExportKind,
    file: Path,
    meeting_id: int | None = None,
    cohort: int | None = None,
) -> None:
    """Write one file, CSV or XLSX by its name; erasures are a text file. Raises CannotDo."""
    if (kind is ExportKind.ATTENDANCE) != (meeting_id is not None):
        raise CannotDo("--meeting goes with attendance, and attendance needs it.")
    if cohort is not None and kind not in (ExportKind.RECAP, ExportKind.MEASUREMENTS):
        raise CannotDo("--cohort goes with recap and measurements.")
    if kind is ExportKind.RECAP:
        return await export_recap(settings, cohort=cohort, file=file)
    if meeting_id is not None:
        return await _export_attendance(settings, meeting_id=meeting_id, file=file)
    if kind is ExportKind.ERASURES:
        return await _export_erasures(settings, file)
    if kind is ExportKind.DELIVERIES and file.suffix.casefold() == ".pdf":
        return await _print_deliveries(settings, file)
    if file.suffix.casefold() not in (".csv", ".xlsx"):
        raise CannotDo(f"{file.name}: give a name that ends in .csv or .xlsx.")
    is_csv = file.suffix.casefold() == ".csv"
    async with working_there(settings) as work:
        if kind is ExportKind.MEASUREMENTS:
            count, content = await _measurements(work, is_csv, cohort)
        else:
            count, content = await _EXPORTS[kind](work, is_csv)
    return await _write(file, content, count)


async def _export_attendance(settings: Settings, *, meeting_id: int, file: Path) -> None:
    """Write who was in the sittings of one meeting, CSV, XLSX or PDF by its name. Raises CannotDo."""
    draw = _ATTENDANCE.get(file.suffix.casefold())
    if draw is None:
        raise CannotDo(f"{file.name}: give a name that ends in .csv, .xlsx or .pdf.")
    async with working_there(settings) as work:
        sheets = await sheets_of_meeting(work, meeting_id=meeting_id)
    if not sheets:
        raise CannotDo(f"There is no published meeting {meeting_id} with a sitting.")
    content = await asyncio.to_thread(draw, sheets)
    await _write(file, content, sum(len(sheet.lines) for sheet in sheets))


_ATTENDANCE: Mapping[str, Callable[[Sequence[AttendanceSheet]], bytes]] = {
    ".csv": attendance_csv,
    ".xlsx": attendance_xlsx,
    ".pdf": attendance_pdf,
}


async def _write(file: Path, content: bytes, count: int) -> None:
    try:
        await asyncio.to_thread(file.write_bytes, content)
    except OSError as error:
        raise CannotDo(f"{file} cannot be written: {error.strerror}.") from error
    typer.echo(f"{count} lines written to {file}.")


async def _export_erasures(settings: Settings, file: Path) -> None:
    async with working_there(settings) as work:
        found = await tombstones(work)
    await _write(file, written(found).encode(), len(found))


async def erase_those_in(settings: Settings, *, file: Path) -> None:
    """Erase again whom a file of `export erasures` names. Raises CannotDo."""
    try:
        found = read(await asyncio.to_thread(file.read_text, encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CannotDo(f"{file.name} is no file of erasures: {error}.") from error
    async with working_there(settings) as work:
        count = await erase_again(work, found)
    typer.echo(f"{len(found)} erasures read; {count} people were back and were erased again.")


async def _audit(work: Work, is_csv: bool) -> tuple[int, bytes]:
    lines = await exported(work)
    return len(lines), await asyncio.to_thread(audit_csv if is_csv else audit_xlsx, lines)


async def _contacts(work: Work, is_csv: bool) -> tuple[int, bytes]:
    lines = await contact_lines(work)
    if is_csv:
        return len(lines), contacts_csv(lines)
    return len(lines), await asyncio.to_thread(contacts_xlsx, lines, title=contacts_title(work.now))


async def _deliveries(work: Work, is_csv: bool) -> tuple[int, bytes]:
    lines = (await in_full(work, Whose())).lines
    return len(lines), await asyncio.to_thread(deliveries_csv if is_csv else deliveries_xlsx, lines)


async def _print_deliveries(settings: Settings, file: Path) -> None:
    async with working_there(settings) as work:
        paper = (await in_full(work, Whose())).paper
    await _write(file, await asyncio.to_thread(deliveries_pdf, paper), len(paper.lines))


async def _measurements(work: Work, is_csv: bool, cohort: int | None) -> tuple[int, bytes]:
    if cohort is not None and cohort not in await cohorts(work.session):
        raise CannotDo(f"There is no cohort {cohort}.")
    lines = await exported_values(work, cohort=cohort)
    return len(lines), await asyncio.to_thread(measurements_csv if is_csv else measurements_xlsx, lines)


_EXPORTS: Mapping[ExportKind, Callable[[Work, bool], Awaitable[tuple[int, bytes]]]] = {
    ExportKind.AUDIT: _audit,
    ExportKind.CONTACTS: _contacts,
    ExportKind.DELIVERIES: _deliveries,
}


async def verify_audit(settings: Settings) -> None:
    """Follow the chain of the audit log. Raises CannotDo, naming every place where it does not hold."""
    async with working_there(settings) as work:
        chain = await follow(work.session)
    for one in chain.breaks:
        typer.echo(_sentence(one))
    typer.echo(f"End of the chain: entry {chain.number}, {chain.hash}")
    if chain.breaks:
        places = len(chain.breaks)
        raise CannotDo(f"The audit log does not hold in {places} places; keep the database as it is.")
    typer.echo("The audit log holds from its first entry to its last.")


def _sentence(one: Break) -> str:
    return f"Entry {one.number}: {one.damage.value.replace('_', ' ')}."
