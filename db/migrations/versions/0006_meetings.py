"""Meetings as they are run: postponed sittings, ladders, boards of one sitting, what surrounds a meeting."""

from __future__ import annotations

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_ITEM_STATES = (("planned", "cancelled"), ("planned", "postponed", "cancelled"))
_MARKS = (("joined", "trouble"), ("joined", "trouble", "absent", "cleared"))
_MOMENT = sqlmodel.sql.sqltypes.UTCDateTime


def _text(length: int) -> sa.types.TypeEngine[str]:
    return sqlmodel.sql.sqltypes.AutoString(length=length)


def _state(*values: str, name: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=24)


def upgrade() -> None:
    op.add_column("meeting", sa.Column("ladder", sa.JSON(), nullable=True))
    op.add_column("meeting", sa.Column("reveal_minutes", sa.Integer(), nullable=True))
    with op.batch_alter_table("agenda_item") as batch:
        batch.add_column(sa.Column("agenda", sa.Text(), nullable=False, server_default=""))
        batch.add_column(sa.Column("revealed_at", _MOMENT(), nullable=True))
        batch.add_column(sa.Column("check_in_key", _text(64), nullable=True))
    _allow("agenda_item", "state", "itemstate", _ITEM_STATES[1])
    op.add_column("invitation", sa.Column("calendar_uid", _text(80), nullable=False, server_default=""))
    with op.batch_alter_table("attendance") as batch:
        batch.add_column(sa.Column("marked_by_staff_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(
            batch.f("fk_attendance_marked_by_staff_id"), "staff", ["marked_by_staff_id"], ["id"]
        )
    _allow("attendance", "mark", "attendancemark", _MARKS[1])
    _boards_of_sittings()
    _told_sittings()
    _around_meetings()


def _allow(table: str, column: str, name: str, values: tuple[str, ...]) -> None:
    """Another list of values for a checked column."""
    listed = ", ".join(f"'{value}'" for value in values)
    with op.batch_alter_table(table) as batch:
        batch.drop_constraint(batch.f(f"ck_{table}_{name}"), type_="check")
        batch.create_check_constraint(batch.f(f"ck_{table}_{name}"), f"{column} IN ({listed})")


def _boards_of_sittings() -> None:
    with op.batch_alter_table("live_card") as batch:
        batch.add_column(sa.Column("agenda_item_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("shown_at", _MOMENT(), nullable=True))
        batch.add_column(sa.Column("is_stale", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch.create_foreign_key(
            batch.f("fk_live_card_agenda_item_id"), "agenda_item", ["agenda_item_id"], ["id"]
        )
        batch.drop_constraint(batch.f("uq_live_card_meeting_id_chat_id"), type_="unique")
    for name, columns, condition in (
        ("uq_live_card_meeting", ["meeting_id", "chat_id"], "agenda_item_id IS NULL"),
        ("uq_live_card_sitting", ["agenda_item_id", "chat_id"], "agenda_item_id IS NOT NULL"),
    ):
        where = sa.text(condition)
        op.create_index(
            name, "live_card", columns, unique=True, sqlite_where=where, postgresql_where=where
        )


def _told_sittings() -> None:
    op.create_table(
        "told_sitting",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "outbox_id", sa.Integer(), sa.ForeignKey("outbox.id", ondelete="CASCADE"), nullable=False, index=True
        ),
        sa.Column("agenda_item_id", sa.Integer(), sa.ForeignKey("agenda_item.id"), nullable=False),
        sa.Column("seat_id", sa.Integer(), sa.ForeignKey("seat.id"), nullable=False),
        sa.Column("time_revision", sa.Integer(), nullable=True),
        sa.Column("step", _text(12), nullable=False),
    )
    op.create_index("ix_told_sitting_item", "told_sitting", ["agenda_item_id", "seat_id"])


def _around_meetings() -> None:
    op.create_table(
        "acknowledgement",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("agenda_item_id", sa.Integer(), sa.ForeignKey("agenda_item.id"), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), sa.ForeignKey("seat.id"), nullable=False),
        sa.Column("contact_id", sa.Integer(), sa.ForeignKey("contact.id"), nullable=True),
        sa.Column("asked_at", _MOMENT(), nullable=False),
        sa.Column("acknowledged_at", _MOMENT(), nullable=True),
        sa.Column("is_listed", sa.Boolean(), nullable=False),
        sa.UniqueConstraint("agenda_item_id", "revision", "seat_id"),
    )
    op.create_table(
        "check_in_try",
        sa.Column("agenda_item_id", sa.Integer(), sa.ForeignKey("agenda_item.id"), primary_key=True),
        sa.Column("contact_id", sa.Integer(), sa.ForeignKey("contact.id"), primary_key=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("tried_at", _MOMENT(), nullable=False),
    )
    op.create_table(
        "beat",
        sa.Column("name", _text(40), primary_key=True),
        sa.Column("at", _MOMENT(), nullable=False),
    )
    op.create_table(
        "material",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("agenda_item_id", sa.Integer(), sa.ForeignKey("agenda_item.id"), nullable=False, index=True),
        sa.Column("file_id", _text(300), nullable=False),
        sa.Column("file_unique_id", _text(64), nullable=False),
        sa.Column("filename", _text(200), nullable=False),
        sa.Column("is_photo", sa.Boolean(), nullable=False),
        sa.Column("added_by_staff_id", sa.Integer(), sa.ForeignKey("staff.id"), nullable=False),
        sa.Column("added_at", _MOMENT(), nullable=False),
        sa.Column("removed_at", _MOMENT(), nullable=True),
    )
    op.create_table(
        "action_point",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("meeting_id", sa.Integer(), sa.ForeignKey("meeting.id"), nullable=False, index=True),
        sa.Column("seat_id", sa.Integer(), sa.ForeignKey("seat.id"), nullable=False, index=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("state", _state("open", "done", "dropped", name="actionpointstate"), nullable=False),
        sa.Column("created_by_staff_id", sa.Integer(), sa.ForeignKey("staff.id"), nullable=True),
        sa.Column("created_at", _MOMENT(), nullable=False),
        sa.Column("closed_at", _MOMENT(), nullable=True),
        sa.Column("closed_by_contact_id", sa.Integer(), sa.ForeignKey("contact.id"), nullable=True),
        sa.Column("reminded_at", _MOMENT(), nullable=True),
    )
    stages = ("usulan", "observasi", "bimtek", "monev", "penilaian", "penetapan")
    op.create_table(
        "stage_date",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("cohort", sa.Integer(), nullable=False),
        sa.Column("stage", _state(*stages, name="programmestage"), nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("preparation", sa.Text(), nullable=False),
        sa.Column("set_by_staff_id", sa.Integer(), sa.ForeignKey("staff.id"), nullable=True),
        sa.Column("set_at", _MOMENT(), nullable=False),
        sa.UniqueConstraint("cohort", "stage"),
    )
    op.create_table(
        "day_off",
        sa.Column("on", sa.Date(), primary_key=True),
        sa.Column("name", _text(100), nullable=False),
        sa.Column("added_by_staff_id", sa.Integer(), sa.ForeignKey("staff.id"), nullable=True),
        sa.Column("added_at", _MOMENT(), nullable=False),
    )


def downgrade() -> None:
    for table in (
        "beat",
        "day_off",
        "stage_date",
        "action_point",
        "material",
        "check_in_try",
        "acknowledgement",
        "told_sitting",
    ):
        op.drop_table(table)
    _boards_of_meetings_only()
    op.execute("DELETE FROM attendance WHERE mark IN ('absent', 'cleared')")
    _allow("attendance", "mark", "attendancemark", _MARKS[0])
    with op.batch_alter_table("attendance") as batch:
        batch.drop_constraint(batch.f("fk_attendance_marked_by_staff_id"), type_="foreignkey")
        batch.drop_column("marked_by_staff_id")
    op.drop_column("invitation", "calendar_uid")
    op.execute("UPDATE agenda_item SET state = 'cancelled' WHERE state = 'postponed'")
    _allow("agenda_item", "state", "itemstate", _ITEM_STATES[0])
    with op.batch_alter_table("agenda_item") as batch:
        for name in ("check_in_key", "revealed_at", "agenda"):
            batch.drop_column(name)
    for name in ("reveal_minutes", "ladder"):
        op.drop_column("meeting", name)


def _boards_of_meetings_only() -> None:
    op.execute("DELETE FROM live_card WHERE agenda_item_id IS NOT NULL")
    for name in ("uq_live_card_sitting", "uq_live_card_meeting"):
        op.drop_index(name, table_name="live_card")
    with op.batch_alter_table("live_card") as batch:
        batch.drop_constraint(batch.f("fk_live_card_agenda_item_id"), type_="foreignkey")
        for name in ("is_stale", "shown_at", "agenda_item_id"):
            batch.drop_column(name)
        batch.create_unique_constraint(batch.f("uq_live_card_meeting_id_chat_id"), ["meeting_id", "chat_id"])
