"""Alembic migrations, tested on SQLite and PostgreSQL, up and down."""
