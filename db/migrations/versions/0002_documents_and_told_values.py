"""The paper a threshold rests on, and which value each person was told of."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("threshold", sa.Column("document", sa.Text(), nullable=False, server_default=""))
    op.add_column("alert_notice", sa.Column("measurement_id", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("alert_notice", "measurement_id")
    op.drop_column("threshold", "document")
