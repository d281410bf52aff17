"""Threads of questions as they are read: one with all its words, a list, and which one a message is of."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Boolean, ColumnElement, and_, case, func, literal_column, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.rules.actors import Role
from bot.rules.questions import LIVE, EntryView, QuestionLine, QuestionState, Said
from bot.rules.sheets import RecordEntry
from bot.rules.wording import post
from db.queries.people import Recipient
from db.question_traces import QUESTION_SUBJECTS
from db.tables import OutboxMessage, Question, QuestionEntry, Reachability, Region, Seat, Staff

#: In letters, or SQLite does not see that the partial index fits.
IS_LIVE: ColumnElement[bool] = literal_column("question.state IN ('open', 'answered')", Boolean)
#: Who may have a question: not whoever left the staff, decides nothing, or cannot be written to.
IN_CHARGE = and_(
    col(Staff.is_active).is_(True),
    col(Staff.role).in_([Role.OFFICER, Role.ADMIN]),
    col(Staff.reachability).not_in([Reachability.BLOCKED, Reachability.DEACTIVATED]),
)


async def locked_question(session: AsyncSession, question_id: int) -> Question | None:
    """One thread as the database has it now; others wait until this transaction is over."""
    return await session.get(Question, question_id, populate_existing=True, with_for_update=True)


async def thread_of(
    session: AsyncSession, *, contact_id: int, seat_id: int, since: datetime
) -> Question | None:
    """The thread that further words of this person for this seat go into: the newest that is live, or was
    closed after ``since``. Locked."""
    found = await session.scalars(
        select(Question)
        .where(
            col(Question.contact_id) == contact_id,
            col(Question.seat_id) == seat_id,
            or_(
                col(Question.state).in_(LIVE),
                and_(col(Question.state) == QuestionState.CLOSED, col(Question.closed_at) > since),
            ),
        )
        .order_by(col(Question.state).in_(LIVE).desc(), col(Question.id).desc())
        .limit(1)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return found.first()


async def live_seats(session: AsyncSession, *, contact_id: int, seats: Collection[int]) -> Sequence[int]:
    """For which of these seats this person has a thread that is not over."""
    rows = await session.scalars(
        select(col(Question.seat_id))
        .where(
            col(Question.contact_id) == contact_id,
            col(Question.seat_id).in_(seats),
            col(Question.state).in_(LIVE),
        )
        .distinct()
    )
    return rows.all()


async def begun_since(session: AsyncSession, *, contact_id: int, since: datetime) -> int:
    """How many threads this person has begun since then."""
    counted = select(func.count()).where(
        col(Question.contact_id) == contact_id, col(Question.opened_at) > since
    )
    return await session.scalar(counted) or 0


async def entries_of(session: AsyncSession, question_id: int) -> Sequence[EntryView]:
    """What was said in a thread, in order."""
    rows = await session.execute(
        select(QuestionEntry, col(Staff.name))
        .outerjoin(Staff, col(Staff.id) == col(QuestionEntry.staff_id))
        .where(col(QuestionEntry.question_id) == question_id)
        .order_by(col(QuestionEntry.id))
    )
    return [
        EntryView(
            Said(
                entry.said,
                entry.file_kind,
                entry.file_id,
                entry.filename,
                entry.message_id,
                entry.about_code,
            ),
            entry.said_at,
            by=name or "",
            staff_id=entry.staff_id,
            is_gone=entry.purged_at is not None,
        )
        for entry, name in rows.all()
    ]


async def question_of_message(
    session: AsyncSession, *, chat_id: int, message_id: int
) -> tuple[str, int] | None:
    """Of which thread a message in this chat is, and in which part (the subject); None: of none."""
    row = (
        await session.execute(
            select(col(OutboxMessage.subject_type), col(OutboxMessage.subject_id))
            .where(
                col(OutboxMessage.subject_type).in_(QUESTION_SUBJECTS),
                col(OutboxMessage.chat_id) == chat_id,
                col(OutboxMessage.message_id) == message_id,
                col(OutboxMessage.edits_outbox_id).is_(None),
            )
            .limit(1)
        )
    ).first()
    return (row[0], row[1]) if row is not None and row[1] is not None else None


async def officers_in_charge(session: AsyncSession) -> Sequence[Recipient]:
    """Everybody who may have a question, by name."""
    rows = await session.execute(
        select(col(Staff.id), col(Staff.telegram_id), col(Staff.name))
        .where(IN_CHARGE)
        .order_by(col(Staff.name), col(Staff.id))
    )
    return [Recipient(chat_id=chat_id, name=name, staff_id=staff_id) for staff_id, chat_id, name in rows]


async def count_live(session: AsyncSession) -> int:
    return await session.scalar(select(func.count()).select_from(Question).where(IS_LIVE)) or 0


async def question_lines(
    session: AsyncSession, *wanted: ColumnElement[bool], offset: int = 0, most: int = 1_000
) -> Sequence[QuestionLine]:
    """Threads that are not over: those that wait for staff first, then the others, each the oldest first."""
    since = func.coalesce(col(Question.waiting_since), col(Question.last_entry_at))
    rows = await session.execute(
        select(
            col(Question.id),
            col(Question.state),
            col(Seat.title),
            col(Region.name),
            col(Question.region_code),
            since.label("since"),
            col(Staff.id),
            col(Staff.name),
        )
        .join(Seat, col(Seat.id) == col(Question.seat_id))
        .join(Region, col(Region.code) == col(Question.region_code))
        .outerjoin(Staff, and_(col(Staff.id) == col(Question.assigned_staff_id), IN_CHARGE))
        .where(IS_LIVE, *wanted)
        .order_by(case((col(Question.state) == QuestionState.OPEN, 0), else_=1), since, col(Question.id))
        .offset(offset)
        .limit(most)
    )
    return [
        QuestionLine(number or 0, state, post(title, region), code, at, name or "", staff_id)
        for number, state, title, region, code, at, staff_id, name in rows
    ]


async def own_questions(
    session: AsyncSession, contact_id: int | None, *, most: int
) -> tuple[RecordEntry, ...]:
    """What this person asked and was answered, the newest first."""
    rows = await session.execute(
        select(QuestionEntry, col(Seat.title), col(Region.name))
        .join(Question, col(Question.id) == col(QuestionEntry.question_id))
        .join(Seat, col(Seat.id) == col(Question.seat_id))
        .join(Region, col(Region.code) == col(Question.region_code))
        .where(col(Question.contact_id) == contact_id)
        .order_by(col(QuestionEntry.id).desc())
        .limit(most)
    )
    return tuple(
        RecordEntry(
            entry.said_at,
            f"{'Jawaban' if entry.staff_id else 'Pertanyaan'} {entry.question_id}, {post(title, region)}",
            _in_words(entry),
        )
        for entry, title, region in rows.all()
    )


def _in_words(entry: QuestionEntry) -> str:
    if entry.purged_at is not None:
        return "(isi telah dihapus)"
    file = f"berkas: {entry.filename}" if entry.file_id else ""
    return "; ".join(part for part in (entry.said, file) if part)
