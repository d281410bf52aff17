"""A word of an official knows which of our messages it replies to, a siaran which posts had nobody."""

from __future__ import annotations

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    code = sqlmodel.sql.sqltypes.AutoString(length=16)
    op.add_column("question_entry", sa.Column("about_code", code, nullable=False, server_default=""))
    op.create_index("ix_question_entry_message_id", "question_entry", ["message_id"])
    op.add_column("broadcast", sa.Column("vacant_seats", sa.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_column("broadcast", "vacant_seats")
    op.drop_index("ix_question_entry_message_id", "question_entry")
    op.drop_column("question_entry", "about_code")
