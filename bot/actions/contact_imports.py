"""Officials from a sheet: weighed against the seats as they are now, then recorded."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import update

from bot.actions.contact_exports import posts_of_sheets
from bot.actions.tenures import end_tenures
from bot.actions.work import Work
from bot.rules.actors import Scope, TenureEnd, TenureKind
from bot.rules.columns import Row
from bot.rules.contact_cells import ContactRow
from bot.rules.contact_changes import ContactChange, judge_contact
from bot.rules.contact_rows import contact_rows
from bot.rules.errors import Problem
from bot.rules.import_outcomes import ImportOutcome
from bot.rules.recording import Effect
from bot.rules.wording import post
from db.queries.places import region_names
from db.queries.seat_cards import lock_seats, seats_of_regions
from db.reference import gazetteer
from db.tables import Contact, Reachability, Seat, Tenure


async def import_contacts(work: Work, rows: Sequence[Row], *, is_dry_run: bool) -> ImportOutcome:
    """All rows, or none if one is bad. Raises SheetHeadings, SheetEmpty."""
    found, problems = contact_rows(rows, regions=gazetteer(), posts=await posts_of_sheets(work))
    changes, more = await weigh_contacts(work, found)
    if problems or more:
        every = sorted([*problems, *more], key=lambda problem: problem.line or 0)
        return ImportOutcome(problems=tuple(every), is_dry_run=is_dry_run)
    if not is_dry_run:
        await record_contacts(work, changes)
    count = [change.effect for change in changes].count
    return ImportOutcome(
        new=count(Effect.NEW),
        changed=count(Effect.CHANGED),
        unchanged=count(Effect.UNCHANGED),
        is_dry_run=is_dry_run,
        left=tuple(change.left for change in changes if change.left),
    )


async def weigh_contacts(work: Work, rows: Sequence[ContactRow]) -> tuple[list[ContactChange], list[Problem]]:
    """What each row changes now; the seats are locked until the end of the transaction."""
    codes = {row.region_code for row in rows}
    await lock_seats(work.session, codes)
    seats = await seats_of_regions(work.session, codes, within=Scope(everywhere=True))
    titles = await posts_of_sheets(work)
    by_key = {(seat.region_code, seat.post): seat for seat in seats}
    changes: list[ContactChange] = []
    problems: list[Problem] = []
    for row in rows:
        seat = by_key.get((row.region_code, row.post))
        if seat is None:
            problems.append(
                Problem("seat_missing", post(titles[row.post], region_names()[row.region_code]), row.line)
            )
            continue
        weighed = judge_contact(row, seat)
        if isinstance(weighed, Problem):
            problems.append(weighed)
        else:
            changes.append(weighed)
    return changes, problems


async def record_contacts(work: Work, changes: Sequence[ContactChange]) -> None:
    """Write what differs, all seats together; one entry in the log for each. Nobody is told."""
    differing = [change for change in changes if change.effect is not Effect.UNCHANGED]
    new = [change for change in differing if change.is_new_person]
    replaced = [change.seat.holder.tenure_id for change in new if change.seat.holder is not None]
    if replaced:
        await end_tenures(work, reason=TenureEnd.REPLACED, tenure_ids=replaced)
    people = await _begin(work, new)
    await _set_phones(work, differing)
    await _change(work, [change for change in differing if not change.is_new_person])
    for change in differing:
        holder = change.seat.holder
        about = people.get(change.seat.seat_id, holder.contact_id if holder else None)
        await work.audit("contact_imported", "seat", change.seat.seat_id, about=about)


async def _begin(work: Work, changes: Sequence[ContactChange]) -> dict[int, int]:
    """New holders without Telegram: contact ids by seat."""
    people = [
        Contact(
            name=change.after.name,
            phone=change.after.phone,
            reachability=Reachability.NEVER_STARTED,
            created_at=work.now,
        )
        for change in changes
    ]
    work.session.add_all(people)
    await work.session.flush()
    begun = {change.seat.seat_id: person.id or 0 for change, person in zip(changes, people, strict=True)}
    work.session.add_all(
        Tenure(
            seat_id=change.seat.seat_id,
            contact_id=begun[change.seat.seat_id],
            kind=TenureKind.HOLDER,
            prefix=change.after.prefix,
            until_on=change.after.until_on,
            started_at=work.now,
        )
        for change in changes
    )
    await work.session.flush()
    return begun


async def _set_phones(work: Work, changes: Sequence[ContactChange]) -> None:
    phones = [
        {"id": change.seat.seat_id, "office_phone": change.after.office_phone}
        for change in changes
        if change.before.office_phone != change.after.office_phone
    ]
    if phones:
        await work.session.execute(update(Seat), phones)


async def _change(work: Work, changes: Sequence[ContactChange]) -> None:
    """The seats are locked, so whoever held one when it was weighed still does."""
    kept = [(change.seat.holder, change.before, change.after) for change in changes]
    tenures = [
        {"id": holder.tenure_id, "prefix": after.prefix, "until_on": after.until_on}
        for holder, before, after in kept
        if holder and (before.prefix, before.until_on) != (after.prefix, after.until_on)
    ]
    people = [
        {"id": holder.contact_id, "name": after.name, "phone": after.phone}
        for holder, before, after in kept
        if holder and (before.name, before.phone) != (after.name, after.phone)
    ]
    if tenures:
        await work.session.execute(update(Tenure), tenures)
    if people:
        await work.session.execute(update(Contact), people)
