"""invite: a code for one seat, or a sheet of codes for a whole cohort."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import typer

from bot.actions import code_batches, invitations
from bot.actions.code_batch_ends import revoke
from bot.actions.code_batches import Made
from bot.actions.work import Work
from bot.commands.data import bot_username, working
from bot.commands.private_files import create, discard, fill
from bot.commands.refusals import CannotDo
from bot.pictures.code_sheets import code_files
from bot.rules.codes import in_fours
from bot.rules.regions import Found
from bot.rules.seats import PostUnknown, post_key
from bot.settings import Settings
from db.queries.cohorts import cohorts
from db.queries.posts import all_posts
from db.reference import gazetteer


async def invite_to_seat(settings: Settings, *, region: str, post: str, as_json: bool) -> None:
    """Print a fresh code with its deep link. Raises CannotDo."""
    search = gazetteer().find(region)
    if not isinstance(search, Found):
        raise CannotDo(
            f"No single region is called {region!r}: use its code, such as 64.74, or its full name."
        )
    if not search.is_exact:  # a code opens a seat: what only comes near is never taken for it
        place = search.place
        raise CannotDo(
            f"No region is called {region!r}. If {place.name} is meant, use its code: --region {place.code}"
        )
    async with working(settings) as work:
        (key,) = _keys([post], await all_posts(work.session))
    username = await bot_username(settings)
    async with working(settings) as work:
        made = await invitations.make_code(work, region_code=search.place.code, post=key)
    link = f"https://t.me/{username}?start={made.code}"
    expires_at = made.expires_at.isoformat(timespec="seconds")
    if as_json:
        typer.echo(json.dumps({"code": made.code, "link": link, "expires_at": expires_at}))
        return
    typer.echo(f"{made.seat.title} {made.seat.region_name}")
    typer.echo(f"Link:    {link}")
    typer.echo(f"Code:    {in_fours(made.code)}")
    typer.echo(f"Expires: {expires_at}")


@dataclass(frozen=True, slots=True)
class Paper:
    """Where the files of a cohort go; either may be left out."""

    pdf: Path | None
    xlsx: Path | None

    @property
    def files(self) -> list[Path]:
        return [file for file in (self.pdf, self.xlsx) if file is not None]


async def invite_cohort(
    settings: Settings, *, cohort: int, paper: Paper, posts: Sequence[str], as_json: bool
) -> None:
    """Codes for every seat of a cohort that nobody holds in Telegram, as files. Raises CannotDo.

    The files are there before the codes are, so that no code is made that cannot be written down.
    """
    username = await bot_username(settings)
    create(paper.files)
    made: Made | None = None
    try:
        async with working(settings, username=username) as work:
            made = await _make(work, cohort, posts)
        _draw(made, paper)
    except BaseException:
        discard(paper.files)
        if made is not None:
            async with working(settings) as work:
                await revoke(work, name=made.plan.name)
            typer.echo(f"Sheet {made.plan.name} could not be written; its codes were revoked.", err=True)
        raise
    _report(made, paper, as_json=as_json)


async def _make(work: Work, cohort: int, posts: Sequence[str]) -> Made:
    known = await cohorts(work.session)
    if cohort not in known:
        there = ", ".join(str(each) for each in known) or "none"
        raise CannotDo(f"There is no cohort {cohort}; there are: {there}.")
    chosen = frozenset(_keys(posts, await all_posts(work.session)))
    plan = await code_batches.weigh(work, cohort=cohort, chosen=chosen or None)
    if not plan.getting:
        raise CannotDo(f"No seat of these posts in cohort {cohort} needs a code: all are held in Telegram.")
    return await code_batches.make(work, plan)


def _keys(posts: Sequence[str], known: Mapping[str, str]) -> list[str]:
    try:
        return [post_key(post, known) for post in posts]
    except PostUnknown as unknown:
        raise CannotDo(f"There is no post {unknown.text!r}: use one of {', '.join(known)}.") from unknown


def _draw(made: Made, paper: Paper) -> None:
    """Progress goes to the other channel: what is printed may be read by a script."""
    with typer.progressbar(length=len(made.sheet.lines), label="Drawing", file=sys.stderr) as bar:
        drawn: Callable[[int], None] = bar.update
        files = code_files(made.sheet, drawn=drawn)
    if paper.pdf:
        fill(paper.pdf, files.pdf)
    if paper.xlsx:
        fill(paper.xlsx, files.xlsx)


def _report(made: Made, paper: Paper, *, as_json: bool) -> None:
    plan, expires_at = made.plan, made.expires_at.isoformat(timespec="seconds")
    skipped = len(plan.seats) - len(plan.getting)
    if as_json:
        facts = {
            "sheet": plan.name,
            "codes": len(plan.getting),
            "held": skipped,
            "replaced": made.revoked,
            "expires_at": expires_at,
            "files": [str(file) for file in paper.files],
        }
        typer.echo(json.dumps(facts))
        return
    typer.echo(f"Sheet {plan.name}: {len(plan.getting)} codes for {', '.join(plan.titles)}.")
    typer.echo(f"Held in Telegram, so without a code: {skipped}. Earlier codes replaced: {made.revoked}.")
    typer.echo(f"Expires: {expires_at}")
    typer.echo(f"Written: {', '.join(map(str, paper.files))}. The codes stand nowhere else.")
