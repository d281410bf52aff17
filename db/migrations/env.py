"""Alembic's entry: it is handed a connection, and never opens one of its own."""

from __future__ import annotations

from alembic import context
from sqlmodel import SQLModel

from db import tables as tables  # declares every table

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    transactional_ddl=True,
    render_as_batch=True,
    compare_type=True,
)
context.run_migrations()
