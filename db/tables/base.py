"""What all tables share: naming of constraints, checked enums, exact numbers."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum
from typing import Any

from sqlalchemy import Dialect, String
from sqlalchemy import Enum as SAEnum
from sqlalchemy.types import TypeDecorator
from sqlmodel import SQLModel

#: Set before the first table is declared, or Alembic cannot name what SQLite has to rebuild.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


def checked(kind: type[Enum]) -> SAEnum:
    """A string column that stores the values of ``kind`` and refuses others (no native enum types)."""
    return SAEnum(
        kind,
        native_enum=False,
        create_constraint=True,
        values_callable=lambda members: [member.value for member in members],
        length=24,
        name=kind.__name__.lower(),
    )


class DecimalText(TypeDecorator[Decimal]):
    """An exact decimal number kept as text: SQLite would make a float of it."""

    impl = String(24)
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        return None if value is None else format(value, "f")

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)
