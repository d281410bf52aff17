"""A siaran knows which posts had nobody when it left; words of questions are found by their message."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_question_entry_message_id", "question_entry", ["message_id"])
    op.add_column("broadcast", sa.Column("vacant_seats", sa.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_column("broadcast", "vacant_seats")
    op.drop_index("ix_question_entry_message_id", "question_entry")
