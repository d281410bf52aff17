"""Seats that can be trusted: posts, requests with a second approval, staff changes, groups, erasure, chained audit."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime

import sqlalchemy as sa
import sqlmodel
from alembic import op

from bot.rules.chain import GENESIS, Entry, chained, new_salt, salted

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def _chain_what_is_there() -> None:
    """Entries written before there was a chain are chained in the order they were written."""
    connection = op.get_bind()
    audit = sa.Table('audit_entry', sa.MetaData(), autoload_with=connection)
    texts = sa.Table('audit_text', sa.MetaData(), autoload_with=connection)
    entry = _typed(audit)
    words = dict(connection.execute(sa.select(texts.c.audit_id, texts.c.content)).all())
    number, last = 0, GENESIS
    for row in connection.execute(sa.select(entry).order_by(entry.c.id)).mappings().all():
        number += 1
        text, salt = words.get(row['id'], ''), ''
        if text:
            salt = new_salt()
            connection.execute(sa.update(texts).where(texts.c.audit_id == row['id']).values(salt=salt))
        chained_entry = Entry(
            at=row['at'], actor_kind=row['actor_kind'], actor_id=row['actor_id'], action=row['action'],
            object_type=row['object_type'], object_id=row['object_id'], detail=row['detail'],
            update_id=row['update_id'], text_hash=salted(text, salt=salt) if text else '',
        )
        last = chained(chained_entry, number=number, previous=last)
        change = {'number': number, 'hash': last, 'text_hash': chained_entry.text_hash}
        connection.execute(sa.update(entry).where(entry.c.id == row['id']).values(**change))
    head = sa.table('audit_head', sa.column('id'), sa.column('number'), sa.column('hash'))
    connection.execute(sa.insert(head).values(id=1, number=number, hash=last))


def _typed(audit: sa.Table) -> sa.TableClause:
    """The table with times and JSON read as the bot reads them."""
    types = {'at': sqlmodel.sql.sqltypes.UTCDateTime(), 'detail': sa.JSON()}
    return sa.table('audit_entry', *(sa.column(c.name, types.get(c.name, c.type)) for c in audit.columns))


def _refuse_changes() -> None:
    """The log only grows: the database itself refuses to change or delete an entry."""
    if op.get_bind().dialect.name == 'sqlite':
        for verb in ('UPDATE', 'DELETE'):
            op.execute(
                f"CREATE TRIGGER audit_entry_no_{verb.lower()} BEFORE {verb} ON audit_entry "
                "BEGIN SELECT RAISE(ABORT, 'audit_entry is append-only'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION audit_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'audit_entry is append-only'; END $$"
    )
    op.execute(
        "CREATE TRIGGER audit_entry_no_change BEFORE UPDATE OR DELETE ON audit_entry "
        "FOR EACH ROW EXECUTE FUNCTION audit_entry_refuse()"
    )
    op.execute(
        "CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON audit_entry "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_refuse()"
    )


def _allow_changes() -> None:
    if op.get_bind().dialect.name == 'sqlite':
        for verb in ('update', 'delete'):
            op.execute(f"DROP TRIGGER IF EXISTS audit_entry_no_{verb}")
        return
    op.execute("DROP TRIGGER IF EXISTS audit_entry_no_change ON audit_entry")
    op.execute("DROP TRIGGER IF EXISTS audit_entry_no_truncate ON audit_entry")
    op.execute("DROP FUNCTION IF EXISTS audit_entry_refuse()")


_CLASSES = ['reply', 'receipt', 'correction', 'invitation', 'alert', 'request', 'reminder', 'broadcast', 'document']


def upgrade() -> None:
    op.create_table('audit_head',
    sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('hash', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_head'))
    )
    op.create_table('bootstrap_code',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code_hash', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('expires_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('used_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('used_by_telegram_id', sa.BigInteger(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_bootstrap_code')),
    sa.UniqueConstraint('code_hash', name=op.f('uq_bootstrap_code_code_hash'))
    )
    op.create_table('house_key',
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
    sa.Column('value', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_house_key'))
    )
    # made now and not when first needed: every backup from here on knows it, and so its tombstones
    keys = sa.table('house_key', sa.column('name'), sa.column('value'), sa.column('created_at', sqlmodel.sql.sqltypes.UTCDateTime()))
    op.bulk_insert(keys, [{'name': 'tombstones', 'value': secrets.token_hex(32), 'created_at': datetime.now(UTC)}])
    op.create_table('retention_run',
    sa.Column('ran_on', sa.Date(), nullable=False),
    sa.Column('ran_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('removed', sa.JSON(), nullable=False),
    sa.PrimaryKeyConstraint('ran_on', name=op.f('pk_retention_run'))
    )
    op.create_table('erasure',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('contact_id', sa.Integer(), nullable=False),
    sa.Column('mac', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('erased_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['contact_id'], ['contact.id'], name=op.f('fk_erasure_contact_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_erasure')),
    sa.UniqueConstraint('contact_id', name=op.f('uq_erasure_contact_id'))
    )
    with op.batch_alter_table('erasure', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_erasure_mac'), ['mac'], unique=False)

    op.create_table('group_chat',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('chat_id', sa.BigInteger(), nullable=False),
    sa.Column('title', sqlmodel.sql.sqltypes.AutoString(length=255), nullable=False),
    sa.Column('state', sa.Enum('waiting', 'allowed', 'left', name='groupstate', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('added_by_telegram_id', sa.BigInteger(), nullable=True),
    sa.Column('allowed_by_staff_id', sa.Integer(), nullable=True),
    sa.Column('first_seen_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('changed_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('migrated_from', sa.BigInteger(), nullable=True),
    sa.ForeignKeyConstraint(['allowed_by_staff_id'], ['staff.id'], name=op.f('fk_group_chat_allowed_by_staff_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_group_chat')),
    sa.UniqueConstraint('chat_id', name=op.f('uq_group_chat_chat_id'))
    )
    op.create_table('staff_invitation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code_hash', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('role', sa.Enum('viewer', 'officer', 'admin', name='role', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('created_by_staff_id', sa.Integer(), nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('expires_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('bound_telegram_id', sa.BigInteger(), nullable=True),
    sa.Column('used_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('revoked_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['created_by_staff_id'], ['staff.id'], name=op.f('fk_staff_invitation_created_by_staff_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_staff_invitation')),
    sa.UniqueConstraint('code_hash', name=op.f('uq_staff_invitation_code_hash'))
    )
    op.create_table('chat_menu',
    sa.Column('telegram_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('rights', sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
    sa.Column('menu_hash', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('set_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('telegram_id', name=op.f('pk_chat_menu'))
    )
    op.create_table('post',
    sa.Column('key', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
    sa.Column('title', sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('is_default', sa.Boolean(), nullable=False),
    sa.Column('added_by_staff_id', sa.Integer(), nullable=True),
    sa.Column('added_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['added_by_staff_id'], ['staff.id'], name=op.f('fk_post_added_by_staff_id')),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_post'))
    )
    op.bulk_insert(
        sa.table('post', sa.column('key'), sa.column('title'), sa.column('position'), sa.column('is_default', sa.Boolean())),
        [
            {'key': 'sekda', 'title': 'Sekretaris Daerah', 'position': 1, 'is_default': True},
            {'key': 'inspektur', 'title': 'Inspektur', 'position': 2, 'is_default': True},
        ],
    )
    op.create_table('reach_check',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('cohort', sa.Integer(), nullable=False),
    sa.Column('started_by_staff_id', sa.Integer(), nullable=True),
    sa.Column('started_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('reported_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['started_by_staff_id'], ['staff.id'], name=op.f('fk_reach_check_started_by_staff_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reach_check'))
    )
    with op.batch_alter_table('reach_check', schema=None) as batch_op:
        batch_op.create_index('uq_reach_check_one_open', ['cohort'], unique=True, sqlite_where=sa.text('reported_at IS NULL'), postgresql_where=sa.text('reported_at IS NULL'))

    op.create_table('staff_change',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('telegram_id', sa.BigInteger(), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
    sa.Column('role', sa.Enum('viewer', 'officer', 'admin', name='role', native_enum=False, create_constraint=True, length=24), nullable=True),
    sa.Column('state', sa.Enum('pending', 'done', 'refused', 'withdrawn', 'expired', name='changestate', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('proposed_by_staff_id', sa.Integer(), nullable=True),
    sa.Column('proposed_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('expires_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('decided_by_staff_id', sa.Integer(), nullable=True),
    sa.Column('decided_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['decided_by_staff_id'], ['staff.id'], name=op.f('fk_staff_change_decided_by_staff_id')),
    sa.ForeignKeyConstraint(['proposed_by_staff_id'], ['staff.id'], name=op.f('fk_staff_change_proposed_by_staff_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_staff_change'))
    )
    with op.batch_alter_table('staff_change', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_staff_change_telegram_id'), ['telegram_id'], unique=False)
        batch_op.create_index('uq_staff_change_one_open', ['telegram_id'], unique=True, sqlite_where=sa.text("state = 'pending'"), postgresql_where=sa.text("state = 'pending'"))

    for table in ('alert_response', 'attendance'):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column('capacity', sa.Enum('holder', 'assistant', 'delegate', name='tenurekind', native_enum=False, create_constraint=True, length=24), nullable=True))

    with op.batch_alter_table('answer', schema=None) as batch_op:
        batch_op.add_column(sa.Column('channel', sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False, server_default=''))

    with op.batch_alter_table('audit_entry', schema=None) as batch_op:
        batch_op.add_column(sa.Column('number', sa.Integer(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('about_contact_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('text_hash', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('hash', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False, server_default=''))
    with op.batch_alter_table('audit_text', schema=None) as batch_op:
        batch_op.add_column(sa.Column('salt', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False, server_default=''))
    _chain_what_is_there()
    with op.batch_alter_table('audit_entry', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_audit_entry_about_contact_id'), ['about_contact_id'], unique=False)
        batch_op.create_unique_constraint(batch_op.f('uq_audit_entry_number'), ['number'])
    _refuse_changes()

    with op.batch_alter_table('contact', schema=None) as batch_op:
        batch_op.add_column(sa.Column('review_told_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column('phone', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('phone_shared_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column('erased_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))

    with op.batch_alter_table('import', schema=None) as batch_op:
        batch_op.add_column(sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False, server_default='measurements'))

    with op.batch_alter_table('invitation_code', schema=None) as batch_op:
        batch_op.add_column(sa.Column('kind', sa.Enum('holder', 'assistant', 'delegate', name='tenurekind', native_enum=False, create_constraint=True, length=24), nullable=True))
        batch_op.add_column(sa.Column('invited_by_contact_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('batch', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False, server_default=''))
        batch_op.create_foreign_key(batch_op.f('fk_invitation_code_invited_by_contact_id'), 'contact', ['invited_by_contact_id'], ['id'])

    with op.batch_alter_table('outbox', schema=None) as batch_op:
        batch_op.add_column(sa.Column('seat_id', sa.Integer(), nullable=True))
        batch_op.drop_constraint(batch_op.f('ck_outbox_messageclass'), type_='check')
        batch_op.create_check_constraint(batch_op.f('ck_outbox_messageclass'), sa.column('message_class').in_([*_CLASSES, 'probe']))

    with op.batch_alter_table('registration_request', schema=None) as batch_op:
        batch_op.add_column(sa.Column('purpose', sa.Enum('seat', 'new_account', 'name', name='requestpurpose', native_enum=False, create_constraint=True, length=24), nullable=False, server_default='seat'))
        batch_op.add_column(sa.Column('telegram_name', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('username', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('answer_by', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column('reminded_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column('replaces_contact_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('invited_by_contact_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('first_approved_by_staff_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('first_approved_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_registration_request_replaces_contact_id'), 'contact', ['replaces_contact_id'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_registration_request_first_approved_by_staff_id'), 'staff', ['first_approved_by_staff_id'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_registration_request_invited_by_contact_id'), 'contact', ['invited_by_contact_id'], ['id'])

    with op.batch_alter_table('seat', schema=None) as batch_op:
        batch_op.add_column(sa.Column('office_phone', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False, server_default=''))

    with op.batch_alter_table('tenure', schema=None) as batch_op:
        batch_op.add_column(sa.Column('term_told_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('end_reason', sa.Enum('handed_over', 'replaced', 'left', 'revoked', 'new_account', 'erased', name='tenureend', native_enum=False, create_constraint=True, length=24), nullable=True))
        batch_op.add_column(sa.Column('invited_by_contact_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_tenure_invited_by_contact_id'), 'contact', ['invited_by_contact_id'], ['id'])



def downgrade() -> None:
    _allow_changes()
    with op.batch_alter_table('tenure', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_tenure_invited_by_contact_id'), type_='foreignkey')
        batch_op.drop_column('invited_by_contact_id')
        batch_op.drop_constraint(batch_op.f('ck_tenure_tenureend'), type_='check')
        batch_op.drop_column('end_reason')
        batch_op.drop_column('term_told_on')

    with op.batch_alter_table('seat', schema=None) as batch_op:
        batch_op.drop_column('office_phone')

    op.execute("DELETE FROM outbox_attempt WHERE outbox_id IN (SELECT id FROM outbox WHERE message_class = 'probe')")
    op.execute("DELETE FROM outbox WHERE message_class = 'probe'")
    with op.batch_alter_table('outbox', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_outbox_messageclass'), type_='check')
        batch_op.create_check_constraint(batch_op.f('ck_outbox_messageclass'), sa.column('message_class').in_(_CLASSES))
        batch_op.drop_column('seat_id')

    with op.batch_alter_table('registration_request', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_registration_request_invited_by_contact_id'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_registration_request_first_approved_by_staff_id'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_registration_request_replaces_contact_id'), type_='foreignkey')
        batch_op.drop_column('first_approved_at')
        batch_op.drop_column('first_approved_by_staff_id')
        batch_op.drop_column('invited_by_contact_id')
        batch_op.drop_column('replaces_contact_id')
        batch_op.drop_column('reminded_at')
        batch_op.drop_column('answer_by')
        batch_op.drop_column('username')
        batch_op.drop_column('telegram_name')
        batch_op.drop_constraint(batch_op.f('ck_registration_request_requestpurpose'), type_='check')
        batch_op.drop_column('purpose')

    with op.batch_alter_table('invitation_code', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_invitation_code_invited_by_contact_id'), type_='foreignkey')
        batch_op.drop_column('batch')
        batch_op.drop_column('invited_by_contact_id')
        batch_op.drop_constraint(batch_op.f('ck_invitation_code_tenurekind'), type_='check')
        batch_op.drop_column('kind')

    with op.batch_alter_table('import', schema=None) as batch_op:
        batch_op.drop_column('kind')

    with op.batch_alter_table('contact', schema=None) as batch_op:
        batch_op.drop_column('erased_at')
        batch_op.drop_column('phone_shared_at')
        batch_op.drop_column('phone')
        batch_op.drop_column('review_told_at')

    with op.batch_alter_table('audit_text', schema=None) as batch_op:
        batch_op.drop_column('salt')

    with op.batch_alter_table('audit_entry', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('uq_audit_entry_number'), type_='unique')
        batch_op.drop_index(batch_op.f('ix_audit_entry_about_contact_id'))
        batch_op.drop_column('hash')
        batch_op.drop_column('text_hash')
        batch_op.drop_column('about_contact_id')
        batch_op.drop_column('number')

    with op.batch_alter_table('answer', schema=None) as batch_op:
        batch_op.drop_column('channel')

    for table in ('alert_response', 'attendance'):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_constraint(batch_op.f(f'ck_{table}_tenurekind'), type_='check')
            batch_op.drop_column('capacity')

    with op.batch_alter_table('staff_change', schema=None) as batch_op:
        batch_op.drop_index('uq_staff_change_one_open', sqlite_where=sa.text("state = 'pending'"), postgresql_where=sa.text("state = 'pending'"))
        batch_op.drop_index(batch_op.f('ix_staff_change_telegram_id'))

    op.drop_table('staff_change')
    with op.batch_alter_table('reach_check', schema=None) as batch_op:
        batch_op.drop_index('uq_reach_check_one_open', sqlite_where=sa.text('reported_at IS NULL'), postgresql_where=sa.text('reported_at IS NULL'))

    op.drop_table('reach_check')
    op.drop_table('post')
    op.drop_table('group_chat')
    op.drop_table('staff_invitation')
    op.drop_table('chat_menu')
    with op.batch_alter_table('erasure', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_erasure_mac'))

    op.drop_table('erasure')
    op.drop_table('retention_run')
    op.drop_table('house_key')
    op.drop_table('bootstrap_code')
    op.drop_table('audit_head')
