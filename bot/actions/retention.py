"""A chore, once a day at night: what nobody needs any more goes, and what went is written down."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlmodel import SQLModel, col

from bot.actions.erasing import erase
from bot.actions.question_purges import forget_old_questions
from bot.actions.work import Work
from bot.messages import privacy as messages
from bot.rules import retention as rules
from bot.rules.actors import Role
from bot.rules.outbox import MessageClass
from db.bodies import forget_bodies, forget_who_was_erased
from db.engine import affected
from db.inserting import insert_into
from db.queries.people import staff_at_least
from db.tables import (
    Attempt,
    CaseDecision,
    CaseState,
    CheckInTry,
    Contact,
    Dialogue,
    GroupChat,
    GroupState,
    Import,
    ImportRow,
    ImportState,
    InboxState,
    InboxUpdate,
    RegistrationRequest,
    RequestNote,
    RequestState,
    RetentionRun,
    Tenure,
    WrongCode,
)
from db.traces import NOBODY, forget_cards, forget_staff_traces


async def remove_what_is_over(work: Work) -> None:
    """Once a day, from 02.00 WIB on. On the first of a month admins are told what the month removed."""
    day = rules.day_to_run(work.now)
    if day is None or not await _is_first(work, day):
        return
    removed = {
        "requests": await _requests(work),
        "updates": await _delete(
            work,
            InboxUpdate,
            col(InboxUpdate.state) != InboxState.NEW,
            col(InboxUpdate.received_at) < work.now - rules.UPDATES,
        ),
        "bodies": await forget_bodies(work.session, before=work.now - rules.MESSAGE_BODIES)
        + await forget_who_was_erased(work.session),
        "attempts": await _delete(work, Attempt, col(Attempt.finished_at) < work.now - rules.ATTEMPTS),
        "wrong_codes": await _delete(work, WrongCode, col(WrongCode.tried_at) < work.now - rules.LEFTOVERS)
        + await _delete(work, CheckInTry, col(CheckInTry.tried_at) < work.now - rules.LEFTOVERS),
        "dialogues": await _delete(work, Dialogue, col(Dialogue.opened_at) < work.now - rules.LEFTOVERS),
        "sheet_rows": await _sheet_rows(work),
        "staff_traces": await forget_staff_traces(
            work.session,
            failed=work.now - rules.REQUESTS,
            former=work.now - rules.FORMER_OFFICIALS,
        ),
        "groups": await _delete(
            work,
            GroupChat,
            col(GroupChat.state) == GroupState.LEFT,
            col(GroupChat.changed_at) < work.now - rules.GROUPS,
        ),
        "cases": await _delete(
            work,
            CaseDecision,
            col(CaseDecision.state).not_in((CaseState.PROPOSED, CaseState.STANDING)),
            col(CaseDecision.decided_at) < work.now - rules.CASES,
        ),
        "questions": await forget_old_questions(work, before=work.now - rules.QUESTIONS),
        "people": await _former_officials(work),
    }
    run = update(RetentionRun).where(col(RetentionRun.ran_on) == day)
    await work.session.execute(run.values(removed=removed))
    await work.audit("retention", "retention", day.isoformat(), removed=removed)
    if day.day == 1:
        await _report(work, day)


async def _is_first(work: Work, day: date) -> bool:
    row = {"ran_on": day, "ran_at": work.now, "removed": {}}
    made = (
        insert_into(work.session, RetentionRun)
        .values(row)
        .on_conflict_do_nothing()
        .returning(col(RetentionRun.ran_on))
    )
    return (await work.session.execute(made)).first() is not None


async def _delete(work: Work, table: type[SQLModel], *conditions: ColumnElement[bool]) -> int:
    return affected(await work.session.execute(delete(table).where(*conditions)))


async def _requests(work: Work) -> int:
    """Requests that came to nothing lose name and Telegram id; that there was one stays."""
    over = [RequestState.REFUSED, RequestState.WITHDRAWN, RequestState.EXPIRED]
    which = (
        col(RegistrationRequest.state).in_(over),
        func.coalesce(col(RegistrationRequest.decided_at), col(RegistrationRequest.expires_at))
        < work.now - rules.REQUESTS,
        col(RegistrationRequest.telegram_id) > 0,
    )
    requests = select(col(RegistrationRequest.id)).where(*which)
    await work.session.execute(delete(RequestNote).where(col(RequestNote.request_id).in_(requests)))
    await forget_cards(work.session, requests)
    forgotten = (
        update(RegistrationRequest)
        .where(*which)
        .values(
            telegram_id=-col(RegistrationRequest.id),
            name=NOBODY,
            telegram_name="",
            username="",
            former_name="",
            old_telegram_id=None,
        )
    )
    return affected(await work.session.execute(forgotten))


async def _sheet_rows(work: Work) -> int:
    old = select(col(Import.id)).where(
        col(Import.kind) == "contacts",
        (col(Import.state) != ImportState.STAGED) | (col(Import.staged_at) < work.now - rules.SHEET_ROWS),
        func.coalesce(col(Import.decided_at), col(Import.staged_at)) < work.now - rules.SHEET_ROWS,
    )
    return await _delete(work, ImportRow, col(ImportRow.import_id).in_(old))


async def _former_officials(work: Work) -> int:
    """Whoever has acted for no seat for a year, or never did since being recorded, is erased."""
    edge = work.now - rules.FORMER_OFFICIALS
    recent = (
        select(col(Tenure.id))
        .where(
            col(Tenure.contact_id) == col(Contact.id),
            col(Tenure.ended_at).is_(None) | (col(Tenure.ended_at) >= edge),
        )
        .exists()
    )
    gone: Sequence[int | None] = (
        await work.session.scalars(
            select(col(Contact.id)).where(
                col(Contact.erased_at).is_(None), col(Contact.created_at) < edge, ~recent
            )
        )
    ).all()
    for contact_id in gone:
        if contact_id is not None:
            await erase(work, contact_id)
    return len(gone)


async def _report(work: Work, day: date) -> None:
    since = (day - timedelta(days=1)).replace(day=1)
    runs = await work.session.scalars(
        select(col(RetentionRun.removed)).where(
            col(RetentionRun.ran_on) >= since, col(RetentionRun.ran_on) < day
        )
    )
    total: dict[str, int] = {}
    for removed in runs:
        for name, count in removed.items():
            total[name] = total.get(name, 0) + count
    for admin in await staff_at_least(work.session, Role.ADMIN):
        await work.tell(
            admin,
            messages.retention_report(since, total),
            key=f"ret:{day.isoformat()}:{admin.staff_id}",
            message_class=MessageClass.REQUEST,
        )
