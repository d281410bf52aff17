"""What can be typed. The work is done next door; libraries are loaded only by the command that needs them."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot import logs
from bot.commands.finishing import finish, settings_or_exit
from bot.commands.keeping import backup, restore
from bot.rules.sheets import ExportKind

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Telegram bot for Percontohan Kabupaten/Kota Antikorupsi (Dit Permas KPK).",
)


class Kind(StrEnum):
    """What can be imported."""

    CANDIDACIES = "candidacies"
    THRESHOLDS = "thresholds"
    MEASUREMENTS = "measurements"
    CONTACTS = "contacts"
    MEETINGS = "meetings"


@app.command()
def run() -> None:
    """Run the bot until it is told to stop (SIGTERM or Ctrl-C); migrates the database first."""
    from bot.commands.running import run_bot

    finish(run_bot(settings_or_exit(needs_token=True)))


@app.command()
def demo(
    port: Annotated[int, typer.Option(help="Port of the page on 127.0.0.1.", min=0, max=65535)] = 8080,
    keep: Annotated[bool, typer.Option("--keep", help="Keep the data of the last time.")] = False,
    browser: Annotated[bool, typer.Option(help="Open the page in a browser, where there is one.")] = True,
) -> None:
    """Serve the practice room: the real bot against a local Telegram, with a page to chat on."""
    from bot.commands.practicing import run_practice_room

    logs.set_up("INFO", "text")
    finish(run_practice_room(port=port, keep=keep, browser=browser))


@app.command()
def migrate() -> None:
    """Bring the database to the newest shape and load the reference facts."""
    from bot.commands.data import migrate_database

    finish(migrate_database(settings_or_exit()))


@app.command(name="import")
def import_file(
    kind: Annotated[Kind, typer.Argument(help="What the file holds.")],
    file: Annotated[Path, typer.Argument(help="A CSV or XLSX file.", exists=True, dir_okay=False)],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would change.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Record without telling anybody.")] = False,
    publish: Annotated[bool, typer.Option("--publish", help="Meetings: invite at once.")] = False,
) -> None:
    """Import a file. Bad rows are all named and nothing is stored half."""
    from bot.commands.data import import_into

    if publish and kind is not Kind.MEETINGS:
        raise typer.BadParameter("--publish goes with meetings alone.")
    if quiet and kind is Kind.MEETINGS:
        raise typer.BadParameter("Meetings are drafts, which tell nobody, unless --publish is given.")
    finish(
        import_into(
            settings_or_exit(), kind=kind.value, file=file, dry_run=dry_run, quiet=quiet, publish=publish
        )
    )


@app.command()
def export(
    kind: Annotated[ExportKind, typer.Argument(help="What is wanted.")],
    file: Annotated[
        Path,
        typer.Argument(help="CSV or XLSX; attendance, deliveries also PDF, recap PNG.", dir_okay=False),
    ],
    meeting: Annotated[int | None, typer.Option(help="Attendance: the number of the meeting.")] = None,
    cohort: Annotated[int | None, typer.Option(help="Recap, measurements: only this cohort.")] = None,
) -> None:
    """Write a file for Excel. It may hold personal data: keep it as carefully as the database."""
    from bot.commands.exporting import export_to

    finish(export_to(settings_or_exit(), kind=kind, file=file, meeting_id=meeting, cohort=cohort))


@app.command(name="erase-again")
def erase_again(
    file: Annotated[Path, typer.Argument(help="From `export erasures`.", exists=True, dir_okay=False)],
) -> None:
    """After a backup was restored on PostgreSQL: erase again whom the file names. SQLite does it at start."""
    from bot.commands.exporting import erase_those_in

    finish(erase_those_in(settings_or_exit(), file=file))


app.command()(backup)
app.command()(restore)

audit_commands = typer.Typer(no_args_is_help=True, help="The audit log.")
app.add_typer(audit_commands, name="audit")


@audit_commands.command()
def verify() -> None:
    """Follow the chain of the audit log; every place where it does not hold is named."""
    from bot.commands.exporting import verify_audit

    finish(verify_audit(settings_or_exit()))


@app.command()
def invite(
    region: Annotated[str, typer.Option(help="Code or name, such as 64.74 or bontang.")] = "",
    post: Annotated[
        list[str] | None, typer.Option(help="sekda, inspektur, or another that staff have added.")
    ] = None,
    cohort: Annotated[int, typer.Option(help="Codes for all seats of this cohort, as files.")] = 0,
    pdf: Annotated[Path | None, typer.Option(help="With --cohort: cards to cut out.")] = None,
    xlsx: Annotated[Path | None, typer.Option(help="With --cohort: the same as a list.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was made as JSON.")] = False,
) -> None:
    """Make a code for one seat (--region, --post), or for a whole cohort (--cohort, --pdf, --xlsx)."""
    from bot.commands.inviting import Paper, invite_cohort, invite_to_seat

    posts = post or []
    if bool(region) == bool(cohort):
        raise typer.BadParameter("Give either --region or --cohort.")
    if region:
        if len(posts) != 1 or pdf or xlsx:
            raise typer.BadParameter("With --region goes one --post, and no file.")
        settings = settings_or_exit(needs_token=True)
        return finish(invite_to_seat(settings, region=region, post=posts[0], as_json=as_json))
    if not (pdf or xlsx):
        raise typer.BadParameter(
            "With --cohort goes --pdf FILE, --xlsx FILE or both: the codes stand only there."
        )
    settings = settings_or_exit(needs_token=True)
    paper = Paper(pdf, xlsx)
    return finish(invite_cohort(settings, cohort=cohort, paper=paper, posts=posts, as_json=as_json))


@app.command()
def doctor() -> None:
    """Check settings, database, token and whether the admins have pressed Start."""
    from bot.commands.doctoring import examine

    finish(examine(settings_or_exit()))


def main() -> None:
    """Entry point; every failure is a sentence and an honest exit code."""
    app()
