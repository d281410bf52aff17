"""What was said about a request while it waited."""

from __future__ import annotations

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('request_note',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('request_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('code', 'objection', 'question', 'answer', name='notekind', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('staff_id', sa.Integer(), nullable=True),
    sa.Column('text', sqlmodel.sql.sqltypes.AutoString(length=1000), nullable=False),
    sa.Column('said_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['request_id'], ['registration_request.id'], name=op.f('fk_request_note_request_id')),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_request_note_staff_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_request_note'))
    )
    with op.batch_alter_table('request_note', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_request_note_request_id'), ['request_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('request_note', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_request_note_request_id'))

    op.drop_table('request_note')
