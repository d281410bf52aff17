"""Criteria as they are judged: versions of thresholds, the life of an alert, publication dates, criterion 8."""

from __future__ import annotations

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_MOMENT = sqlmodel.sql.sqltypes.UTCDateTime
_SERIES = ["cohort", "stage", "criterion", "instrument"]
_FOLLOW_UPS = (
    "told", "repeated", "officer", "acknowledged", "promised", "asked", "done", "disputed", "snoozed", "quiet",
)
_RESPONSES = ("acknowledged", "promised", "disputed")


def _text(length: int) -> sa.types.TypeEngine[str]:
    return sqlmodel.sql.sqltypes.AutoString(length=length)


def _state(*values: str, name: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=24)


def upgrade() -> None:
    _versions_of_thresholds()
    _lives_of_alerts()
    _early_notices()
    _publications()
    _case_decisions()


def _versions_of_thresholds() -> None:
    with op.batch_alter_table("threshold") as batch:
        batch.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
        batch.add_column(sa.Column("effective_from", sa.Date(), nullable=True))
        batch.add_column(sa.Column("margin", sa.String(24), nullable=True))
        batch.add_column(sa.Column("recovery", sa.String(24), nullable=True))
        batch.add_column(sa.Column("reason", sa.Text(), nullable=False, server_default=""))
        batch.add_column(sa.Column("set_by_staff_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("set_at", _MOMENT(), nullable=True))
        batch.add_column(sa.Column("withdrawn_at", _MOMENT(), nullable=True))
        batch.add_column(sa.Column("is_quiet", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch.add_column(sa.Column("told_at", _MOMENT(), nullable=True))
        batch.create_foreign_key(
            batch.f("fk_threshold_set_by_staff_id"), "staff", ["set_by_staff_id"], ["id"]
        )
        batch.drop_constraint(batch.f("uq_threshold_cohort_stage_criterion_instrument"), type_="unique")
        batch.create_unique_constraint(
            batch.f("uq_threshold_cohort_stage_criterion_instrument_version"), [*_SERIES, "version"]
        )


def _lives_of_alerts() -> None:
    with op.batch_alter_table("alert") as batch:
        batch.add_column(sa.Column("close_reason", _text(24), nullable=False, server_default=""))
        batch.add_column(
            sa.Column("follow_up", _state(*_FOLLOW_UPS, name="followup"), nullable=False, server_default="told")
        )
        batch.add_column(sa.Column("due_at", _MOMENT(), nullable=True))
        batch.add_column(sa.Column("snoozed_until", sa.Date(), nullable=True))
        batch.add_column(sa.Column("snooze_reason", sa.Text(), nullable=False, server_default=""))
        batch.add_column(sa.Column("snoozed_by_staff_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("snoozed_at", _MOMENT(), nullable=True))
        batch.create_foreign_key(
            batch.f("fk_alert_snoozed_by_staff_id"), "staff", ["snoozed_by_staff_id"], ["id"]
        )
    is_open = sa.text("state = 'open'")
    op.create_index(
        "ix_alert_due", "alert", ["due_at"], sqlite_where=is_open, postgresql_where=is_open
    )
    with op.batch_alter_table("alert_response") as batch:
        batch.add_column(sa.Column("decided_at", _MOMENT(), nullable=True))
        batch.add_column(sa.Column("decided_by_staff_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("is_upheld", sa.Boolean(), nullable=True))
        batch.add_column(sa.Column("decision_note", sa.Text(), nullable=False, server_default=""))
        batch.create_foreign_key(
            batch.f("fk_alert_response_decided_by_staff_id"), "staff", ["decided_by_staff_id"], ["id"]
        )
        batch.add_column(sa.Column("recorded_by_staff_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(
            batch.f("fk_alert_response_recorded_by_staff_id"), "staff", ["recorded_by_staff_id"], ["id"]
        )
        batch.alter_column("contact_id", existing_type=sa.Integer(), nullable=True)
    _allow_responses(*_RESPONSES, "done")
    op.create_table(
        "alert_evidence",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "response_id", sa.Integer(), sa.ForeignKey("alert_response.id"), nullable=False, index=True
        ),
        sa.Column("kind", _text(12), nullable=False),
        sa.Column("file_id", _text(200), nullable=False),
        sa.Column("filename", _text(200), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sent_at", _MOMENT(), nullable=False),
    )
    # what was answered before says who has the next step
    for kind in ("acknowledged", "promised", "disputed"):
        op.execute(
            f"UPDATE alert SET follow_up = '{kind}' WHERE id IN "
            f"(SELECT alert_id FROM alert_response WHERE kind = '{kind}')"
        )


def _allow_responses(*kinds: str) -> None:
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("alert_response") as batch:
        batch.drop_constraint(batch.f("ck_alert_response_responsekind"), type_="check")
        batch.create_check_constraint(batch.f("ck_alert_response_responsekind"), f"kind IN ({listed})")


def _early_notices() -> None:
    kinds = ("fell", "band_dropped", "new_period", "rule_changed")
    op.create_table(
        "early_notice",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("region_code", _text(5), sa.ForeignKey("region.code"), nullable=False),
        sa.Column("criterion", _text(12), sa.ForeignKey("criterion.key"), nullable=False),
        sa.Column("kind", _state(*kinds, name="earlykind"), nullable=False),
        sa.Column("measurement_id", sa.Integer(), sa.ForeignKey("measurement.id"), nullable=True),
        sa.Column("threshold_id", sa.Integer(), sa.ForeignKey("threshold.id"), nullable=True),
        sa.Column("seat_id", sa.Integer(), sa.ForeignKey("seat.id"), nullable=False),
        sa.Column("contact_id", sa.Integer(), sa.ForeignKey("contact.id"), nullable=False, index=True),
        sa.Column("told_at", _MOMENT(), nullable=False),
        sa.Column("outbox_key", _text(120), nullable=False),
        sa.Column("withdrawn_at", _MOMENT(), nullable=True),
    )
    op.create_index("ix_early_notice_region_code_criterion", "early_notice", ["region_code", "criterion"])


def _publications() -> None:
    is_final = sa.text("status = 'final'")
    op.create_index(
        "ix_measurement_period",
        "measurement",
        ["criterion", "instrument", "assessment_year"],
        sqlite_where=is_final,
        postgresql_where=is_final,
    )
    op.create_table(
        "publication",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("criterion", _text(12), sa.ForeignKey("criterion.key"), nullable=False),
        sa.Column("instrument", _text(60), nullable=False),
        sa.Column("first_year", sa.Integer(), nullable=False),
        sa.Column("last_year", sa.Integer(), nullable=True),
        sa.Column("publisher", _text(120), nullable=False),
        sa.Column("opens_month", sa.Integer(), nullable=False),
        sa.Column("due_month", sa.Integer(), nullable=False),
        sa.Column("stale_after_months", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.UniqueConstraint("criterion", "instrument", "first_year"),
    )
    op.create_table(
        "publication_delay",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("criterion", _text(12), sa.ForeignKey("criterion.key"), nullable=False),
        sa.Column("instrument", _text(60), nullable=False),
        sa.Column("assessment_year", sa.Integer(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("set_by_staff_id", sa.Integer(), sa.ForeignKey("staff.id"), nullable=True),
        sa.Column("set_at", _MOMENT(), nullable=False),
        sa.UniqueConstraint("criterion", "instrument", "assessment_year"),
    )
    op.create_table(
        "value_request",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("criterion", _text(12), sa.ForeignKey("criterion.key"), nullable=False),
        sa.Column("instrument", _text(60), nullable=False),
        sa.Column("assessment_year", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), sa.ForeignKey("staff.id"), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("asked_at", _MOMENT(), nullable=False),
        sa.Column("outbox_key", _text(120), nullable=False),
        sa.UniqueConstraint("criterion", "instrument", "assessment_year", "staff_id", "round"),
    )


def _case_decisions() -> None:
    states = ("proposed", "standing", "replaced", "declined", "lapsed")
    op.create_table(
        "case_decision",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("region_code", _text(5), sa.ForeignKey("region.code"), nullable=False),
        sa.Column("is_met", sa.Boolean(), nullable=False),
        sa.Column("state", _state(*states, name="casestate"), nullable=False),
        sa.Column("proposed_by_staff_id", sa.Integer(), sa.ForeignKey("staff.id"), nullable=False),
        sa.Column("proposed_at", _MOMENT(), nullable=False),
        sa.Column("decided_by_staff_id", sa.Integer(), sa.ForeignKey("staff.id"), nullable=True),
        sa.Column("decided_at", _MOMENT(), nullable=True),
        sa.CheckConstraint(
            "decided_by_staff_id <> proposed_by_staff_id OR state <> 'standing'", name="two_officers"
        ),
    )
    for state in ("proposed", "standing"):
        where = sa.text(f"state = '{state}'")
        op.create_index(
            f"uq_case_decision_{state}",
            "case_decision",
            ["region_code"],
            unique=True,
            sqlite_where=where,
            postgresql_where=where,
        )


def downgrade() -> None:
    for table in ("case_decision", "value_request", "publication_delay", "publication", "early_notice"):
        op.drop_table(table)
    op.drop_index("ix_measurement_period", "measurement")
    op.drop_table("alert_evidence")
    # the older shape knows no answer heard by staff, and none that something is carried out
    op.execute("DELETE FROM alert_response WHERE kind = 'done' OR contact_id IS NULL")
    _allow_responses(*_RESPONSES)
    with op.batch_alter_table("alert_response") as batch:
        batch.alter_column("contact_id", existing_type=sa.Integer(), nullable=False)
        batch.drop_constraint(batch.f("fk_alert_response_recorded_by_staff_id"), type_="foreignkey")
        batch.drop_constraint(batch.f("fk_alert_response_decided_by_staff_id"), type_="foreignkey")
        for name in (
            "recorded_by_staff_id", "decision_note", "is_upheld", "decided_by_staff_id", "decided_at",
        ):
            batch.drop_column(name)
    op.drop_index("ix_alert_due", "alert")
    with op.batch_alter_table("alert") as batch:
        batch.drop_constraint(batch.f("fk_alert_snoozed_by_staff_id"), type_="foreignkey")
        batch.drop_constraint(batch.f("ck_alert_followup"), type_="check")
        for name in (
            "snoozed_at", "snoozed_by_staff_id", "snooze_reason", "snoozed_until", "due_at", "follow_up", "close_reason"
        ):
            batch.drop_column(name)
    # only the first version of each threshold fits into the older shape
    op.execute("DELETE FROM threshold WHERE version > 1 AND id NOT IN (SELECT threshold_id FROM alert)")
    with op.batch_alter_table("threshold") as batch:
        batch.drop_constraint(
            batch.f("uq_threshold_cohort_stage_criterion_instrument_version"), type_="unique"
        )
        batch.drop_constraint(batch.f("fk_threshold_set_by_staff_id"), type_="foreignkey")
        for name in (
            "told_at", "is_quiet", "withdrawn_at", "set_at", "set_by_staff_id", "reason", "recovery", "margin",
            "effective_from", "version",
        ):
            batch.drop_column(name)
        batch.create_unique_constraint(
            batch.f("uq_threshold_cohort_stage_criterion_instrument"), _SERIES
        )
