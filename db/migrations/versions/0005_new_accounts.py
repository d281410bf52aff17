"""A new Telegram account for the same person, and a corrected name."""

from __future__ import annotations

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_REQUEST = "registration_request"


def upgrade() -> None:
    op.add_column(_REQUEST, sa.Column("old_telegram_id", sa.BigInteger(), nullable=True))
    name = sqlmodel.sql.sqltypes.AutoString(length=120)
    op.add_column(_REQUEST, sa.Column("former_name", name, nullable=False, server_default=""))
    with op.batch_alter_table("contact") as batch:
        batch.add_column(sa.Column("merged_into_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(batch.f("fk_contact_merged_into_id"), "contact", ["merged_into_id"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("contact") as batch:
        batch.drop_constraint(batch.f("fk_contact_merged_into_id"), type_="foreignkey")
        batch.drop_column("merged_into_id")
    for name in ("former_name", "old_telegram_id"):
        op.drop_column(_REQUEST, name)
