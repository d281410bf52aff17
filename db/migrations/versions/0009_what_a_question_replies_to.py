"""A word of an official knows which of our messages it replies to."""

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


def downgrade() -> None:
    op.drop_column("question_entry", "about_code")
