"""export recap: where the regions of a cohort stand, as a workbook, a list or pictures."""

from __future__ import annotations

import asyncio
from pathlib import Path

import typer

from bot.actions import recap
from bot.commands.data import working_there
from bot.commands.refusals import CannotDo
from bot.pictures.heatmap import heatmap_png
from bot.pictures.recap_files import recap_csv, recap_xlsx
from bot.rules.recap_sheets import RecapSheet
from bot.settings import Settings

_TABLES = {".csv": recap_csv, ".xlsx": recap_xlsx}


async def export_recap(settings: Settings, *, cohort: int | None, file: Path) -> None:
    """Write CSV, XLSX or PNG by the name of the file. Raises CannotDo."""
    form = file.suffix.casefold()
    if form not in (*_TABLES, ".png"):
        raise CannotDo(f"{file.name}: give a name that ends in .csv, .xlsx or .png.")
    async with working_there(settings) as work:
        named = cohort or await recap.newest(work)
        found = await recap.exported(work, cohort=named, form=form.removeprefix(".")) if named else None
    if found is None:
        raise CannotDo(f"There is no cohort {cohort}." if cohort else "No region takes part in a cohort.")
    if form == ".png":
        return await _pictures(file, found)
    return await _table(file, found.sheet)


async def _table(file: Path, sheet: RecapSheet) -> None:
    content = await asyncio.to_thread(_TABLES[file.suffix.casefold()], sheet)
    await _write(file, content)
    typer.echo(f"{len(sheet.values)} lines written to {file}.")


async def _pictures(file: Path, found: recap.Exported) -> None:
    """One picture, or numbered ones where the regions need more."""
    for at, heatmap in enumerate(found.heatmaps, start=1):
        named = file if len(found.heatmaps) == 1 else file.with_stem(f"{file.stem}-{at}")
        await _write(named, await asyncio.to_thread(heatmap_png, heatmap))
        typer.echo(f"{len(heatmap.rows)} regions drawn in {named}.")


async def _write(file: Path, content: bytes) -> None:
    try:
        await asyncio.to_thread(file.write_bytes, content)
    except OSError as error:
        raise CannotDo(f"{file} cannot be written: {error.strerror}.") from error
