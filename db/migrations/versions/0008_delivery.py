"""Messages that are held for a person, broadcasts, questions, and several processes at one database."""

from __future__ import annotations

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_MOMENT = sqlmodel.sql.sqltypes.UTCDateTime
_STATES = ("pending", "sending", "sent", "uncertain", "undeliverable", "withdrawn", "expired")
_BROADCAST_STATES = (
    "draft", "waiting", "scheduled", "sending", "paused", "stopped", "finished", "discarded",
)
#: What is seldom there and asked for by people.
_INDEXES = (
    ("ix_outbox_uncertain", "id", "state = 'uncertain'"),
    ("ix_outbox_undeliverable", "finished_at", "state = 'undeliverable'"),
    ("ix_outbox_attempt_failed", "finished_at", "outcome <> 'sent'"),
)
_QUESTION_STATES = ("open", "answered", "closed", "complaint")


def _text(length: int) -> sa.types.TypeEngine[str]:
    return sqlmodel.sql.sqltypes.AutoString(length=length)


def _state(*values: str, name: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=24)


def _of(table: str, name: str, *, nullable: bool = False, index: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), sa.ForeignKey(f"{table}.id"), nullable=nullable, index=index)


def upgrade() -> None:
    _allow_states(*_STATES, "held")
    held = sa.text("state = 'held'")
    op.create_index(
        "ix_outbox_held", "outbox", ["subject_type", "subject_id"], sqlite_where=held, postgresql_where=held
    )
    _indexes()
    op.add_column(
        "wrong_code", sa.Column("is_check", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.drop_table("leader")  # an advisory lock says who leads
    _broadcasts()
    _questions()
    _installation()


def _indexes() -> None:
    for name, column, where in _INDEXES:
        table = "outbox_attempt" if "attempt" in name else "outbox"
        op.create_index(name, table, [column], sqlite_where=sa.text(where), postgresql_where=sa.text(where))


def _allow_states(*states: str) -> None:
    listed = ", ".join(f"'{state}'" for state in states)
    with op.batch_alter_table("outbox") as batch:
        batch.drop_constraint(batch.f("ck_outbox_outboxstate"), type_="check")
        batch.create_check_constraint(batch.f("ck_outbox_outboxstate"), f"state IN ({listed})")


def _broadcasts() -> None:
    op.create_table(
        "saved_audience",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("name", _text(80), nullable=False),
        sa.Column("audience", sa.JSON(), nullable=False),
        _of("staff", "created_by_staff_id"),
        sa.Column("created_at", _MOMENT(), nullable=False),
        sa.Column("removed_at", _MOMENT(), nullable=True),
    )
    op.create_table(
        "broadcast",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("state", _state(*_BROADCAST_STATES, name="broadcaststate"), nullable=False, index=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", _text(120), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("file_kind", _text(12), nullable=False),
        sa.Column("file_id", _text(200), nullable=False),
        sa.Column("filename", _text(200), nullable=False),
        sa.Column("wants_read", sa.Boolean(), nullable=False),
        sa.Column("link_text", _text(64), nullable=False),
        sa.Column("link_url", _text(500), nullable=False),
        sa.Column("audience", sa.JSON(), nullable=False),
        sa.Column("previewed", sa.JSON(), nullable=True),
        _of("saved_audience", "saved_audience_id", nullable=True),
        _of("staff", "created_by_staff_id"),
        sa.Column("created_at", _MOMENT(), nullable=False),
        sa.Column("starts_at", _MOMENT(), nullable=True),
        sa.Column("expires_at", _MOMENT(), nullable=True),
        _of("staff", "confirmed_by_staff_id", nullable=True),
        sa.Column("confirmed_at", _MOMENT(), nullable=True),
        sa.Column("recipient_count", sa.Integer(), nullable=True),
        _of("staff", "approved_by_staff_id", nullable=True),
        sa.Column("approved_at", _MOMENT(), nullable=True),
        _of("broadcast_body", "body_id", nullable=True),
        sa.Column("started_at", _MOMENT(), nullable=True),
        sa.Column("finished_at", _MOMENT(), nullable=True),
        _of("broadcast", "corrects_id", nullable=True),
        sa.Column("sends_anew", sa.Boolean(), nullable=False),
        sa.Column("corrected_at", _MOMENT(), nullable=True),
        sa.Column("reminded_at", _MOMENT(), nullable=True),
    )
    op.create_table(
        "broadcast_recipient",
        sa.Column("id", sa.Integer(), primary_key=True),
        _of("broadcast", "broadcast_id"),
        _of("contact", "contact_id", index=True),
        _of("seat", "seat_id"),
        sa.Column("region_code", _text(5), sa.ForeignKey("region.code"), nullable=False),
        sa.Column("is_reachable", sa.Boolean(), nullable=False),
        sa.Column("read_at", _MOMENT(), nullable=True),
        sa.Column("asked_at", _MOMENT(), nullable=True),
        sa.UniqueConstraint("broadcast_id", "contact_id"),
    )
    op.create_table(
        "broadcast_card",
        sa.Column("id", sa.Integer(), primary_key=True),
        _of("broadcast", "broadcast_id"),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        _of("outbox", "outbox_id"),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("shown_hash", _text(64), nullable=False),
        sa.Column("shown_at", _MOMENT(), nullable=True),
        sa.UniqueConstraint("broadcast_id", "chat_id"),
    )


def _questions() -> None:
    op.create_table(
        "question",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("region_code", _text(5), sa.ForeignKey("region.code"), nullable=False, index=True),
        _of("seat", "seat_id"),
        _of("contact", "contact_id", index=True),
        sa.Column("state", _state(*_QUESTION_STATES, name="questionstate"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _of("staff", "assigned_staff_id", nullable=True),
        sa.Column("assigned_at", _MOMENT(), nullable=True),
        sa.Column("opened_at", _MOMENT(), nullable=False),
        sa.Column("waiting_since", _MOMENT(), nullable=True),
        sa.Column("last_entry_at", _MOMENT(), nullable=False),
        sa.Column("reminded_at", _MOMENT(), nullable=True),
        sa.Column("closed_at", _MOMENT(), nullable=True),
        _of("staff", "closed_by_staff_id", nullable=True),
    )
    live = sa.text("state IN ('open', 'answered')")
    op.create_index("ix_question_live", "question", ["state"], sqlite_where=live, postgresql_where=live)
    op.create_table(
        "question_entry",
        sa.Column("id", sa.Integer(), primary_key=True),
        _of("question", "question_id", index=True),
        _of("contact", "contact_id", nullable=True, index=True),
        _of("staff", "staff_id", nullable=True),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("file_kind", _text(12), nullable=False),
        sa.Column("file_id", _text(200), nullable=False),
        sa.Column("filename", _text(200), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("outbox_key", _text(120), nullable=False),
        sa.Column("said_at", _MOMENT(), nullable=False),
        sa.Column("purged_at", _MOMENT(), nullable=True),
    )


def _installation() -> None:
    op.create_table(
        "installation",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("identity", _text(200), nullable=False),
        sa.Column("seen_at", _MOMENT(), nullable=False),
        sa.Column("fence_number", sa.Integer(), nullable=False),
        sa.Column("fenced_at", _MOMENT(), nullable=True),
        sa.Column("fence_reason", _text(40), nullable=False),
        sa.Column("asleep_since", _MOMENT(), nullable=True),
        sa.Column("lifted_at", _MOMENT(), nullable=True),
        _of("staff", "lifted_by_staff_id", nullable=True),
    )
    op.create_table(
        "instance",
        sa.Column("owner", _text(40), primary_key=True),
        sa.Column("started_at", _MOMENT(), nullable=False),
        sa.Column("seen_at", _MOMENT(), nullable=False),
        sa.Column("is_leading", sa.Boolean(), nullable=False),
        sa.Column("trouble", _text(200), nullable=False),
    )
    op.create_table(
        "chat_pace",
        sa.Column("chat_id", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("rests_until", _MOMENT(), nullable=False),
    )
    op.add_column("inbox", sa.Column("owner", _text(40), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("inbox") as batch:
        batch.drop_column("owner")
    for table in (
        "chat_pace", "instance", "installation", "question_entry", "question", "broadcast_card",
        "broadcast_recipient", "broadcast", "saved_audience",
    ):
        op.drop_table(table)
    op.create_table(
        "leader",
        sa.Column("name", _text(40), primary_key=True),
        sa.Column("owner", _text(40), nullable=False),
        sa.Column("lease_until", _MOMENT(), nullable=False),
    )
    with op.batch_alter_table("wrong_code") as batch:
        batch.drop_column("is_check")
    op.drop_index("ix_outbox_held", table_name="outbox")
    for name, _, _ in _INDEXES:
        op.drop_index(name, "outbox_attempt" if "attempt" in name else "outbox")
    # the older shape holds nothing back: what a person has not decided about does not leave
    op.execute("UPDATE outbox SET state = 'withdrawn', reason = 'held' WHERE state = 'held'")
    _allow_states(*_STATES)
